"""`python -m kb` is the command line."""

from kb.surfaces.cli import main

if __name__ == "__main__":
    main()
