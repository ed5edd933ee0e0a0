"""The door to the web desk: `python ui.py` is `kb serve`."""

import sys

from kb.__main__ import main

if __name__ == "__main__":
    main(["serve", *sys.argv[1:]])
