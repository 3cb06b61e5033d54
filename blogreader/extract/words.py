"""Long lists of words, written as one text each."""


def separated(sign: str, words: str) -> frozenset[str]:
    """Return the words between which a sign stands."""
    return frozenset(words.split(sign))
