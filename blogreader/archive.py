"""Documents as files: YAML front matter and Markdown, one a file, readable without this program."""

import datetime as dt
import hashlib
import json
import re
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from blogreader import files, times
from blogreader.errors import Damaged, LibraryError
from blogreader.model import ArchivedImage, Document, Failure, Via
from blogreader.text import clean, fold
from blogreader.urls import slug_of

LARGEST_DOCUMENT = 50_000_000
"""Bytes."""
_FENCE = "---\n"
_LONGEST_SLUG = 80
_IMAGE_NAME = re.compile(r"[0-9a-f]{64}\.[a-z0-9]{1,5}")


@dataclass(frozen=True, slots=True)
class Kept:
    """What the archive holds of some articles."""

    documents: frozenset[str]
    """Their keys."""
    failures: dict[str, Failure]


class Archive:
    """Reads and writes documents; every method may raise LibraryError."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path_of(self, key: str) -> Path:
        """Give where the document of an article lies; nothing that a page says chooses it but slug and hash."""
        digest, slug = _digest(key), re.sub(r"[^a-z0-9]+", "-", fold(slug_of(key))).strip("-")[:_LONGEST_SLUG]
        return self.folder / digest[:2] / f"{slug or 'article'}-{digest}.md"

    def has(self, key: str) -> bool:
        """Tell whether a document is kept."""
        return _is_file(self.path_of(key))

    def read(self, key: str) -> Document | None:
        """Give the document, or None when there is none; raises Damaged when the file is not one."""
        path = self.path_of(key)
        try:
            text = files.read_bytes(path, LARGEST_DOCUMENT).decode()
        except FileNotFoundError:
            return None
        except UnicodeDecodeError as error:
            raise Damaged(path, "not UTF-8 text") from error
        except OSError as error:
            raise LibraryError(f"{path} can't be read: {files.reason(error)}.") from error
        return _parsed(key, text, path)

    def write(self, document: Document) -> None:
        """Keep a document, in place of an older one, and forget that it once failed."""
        path = self.path_of(document.key)
        files.replace(path, _written(document).encode())
        files.remove(path.with_suffix(".failed"))

    def write_failure(self, key: str, failure: Failure) -> None:
        """Remember why the last attempt to get an article failed."""
        record = {"url": key, "error": failure.sentence, "at": times.to_text(failure.at)}
        text = json.dumps(record, ensure_ascii=False)
        files.replace(self.path_of(key).with_suffix(".failed"), text.encode("utf-8", "replace") + b"\n")

    def keep_image(self, data: bytes, extension: str) -> str:
        """Keep a picture under the hash of its bytes, and give its name; of two that are the same, one is kept.

        The extension is the caller's, by what the bytes are: never that of an address.
        """
        name = f"{hashlib.sha256(data).hexdigest()}.{extension}"
        files.replace(self._image_path(name), data)
        return name

    def image_path(self, name: str) -> Path | None:
        """Give where a picture lies, or None when it is not there, or when this is no name that `keep_image` gives."""
        if not _IMAGE_NAME.fullmatch(name):
            return None
        path = self._image_path(name)
        return path if _is_file(path) else None

    def kept(self, keys: Iterable[str]) -> Kept:
        """Tell which of these articles are archived, and why others failed: by the names of the files alone."""
        by_digest = {_digest(key): key for key in keys}
        documents: set[str] = set()
        failures: dict[str, Failure] = {}
        for path in self._paths():
            key = by_digest.get(path.stem[-10:])
            if key is None:
                continue
            if path.suffix == ".md":
                documents.add(key)
            elif path.suffix == ".failed" and (failure := _failure(path)):
                failures[key] = failure
        return Kept(frozenset(documents), failures)

    def _image_path(self, name: str) -> Path:
        if not _IMAGE_NAME.fullmatch(name):
            raise ValueError(f"not the name of an image: {name!r}")
        return self.folder / "images" / name[:2] / name

    def _paths(self) -> Iterator[Path]:
        try:
            for folder in self.folder.iterdir():
                if len(folder.name) == 2 and folder.is_dir():
                    yield from folder.iterdir()
        except FileNotFoundError:
            return
        except OSError as error:
            raise LibraryError(f"{self.folder} can't be read: {files.reason(error)}.") from error


def _is_file(path: Path) -> bool:
    """Tell whether there is a regular file, and not a link to one."""
    try:
        return stat.S_ISREG(path.lstat().st_mode)
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError as error:
        raise LibraryError(f"{path} can't be read: {files.reason(error)}.") from error


def _digest(key: str) -> str:
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:10]


def _failure(path: Path) -> Failure | None:
    """Read a failure; one that can't be read is worth as much as none, the article is simply tried again."""
    try:
        record = json.loads(files.read_bytes(path, LARGEST_DOCUMENT))
        return Failure(clean(record["error"]), times.from_text(record["at"]))
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def _written(document: Document) -> str:
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
        "sha256": hashlib.sha256(text.encode()).hexdigest(),
        "language": document.language,
        "images": _written_images(document) or None,
    }
    # Cleaned: YAML writes a lone surrogate as an escape that it does not read.
    present = {
        name: clean(value) if isinstance(value, str) else value for name, value in front.items() if value is not None
    }
    return _FENCE + yaml.safe_dump(present, allow_unicode=True, sort_keys=False, width=1000) + _FENCE + "\n" + text


def _written_images(document: Document) -> list[str | dict[str, str]]:
    """Give an address alone where there is no more to say, and with its file where the picture is archived."""
    archived = {picture.url: clean(picture.file) for picture in document.pictures}
    return [{"url": clean(url), "file": archived[url]} if url in archived else clean(url) for url in document.images]


def _parsed(key: str, text: str, path: Path) -> Document:
    import yaml

    front, closed, body = text.removeprefix(_FENCE).partition("\n" + _FENCE)
    if not text.startswith(_FENCE) or not closed:
        raise Damaged(path, "no front matter")
    try:
        record = yaml.load(front, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 - both are safe
        return _document(key, record, clean(body.removeprefix("\n")))
    except yaml.YAMLError as error:
        raise Damaged(path, "its front matter is not YAML") from error
    except (KeyError, ValueError, TypeError, AttributeError, RecursionError) as error:
        raise Damaged(path, f"its front matter: {type(error).__name__} {error}".lower()) from error


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
        url=clean(record["url"]),
        text=text,
        fetched=fetched.replace(tzinfo=dt.UTC)
        if isinstance(fetched, dt.datetime) and not fetched.tzinfo
        else fetched
        if isinstance(fetched, dt.datetime)
        else times.from_text(fetched),
        via=Via(record["via"]),
        final_url=optional("final_url"),
        title=optional("title"),
        author=optional("author"),
        published=published,
        etag=optional("etag"),
        last_modified=optional("last_modified"),
        sha256=optional("sha256"),
        language=optional("language"),
        images=tuple(image if isinstance(image, str) else image.url for image in images),
        pictures=tuple(image for image in images if isinstance(image, ArchivedImage)),
    )


def _image(item: object) -> str | ArchivedImage:
    if not isinstance(item, dict):
        return clean(str(item))
    url, file = clean(str(item["url"])), item.get("file")
    return url if file is None else ArchivedImage(url, clean(str(file)))
