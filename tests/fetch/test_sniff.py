"""What was sent, by its contents: pictures, things that are no text, and the charset of a header."""

import pytest

from blogreader.fetch import sniff

SVG = b"<svg xmlns='http://www.w3.org/2000/svg'>"
HTML = b"<!doctype html><p>Words."


@pytest.mark.parametrize(
    ("data", "extension"),
    [
        (b"\x89PNG\r\n\x1a\n", "png"),
        (b"\xff\xd8\xff\xe0", "jpg"),
        (b"GIF87a", "gif"),
        (b"GIF89a", "gif"),
        (b"RIFF\n\0\0\0WEBPVP8 ", "webp"),
        (b"\0\0\0\x1cftypavif", "avif"),
        (b"\0\0\0\x1cftypmif1", "avif"),
        (SVG, "svg"),
        (b"<SVG\n>", "svg"),
        (b"\xef\xbb\xbf" + SVG, "svg"),
        (b" \n<!-- a --><?xml version='1.0'?> <!-- b -->\n<!DOCTYPE svg PUBLIC ''>" + SVG, "svg"),
        (b"<?xml version='1.0'?><rss>", None),
        (b"<svgx>", None),
        (b" " * 4_095 + b"<svg>", None),
        (b" " * 4_091 + b"<svg>", "svg"),
        (b"RIFF\n\0\0\0AVI ", None),
        (b"GIF88a", None),
        (HTML, None),
        (b"", None),
    ],
)
def test_a_picture_is_known_by_its_first_bytes(data: bytes, extension: str | None) -> None:
    assert sniff.picture(data) == extension


@pytest.mark.parametrize(
    ("data", "content_type", "what"),
    [
        (HTML, "text/html", None),
        (b"Words.", "", None),
        (b"Words.", "html", None),
        (b"Words.", "application/xhtml+xml", None),
        (b"Words.", "application/xml", None),
        (b"Words.", "application/octet-stream", None),
        (b"Words.", "application/markdown", None),
        (b"Words.", "text/anything", None),
        (b"{}", "application/json", "application/json"),
        (b"Words.", f"x/{'y' * 70}", f"x/{'y' * 57}…"),
        (b"Words.", "text/css", "a style sheet"),
        (b"Words.", "text/javascript", "a program"),
        (b"Words.", "text/ecmascript", "a program"),
        (b"Words.", "text/event-stream", "an event stream"),
        (b"Words.", "text/calendar", "a calendar"),
        (HTML, "text/css", None),
        (b"%PDF-1.7", "text/html", "a PDF"),
        (b"PK\x03\x04", "", "a ZIP archive"),
        (b"\x1f\x8b\x08", "text/html", "a compressed file"),
        (b"{\\rtf1", "text/plain", "an office document"),
        (b"%!PS-Adobe", "", "a PostScript file"),
        (b"ID3\x04", "", "an audio file"),
        (b"\x1aE\xdf\xa3", "", "a video"),
        (b"SQLite format 3\0", "", "a database"),
        (b"\x7fELF", "", "a program"),
        (b"\x89PNG\r\n\x1a\n", "text/html", "a picture"),
        (SVG, "text/html", None),
        (b"BM1234\0\0\0\0", "", "a picture"),
        (b"\0\0\1\0", "", "a picture"),
        (b"II*\0", "", "a picture"),
        (b"8BPS", "", "a picture"),
        (b"\0\0\0\x18ftypisom", "", "a video"),
        (b"RIFF\n\0\0\0WAVEfmt ", "", "a video"),
        (b"a\0b", "text/html", "a binary file"),
        (b"a" * 999 + b"\0", "text/html", "a binary file"),
        (b"a" * 1_000 + b"\0", "text/html", None),
        (b"\xff\xfea\0", "", None),
        (b"\xfe\xff\0a", "application/pdf", None),
    ],
)
def test_what_is_no_text_is_said_to_be_what_it_is(data: bytes, content_type: str, what: str | None) -> None:
    assert sniff.not_text(data, content_type) == what


@pytest.mark.parametrize(
    ("charset", "is_text"), [("UTF-16", True), ("utf-16le", True), ("utf-32", True), ("utf-8", False), (None, False)]
)
def test_zeros_are_text_where_a_charset_has_them(charset: str | None, is_text: bool) -> None:
    assert (sniff.not_text(b"a\0b\0", "text/html", charset) is None) is is_text


@pytest.mark.parametrize(
    ("parameters", "charset"),
    [
        ("", None),
        ("charset=utf-8", "utf-8"),
        (' boundary=x; CharSet = "ISO-8859-1" ; x=y', "ISO-8859-1"),
        ("charset='a'", "a"),
        ("charsets=utf-8", None),
        ("charset", ""),
    ],
)
def test_the_charset_is_that_of_the_header(parameters: str, charset: str | None) -> None:
    assert sniff.charset(parameters) == charset


@pytest.mark.parametrize(
    ("text", "is_so"),
    [
        ("<!DOCTYPE HTML>", True),
        ("\ufeff \n<html>", True),
        ("<!-- a --> <!-- b -->\n<body class=x>", True),
        ("<head>", True),
        ("<meta charset=x>", True),
        ("<title>", True),
        ("<script>", True),
        ("<?xml version", True),
        ("<titles>", False),
        ("<p>", False),
        ("Words <html>", False),
        ("<!-- never closed <html>", False),
        ("<!--><html>", True),
        ("<!---><html> -->", True),
        ("<!----><html>", True),
        ("<!-- > --><html>", True),
        ("<!-- a --!> --><html>", True),
        (" " * 4_091 + "<html>", True),
        (" " * 4_092 + "<html>", False),
        ("<!--" + " " * 4_084 + "--><html>", True),
        ("<!--" + " " * 4_085 + "--><html>", False),
        ("", False),
    ],
)
def test_html_is_known_by_how_it_begins(text: str, is_so: bool) -> None:
    assert sniff.is_markup(text) is is_so


PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"


@pytest.mark.parametrize(
    ("data", "is_so"),
    [
        (PNG + b"\0\0\0\1\0\0\0\1" + b"rest", True),
        (PNG + b"\0\0\0\1\0\0\0\2", False),
        (PNG + b"\0\0\0\2\0\0\0\1", False),
        (b"GIF89a\1\0\1\0" + b"rest", True),
        (b"GIF89a\1\0\2\0", False),
        (b"GIF89a\2\0\1\0", False),
        (b"RIFF\0\0\0\0WEBPVP8 " + bytes(10) + b"\1\0\1\0" + b"rest", True),
        (b"RIFF\0\0\0\0WEBPVP8 " + bytes(10) + b"\1\0\2\0", False),
        (b"RIFF\0\0\0\0WEBPVP8L" + bytes(5) + b"\0\0\0\x08" + b"rest", True),
        (b"RIFF\0\0\0\0WEBPVP8L" + bytes(5) + b"\1\0\0\x08", False),
        (b"RIFF\0\0\0\0WEBPVP8X" + bytes(14) + b"rest", True),
        (b"RIFF\0\0\0\0WEBPVP8X" + bytes(13) + b"\1", False),
        (b"RIFF\0\0\0\0WEBPVP8X" + bytes(8) + b"\1" + bytes(5), False),
        (b"\xff\xd8\xff", False),
        (b"", False),
    ],
)
def test_a_single_point_is_known_by_its_size(data: bytes, is_so: bool) -> None:
    assert sniff.is_point(data) is is_so
