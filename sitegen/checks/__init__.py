"""Checks of trial.yaml and site_src/ before a build."""
