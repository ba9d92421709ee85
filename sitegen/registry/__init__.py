"""The registry's record."""
