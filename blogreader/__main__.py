"""`python -m blogreader`."""

import sys

from blogreader.cli import main

if __name__ == "__main__":
    sys.exit(main())
