"""Articles as an EPUB 3: a chapter each, with a table of contents and pictures; the same bytes each time.

EPUB 3.3 (W3C): the container is a ZIP file whose first entry is `mimetype`, neither packed nor with extra fields (4.2);
`META-INF/container.xml` names the package document (4.2.6.3.1), which lists all resources (5.6) and their order (5.7);
the navigation document is XHTML with a `nav` of type `toc` (7).
"""

import zipfile
from collections import Counter
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import IO
from uuid import NAMESPACE_URL, uuid5

from blogreader import times
from blogreader.exports.bodies import TOP, body, facts, noted
from blogreader.exports.chapters import Chapter, Chapters, picture_of
from blogreader.exports.style import STYLE
from blogreader.exports.xhtml import escaped

_XHTML = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html>\n'
    '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"{language}>\n'
    '<head>\n<title>{title}</title>\n<link rel="stylesheet" type="text/css" href="style.css"/>\n</head>\n'
    "<body>\n{body}\n</body>\n</html>\n"
)
_CONTAINER = """<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
  <rootfiles>
    <rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/>
  </rootfiles>
</container>
"""
_CORE = frozenset(("image/png", "image/jpeg", "image/gif", "image/webp", "image/svg+xml"))
"""The types that every EPUB 3.3 reader has to support (3.2)."""
_PACKED = frozenset(("image/svg+xml",))
_EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a ZIP file can store: equal contents make equal books."""
_NEVER = datetime(2000, 1, 1, tzinfo=UTC)


def write_epub(file: IO[bytes], title: str, chapters: Chapters) -> None:
    """Write a book, the same bytes for the same articles."""
    _Book(file, title, chapters).write()


class _Book:
    def __init__(self, file: IO[bytes], title: str, chapters: Chapters) -> None:
        self._title = title
        self._chapters = chapters
        self._zip = zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED)
        self._pictures: dict[Path, str | None] = {}
        """The names of the pictures in the book; None: not of a core type."""
        self._items: list[str] = []
        self._languages: Counter[str] = Counter()
        self._authors: Counter[str] = Counter()
        self._modified = _NEVER

    def write(self) -> None:
        with self._zip:
            self._put("mimetype", b"application/epub+zip", stored=True)
            self._put("META-INF/container.xml", _CONTAINER.encode())
            self._put("EPUB/style.css", STYLE.encode())
            targets = self._chapters.targets("{}.xhtml")
            spine, contents = [], []
            titles: list[tuple[str, str]] = []
            for chapter in self._chapters:
                self._chapter(chapter, targets)
                name = chapter.anchor
                self._items.append(f'<item id="{name}" href="{name}.xhtml" media-type="application/xhtml+xml"/>')
                spine.append(f'<itemref idref="{name}"/>')
                missing = "" if chapter.document else " (no text)"
                contents.append(f'<li><a href="{name}.xhtml">{escaped(chapter.title)}{missing}</a></li>')
                titles.append((name, f"{chapter.title}{missing}"))
            identifier = self._identifier()
            self._navigation(contents)
            self._ncx(identifier, titles)
            self._package(identifier, spine)

    def _chapter(self, chapter: Chapter, targets: dict[str, str]) -> None:
        inner = body(chapter, top=TOP, targets=targets, picture=self._picture)
        language = chapter.language
        said = f' lang="{escaped(language)}" xml:lang="{escaped(language)}"' if language else ""
        text = _XHTML.format(
            language=said,
            title=escaped(chapter.title),
            body=f"<h1>{escaped(chapter.title)}</h1>\n{facts(chapter)}\n{inner}{noted(chapter)}",
        )
        self._put(f"EPUB/{chapter.anchor}.xhtml", text.encode())
        if language:
            self._languages[language] += 1
        if chapter.author:
            self._authors[chapter.author] += 1
        if chapter.document:
            self._modified = max(self._modified, chapter.document.fetched)

    def _picture(self, path: Path) -> str | None:
        if path not in self._pictures:
            self._pictures[path] = self._put_picture(path)
        return self._pictures[path]

    def _put_picture(self, path: Path) -> str | None:
        picture = picture_of(path)
        if picture is None or picture.media_type not in _CORE:
            return None
        # Named by content: two files may be identical.
        stem = f"i{sha256(picture.data).hexdigest()[:32]}"
        name = f"images/{stem}.{picture.extension}"
        if name not in self._pictures.values():
            self._put(f"EPUB/{name}", picture.data, stored=picture.media_type not in _PACKED)
            self._items.append(f'<item id="{stem}" href="{name}" media-type="{picture.media_type}"/>')
        return name

    def _navigation(self, contents: list[str]) -> None:
        entries = "\n".join(contents)
        inner = f'<nav epub:type="toc" id="toc">\n<h1>{escaped(self._title)}</h1>\n<ol>\n{entries}\n</ol>\n</nav>'
        text = _XHTML.format(language="", title=escaped(self._title), body=inner)
        self._put("EPUB/nav.xhtml", text.encode())

    def _identifier(self) -> str:
        named = "\n".join((self._title, *sorted(entry.article.key for entry in self._chapters.entries)))
        return f"urn:uuid:{uuid5(NAMESPACE_URL, named)}"

    def _ncx(self, identifier: str, titles: list[tuple[str, str]]) -> None:
        """Write the table of contents once more as readers of EPUB 2 know it (OPF 2.0.1, 2.4.1)."""
        points = "\n".join(
            f'    <navPoint id="n{number}" playOrder="{number}"><navLabel><text>{escaped(title)}</text></navLabel>'
            f'<content src="{name}.xhtml"/></navPoint>'
            for number, (name, title) in enumerate(titles, 1)
        )
        text = (
            '<?xml version="1.0" encoding="UTF-8"?>\n'
            '<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1">\n'
            f'  <head>\n    <meta name="dtb:uid" content="{identifier}"/>\n  </head>\n'
            f"  <docTitle><text>{escaped(self._title)}</text></docTitle>\n  <navMap>\n{points}\n  </navMap>\n</ncx>\n"
        )
        self._put("EPUB/toc.ncx", text.encode())

    def _package(self, identifier: str, spine: list[str]) -> None:
        language = self._languages.most_common(1)[0][0] if self._languages else "en"
        creators = "".join(
            f'    <dc:creator id="creator{number}">{escaped(name)}</dc:creator>\n'
            for number, (name, _) in enumerate(self._authors.most_common(3))
        )
        items = "\n    ".join(self._items)
        order = "\n    ".join(spine)
        self._put(
            "EPUB/package.opf",
            (
                '<?xml version="1.0" encoding="UTF-8"?>\n'
                '<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="book">\n'
                '  <metadata xmlns:dc="http://purl.org/dc/elements/1.1/">\n'
                f'    <dc:identifier id="book">{identifier}</dc:identifier>\n'
                f"    <dc:title>{escaped(self._title)}</dc:title>\n"
                f"    <dc:language>{escaped(language)}</dc:language>\n{creators}"
                f'    <meta property="dcterms:modified">{times.to_text(self._modified)}</meta>\n'
                '    <meta name="generator" content="blogreader"/>\n'
                "  </metadata>\n  <manifest>\n"
                '    <item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>\n'
                '    <item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>\n'
                '    <item id="style" href="style.css" media-type="text/css"/>\n'
                f'    {items}\n  </manifest>\n  <spine toc="ncx">\n'
                f'    <itemref idref="nav"/>\n    {order}\n  </spine>\n</package>\n'
            ).encode(),
        )

    def _put(self, name: str, data: bytes, *, stored: bool = False) -> None:
        info = zipfile.ZipInfo(name, _EARLIEST)
        info.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
        info.external_attr = 0o644 << 16
        info.create_system = 3
        self._zip.writestr(info, data)
