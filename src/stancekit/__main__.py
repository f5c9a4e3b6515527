"""`python -m stancekit` is the program `stancekit`."""

from .cli import main

if __name__ == "__main__":
    main()
