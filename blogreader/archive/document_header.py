"""A document as the text of its file, and back: YAML front matter and Markdown."""

import datetime as dt
import hashlib
from pathlib import Path

from blogreader import times
from blogreader.archive import front_matter_yaml
from blogreader.errors import Damaged, what_is_wrong
from blogreader.model import ArchivedImage, Document, LostImage, Via
from blogreader.text import clean
from blogreader.urls import without_userinfo

_FENCE = "---\n"
LONGEST_FIELD = 100_000
"""Characters: no address or header from the network is longer."""
_MOST_IMAGES = 100_000
_LONGEST_NUMBER = 6
"""Digits: nothing is tried that often."""
REMEDY = "`blogreader fetch` fetches the article again"
"""For a damaged document."""


def written(document: Document, sha256: str | None = None) -> str:
    """Return the contents of a document's file; with this checksum, if it is not that of the text."""
    text = clean(document.text)
    front = {
        "url": document.url,
        "final_url": document.final_url,
        "title": document.title,
        "author": document.author,
        "published": document.published,
        "category": document.category,
        "fetched": times.to_text(document.fetched),
        "via": document.via.value,
        "etag": document.etag,
        "last_modified": document.last_modified,
        "sha256": sha256 or hashlib.sha256(text.encode()).hexdigest(),
        "language": document.language,
        "images": _written_images(document) or None,
    }
    # Cleaned: YAML writes a lone surrogate as an escape that it can't read back.
    present = {
        name: clean(value) if isinstance(value, str) else value
        for name, value in front.items()
        if value is not None and not (isinstance(value, str) and len(value) > LONGEST_FIELD)
    }
    return f"{_FENCE}{front_matter_yaml.dumped(present)}{_FENCE}\n{text}"


def _written_images(document: Document) -> list[str | dict[str, str | int]]:
    """Return the bare address of a picture, or a mapping with its file or the reason why it is missing."""
    said: dict[str, dict[str, str | int]] = {
        picture.url: {"file": clean(picture.file)} for picture in document.pictures
    }
    said |= {picture.url: _written_loss(picture) for picture in document.lost}
    images = [url for url in document.images if len(url) <= LONGEST_FIELD][:_MOST_IMAGES]
    return [{"url": clean(url), **said[url]} if url in said else clean(url) for url in images]


def _written_loss(picture: LostImage) -> dict[str, str | int]:
    loss: dict[str, str | int] = {"error": clean(picture.sentence)[:LONGEST_FIELD]}
    return loss if picture.at is None else {**loss, "tried": times.to_text(picture.at), "times": picture.times}


def parsed(key: str, text: str, path: Path) -> Document:
    """Parse the contents of a document's file; raises Damaged, naming the file."""
    import yaml

    front, closed, body = text.removeprefix(_FENCE).partition("\n" + _FENCE)
    if not text.startswith(_FENCE) or not closed:
        raise Damaged(path, "no front matter", REMEDY)
    try:
        return _document(key, front_matter_yaml.loaded(front), clean(body.removeprefix("\n")))
    except front_matter_yaml.NotPlain as error:
        raise Damaged(path, f"its front matter: {error}", REMEDY) from error
    except yaml.YAMLError as error:
        raise Damaged(path, "its front matter is not YAML", REMEDY) from error
    except (KeyError, ValueError, OverflowError) as error:
        raise Damaged(path, f"its front matter: {what_is_wrong(error)}", REMEDY) from error


def author_and_language(head: bytes) -> tuple[str | None, str | None]:
    """Return what a document's front matter names, given its first bytes; nothing if they make no sense."""
    import yaml

    front, _, _ = head.decode("utf-8", "replace").removeprefix(_FENCE).partition("\n" + _FENCE)
    front, _, _ = front.partition("\nimages:")  # they come last, and can be many
    try:
        record = front_matter_yaml.loaded(front)
    except (front_matter_yaml.NotPlain, yaml.YAMLError, ValueError, OverflowError):
        return None, None
    author, language = record.get("author"), record.get("language")
    return author if isinstance(author, str) else None, language if isinstance(language, str) else None


def is_as_written(document: Document) -> bool:
    """Return whether a document's text is unchanged: an edit or damage may have changed it."""
    return document.sha256 is None or hashlib.sha256(document.text.encode()).hexdigest() == document.sha256


def may_have_lost(data: bytes) -> bool:
    """Return, without parsing it, whether a document's front matter may list missing pictures."""
    return b"error:" in data.partition(f"\n{_FENCE}".encode())[0]


def _document(key: str, record: dict[str, front_matter_yaml.Value], text: str) -> Document:
    def optional(name: str) -> str | None:
        value = record.get(name)
        return None if value is None else _text(name, value)

    published, images = optional("published"), record.get("images") or []
    if not isinstance(images, list):
        raise front_matter_yaml.NotPlain("images is not a list")
    if len(images) > _MOST_IMAGES:
        raise front_matter_yaml.NotPlain(f"it has more than {_MOST_IMAGES} images")
    said = [_image(item) for item in images]
    return Document(
        key=key,
        url=without_userinfo(_text("url", record["url"])),
        text=text,
        fetched=times.from_text(_text("fetched", record["fetched"])),
        via=_via(_text("via", record["via"])),
        final_url=None if (final := optional("final_url")) is None else without_userinfo(final),
        title=optional("title"),
        author=optional("author"),
        published=None if published is None else _day(published),
        category=optional("category"),
        etag=optional("etag"),
        last_modified=optional("last_modified"),
        sha256=optional("sha256"),
        language=optional("language"),
        images=tuple(image if isinstance(image, str) else image.url for image in said),
        pictures=tuple(image for image in said if isinstance(image, ArchivedImage)),
        lost=tuple(image for image in said if isinstance(image, LostImage)),
    )


def _via(text: str) -> Via:
    try:
        return Via(text)
    except ValueError as error:
        raise ValueError(f"via is not one of {', '.join(Via)}") from error


def _day(text: str) -> dt.date:
    try:
        return dt.datetime.fromisoformat(text).date()
    except ValueError as error:
        raise ValueError(f"published is not a date: {text[:40]}") from error


def _image(item: front_matter_yaml.Item) -> str | ArchivedImage | LostImage:
    if not isinstance(item, dict):
        return _text("images", item)
    url, file, error = _text("url", item["url"]), item.get("file"), item.get("error")
    if file is not None:
        return ArchivedImage(url, _text("file", file))
    if error is None:
        return url
    tried = item.get("tried")
    at = None if tried is None else times.from_text(_text("tried", tried))
    number = item.get("times", "1")
    if not number.isascii() or not number.isdigit() or len(number) > _LONGEST_NUMBER:
        raise front_matter_yaml.NotPlain("times is not a number")
    return LostImage(url, _text("error", error), at, int(number))


def _text(name: str, value: "front_matter_yaml.Value | front_matter_yaml.Item") -> str:
    """Return a text field, cleaned."""
    if not isinstance(value, str):
        raise front_matter_yaml.NotPlain(f"{name} is not text")
    if len(value) > LONGEST_FIELD:
        raise front_matter_yaml.NotPlain(f"{name} has more than {LONGEST_FIELD} characters")
    return clean(value)
