"""The command line: ``python -m nelmas_rules check FACTS.json``."""

import sys

from eligibility.cli import main
from nelmas_rules import RULES

if __name__ == "__main__":
    sys.exit(main(RULES))
