"""Parsed responses between processes, as JSON."""

import datetime as dt
import json
from dataclasses import asdict
from typing import Any

from blogreader.indexes.blog.answer_facts import Announced, AnswerFacts, AnswerKind, BlogLink, Facts, Find


def packed(reading: AnswerFacts) -> dict[str, Any]:
    """Return a parsed response as JSON values."""
    record: dict[str, Any] = json.loads(json.dumps(asdict(reading), default=_written))
    return record


def unpacked(record: dict[str, Any]) -> AnswerFacts:
    """Return the parsed response that `packed` was given."""
    return AnswerFacts(
        **{
            **record,
            "kind": AnswerKind(record["kind"]),
            "finds": tuple(Find(**_dated(one)) for one in record["finds"]),
            "addresses": tuple(record["addresses"]),
            "changed": tuple(record["changed"]),
            "feeds": tuple(Announced(**one) for one in record["feeds"]),
            "links": tuple(BlogLink(**_dated(one)) for one in record["links"]),
            "facts": Facts(
                **{
                    **_dated(record["facts"]),
                    "lists": tuple(record["facts"]["lists"]),
                    "sitemaps": tuple(record["facts"]["sitemaps"]),
                }
            ),
        }
    )


def _dated(record: dict[str, Any]) -> dict[str, Any]:
    return {**record, "date": dt.date.fromisoformat(record["date"]) if record["date"] else None}


def _written(value: object) -> str:
    if isinstance(value, dt.date):
        return value.isoformat()
    raise TypeError(f"{value!r} is no value of a reading")
