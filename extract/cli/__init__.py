"""The command line: options in, exit codes out. Nothing else reads the environment or ends the process."""

from extract.cli.main import app, main

__all__ = ["app", "main"]
