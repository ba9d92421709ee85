"""The parts of dev.py: installing, locking and running, with the standard library only."""
