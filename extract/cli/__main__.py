"""`python -m extract.cli` is `kehoach`."""

from extract.cli.main import main

main()
