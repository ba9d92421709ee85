"""The checks of built pages: each takes a folder of pages and yields its complaints.

`suite` lists them. The tests run them on the site as built, tests/defects on spoilt copies of it.
"""
