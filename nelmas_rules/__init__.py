"""The eligibility rules of the trial: three-valued, exact, standard library only.

The same files run in the build, the tests, the command line and, through Pyodide, in the browser.
They give findings per criterion and an outcome; they give no advice and decide nothing.
"""

__version__ = "0.1.0"
