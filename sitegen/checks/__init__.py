"""What must be true of a trial; each check yields (path in trial.yaml, what to mend)."""
