"""So that `python -m streams.cli` is the command `pasokh`."""

from streams.cli import main

main()
