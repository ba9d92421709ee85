"""The npm packages that a build needs, and how to install them."""

from __future__ import annotations

PACKAGES = {"esbuild": "0.28.2", "pyodide": "314.0.7"}
"""The versions that package.json names. A test compares the two."""

INSTALL = (
    "Run `python3 dev.py install` in a checkout. Elsewhere, run in the folder of the trial: "
    "npm install --ignore-scripts --save-exact "
    + " ".join(f"{name}@{version}" for name, version in PACKAGES.items())
)
