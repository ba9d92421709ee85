"""What people are told, kept as text and compared.

Of the pre-check in each state, `roles/` holds roles and names as Chromium tells them, `spoken/`
what a virtual screen reader says; `messages.txt` holds what the build prints for each mistake in
trial.yaml.
A change that is meant is written down with `python -m tests.snapshots.renew`; read the difference
before it is kept, as if it were read aloud.
"""
