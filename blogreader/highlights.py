"""Highlights and notes: the reader's commands on them, and how a state stores them; pure, with `now` given.

Each version of a highlight is a field of its own, named by what it says, and an edit sets a new version and takes away
those that it replaces. So the last writer wins in every field, as in all states, and nothing that two machines write at
the same time is lost: both versions are there, and read as one highlight with both notes, until one is edited. What one
machine deletes while another edits it stays as it was edited. (A multi-value register: M. Shapiro et al., "A
comprehensive study of Convergent and Commutative Replicated Data Types", 2011.)
"""

import datetime as dt
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from blogreader import times
from blogreader.model import Anchor, Highlight, NoteFields, State
from blogreader.records import dataclass, field, replace
from blogreader.text import clean, fold

FIELD = "note:"
"""Prefix of the field names: `note:<id>:<version>`."""
COLOURS = ("yellow", "green", "blue", "pink")
"""The first is the default."""
LONGEST_NOTE = 1_000_000
LONGEST_QUOTE = 200_000
"""Characters."""
_TAG = re.compile(r"(?<![\w/#&])#([\w-][\w/-]*+)")
_ID, _VERSION = 12, 8
_MOST_REPLACED = 40


@dataclass(frozen=True, slots=True)
class _Version:
    """A highlight as one machine wrote it."""

    name: str
    highlight: Highlight
    version: str
    """The version of the note alone."""
    replaced: tuple[str, ...] = field(default=())
    """The versions of the note that its author saw and replaced."""
    edited: str = ""
    coloured: str = ""


def new_highlight(
    key: str,
    now: dt.datetime,
    *,
    quote: str = "",
    note: str = "",
    colour: str = COLOURS[0],
    anchor: Anchor | None = None,
) -> Highlight:
    """Return a new highlight; without a quote it is a note on the whole article."""
    quote, note = clean(quote), clean(note).strip()
    said = json.dumps([key, now.isoformat(), quote, note, anchor and [anchor.block, anchor.start, anchor.end]])
    return Highlight(_digest(said, _ID), quote, note, colour, now.replace(microsecond=0), anchor)


def highlights(fields: NoteFields) -> tuple[Highlight, ...]:
    """Return the highlights of a state in the order of the text, notes on the whole article first."""
    by_id: dict[str, list[_Version]] = {}
    for name, value in fields:
        if version := _read(name, value):
            by_id.setdefault(version.highlight.id, []).append(version)
    return tuple(sorted(map(_united, by_id.values()), key=_order))


def added(state: State, highlight: Highlight, now: dt.datetime) -> State:
    """Add a highlight unless it is there."""
    if any(_identity(name) == highlight.id for name, _ in state.notes):
        return state
    return replace(state, notes=(*state.notes, _written(highlight, now)))


def edited(
    state: State, identity: str, now: dt.datetime, *, note: str | None = None, colour: str | None = None
) -> State:
    """Change the note or the colour of a highlight, or both; a deleted one stays deleted."""
    fields = [one for one in state.notes if _identity(one[0]) == identity]
    versions = [version for name, value in fields if (version := _read(name, value))]
    if not versions:
        return state
    before = _united(versions)
    after = replace(
        before,
        note=before.note if note is None else clean(note).strip(),
        colour=before.colour if colour is None else colour,
    )
    if after == before:
        return state
    replaced = tuple(dict.fromkeys(one for version in versions for one in (*version.replaced, version.version)))
    latest = max(versions, key=lambda one: (one.edited, one.name))
    is_noted = after.note != before.note or len(versions) > 1
    written = _written(
        after,
        now,
        version="" if is_noted else latest.version,
        replaced=replaced if is_noted else latest.replaced,
        edited=now.isoformat() if is_noted else latest.edited,
        coloured=now.isoformat() if colour else max(version.coloured for version in versions),
    )
    gone = {version.name for version in versions}
    return replace(state, notes=(*((name, value) for name, value in state.notes if name not in gone), written))


def deleted(state: State, identity: str) -> State:
    """Delete a highlight with its note."""
    return replace(state, notes=tuple(one for one in state.notes if _identity(one[0]) != identity))


def text_of(name: str, value: object) -> str:
    """Return the searchable text of a field: the passage, and the note on it."""
    version = _read(name, value)
    return "\n".join(filter(None, (version.highlight.quote, version.highlight.note))) if version else ""


def tags_of(name: str, value: object) -> tuple[str, ...]:
    """Return the tags in a note, folded: `#raft`, and of `#db/raft` also `db`, as Obsidian and Logseq have them."""
    version = _read(name, value)
    if version is None or "#" not in version.highlight.note:
        return ()
    found: dict[str, None] = {}
    for tag in _TAG.findall(fold(version.highlight.note)):
        parts = tag.strip("/").split("/")
        if not tag.isdecimal():
            found |= dict.fromkeys("/".join(parts[: number + 1]) for number in range(len(parts)))
    return tuple(found)


def is_sound(name: str, value: object) -> bool:
    """Return whether this is a valid field of a state."""
    return _read(name, value) is not None


def from_list(notes: Iterable[object]) -> Iterator[tuple[str, Any]]:
    """Return the fields for an exported list of `quote`, `note` and `at`; equal lists have equal fields."""
    for one in notes:
        said = one if isinstance(one, Mapping) else {"note": one}
        texts = {name: clean(text) for name in ("quote", "note") if isinstance(text := said.get(name), str) and text}
        if not texts:
            continue
        value: dict[str, Any] = {**texts}
        if (at := _time(said.get("at"))) is not None:
            value["at"] = times.to_text(at)
        yield _named(_digest(json.dumps(value, sort_keys=True), _ID), value)


def anchor_value(anchor: Anchor) -> list[object]:
    """Return an anchor in the form in which it is kept."""
    return [anchor.block, anchor.start, anchor.last, anchor.end, anchor.before, anchor.after]


def read_anchor(value: object) -> Anchor | None:
    """Read what `anchor_value` returned; None where it is anything else."""
    match value:
        case [int(block), int(start), int(last), int(end), str(before), str(after)] if (
            0 <= block <= last and start >= 0 and end >= 0 and (block < last or start < end)
        ):
            return Anchor(block, start, last, end, before, after)
        case _:
            return None


def _written(
    highlight: Highlight,
    now: dt.datetime,
    *,
    version: str = "",
    replaced: tuple[str, ...] = (),
    edited: str = "",
    coloured: str = "",
) -> tuple[str, Any]:
    value: dict[str, Any] = {
        "quote": highlight.quote,
        "note": highlight.note,
        "at": times.to_text(highlight.at) if highlight.at else "",
        "colour": "" if highlight.colour == COLOURS[0] and not coloured else highlight.colour,
        "coloured": coloured,
        "edited": edited or now.isoformat(),
        "version": version or _digest(f"{now.isoformat()} {highlight.note}", _VERSION),
        "replaced": list(replaced[-_MOST_REPLACED:]),
    }
    if highlight.anchor:
        value["anchor"] = anchor_value(highlight.anchor)
    return _named(highlight.id, {name: one for name, one in value.items() if one})


def _named(identity: str, value: dict[str, Any]) -> tuple[str, Any]:
    return f"{FIELD}{identity}:{_digest(json.dumps(value, sort_keys=True), _VERSION)}", value


def _read(name: str, value: object) -> _Version | None:
    """Return the version stored in a field; None if it holds none."""
    identity = _identity(name)
    if not identity or not isinstance(value, dict):
        return None
    texts = {one: value.get(one, "") for one in ("quote", "note", "at", "colour", "coloured", "edited", "version")}
    replaced = value.get("replaced", [])
    if not all(isinstance(one, str) for one in texts.values()):
        return None
    if not isinstance(replaced, list) or not all(isinstance(one, str) for one in replaced):
        return None
    at = _time(texts["at"]) if texts["at"] else None
    anchor = read_anchor(value["anchor"]) if "anchor" in value else None
    if (texts["at"] and at is None) or ("anchor" in value and anchor is None):
        return None
    colour = texts["colour"] if texts["colour"] in COLOURS else COLOURS[0]
    highlight = Highlight(identity, clean(texts["quote"]), clean(texts["note"]), colour, at, anchor)
    version = texts["version"] or _digest(texts["note"], _VERSION)
    return _Version(name, highlight, version, tuple(replaced), texts["edited"], texts["coloured"])


def _identity(name: str) -> str:
    begin, _, rest = name.partition(":")
    identity, _, version = rest.partition(":")
    return identity if f"{begin}:" == FIELD and version else ""


def _united(versions: list[_Version]) -> Highlight:
    """Merge concurrent versions into one highlight: both notes, and the latest colour."""
    if len(versions) == 1:
        return versions[0].highlight
    versions = sorted(versions, key=lambda one: (one.edited, one.name))
    notes = [
        one.highlight.note
        for one in versions
        if not any(one.version in other.replaced for other in versions if other is not one)
    ]
    colour = max(versions, key=lambda one: (one.coloured, one.edited, one.name)).highlight.colour
    return replace(versions[-1].highlight, note="\n\n".join(dict.fromkeys(filter(None, notes))), colour=colour)


def _order(highlight: Highlight) -> tuple[int, int, int, float, str]:
    anchor, at = highlight.anchor, highlight.at.timestamp() if highlight.at else 0.0
    if anchor is None:  # imported highlights have a quote but no known position
        return (1 if highlight.quote else -1, 0, 0, at, highlight.id)
    return 0, anchor.block, anchor.start, at, highlight.id


def _time(text: object) -> dt.datetime | None:
    try:
        return times.from_text(text)
    except ValueError:
        return None


def _digest(text: str, length: int) -> str:
    from hashlib import sha256  # OpenSSL takes a start a millisecond

    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:length]
