"""The subset of YAML allowed in front matter: a mapping of texts, of lists of texts, or of lists of mappings of texts.

YAML can say much more: aliases make gigabytes of a few lines, tags make other types, and nesting costs stack. It is
refused while its events come in, before any of it is made into a value.
"""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

Item: TypeAlias = "str | dict[str, str] | None"
Value: TypeAlias = "str | list[Item] | dict[str, str] | None"

_NULLS = frozenset(("", "~", "null", "Null", "NULL"))
_TEXT, _DAY, _NUMBER = (f"tag:yaml.org,2002:{name}" for name in ("str", "timestamp", "int"))
_MAPPING, _SEQUENCE = (f"tag:yaml.org,2002:{name}" for name in ("map", "seq"))
_WIDTH = 1000
"""Characters of a line."""
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


def dumped(record: "Mapping[str, str | dt.date | Sequence[str | Mapping[str, str | int]]]") -> str:
    """Return what `yaml.dump` writes for texts, days, numbers, and lists of texts and of mappings.

    Without the nodes that it makes of them first: for a front matter these take three times as long as writing it.
    """
    import yaml

    resolver = yaml.SafeDumper.yaml_implicit_resolvers

    def scalar(value: str, tag: str) -> yaml.ScalarEvent:
        # Whether it is read as what it is where it stands without quotes; in quotes everything is text.
        ways = resolver.get(value[:1], ()) if value else resolver.get("", ())
        read = next((one for one, pattern in ways if pattern.match(value)), _TEXT)
        return yaml.ScalarEvent(None, tag, (read == tag, tag == _TEXT), value)

    def events(value: object) -> Iterator[yaml.Event]:
        if isinstance(value, str):
            yield scalar(value, _TEXT)
        elif isinstance(value, dt.date):
            yield scalar(value.isoformat(), _DAY)
        elif isinstance(value, int):
            yield scalar(str(value), _NUMBER)
        elif isinstance(value, Mapping):
            yield yaml.MappingStartEvent(None, _MAPPING, implicit=True)
            for name, one in value.items():
                yield scalar(name, _TEXT)
                yield from events(one)
            yield yaml.MappingEndEvent()
        elif isinstance(value, Sequence):
            yield yaml.SequenceStartEvent(None, _SEQUENCE, implicit=True)
            for one in value:
                yield from events(one)
            yield yaml.SequenceEndEvent()

    document = [
        yaml.StreamStartEvent(),
        yaml.DocumentStartEvent(),
        *events(record),
        yaml.DocumentEndEvent(),
        yaml.StreamEndEvent(),
    ]
    written: str = yaml.emit(
        document, Dumper=getattr(yaml, "CSafeDumper", yaml.SafeDumper), allow_unicode=True, width=_WIDTH
    )
    return written


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
