"""Articles as a folder of Markdown files with front matter, for Obsidian, Logseq or any editor.

The folder records what was written: a file keeps its name in later exports, and files that somebody else wrote or
changed are never overwritten.
"""

import json
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from blogreader import files
from blogreader.errors import SourceError
from blogreader.exports.bodies import NO_TEXT
from blogreader.exports.chapters import Chapter, Chapters, digest, picture_of
from blogreader.exports.file_names import compared, stem
from blogreader.exports.notes_markdown import HEADING, in_markdown
from blogreader.text import clean
from blogreader.urls import local_file, openable, slug_of

MANIFEST = ".blogreader-export.json"
PICTURES = "pictures"
_FORMAT = 1
_LARGEST = 100_000_000
"""The largest file that is compared, in bytes."""
_FENCE = re.compile(r"[ ]*+(?:(?:>|(?:[-*+]|\d{1,9}[.)])(?=[ ]))[ ]*+)*+(`{3,}+(?=[^`]*$)|~{3,})")
_ADDRESS = re.compile(r"(\]\(<?|\]:[ \t]{0,10}<?|src=[\"'])([^\s()<>\"']+)")
_NAME = re.compile(r"[^/\x00]{1,255}\.md")


@dataclass(slots=True)
class Written:
    """The result of an export."""

    written: int = 0
    unchanged: int = 0
    edited: list[str] = field(default_factory=list)
    """Names of files that were edited since they were written, and left alone."""


def write_folder(folder: Path, chapters: Chapters) -> Written:
    """Write articles into a folder; raises Unwritable, and SourceError for an unusable folder."""
    return _Folder(folder).write(chapters)


class _Folder:
    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._known: dict[str, dict[str, str]] = {}
        self._taken: dict[str, str] = {}
        """The names in use, normalised, each with its article; empty: somebody else's."""
        self._report = Written()

    def write(self, chapters: Chapters) -> Written:
        if os.path.lexists(self._folder) and not self._folder.is_dir():
            raise SourceError(f"{self._folder} is not a folder; --format md writes one.")
        files.make_folder(self._folder)
        self._known = self._read()
        try:
            self._taken = {compared(name): "" for name in os.listdir(self._folder)}  # noqa: PTH208 - names
        except OSError as error:
            raise SourceError(str(files.unreadable(self._folder, error))) from error
        for key, one in self._known.items():
            self._taken[compared(one["file"])] = key
        try:
            for chapter in chapters:
                self._one(chapter)
        finally:  # the record is written, whatever stops the export
            self._remember()
        return self._report

    def _one(self, chapter: Chapter) -> None:
        key = chapter.article.key
        data = self._text(chapter).encode()
        name = self._name(chapter, data)
        path = self._folder / name
        there = _bytes(path)
        said = self._known.get(key)
        if there == data:
            self._report.unchanged += 1
        elif there is not None and (said is None or sha256(there).hexdigest() != said["sha256"]):
            self._report.edited.append(name)
            return
        else:
            files.replace(path, data, sync_folder=False)
            self._report.written += 1
        self._known[key] = {"file": name, "sha256": sha256(data).hexdigest()}

    def _name(self, chapter: Chapter, data: bytes) -> str:
        """Return the name for an article's file: the previous one, or its title, made unique."""
        key = chapter.article.key
        if key in self._known:
            return self._known[key]["file"]
        base = stem(chapter.title) or stem(slug_of(key)) or "article"
        for name in (f"{base}.md", f"{base} {digest(key)[:8]}.md", f"{base} {digest(key)}.md"):
            owner = self._taken.get(compared(name))
            # Or identical to what would be written: the folder lost its record.
            if owner is None or (not owner and _bytes(self._folder / name) == data):
                self._taken[compared(name)] = key
                return name
        raise SourceError(f"{self._folder} already has other files under every name for {chapter.title}.")

    def _text(self, chapter: Chapter) -> str:
        import yaml

        article, document = chapter.article, chapter.document
        front: dict[str, Any] = {
            "title": chapter.title,
            "url": article.url,
            "author": chapter.author or None,
            "date": chapter.date,
            "category": article.category,
            "minutes": article.minutes,
            "source": chapter.entry.source or None,
            "status": chapter.entry.state.status.value,
            "language": chapter.language,
            "fetched": document.fetched.date() if document else None,
        }
        head = yaml.dump(
            {
                name: clean(value) if isinstance(value, str) else value
                for name, value in front.items()
                if value is not None
            },
            Dumper=getattr(yaml, "CSafeDumper", yaml.SafeDumper),
            allow_unicode=True,
            sort_keys=False,
            width=4096,
        )
        text = document.text if document else "\n\n".join(filter(None, (article.summary, f"*{NO_TEXT}*")))
        named = "".join("\\" + one if one in "\\`*_[]<>#&" else one for one in chapter.title)
        body = "".join(self._lines(chapter, clean(text))).rstrip()
        notes = f"\n\n## {HEADING}\n\n{in_markdown(chapter.highlights)}" if chapter.highlights else ""
        return f"---\n{head}---\n\n# {named}\n\n{body}{notes}\n"

    def _lines(self, chapter: Chapter, text: str) -> Iterator[str]:
        """Yield the lines of a text, with pictures at their files; code is verbatim."""

        def local(match: re.Match[str]) -> str:
            name = self._picture(chapter, match[2])
            return f"{match[1]}{name}" if name else match[0]

        fence = ""
        for line in text.splitlines(keepends=True):
            match = _FENCE.match(line.rstrip("\n"))
            if fence:
                if match and match[1].startswith(fence) and not line[match.end() :].strip():
                    fence = ""
            elif match:
                fence = match[1]
            elif chapter.pictures or chapter.find:
                yield _ADDRESS.sub(local, line)
                continue
            yield line

    def _picture(self, chapter: Chapter, address: str) -> str | None:
        """Copy a picture into the folder and return its name; None if there is none."""
        source = chapter.picture(address) or chapter.picture(_whole(address, chapter.base))
        picture = picture_of(source) if source else None
        if picture is None:
            return None
        name = f"{PICTURES}/{sha256(picture.data).hexdigest()[:32]}.{picture.extension}"
        path = self._folder / name
        if not os.path.lexists(path):
            files.replace(path, picture.data, sync_folder=False)
        elif _bytes(path) != picture.data:  # somebody else's
            return None
        return name

    def _read(self) -> dict[str, dict[str, str]]:
        path = self._folder / MANIFEST
        try:
            found = json.loads(files.read_bytes(path, _LARGEST))
            return {
                str(key): {"file": str(one["file"]), "sha256": str(one["sha256"])}
                for key, one in found["articles"].items()
                if found["format"] == _FORMAT and _NAME.fullmatch(str(one["file"]))
            }
        except FileNotFoundError:
            return {}
        except OSError as error:
            raise SourceError(str(files.unreadable(path, error))) from error
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            raise SourceError(
                f"{path} is damaged; without it, this folder is not recognised as an earlier export."
            ) from error

    def _remember(self) -> None:
        text = json.dumps({"format": _FORMAT, "articles": self._known}, indent=0, sort_keys=True)
        files.replace(self._folder / MANIFEST, text.encode() + b"\n")


def _bytes(path: Path) -> bytes | None:
    """Return the contents of a file; None: it is missing; empty: it is unreadable, and somebody else's."""
    try:
        return files.read_bytes(path, _LARGEST)
    except FileNotFoundError:
        return None
    except OSError:
        return b""


def _whole(address: str, base: str) -> str:
    """Return an address as the text of an article means it."""
    try:
        url = urljoin(base, address)
    except ValueError:
        return ""
    return openable(url) or local_file(url) or ""
