from tests.eligibility.conftest import base, check, definitions, precheck

__all__ = ["base", "check", "definitions", "precheck"]
