"""The front matter of a post in a folder: texts, lists and tables of texts in YAML, TOML or JSON.

A folder may hold a stranger's posts. YAML makes gigabytes of a few lines by aliases, and days and numbers that raise
when they are made; so its events are read, and every scalar is the text that stands there.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, time
from typing import TypeAlias

Field: TypeAlias = "str | list[Field] | dict[str, Field]"

_OPENING = re.compile(r"(---|\+\+\+)[ \t]*+(ya?ml|toml|json|javascript|js)?[ \t]*+\r?\n", re.IGNORECASE)
_KINDS = {"---": "yaml", "+++": "toml"}
_LANGUAGES = {"yaml": "yaml", "yml": "yaml", "toml": "toml", "json": "json", "js": "js", "javascript": "js"}
"""Format names that may follow the opening marks of front matter."""
_SCRIPTED = re.compile(
    r"(?:^|[{,;])[ \t]*+(?:(?:const|let|var)[ \t]++)?(\w{1,60}+)[ \t]*+[=:][ \t]*+"
    r"(?:\"([^\"\n]*+)\"|'([^'\n]*+)'|`([^`\n]*+)`|(true|false|\d++))",
    re.MULTILINE,
)
"""A value in a script that can be read without executing it."""
_LONGEST = 50_000
"""Characters."""
_LONGEST_TOML_LINE = 2_000
"""Characters; tomllib's memory grows with the square of a dotted name's length."""
_DEEPEST = 3
"""Anything nested more deeply is left out: MkDocs has `date: {created: …}`, Zola `[extra]`."""
_NULLS = frozenset(("", "~", "null", "Null", "NULL"))


def split(text: str) -> tuple[dict[str, Field], str]:
    """Return the front matter of a post and the text after it; front matter that can't be parsed has no fields."""
    if opened := _OPENING.match(text):
        end = text.find(f"\n{opened[1]}", opened.end() - 1, _LONGEST)
        if end < 0:
            return {}, text
        kind = _LANGUAGES.get(opened[2].lower(), "") if opened[2] else _KINDS[opened[1]]
        return _fields(_parsed(kind, text[opened.end() : end])), text[end + 4 :]
    if text.startswith("{"):
        try:
            value, end = json.JSONDecoder().raw_decode(text[:_LONGEST])
        except (ValueError, RecursionError):
            return {}, text
        return _fields(value), text[end:]
    return {}, text


def is_other(text: str) -> bool:
    """Return whether a text begins with front matter in JSON, or with front matter that names its format."""
    opened = _OPENING.match(text)
    return text.startswith("{") if opened is None else bool(opened[2])


def _parsed(kind: str, text: str) -> object:
    if kind == "js":
        return {
            match[1]: next(value for value in match.groups()[1:] if value is not None)
            for match in reversed([*_SCRIPTED.finditer(text)])
        }
    if kind == "json":
        try:
            return json.loads(text)
        except (ValueError, RecursionError):
            return None
    if kind == "toml":
        import tomllib

        if max(map(len, text.split("\n"))) > _LONGEST_TOML_LINE:
            return None
        try:
            return tomllib.loads(text)
        except (ValueError, RecursionError):
            return None
    import yaml

    try:
        return _built(yaml.parse(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)))
    except yaml.YAMLError:
        return None


def _built(events: Iterator[object]) -> object:
    """Return the first document of YAML: no aliases, no tags, every scalar as text."""
    import yaml

    root: list[object] = []
    open_ones: list[list[object]] = [root]
    """Open lists of items, or of alternating names and values: no recursion, whatever the depth."""
    for event in events:
        if isinstance(event, yaml.ScalarEvent):
            is_null = event.style in (None, "") and event.value in _NULLS
            open_ones[-1].append(None if is_null else event.value)
        elif isinstance(event, yaml.AliasEvent):
            open_ones[-1].append(None)
        elif isinstance(event, yaml.CollectionStartEvent):
            open_ones.append([])
        elif isinstance(event, yaml.CollectionEndEvent):
            items = open_ones.pop()
            is_mapping = isinstance(event, yaml.MappingEndEvent)
            open_ones[-1].append(_mapping(items) if is_mapping else items)
        elif isinstance(event, yaml.DocumentEndEvent):
            break
    return root[0] if root else None


def _mapping(items: Sequence[object]) -> dict[str, object]:
    pairs = zip(items[::2], items[1::2], strict=True)
    return {name: value for name, value in pairs if isinstance(name, str)}


def _fields(value: object) -> dict[str, Field]:
    found = _field(value, _DEEPEST)
    return found if isinstance(found, dict) else {}


def _field(value: object, depth: int) -> "Field | None":
    """Return a value as texts, nested as deep as is allowed; None if there is none."""
    match value:
        case str():
            return value
        case bool():
            return "true" if value else "false"
        case int() | float():
            return str(value)
        case date() | time():
            return value.isoformat()
        case list() if depth:
            return [found for item in value if (found := _field(item, depth - 1)) is not None]
        case Mapping() if depth:
            fields = {str(name): _field(inner, depth - 1) for name, inner in value.items()}
            return {name: found for name, found in fields.items() if found is not None}
        case _:
            return None
