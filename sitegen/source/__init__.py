"""Read trial.yaml strictly, with the line of every value."""
