#!/usr/bin/env python3
"""Build the site, as the installed command `trial-site` does. The steps are in sitegen/build.py."""

from __future__ import annotations

from sitegen.build import run

if __name__ == "__main__":
    run()
