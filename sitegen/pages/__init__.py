"""Render the information pages."""
