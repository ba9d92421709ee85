"""The trial for machines: JSON-LD, FHIR, feed, PDF."""
