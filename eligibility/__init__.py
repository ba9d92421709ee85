"""The eligibility engine: three-valued, exact, standard library only. It knows no trial.

The same files run in the build, the tests, the command line and, through Pyodide, in the browser.
The engine is given a trial's definitions and rules, and returns one finding per criterion and an
outcome. It gives no advice and decides nothing.
"""

__version__ = "0.2.0"
