"""The query language of the filter line, views and commands: parses text into a tree of conditions."""

from blogreader.query.completion import complete
from blogreader.query.joined import joined, without
from blogreader.query.parser import parse

__all__ = ["complete", "joined", "parse", "without"]
