"""Checks of a built site. Each takes a folder of pages and yields its errors, a line each.

`suite` lists them all, and `dev.py check` runs them on any trial. They read nothing but the built
files, the project folder they are given, and the tools in its `node_modules`.
"""
