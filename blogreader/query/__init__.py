"""The query language of filter line, views and commands: text becomes a tree of conditions."""

from blogreader.query.completion import complete
from blogreader.query.joined import joined, without
from blogreader.query.lexer import quoted
from blogreader.query.parser import parse

__all__ = ["complete", "joined", "parse", "quoted", "without"]
