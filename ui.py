"""The door to the web desk."""

import sys

if __name__ == "__main__":
    sys.exit("The web desk is not built yet: ask on the command line with kb ask.")
