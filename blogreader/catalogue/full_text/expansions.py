"""Terms as FTS5 is asked for them, with the other forms of their words and in how many texts they stand."""

import sqlite3
from collections.abc import Iterable, Sequence
from functools import cached_property

from blogreader.catalogue.full_text.stems import stem
from blogreader.search_terms import Term

_LONGEST_WORD = 60
"""Characters: what is longer (a key, a hash) is found, and no spelling of anything."""
_COMPLETIONS = 8
"""Words that a beginning of a word stands for, where it stands for very many."""


def known_words(connection: sqlite3.Connection, words: Sequence[str]) -> dict[str, int]:
    """Return those of some words that texts have, with in how many."""
    known: dict[str, int] = {}
    for start in range(0, len(words), 900):
        some = words[start : start + 900]
        marks = ",".join("?" * len(some))
        rows = connection.execute(f"SELECT word, sum(texts) FROM words WHERE word IN ({marks}) GROUP BY word", some)
        known.update(rows.fetchall())
    return known


class Expansions:
    """What FTS5 is asked for terms; every word in it is one of ours, in quotes, so that nothing is taken for syntax."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._others: dict[Term, tuple[str, ...]] = {}
        self._completions: dict[Term, list[str]] = {}

    @property
    def is_shortened(self) -> bool:
        """Whether the beginning of a word stands for some of its words only."""
        return bool(self._completions)

    def match(self, terms: Sequence[Term]) -> str:
        """Return the expression for texts that have all that is wanted, and nothing that is excluded."""
        wanted = " AND ".join(self.one(term) for term in terms if not term.is_excluded)
        excluded = " OR ".join(self.one(term) for term in terms if term.is_excluded)
        return f"({wanted}) NOT ({excluded})" if excluded else wanted

    def one(self, term: Term) -> str:
        """Return the expression for one term."""
        phrase = _quoted(term.words)
        ways = [phrase]
        if term in self._completions:
            ways += self._completions[term]
        elif goes_on(term):
            ways.append(f"{phrase} *")
        ways += [_quoted((word,)) for word in self.of(term)]
        return "(" + " OR ".join(dict.fromkeys(ways)) + ")"

    def of(self, term: Term) -> tuple[str, ...]:
        """Return the other forms of a term that is one word."""
        if term not in self._others:
            is_one = len(term.words) == 1 and not term.is_exact
            self._others[term] = self._other_forms(term.words[0]) if is_one else ()
        return self._others[term]

    def estimate(self, term: Term) -> int:
        """Return in how many texts a term stands at most; of several words the rarest counts."""
        if len(term.words) > 1:
            known = known_words(self._connection, term.words)
            return min((known.get(word, 0) for word in term.words if is_counted(word)), default=0)
        return sum(known_words(self._connection, (term.words[0], *self.of(term))).values()) + self.longer(term)

    def longer(self, term: Term) -> int:
        """Return in how many texts longer words stand that begin as a term ends, counting texts with several again."""
        if not goes_on(term):
            return 0
        sql = "SELECT ifnull(sum(texts), 0) FROM words WHERE word > ? AND word < ?"
        word = term.words[-1]
        return int(self._connection.execute(sql, (word, _beyond(word))).fetchone()[0])

    def shorten(self, term: Term) -> None:
        """Let the beginning of a word stand for those of its words alone that are most frequent."""
        word = term.words[-1]
        rows = self._connection.execute(
            "SELECT word FROM words WHERE word > ? AND word < ? GROUP BY word ORDER BY sum(texts) DESC LIMIT ?",
            (word, _beyond(word), _COMPLETIONS),
        )
        self._completions[term] = [_quoted((*term.words[:-1], longer)) for (longer,) in rows]

    def _other_forms(self, word: str) -> tuple[str, ...]:
        found: dict[str, None] = {}
        for language in self._languages:
            stemmed = stem(word, language)
            rows = self._connection.execute(
                "SELECT word FROM words WHERE stem = ? AND language = ?"
                " UNION SELECT word FROM words WHERE word = ? AND language = ? AND stem IS NULL",
                (stemmed, language) * 2,
            )
            found.update((one, None) for (one,) in rows)
        found.pop(word, None)
        return tuple(found)

    @cached_property
    def _languages(self) -> list[str]:
        return [name for (name,) in self._connection.execute("SELECT name FROM languages")]


def _quoted(words: Iterable[str]) -> str:
    return '"' + " ".join(words) + '"'


def is_counted(word: str) -> bool:
    """Return whether it is known in how many texts a word stands: not of numbers, and of single letters of Latin."""
    return (len(word) > 1 or not word.isascii()) and len(word) <= _LONGEST_WORD and not word.isdigit()


def goes_on(term: Term) -> bool:
    """Return whether a term is the beginning of longer words: one letter begins too many to mean any of them."""
    return term.is_prefix and len(term.words[-1]) > 1


def _beyond(word: str) -> str:
    """Return a text that comes after all that begin with a word."""
    return word + "\U0010ffff"
