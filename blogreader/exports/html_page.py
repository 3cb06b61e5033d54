"""Articles as one self-contained page of HTML: pictures embedded, no scripts, all foreign content escaped."""

from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path

from blogreader.exports.bodies import TOP, body, facts, noted
from blogreader.exports.chapters import Chapters, picture_of
from blogreader.exports.style import PAGE_STYLE, STYLE
from blogreader.exports.xhtml import escaped
from blogreader.text import counted

# Opening the page makes no network requests, whatever it contains.
_POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"


def write_page(title: str, chapters: Chapters) -> Iterator[bytes]:
    """Yield a page in pieces, one an article."""
    targets = chapters.targets("#{}")
    yield _head(title, chapters).encode()
    for chapter in chapters:
        language = f' lang="{escaped(chapter.language)}"' if chapter.language else ""
        inner = body(chapter, top=TOP + 1, targets=targets, picture=_embedded)
        yield (
            f'<article id="{chapter.anchor}"{language}>\n<h2>{escaped(chapter.title)}</h2>\n'
            f"{facts(chapter)}\n{inner}{noted(chapter)}\n</article>\n"
        ).encode()
    yield b"</body>\n</html>\n"


def _head(title: str, chapters: Chapters) -> str:
    entries = []
    for chapter in chapters:
        day = f" · {chapter.date.isoformat()}" if chapter.date else ""
        missing = "" if chapter.document else " · no text"
        link = f'<a href="#{chapter.anchor}">{escaped(chapter.title)}</a>'
        entries.append(f'<li>{link}<span class="facts">{day}{missing}</span></li>\n')
    return (
        '<!DOCTYPE html>\n<html>\n<head>\n<meta charset="utf-8"/>\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}"/>\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1"/>\n'
        '<meta name="referrer" content="no-referrer"/>\n<meta name="generator" content="blogreader"/>\n'
        f"<title>{escaped(title)}</title>\n<style>\n{STYLE}{PAGE_STYLE}</style>\n</head>\n<body>\n"
        f'<h1>{escaped(title)}</h1>\n<p class="facts">{counted(len(entries), "article")}</p>\n'
        f"<nav>\n<ol>\n{''.join(entries)}</ol>\n</nav>\n"
    )


def _embedded(path: Path) -> str | None:
    picture = picture_of(path)
    return f"data:{picture.media_type};base64,{b64encode(picture.data).decode()}" if picture else None
