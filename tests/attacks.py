"""Texts on which a pattern may take more steps than they are long: each of its parts is reached, and then repeated."""

import re
from collections.abc import Iterable, Iterator
from itertools import product
from re import _constants as c  # type: ignore[attr-defined]
from typing import Any

from tests.steps import alone

ALPHABET = " \t\n[](){}<>\"'`*_~aAx0.,:;-+=#!?|\\/&$^%@é漢ア"
_SEQUENCES = (
    *("a ", " a", " \n", "\n ", "\n\n", "a\n", "\t ", "- ", "> ", "* ", "a.", ". ", "0.", "0. ", "a,", "a-", "a_"),
    *("[a", "[]", "](", "![", "[(", "()", "<a", "<a ", "< ", "<>", "a=", 'a="', "='", '""', "''", "``", "`a", "**"),
    *(
        "&#",
        "&a",
        "\\a",
        "\\\\",
        "\\[",
        "\\'",
        '\\"',
        "\\`",
        "\\(",
        "\\<",
        "$a",
        "{a",
        "{{",
        "${",
        "/a",
        "//",
        "a/",
        "a:",
        "::",
        "|a",
        "| ",
        "|-",
        "--",
    ),
)
_MOST_PREFIXES, _AT_EACH_PLACE = 20, 2
_BESIDE_BLANKS = ("a", "\x01")
_REPEATS = (c.MAX_REPEAT, c.MIN_REPEAT, c.POSSESSIVE_REPEAT)


def attacks(tree: Any, flags: int) -> Iterator[tuple[str, str, str]]:
    """Yield what stands before, what is repeated, and what comes after it."""
    prefixes, leads, pumps, refused = _parts(tree, flags)
    common = [*ALPHABET, *_SEQUENCES]
    seen = set()
    seen |= set(product([""], [*common, *pumps], ["", "\x01"]))
    seen |= set(product(prefixes, [*ALPHABET, *pumps], ["\x01"]))
    seen |= set(product(leads, pumps, refused))  # what must not come next makes it go back as well
    # Blanks between two characters: what gives up those that it ends in may look through the rest of them each time.
    seen |= {
        (prefix + one, blank, other)
        for prefix, one, blank, other in product(["", *prefixes], _BESIDE_BLANKS, " \t\n", _BESIDE_BLANKS)
    }
    for prefix in prefixes:  # of a search: each beginning is one more to go on from
        seen |= {("", prefix, suffix) for suffix in ("", "\x01", "\n")}
        seen |= {("", prefix + character, "") for character in ' \ta0.(<["*'}
        seen |= {("", character + prefix, "") for character in " \n<[a"}
    yield from sorted(seen)


def _parts(tree: Any, flags: int) -> tuple[list[str], list[str], list[str], list[str]]:
    """Return texts that lead to the parts of a pattern, a few for each, and what its repeated parts are made of.

    Between them, one text for each part that is repeated; at last, what the pattern refuses to see next.
    """
    prefixes: dict[str, None] = {}
    leads: dict[str, None] = {}
    pumps: dict[str, None] = {}
    refused: dict[str, None] = {}

    def walk(items: Any, before: list[str], flags: int) -> list[str]:
        for operation, argument in items:
            if operation in _REPEATS:
                prefixes.update(dict.fromkeys(before[:_AT_EACH_PLACE]))
                leads[min(before, key=len)] = None
                least, most, body = argument
                bodies = _samples(body, flags)
                pumps.update(dict.fromkeys(one for one in bodies if one))
                walk(body, before, flags)
                if least:
                    before = _joined(before, [one * int(least) for one in bodies])
                elif most:
                    once = _joined(before, bodies[:1])
                    before = [before[0], *once[:1], *before[1:], *once[1:]]
                prefixes.update(dict.fromkeys(before[:_AT_EACH_PLACE]))
            elif operation is c.SUBPATTERN:
                before = walk(argument[3], before, (flags | argument[1]) & ~argument[2])
            elif operation is c.ATOMIC_GROUP:
                before = walk(argument, before, flags)
            elif operation is c.BRANCH:
                before = [end for one in argument[1] for end in walk(one, before[:2], flags)]
            elif operation in (c.ASSERT, c.ASSERT_NOT):
                walk(argument[1], before, flags)
                if operation is c.ASSERT_NOT and argument[0] > 0:
                    refused.update(dict.fromkeys(_samples(argument[1], flags)))
            else:
                before = _joined(before, _samples([(operation, argument)], flags))
            before = [*dict.fromkeys(before)][:6]
        prefixes.update(dict.fromkeys(before[:_AT_EACH_PLACE]))
        return before

    walk(tree, [""], flags)
    found = [one for one in prefixes if one]
    chosen = found[:: -(-len(found) // _MOST_PREFIXES) or 1]
    short = [one for one in pumps if len(one) < 12]
    return chosen, [*leads], short[:40], [one for one in refused if one][:4]


def _joined(before: Iterable[str], after: Iterable[str]) -> list[str]:
    return [one + other for one in before for other in after][:8]


def _samples(items: Any, flags: int) -> list[str]:
    """Return some short texts that match."""
    found = [""]
    for operation, argument in items:
        if operation in (c.LITERAL, c.NOT_LITERAL, c.ANY, c.IN):
            if operation is c.LITERAL:
                ways = [chr(argument)]
            else:
                matches = alone(operation, argument, flags)
                ways = [one for one in _some(operation, argument) if matches(one)][:4] or [""]
        elif operation in _REPEATS:
            least, most, body = argument
            ways = [one * max(int(least), 1) for one in _samples(body, flags)] if most else [""]
        elif operation is c.SUBPATTERN:
            ways = _samples(argument[3], flags)
        elif operation is c.ATOMIC_GROUP:
            ways = _samples(argument, flags)
        elif operation is c.BRANCH:
            ways = [one for way in argument[1] for one in _samples(way, flags)[:2]][:12]
        else:
            ways = [""]
        found = _joined(found, ways) or [""]
    return found


def _some(operation: Any, argument: Any) -> list[str]:
    named = []
    if operation is c.IN:
        for kind, value in argument:
            if kind is c.LITERAL:
                named.append(chr(value))
            elif kind is c.RANGE:
                named.append(chr(value[0]))
    return [*named, *'a 0<\n."', *re.sub(r"[a 0<\n.\"]", "", ALPHABET)]
