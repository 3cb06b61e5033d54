"""A document as the text of its file, and back: YAML front matter and Markdown."""

import datetime as dt
import hashlib
from pathlib import Path
from typing import Any

from blogreader import times
from blogreader.errors import Damaged
from blogreader.model import ArchivedImage, Document, LostImage, Via
from blogreader.text import clean
from blogreader.urls import without_userinfo

_FENCE = "---\n"
REMEDY = "`blogreader fetch` brings the article again"
"""For a document that is damaged."""


def written(document: Document, sha256: str | None = None) -> str:
    """Give the text of a document's file; with this checksum, where it is not that of the text."""
    import yaml  # a list of articles is shown without it

    text = clean(document.text)
    front = {
        "url": document.url,
        "final_url": document.final_url,
        "title": document.title,
        "author": document.author,
        "published": document.published,
        "fetched": times.to_text(document.fetched),
        "via": document.via.value,
        "etag": document.etag,
        "last_modified": document.last_modified,
        "sha256": sha256 or hashlib.sha256(text.encode()).hexdigest(),
        "language": document.language,
        "images": _written_images(document) or None,
    }
    # Cleaned: YAML writes a lone surrogate as an escape that it does not read.
    present = {
        name: clean(value) if isinstance(value, str) else value for name, value in front.items() if value is not None
    }
    return (
        _FENCE
        + yaml.dump(
            present,
            Dumper=getattr(yaml, "CSafeDumper", yaml.SafeDumper),
            allow_unicode=True,
            sort_keys=False,
            width=1000,
        )
        + _FENCE
        + "\n"
        + text
    )


def _written_images(document: Document) -> list[str | dict[str, str | int]]:
    """Give an address alone where there is no more to say, with its file, or with why the picture can't be had."""
    said: dict[str, dict[str, str | int]] = {
        picture.url: {"file": clean(picture.file)} for picture in document.pictures
    }
    said |= {picture.url: _written_loss(picture) for picture in document.lost}
    return [{"url": clean(url), **said[url]} if url in said else clean(url) for url in document.images]


def _written_loss(picture: LostImage) -> dict[str, str | int]:
    loss: dict[str, str | int] = {"error": clean(picture.sentence)}
    return loss if picture.at is None else {**loss, "tried": times.to_text(picture.at), "times": picture.times}


def parsed(key: str, text: str, path: Path) -> Document:
    """Give the document in the text of its file; raises Damaged, naming the file."""
    import yaml

    front, closed, body = text.removeprefix(_FENCE).partition("\n" + _FENCE)
    if not text.startswith(_FENCE) or not closed:
        raise Damaged(path, "no front matter", REMEDY)
    try:
        record = yaml.load(front, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 - both are safe
        return _document(key, record, clean(body.removeprefix("\n")))
    except yaml.YAMLError as error:
        raise Damaged(path, "its front matter is not YAML", REMEDY) from error
    except (KeyError, ValueError, TypeError, AttributeError, RecursionError) as error:
        raise Damaged(path, f"its front matter: {type(error).__name__} {error}".lower(), REMEDY) from error


def is_as_written(document: Document) -> bool:
    """Tell whether a document's text is the one that was written; by hand, or by damage, it may have become another."""
    return document.sha256 is None or hashlib.sha256(document.text.encode()).hexdigest() == document.sha256


def may_have_lost(data: bytes) -> bool:
    """Tell, without understanding it, whether a document's front matter may name pictures that can't be had."""
    return b"error:" in data.partition(f"\n{_FENCE}".encode())[0]


def _document(key: str, record: dict[str, Any], text: str) -> Document:
    def optional(name: str) -> str | None:
        value = record.get(name)
        return None if value is None else clean(str(value))

    published = record.get("published")
    if isinstance(published, str):
        published = dt.date.fromisoformat(published)
    fetched = record["fetched"]
    images = [_image(item) for item in record.get("images") or ()]
    return Document(
        key=key,
        url=without_userinfo(clean(record["url"])),
        text=text,
        fetched=_time(fetched),
        via=Via(record["via"]),
        final_url=None if record.get("final_url") is None else without_userinfo(clean(str(record["final_url"]))),
        title=optional("title"),
        author=optional("author"),
        published=published,
        etag=optional("etag"),
        last_modified=optional("last_modified"),
        sha256=optional("sha256"),
        language=optional("language"),
        images=tuple(image if isinstance(image, str) else image.url for image in images),
        pictures=tuple(image for image in images if isinstance(image, ArchivedImage)),
        lost=tuple(image for image in images if isinstance(image, LostImage)),
    )


def _image(item: object) -> str | ArchivedImage | LostImage:
    if not isinstance(item, dict):
        return clean(str(item))
    url, file, error = clean(str(item["url"])), item.get("file"), item.get("error")
    if file is not None:
        return ArchivedImage(url, clean(str(file)))
    if error is None:
        return url
    tried = item.get("tried")
    return LostImage(url, clean(str(error)), None if tried is None else _time(tried), int(item.get("times", 1)))


def _time(value: Any) -> dt.datetime:
    """Return a time, of which YAML makes one where it is written without quotes."""
    if not isinstance(value, dt.datetime):
        return times.from_text(value)
    return value if value.tzinfo else value.replace(tzinfo=dt.UTC)
