"""Terms as FTS5 expressions, expanded to other forms of their words, with the number of texts that contain them."""

import sqlite3
from collections.abc import Iterable, Sequence
from functools import cached_property

from blogreader.catalogue.full_text.stems import stem
from blogreader.search_terms import Term

_LONGEST_WORD = 60
"""Characters: anything longer, like a key or a hash, is searchable, but never a spelling suggestion."""
_COMPLETIONS = 8
"""Completions used for the beginning of a word that has very many."""


def known_words(connection: sqlite3.Connection, words: Sequence[str]) -> dict[str, int]:
    """Return those of some words that occur in texts, with the number of texts."""
    known: dict[str, int] = {}
    for start in range(0, len(words), 900):
        some = words[start : start + 900]
        marks = ",".join("?" * len(some))
        rows = connection.execute(f"SELECT word, sum(texts) FROM words WHERE word IN ({marks}) GROUP BY word", some)
        known.update(rows.fetchall())
    return known


class Expansions:
    """Builds FTS5 expressions; every word in them is one of ours and quoted, so that nothing is parsed as syntax."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._others: dict[Term, tuple[str, ...]] = {}
        self._completions: dict[Term, list[str]] = {}

    @property
    def is_shortened(self) -> bool:
        """Whether a word's beginning was limited to some of its completions."""
        return bool(self._completions)

    def match(self, terms: Sequence[Term]) -> str:
        """Return the expression for texts that contain all required terms and no excluded one."""
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
        """Return an upper bound for the number of texts with a term; of several words the rarest counts."""
        if len(term.words) > 1:
            known = known_words(self._connection, term.words)
            return min((known.get(word, 0) for word in term.words if is_counted(word)), default=0)
        return sum(known_words(self._connection, (term.words[0], *self.of(term))).values()) + self.longer(term)

    def longer(self, term: Term) -> int:
        """Return in how many texts completions of a term's last word occur; texts with several count repeatedly."""
        if not goes_on(term):
            return 0
        sql = "SELECT ifnull(sum(texts), 0) FROM words WHERE word > ? AND word < ?"
        word = term.words[-1]
        return int(self._connection.execute(sql, (word, _beyond(word))).fetchone()[0])

    def shorten(self, term: Term) -> None:
        """Limit the beginning of a word to its most frequent completions."""
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
    """Return whether the number of texts with a word is kept: not for numbers and single Latin letters."""
    return (len(word) > 1 or not word.isascii()) and len(word) <= _LONGEST_WORD and not word.isdigit()


def goes_on(term: Term) -> bool:
    """Return whether a term may be completed: a single letter has too many completions to be useful."""
    return term.is_prefix and len(term.words[-1]) > 1


def _beyond(word: str) -> str:
    """Return a text that sorts after every completion of a word."""
    return word + "\U0010ffff"
