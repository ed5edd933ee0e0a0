"""`python -m tests.replica --port 8800` serves until it is interrupted."""

import argparse
import sys

from tests.replica import catalogue
from tests.replica.server import Replica


def main() -> None:
    """Serve until Ctrl-C."""
    parser = argparse.ArgumentParser(prog="python -m tests.replica", description=catalogue.__doc__)
    parser.add_argument("--port", type=int, default=8800)
    with Replica(parser.parse_args().port) as replica:
        sys.stderr.write(f"{replica.url} plays the Publications Office; Ctrl-C ends it\n")
        try:
            replica.closing.wait()
        except KeyboardInterrupt:
            sys.stderr.write("\n")


if __name__ == "__main__":
    main()
