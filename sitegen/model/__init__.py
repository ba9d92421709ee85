"""The trial as typed data."""
