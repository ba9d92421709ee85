"""Planted defects: one at a time, in a copy of the built site, to see which checks see it."""
