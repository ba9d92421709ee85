"""What a screen reader is told of the pre-check in each state, kept as text and compared.

`roles/` holds roles and names as Chromium tells them, `spoken/` what a virtual screen reader says.
A change that is meant is written down with `python -m tests.snapshots.renew`; read the difference
before it is kept, as if it were read aloud.
"""
