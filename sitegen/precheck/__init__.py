"""Put together the sealed pre-check page."""
