"""Stored output that tests compare with today's.

`pages/` has the outline of each page that a screen reader meets. Of the pre-check in each state,
`roles/` has the roles and names that Chromium reports, and `spoken/` what a virtual screen reader
says. `messages.txt` has what the build says of each error in trial.yaml.

`python -m tests.snapshots.renew` updates them all. Read the difference before you commit it.
"""
