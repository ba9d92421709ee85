"""Translate the site's texts."""
