"""What the modules of this package are made of: regular expressions that are compiled when they are first used."""

from blogreader.lazy import lazily

__all__ = ["lazily", "separated"]


def separated(sign: str, words: str) -> frozenset[str]:
    """Return the words between which a sign stands."""
    return frozenset(words.split(sign))
