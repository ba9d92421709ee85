"""Planted defects: one at a time in a copy of the built site, to prove that each check sees them.

The defects are in tests/sitegen/quality/planted/, one file per module of checks. The test suite
plants the first defect of each check; `python -m tests.defects.run` plants them all.
"""
