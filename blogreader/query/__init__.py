"""The query language of filter line, views and commands: text becomes a tree of conditions, and a tree becomes text."""

from blogreader.query.lexer import quoted
from blogreader.query.parser import parse
from blogreader.query.printer import unparse

__all__ = ["parse", "quoted", "unparse"]
