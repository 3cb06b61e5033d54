"""The commands: builds the library, starts the app; the only place that knows every other."""

from blogreader.cli.main import main

__all__ = ["main"]
