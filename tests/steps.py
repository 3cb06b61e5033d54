"""A backtracking matcher that counts its steps: it goes the ways of `re`, from the same parse tree, and can be asked
how many it went. Time on a machine that others share says nothing; a count is the same everywhere.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache, partial
from itertools import takewhile
from re import _constants as c  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any, TypeAlias

After: TypeAlias = Callable[[int], bool]
"""What is to match from there on."""
Node: TypeAlias = "Callable[[Run, int, After], bool]"
Alone: TypeAlias = Callable[[str], bool]
"""Whether one character matches."""

_CATEGORIES = {
    c.CATEGORY_DIGIT: r"\d",
    c.CATEGORY_NOT_DIGIT: r"\D",
    c.CATEGORY_SPACE: r"\s",
    c.CATEGORY_NOT_SPACE: r"\S",
    c.CATEGORY_WORD: r"\w",
    c.CATEGORY_NOT_WORD: r"\W",
}
_ONE = (c.LITERAL, c.NOT_LITERAL, c.ANY, c.IN)


class TooManySteps(Exception):
    """More steps than were allowed."""


class Run:
    """One text that is gone through."""

    def __init__(self, text: str, most: int) -> None:
        self.text, self.steps, self._most = text, 0, most
        self.groups: dict[int, tuple[int, int]] = {}

    def step(self, number: int = 1) -> None:
        self.steps += number
        if self.steps > self._most:
            raise TooManySteps


class Pattern:
    """A pattern that counts; `prefixes` say how its parts are reached."""

    def __init__(self, pattern: str, flags: int = 0) -> None:
        self.compiled = re.compile(pattern, flags)
        self.tree = _parser.parse(pattern, flags)
        self.flags = int(self.tree.state.flags)
        self._node = _sequence(self.tree, self.flags)

    def steps(self, text: str, how: str, most: int) -> int:
        """Return the steps that a method of this pattern takes on a text, or raise TooManySteps."""
        run = Run(text, most)
        if how in ("match", "fullmatch"):
            self._node(run, 0, lambda at: how == "match" or at == len(text))
            return run.steps
        spans = [*self._found(run)]
        if run.steps < 40 * len(text) + 1000:  # quick for `re` too: does this go the same ways?
            assert spans == [match.span() for match in self.compiled.finditer(text)], (self.compiled, text)
        return run.steps

    def _found(self, run: Run) -> Iterator[tuple[int, int]]:
        at, empty_at = 0, -1
        end: list[int] = []

        def arrived(position: int) -> bool:
            if position == at == empty_at:  # an empty match where one has just ended
                return False
            end.append(position)
            return True

        while at <= len(run.text):
            run.groups.clear()
            run.step()
            if self._node(run, at, arrived):
                yield at, end[-1]
                empty_at = end[-1] if end[-1] == at else -1
                at = end[-1]
            else:
                at += 1


def _sequence(items: Any, flags: int) -> Node:
    nodes = [_node(operation, argument, flags) for operation, argument in items]

    def run_from(number: int) -> Node:
        if number == len(nodes):
            return lambda run, at, after: after(at)  # noqa: ARG005 - the form of a node
        node, rest = nodes[number], run_from(number + 1)
        if number == len(nodes) - 1:
            return node
        return lambda run, at, after: node(run, at, lambda there: rest(run, there, after))

    return run_from(0)


def _node(operation: Any, argument: Any, flags: int) -> Node:
    if operation in _ONE:
        return _one(alone(operation, argument, flags))
    if operation in (c.MAX_REPEAT, c.MIN_REPEAT, c.POSSESSIVE_REPEAT):
        least, most, body = argument
        if len(body) == 1 and body[0][0] in _ONE:
            return _repeated_one(operation, least, most, alone(body[0][0], body[0][1], flags))
        return _repeated(operation, least, most, _sequence(body, flags))
    if operation is c.SUBPATTERN:
        group, added, removed, body = argument
        return _group(group, _sequence(body, (flags | added) & ~removed))
    if operation is c.BRANCH:
        return _branch([(_first(one, flags), _sequence(one, flags)) for one in argument[1]])
    if operation is c.ATOMIC_GROUP:
        return _atomic(_sequence(argument, flags))
    if operation in (c.ASSERT, c.ASSERT_NOT):
        return _look(operation is c.ASSERT, argument[0], argument[1].getwidth()[0], _sequence(argument[1], flags))
    if operation is c.AT:
        return _at(argument, flags)
    if operation is c.GROUPREF:
        return _reference(argument, flags)
    if operation is c.GROUPREF_EXISTS:
        group, yes, no = argument
        return _conditional(group, _sequence(yes, flags), _sequence(no or (), flags))
    raise NotImplementedError(operation)


def alone(operation: Any, argument: Any, flags: int) -> Alone:
    """Return a predicate: whether one character matches."""
    known: dict[str, bool] = {}
    ignores_case = bool(flags & c.SRE_FLAG_IGNORECASE)

    def plain(character: str) -> bool:
        if operation is c.ANY:
            return bool(flags & c.SRE_FLAG_DOTALL) or character != "\n"
        if operation is c.LITERAL:
            return bool(ord(character) == argument)
        if operation is c.NOT_LITERAL:
            return bool(ord(character) != argument)
        return _in(argument, character)

    def matches(character: str) -> bool:
        if character not in known:
            forms = {character, character.lower(), character.upper()} if ignores_case else {character}
            forms = {form for form in forms if len(form) == 1}
            negative = operation is c.NOT_LITERAL or (operation is c.IN and argument[0][0] is c.NEGATE)
            known[character] = (all if negative else any)(map(plain, forms))
        return known[character]

    return matches


def _in(items: Sequence[Any], character: str) -> bool:
    negated = items[0][0] is c.NEGATE
    for kind, value in items[1:] if negated else items:
        if (
            (kind is c.LITERAL and ord(character) == value)
            or (kind is c.RANGE and value[0] <= ord(character) <= value[1])
            or (kind is c.CATEGORY and re.match(_CATEGORIES[value], character))
        ):
            return not negated
    return negated


def _one(matches: Alone) -> Node:
    def node(run: Run, at: int, after: After) -> bool:
        run.step()
        return at < len(run.text) and matches(run.text[at]) and after(at + 1)

    return node


def _repeated_one(operation: Any, least: int, most: int, matches: Alone) -> Node:
    def greedy(run: Run, at: int, after: After) -> bool:
        end, text = at, run.text
        last = min(len(text), at + int(most))
        while end < last and matches(text[end]):
            end += 1
        run.step(end - at + 1)
        if operation is c.POSSESSIVE_REPEAT:
            return end - at >= least and after(end)
        while end - at >= least:
            run.step()
            if after(end):
                return True
            end -= 1
        return False

    def lazy(run: Run, at: int, after: After) -> bool:
        end = at
        while True:
            run.step()
            if end - at >= least and after(end):
                return True
            if end == len(run.text) or end - at == most or not matches(run.text[end]):
                return False
            end += 1

    return lazy if operation is c.MIN_REPEAT else greedy


def _repeated(operation: Any, least: int, most: int, body: Node) -> Node:
    def more(run: Run, at: int, after: After, count: int, before: int) -> bool:
        run.step()
        if count >= most or (at == before and count >= least):
            return False
        return body(run, at, lambda there: go_on(run, there, after, count + 1, at))

    def go_on(run: Run, at: int, after: After, count: int, before: int) -> bool:
        if count < least:
            return more(run, at, after, count, before)
        if operation is c.MIN_REPEAT:
            return after(at) or more(run, at, after, count, before)
        return more(run, at, after, count, before) or after(at)

    def possessive(run: Run, at: int, after: After) -> bool:
        count, before = 0, -1
        while count < most and at != before:
            ends: list[int] = []
            run.step()
            if not body(run, at, lambda there, ends=ends: ends.append(there) or True):  # type: ignore[misc]
                break
            count, before, at = count + 1, at, ends[-1]
        return count >= least and after(at)

    if operation is c.POSSESSIVE_REPEAT:
        return possessive
    return lambda run, at, after: go_on(run, at, after, 0, -1)


def _group(group: int | None, body: Node) -> Node:
    if group is None:
        return body

    def node(run: Run, at: int, after: After) -> bool:
        before = run.groups.get(group)

        def closed(there: int) -> bool:
            inner = run.groups.get(group)
            run.groups[group] = (at, there)
            if after(there):
                return True
            _restore(run, group, inner)
            return False

        if body(run, at, closed):
            return True
        _restore(run, group, before)
        return False

    return node


def _restore(run: Run, group: int, before: tuple[int, int] | None) -> None:
    if before is None:
        run.groups.pop(group, None)
    else:
        run.groups[group] = before


def _branch(ways: list[tuple[Alone | None, Node]]) -> Node:
    """Go the ways that can begin with the next character, as `re` does: what it passes over costs next to nothing."""

    @cache
    def open_ones(character: str) -> tuple[Node, ...]:
        return tuple(way for first, way in ways if first is None or (character and first(character)))

    def node(run: Run, at: int, after: After) -> bool:
        run.step()
        for way in open_ones(run.text[at : at + 1]):
            run.step()
            if way(run, at, after):
                return True
        return False

    return node


def _any(ways: list[Alone], character: str) -> bool:
    return any(one(character) for one in ways)


def _first(items: Any, flags: int) -> Alone | None:
    """Return a predicate: whether a character may be the first; None: that is not so simple."""
    for operation, argument in items:
        if operation in _ONE:
            return alone(operation, argument, flags)
        if operation is c.AT:
            continue
        if operation is c.SUBPATTERN:
            return _first(argument[3], (flags | argument[1]) & ~argument[2]) if argument[3].getwidth()[0] else None
        if operation is c.BRANCH:
            ways = [_first(one, flags) if one.getwidth()[0] else None for one in argument[1]]
            return None if None in ways else partial(_any, [one for one in ways if one is not None])
        return None
    return None


def _atomic(body: Node) -> Node:
    def node(run: Run, at: int, after: After) -> bool:
        ends: list[int] = []
        return body(run, at, lambda there: ends.append(there) or True) and after(ends[-1])  # type: ignore[func-returns-value]

    return node


def _look(positive: bool, direction: int, width: int, body: Node) -> Node:
    def node(run: Run, at: int, after: After) -> bool:
        run.step()
        start = at if direction > 0 else at - width
        found = start >= 0 and body(run, start, lambda there: direction > 0 or there == at)
        return found is positive and after(at)

    return node


def _at(where: Any, flags: int) -> Node:
    holds = _places(where, bool(flags & c.SRE_FLAG_MULTILINE))

    def node(run: Run, at: int, after: After) -> bool:
        run.step()
        return holds(run.text, at) and after(at)

    return node


def _places(where: Any, by_line: bool) -> Callable[[str, int], bool]:
    if where is c.AT_BEGINNING_STRING or (where is c.AT_BEGINNING and not by_line):
        return lambda _, at: at == 0
    if where is c.AT_BEGINNING:
        return lambda text, at: at == 0 or text[at - 1] == "\n"
    if where is c.AT_END_STRING:
        return lambda text, at: at == len(text)
    if where is c.AT_END and by_line:
        return lambda text, at: at == len(text) or text[at] == "\n"
    if where is c.AT_END:
        return lambda text, at: at >= len(text) - 1 and text[at:] in ("", "\n")
    wanted = where is c.AT_BOUNDARY
    return lambda text, at: (
        bool(text) and (_is_word(text[max(at - 1, 0) : at]) is not _is_word(text[at : at + 1])) is wanted
    )


@cache
def _is_word(character: str) -> bool:
    return re.match(r"\w", character) is not None


def _reference(group: int, flags: int) -> Node:
    def node(run: Run, at: int, after: After) -> bool:
        run.step()
        if group not in run.groups:
            return False
        start, end = run.groups[group]
        there = at + end - start
        was, now = run.text[start:end], run.text[at:there]
        if flags & c.SRE_FLAG_IGNORECASE:
            was, now = was.lower(), now.lower()
        same = was == now
        run.step(1 + sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(was, now, strict=False))))
        return same and there <= len(run.text) and after(there)

    return node


def _conditional(group: int, yes: Node, no: Node) -> Node:
    return lambda run, at, after: (yes if group in run.groups else no)(run, at, after)
