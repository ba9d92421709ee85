"""Turns trial.yaml and site_src/ into the site; knows no medicine."""
