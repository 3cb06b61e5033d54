"""The subset of YAML allowed in front matter: a mapping of texts, of lists of texts, or of lists of mappings of texts.

YAML can say much more: aliases make gigabytes of a few lines, tags make other types, and nesting costs stack. It is
refused while its events come in, before any of it is made into a value.
"""

from collections.abc import Iterator
from typing import TypeAlias

Item: TypeAlias = "str | dict[str, str] | None"
Value: TypeAlias = "str | list[Item] | dict[str, str] | None"

_NULLS = frozenset(("", "~", "null", "Null", "NULL"))
_DEEPEST = 3
"""A mapping in a list in a mapping."""


class NotPlain(ValueError):
    """YAML beyond this subset; `str` says what."""


def loaded(text: str) -> dict[str, Value]:
    """Parse YAML, with every scalar as a string; raises NotPlain and yaml.YAMLError."""
    import yaml  # not needed for a list of articles

    events = _plain(yaml.parse(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)))
    kind = next(events, None)
    if not isinstance(kind, yaml.MappingStartEvent):
        raise NotPlain("it is not a list of fields")
    record: dict[str, Value] = {}
    for name in events:
        if isinstance(name, yaml.MappingEndEvent):
            break
        key = _key(name, record)
        value = next(events)
        if isinstance(value, yaml.SequenceStartEvent):
            record[key] = _sequence(events)
        elif isinstance(value, yaml.MappingStartEvent):
            record[key] = _mapping(events)
        else:
            record[key] = _scalar(value)
    if next(events, None) is not None:
        raise NotPlain("it holds more than one document")
    return record


def _plain(events: Iterator[object]) -> Iterator[object]:
    """Pass the events of the subset through; raise for any other."""
    import yaml

    depth = 0
    for event in events:
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None) is not None:
            raise NotPlain("it has aliases or anchors")
        if getattr(event, "tag", None) is not None:
            raise NotPlain("it has tags")
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > _DEEPEST:
                raise NotPlain("it is nested too deeply")
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        elif not isinstance(event, yaml.ScalarEvent):
            continue  # start and end of the stream and its document
        yield event


def _sequence(events: Iterator[object]) -> list[Item]:
    import yaml

    items: list[Item] = []
    for event in events:
        if isinstance(event, yaml.SequenceEndEvent):
            break
        items.append(_mapping(events) if isinstance(event, yaml.MappingStartEvent) else _scalar(event))
    return items


def _mapping(events: Iterator[object]) -> dict[str, str]:
    import yaml

    mapping: dict[str, str] = {}
    for event in events:
        if isinstance(event, yaml.MappingEndEvent):
            break
        key = _key(event, mapping)
        value = _scalar(next(events))
        if value is not None:
            mapping[key] = value
    return mapping


def _key(event: object, known: "dict[str, Value] | dict[str, str]") -> str:
    key = _scalar(event)
    if key is None or key == "<<":
        raise NotPlain("it has merge keys, or fields without a name")
    if key in known:
        raise NotPlain("a field appears in it twice")
    return key


def _scalar(event: object) -> str | None:
    import yaml

    if not isinstance(event, yaml.ScalarEvent):
        raise NotPlain("it has lists or mappings where text belongs")
    value: str = event.value
    return None if event.style in (None, "") and value in _NULLS else value
