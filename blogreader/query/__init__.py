"""The query language of filter line, views and commands: text becomes a tree of conditions."""

from blogreader.query.lexer import quoted
from blogreader.query.parser import parse

__all__ = ["parse", "quoted"]
