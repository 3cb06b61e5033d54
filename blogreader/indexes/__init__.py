"""Text of an index -> Index: one module a format, and the sniffing that chooses."""

from blogreader.errors import SourceError
from blogreader.indexes import markdown_index, markup
from blogreader.indexes.blog import archive_file
from blogreader.model import Index, IndexWarning
from blogreader.records import replace
from blogreader.text import counted, without_credentials

_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_SNIFFED = 60


def decode(data: bytes, name: str) -> str:
    """Decode the bytes of an index; raises SourceError, which names the file and the line, if they are not text."""
    encoding = next((encoding for mark, encoding in _BOMS if data.startswith(mark)), None)
    if encoding is None and b"\0" in data:
        line = data[: data.index(b"\0")].count(b"\n") + 1
        raise SourceError(f"{name}, line {line}: this is a binary file, not the text of an index.")
    try:
        return data.decode(encoding or "utf-8")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1  # not of `data`: a mark at its beginning is not counted
        raise SourceError(
            f"{name}, line {line}: not UTF-8 text; `iconv -f latin1 -t utf-8` converts it if it is Latin-1."
        ) from error


def read(text: str, base: str | None, name: str) -> Index:
    """Read an index of any known form.

    `base` is the index's own address, an absolute path or a URL, against which relative addresses resolve; `name` is
    what errors call it. Raises SourceError when the text contains no article.
    """
    if not text.strip():
        raise SourceError(f"{name} is empty.")
    if archive_file.is_archive(text):
        return archive_file.read(text, name)
    if text.lstrip()[:_SNIFFED].lower().startswith(("<!doctype html", "<html", "<?xml", "<rss", "<feed")):
        raise SourceError(f"{name} is a page of markup, and neither an index in Markdown nor a feed or a sitemap.")
    index = markdown_index.read(without_credentials(text), base)
    if left_out := _left_out(text):
        index = replace(index, warnings=tuple(sorted((*index.warnings, left_out), key=lambda warning: warning.line)))
    if not index.articles:
        first = (
            f" The first of {counted(len(index.warnings), 'doubtful line')}: {index.warnings[0].line}."
            if index.warnings
            else ""
        )
        raise SourceError(
            f"{name} contains no article: expected `### [Title](https://address)` headings "
            f"or `- [Title](https://address)` lines.{first}"
        )
    return index


def is_headed(text: str) -> bool:
    """Return whether a text is a Markdown index of headings that are links, with something beside the links."""
    index = markdown_index.read(text, None)
    return (
        len(index.articles) >= 2
        and any(one.date or one.minutes or one.summary for one in index.articles)
        and (any(heading.level > 1 and heading.link for heading in markup.headings(markup.split(text)).values()))
    )


def _left_out(text: str) -> IndexWarning | None:
    """Return a remark on the user names and passwords in the addresses of an index; None: there are none."""
    if "@" not in text:
        return None
    lines = [number for number, line in enumerate(text.split("\n"), 1) if without_credentials(line) != line]
    if not lines:
        return None
    more = f" (and in {counted(len(lines) - 1, 'other line')})" if len(lines) > 1 else ""
    return IndexWarning(lines[0], markdown_index.LEFT_OUT + more)
