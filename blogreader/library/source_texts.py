"""What is read as a source: a file, a folder of posts, a blog's archive, the subscriptions of another program."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, ParamSpec, TypeVar
from urllib.parse import urlsplit

from blogreader import files
from blogreader.errors import SourceError
from blogreader.model import Index, Page, Source
from blogreader.sources import LARGEST_INDEX

if TYPE_CHECKING:
    from blogreader.library.discovery import Found

_P = ParamSpec("_P")
_R = TypeVar("_R")


@dataclass(frozen=True, slots=True)
class SourceText:
    """A source as it was read now."""

    source: Source
    text: str
    index: Index
    remark: str = ""
    """Why there may be more."""
    feed_texts: Mapping[str, str] = field(default_factory=dict)
    """The full texts that its feed had, in HTML, by the keys of articles."""


def read_file(path: Path) -> str:
    """Read the text of an index; raises SourceError naming the file."""
    try:
        return decode(files.read_bytes(path, LARGEST_INDEX, follow_links=True), str(path))
    except OSError as error:
        raise SourceError(f"{path} can't be read: {files.reason(error)}.") from error


def read_subscriptions(path: Path) -> tuple[str, ...] | None:
    """Give the addresses that an OPML file or newsboat's `urls` names; None: it is neither. Raises SourceError."""
    from blogreader.indexes import outlines

    if path.suffix.lower() not in (".opml", ".xml") and path.name != "urls":
        return None
    text = read_file(path)
    if outlines.is_opml(text):
        found = outlines.read(text)
    elif path.name == "urls":
        found = outlines.read_newsboat(text)
    else:
        return None
    if not found:
        raise SourceError(f"{path} names no feed.")
    return found


def differences(before: Index, after: Index) -> tuple[int, int, int]:
    """Count the articles that are new, changed and gone."""
    old = {article.key: article for article in before.articles}
    new = {article.key: article for article in after.articles}
    changed = sum(1 for key in old.keys() & new.keys() if old[key] != new[key])
    return len(new.keys() - old.keys()), changed, len(old.keys() - new.keys())


def read_folder(source: Source) -> SourceText:
    """Read a folder of posts in Markdown; its index is kept in our own form."""
    from blogreader.indexes import markdown
    from blogreader.library.discovery import folders

    index = folders.read(Path(source.location))
    return SourceText(source, markdown.write(index), index)


async def read_archive(found: "Found | None") -> SourceText | None:
    """Give a blog's archive as the text that is kept."""
    if found is None:
        return None
    from blogreader.indexes import archive as archives

    text = await in_thread(archives.write, found.archive)
    return SourceText(
        found.source,
        text,
        await in_thread(archives.read, text, found.source.location),
        found.sentence,
        found.feed_texts,
    )


def is_index(page: Page) -> bool:
    """Tell whether an answer is a Markdown index as it is, or rather the way to a blog."""
    from blogreader.fetch.sniff import is_markup
    from blogreader.indexes import is_headed

    text = page.text.lstrip("\ufeff \t\r\n")
    if is_markup(text) or text[:1] in ("<", "{"):
        return False
    path = urlsplit(page.final_url).path.lower()
    is_named = path.endswith((".md", ".markdown", ".txt")) and not path.endswith("/llms.txt")
    return is_named or is_headed(page.text) or page.content_type == "text/plain"


def read_index(text: str, base: str | None, name: str) -> Index:
    """Return the index that a text is; raises SourceError where it is none, which says the name."""
    from blogreader import indexes  # no start reads an index unless a source changed

    return indexes.read(text, base, name)


def decode(data: bytes, name: str) -> str:
    """Return the text of an index from its bytes; raises SourceError, which says the name."""
    from blogreader import indexes

    return indexes.decode(data, name)


async def in_thread(how: Callable[_P, _R], *arguments: _P.args, **options: _P.kwargs) -> _R:
    """Do something slow outside the event loop."""
    import asyncio  # a list is shown without it

    return await asyncio.to_thread(how, *arguments, **options)
