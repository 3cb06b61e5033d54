"""The commands: builds the library, starts the app; the only place that knows every other."""

from blogreader.cli.main import main, program

__all__ = ["main", "program"]
