"""Write the site to disk and serve it."""
