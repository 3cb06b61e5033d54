"""What is a page with text, and what only says so."""

from __future__ import annotations

import gzip
import io
import zipfile

from tests.misbehaving import sentences
from tests.misbehaving.case import PAGE, Case
from tests.misbehaving.wire import answer

_MARKDOWN = "# One\n\nOne page, whole and as it was sent.\n"
_PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n" + bytes(range(256)) * 20
_PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0" + bytes(200)
_JPEG = b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01" + bytes(200)
_GIF = b"GIF89a\x01\0\x01\0\x80\0\0" + bytes(200)
_WEBP = b"RIFF\x24\0\0\0WEBPVP8 " + bytes(200)
_AVIF = b"\0\0\0\x1cftypavif\0\0\0\0" + bytes(200)
_MP4 = b"\0\0\0\x20ftypisom\0\0\x02\0" + bytes(200)
_MP3 = b"ID3\x04\0\0\0\0\0\x00" + bytes(200)
_OGG = b"OggS\0\x02" + bytes(200)
_WOFF = b"wOF2\0\x01\0\0" + bytes(200)
_ELF = b"\x7fELF\x02\x01\x01" + bytes(200)
_SQLITE = b"SQLite format 3\0" + bytes(200)


def _zip() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("a.txt", "words")
    return file.getvalue()


def _read(name: str, content_type: str | None, body: str = PAGE, **headers: str) -> Case:
    return Case(name, answer(body, content_type=content_type, **headers), text=body)


def _not_text(name: str, content_type: str | None, body: bytes, what: str) -> Case:
    return Case(
        name,
        answer(body, content_type=content_type),
        "NotText",
        sentences.NOT_TEXT.replace("{what}", what),
    )


CASES = (
    _read("HTML", "text/html"),
    _read("HTML in capitals and with blanks", " TEXT/HTML ;  CHARSET = utf-8"),
    _read("HTML, said twice", "text/html, text/html"),
    _read("XHTML", "application/xhtml+xml"),
    _read("XHTML with a declaration", "application/xml", '<?xml version="1.0" encoding="utf-8"?>\n' + PAGE),
    _read("Markdown", "text/markdown; charset=utf-8; variant=GFM", _MARKDOWN),
    _read("Markdown by its old name", "text/x-markdown", _MARKDOWN),
    _read("plain text", "text/plain", _MARKDOWN),
    _read("a page of no type", None),
    _read("a page of an empty type", ";charset=utf-8"),
    _read("a page of a type without a slash", "html"),
    _read("a page of bytes, as it says", "application/octet-stream"),
    _read("a page to be saved as a file", "text/html", Content_Disposition='attachment; filename="../../x.html"'),
    _read("a page of a type of text that nobody knows", "text/x-anything"),
    _not_text("a PDF", "application/pdf", _PDF, "a PDF"),
    _not_text("a PDF that says HTML", "text/html", _PDF, "a PDF"),
    _not_text("a PDF after a line", "text/html", b"\n" + _PDF, "a binary file"),
    _not_text("a PNG", "image/png", _PNG, "a picture"),
    _not_text("a PNG that says HTML", "text/html; charset=utf-8", _PNG, "a picture"),
    _not_text("a JPEG that says nothing", None, _JPEG, "a picture"),
    _not_text("a GIF that says plain text", "text/plain", _GIF, "a picture"),
    _not_text("a WebP that says HTML", "text/html", _WEBP, "a picture"),
    _not_text("an AVIF that says HTML", "text/html", _AVIF, "a picture"),
    _not_text("a drawing", "image/svg+xml", b'<svg xmlns="http://www.w3.org/2000/svg"/>', "image/svg+xml"),
    _not_text("a video", "video/mp4", _MP4, "a video"),
    _not_text("a film that says HTML", "text/html", _MP4, "a video"),
    _not_text("music", "audio/mpeg", _MP3, "an audio file"),
    _not_text("music that says HTML", "text/html", _OGG, "an audio file"),
    _not_text("a font that says bytes", "application/octet-stream", _WOFF, "a binary file"),
    _not_text("a program that says HTML", "text/html", _ELF, "a program"),
    _not_text("a database that says HTML", "text/html", _SQLITE, "a database"),
    _not_text("a ZIP file", "application/zip", _zip(), "a ZIP archive"),
    _not_text("a ZIP file that says HTML", "text/html", _zip(), "a ZIP archive"),
    _not_text("a compressed file", "application/gzip", gzip.compress(b"words"), "a compressed file"),
    _not_text("data", "application/json", b'{"words": 1}', "application/json"),
    _not_text("a script", "application/javascript", b"alert(1)", "application/javascript"),
    _not_text("a type with control characters", "application/x-\x9b31m", b"words", "application/x-31m"),
    _not_text("a type of a thousand letters", "application/" + "x" * 1_000, b"words", "application/" + "x" * 47 + "…"),
)
