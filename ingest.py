"""The door to ingestion: `python ingest.py [PATH…]` is `kb ingest [PATH…]`."""

import sys

from kb.__main__ import main

if __name__ == "__main__":
    main(["ingest", *sys.argv[1:]])
