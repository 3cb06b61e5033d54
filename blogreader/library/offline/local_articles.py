"""Articles that are the reader's own files, listed by the reader's index."""

from collections.abc import Iterable
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from blogreader import files
from blogreader.errors import BadAddress, NotText
from blogreader.urls import local_file

if TYPE_CHECKING:
    from blogreader.extract import Form

_FORMS: dict[str, "Form"] = {".html": "html", ".htm": "html", ".xhtml": "html", ".txt": "plain", ".text": "plain"}
_ROOTS = ("static", "public", "assets", "source", "src", "")
"""Folders whose files generators copy to the root of a site."""
_MOST_FOLDERS = 6
"""The most parent folders of an article that are searched for the root of its site."""
_PICTURES = frozenset((".png", ".jpg", ".jpeg", ".gif", ".webp", ".bmp", ".avif", ".svg"))


def is_local(key: str) -> bool:
    """Return whether a key is that of a local file."""
    return key.startswith("file:")


def path_of(key: str) -> Path:
    """Return the file of a local article."""
    return Path(unquote(urlsplit(key).path))


def is_markdown(key: str) -> bool:
    """Return whether a local article is read as Markdown, by the ending of its name."""
    return path_of(key).suffix.lower() not in _FORMS


def read(key: str) -> tuple[str, "Form"]:
    """Return the text of a local article, decoded like a page, and its form; raises BadAddress, NotText."""
    from blogreader.archive import LARGEST_DOCUMENT  # needed only for reading
    from blogreader.extract.formats import wiki_links  # lists don't need it
    from blogreader.extract.formats.shortcodes import reduced
    from blogreader.fetch.charset import decode

    path = path_of(key)
    try:
        data = files.read_bytes(path, LARGEST_DOCUMENT, own_links=True)
    except OSError as error:
        raise BadAddress(str(files.unreadable(path, error))) from error
    text = decode(data, None)
    if "\0" in text:
        raise NotText(f"{path} is a binary file, not the text of an article.")
    ending = path.suffix.lower()
    form = _FORMS.get(ending, "markdown")
    if form != "markdown":
        return text, form
    text = reduced(_with_plain_front(text), components=ending == ".mdx")
    if "](" in text or "]:" in text:
        from blogreader.library.offline import site_links

        text = site_links.with_files(text, path)
    if wiki_links.is_needed(text):
        from blogreader.library.offline import notebooks

        root = notebooks.root_of(path)
        text = wiki_links.with_links(text, notebooks.finder(path, root), is_notebook=root is not None)
    return text, form


def _with_plain_front(text: str) -> str:
    """Return a text with its front matter, which may be JSON or a script, converted to YAML."""
    from blogreader.indexes import front_matter

    if not front_matter.is_other(text):
        return text
    fields, body = front_matter.split(text)
    lines = [
        f"{name}: {_quoted(value)}\n"
        for name, value in fields.items()
        if isinstance(value, str) and "\n" not in name + value
    ]
    return f"---\n{''.join(lines)}---\n{body}"


def _quoted(value: str) -> str:
    """Return a text as a scalar of YAML: unquoted, brackets would be a list."""
    return "'" + value.replace("'", "''") + "'"


def stamp(key: str) -> str | None:
    """Return a stamp that changes when the file of an article is written; None if the file is missing."""
    try:
        return files.stamp(path_of(key).stat())
    except OSError:
        return None


def size(key: str) -> int | None:
    """Return the number of bytes of the file of an article; None if it is missing."""
    try:
        return path_of(key).stat().st_size
    except (OSError, ValueError):
        return None


def written_at(key: str) -> datetime | None:
    """Return when the file of an article was last written; None if it is missing, or its time is invalid."""
    try:
        return datetime.fromtimestamp(int(path_of(key).stat().st_mtime), UTC)
    except (OSError, ValueError, OverflowError):
        return None


def pictures(key: str, addresses: Iterable[str]) -> dict[str, Path]:
    """Return the existing picture files of a local article, by their addresses."""
    found = ((address, _picture(path_of(key), path_of(address))) for address in addresses if local_file(address))
    return {address: path for address, path in found if path is not None}


def _picture(article: Path, path: Path) -> Path | None:
    """Return the file of a picture; `/images/a.png` is relative to the root of the site that the folder belongs to."""
    if path.suffix.lower() not in _PICTURES:
        return None
    if files.is_file(path):
        return path
    within = Path(*path.parts[1:])
    if ".." in within.parts:
        return None
    for folder in islice(article.parents, _MOST_FOLDERS):
        for root in _ROOTS:
            if files.is_file(there := folder / root / within):
                return there
    return None
