"""Values written as JavaScript rather than JSON: unquoted names, single quotes, dates, variables.

Nothing is executed: anything but a plain value ends the parsing.
"""

import re
from dataclasses import dataclass

_DEEPEST = 60
_MOST_VALUES = 300_000
_BLANK = re.compile(r"\s*+")
_NUMBER = re.compile(r"-?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?")
_NAME = re.compile(r"[A-Za-z_$][\w$]*")
# One that does not end goes to the end of the text, so that no other is looked for in it again and again.
_STRING = {quote: re.compile(rf"{quote}((?:[^{quote}\\]++|\\.|\\\Z)*+)({quote}|\Z)", re.DOTALL) for quote in "\"'`"}
_ESCAPE = re.compile(r"\\(?:u\{([0-9a-fA-F]{1,6})\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(.))", re.DOTALL)
_PLAIN_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "0": "\0", "\n": ""}
_CONSTANTS: dict[str, object] = {
    "true": True,
    "false": False,
    "null": None,
    "undefined": None,
    "NaN": None,
    "Infinity": None,
}
_HIGH, _LAST = 0xD800, 0xDFFF
"""Surrogates: code units that are half of a character."""


@dataclass(frozen=True, slots=True)
class _Variable:
    name: str


class _ValueReader:
    """Parses one value after the other from an offset; raises ValueError for anything that is not a value."""

    def __init__(self, text: str, at: int) -> None:
        self.text = text
        self.at = at
        self._left = _MOST_VALUES

    def value(self, depth: int = 0) -> object:
        self._left -= 1
        if depth > _DEEPEST or self._left < 0:
            raise ValueError("too deep or too much")
        sign = self._next()
        if sign == "{":
            return self._object(depth)
        if sign == "[":
            return self._array(depth)
        if sign in _STRING:
            return self._string(sign)
        if sign == "!":  # `!0` is true, `!1` is false
            self.at += 1
            return not self.value(depth + 1)
        if match := _NUMBER.match(self.text, self.at):
            self.at = match.end()
            return float(match[0]) if match[0].strip("-0123456789") else int(match[0])
        return self._named(depth)

    def arguments(self, depth: int = 0) -> list[object]:
        """Return the values between the next pair of parentheses."""
        self.expect("(")
        found: list[object] = []
        while self._next() != ")":
            found.append(self.value(depth + 1))
            if self._next() == ",":
                self.at += 1
        self.at += 1
        return found

    def expect(self, signs: str) -> None:
        for sign in signs:
            if self._next() != sign:
                raise ValueError(f"no {sign}")
            self.at += 1

    def _next(self) -> str:
        match = _BLANK.match(self.text, self.at)
        self.at = match.end() if match else self.at
        return self.text[self.at : self.at + 1]

    def _object(self, depth: int) -> dict[str, object]:
        self.at += 1
        found: dict[str, object] = {}
        while (sign := self._next()) != "}":
            if sign in _STRING:
                name = self._string(sign)
            elif match := _NAME.match(self.text, self.at) or _NUMBER.match(self.text, self.at):
                name, self.at = match[0], match.end()
            else:
                raise ValueError("no name")
            self.expect(":")
            found[name] = self.value(depth + 1)
            if self._next() == ",":
                self.at += 1
        self.at += 1
        return found

    def _array(self, depth: int) -> list[object]:
        self.at += 1
        found: list[object] = []
        while (sign := self._next()) != "]":
            found.append(None if sign == "," else self.value(depth + 1))
            if self._next() == ",":
                self.at += 1
        self.at += 1
        return found

    def _string(self, quote: str) -> str:
        match = _STRING[quote].match(self.text, self.at)
        if match is None or not match[2]:
            raise ValueError("a string without an end")
        self.at = match.end()
        return _joined(_ESCAPE.sub(_unescaped, match[1])) if "\\" in match[1] else match[1]

    def _named(self, depth: int) -> object:
        match = _NAME.match(self.text, self.at)
        if match is None:
            raise ValueError("no value")
        self.at = match.end()
        if match[0] in _CONSTANTS:
            return _CONSTANTS[match[0]]
        if match[0] == "void":
            self.value(depth + 1)
            return None
        if match[0] == "new":  # `new Date(1577836800000)`, `new Set([…])`
            self._next()
            if (kind := _NAME.match(self.text, self.at)) is None:
                raise ValueError("new of nothing")
            self.at = kind.end()
            values = self.arguments(depth)
            return values[0] if values else None
        return _Variable(match[0])


def at(text: str, start: int) -> object:
    """Return the value at an offset of a script; None if there is none."""
    try:
        return _filled(_ValueReader(text, start).value(), {})
    except ValueError:
        return None


def of_function(text: str, names: str, start: int) -> object:
    """Return the result of a function called where it is defined, as Nuxt 2 writes its data; None if it isn't one.

    `names`: its parameters, comma-separated; `start`: the offset of its body.
    """
    place = text.find("return", start)
    if place < 0:
        return None
    reader = _ValueReader(text, place + len("return"))
    try:
        value = reader.value()
        if reader.text[reader.at : reader.at + 1] == ";":
            reader.at += 1
        reader.expect("}")
        if reader.text[reader.at : reader.at + 1] == ")":
            reader.at += 1
        values = reader.arguments()
    except ValueError:
        return None
    return _filled(value, dict(zip((name.strip() for name in names.split(",")), values, strict=False)))


def _filled(value: object, values: dict[str, object]) -> object:
    if isinstance(value, dict):
        return {name: _filled(inner, values) for name, inner in value.items()}
    if isinstance(value, list):
        return [_filled(inner, values) for inner in value]
    if isinstance(value, _Variable):
        known = values.get(value.name)
        return None if isinstance(known, _Variable) else known
    return value


def _unescaped(match: re.Match[str]) -> str:
    if code := match[1] or match[2] or match[3]:
        number = int(code, 16)
        return chr(number) if number <= 0x10FFFF else ""
    return _PLAIN_ESCAPES.get(match[4], match[4])


def _joined(text: str) -> str:
    """Return a text with pairs of surrogates joined into characters."""
    if not any(_HIGH <= ord(one) <= _LAST for one in text):
        return text
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
