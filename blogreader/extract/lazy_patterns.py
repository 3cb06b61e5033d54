"""Building blocks for regular expressions that are compiled on first use."""

from blogreader.lazy import lazily

__all__ = ["lazily", "separated"]


def separated(sign: str, words: str) -> frozenset[str]:
    """Return the words separated by a sign."""
    return frozenset(words.split(sign))
