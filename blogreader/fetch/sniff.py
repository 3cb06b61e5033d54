"""Detecting types by content, whatever the headers say: WHATWG's MIME Sniffing Standard, and signatures of formats."""

import re

from blogreader.text import clean_line

_TEXT_TYPES = {"", "application/xhtml+xml", "application/xml", "application/octet-stream", "application/markdown"}
_NOT_READ = {
    "text/css": "a style sheet",
    "text/javascript": "a program",
    "text/ecmascript": "a program",
    "text/event-stream": "an event stream",
    "text/calendar": "a calendar",
}
_SIGNATURES = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive"),
    (b"PK\x05\x06", "a ZIP archive"),
    (b"\x1f\x8b", "a compressed file"),
    (b"BZh", "a compressed file"),
    (b"\xfd7zXZ\x00", "a compressed file"),
    (b"\x28\xb5\x2f\xfd", "a compressed file"),
    (b"7z\xbc\xaf\x27\x1c", "a compressed file"),
    (b"Rar!\x1a\x07", "a compressed file"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an office document"),
    (b"{\\rtf", "an office document"),
    (b"%!PS", "a PostScript file"),
    (b"ID3", "an audio file"),
    (b"OggS", "an audio file"),
    (b"fLaC", "an audio file"),
    (b"\x1aE\xdf\xa3", "a video"),
    (b"\x00asm", "a program"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90\x00", "a program"),
    (b"SQLite format 3\x00", "a database"),
)
_PICTURES = (
    (re.compile(rb"\x89PNG\r\n\x1a\n"), "png"),
    (re.compile(rb"\xff\xd8\xff"), "jpg"),
    (re.compile(rb"GIF8[79]a"), "gif"),
    (re.compile(rb"RIFF....WEBP", re.DOTALL), "webp"),
    (re.compile(rb"....ftyp(?:avif|avis|mif1|msf1)", re.DOTALL), "avif"),
)
_FILM = re.compile(rb"....ftyp|RIFF....(?:AVI |WAVE)", re.DOTALL)
_OTHER_PICTURES = re.compile(rb"BM....\x00\x00\x00\x00|\x00\x00\x01\x00|II\*\x00|MM\x00\*|8BPS", re.DOTALL)
_SVG = re.compile(r"<svg[\s>]", re.IGNORECASE)
_BEFORE_SVG = re.compile(r"<\?xml[^>]*>|<!doctype\s+svg[^>]*>", re.IGNORECASE)
_MARKUP = re.compile(r"<(?:!doctype\s+html|html|head|body|meta|title|script|\?xml)\b", re.IGNORECASE)
_HEAD = 4096
_BYTE_ORDER = (b"\xff\xfe", b"\xfe\xff")


def picture(data: bytes) -> str | None:
    """Return the file extension of a picture by its contents; None: not a type that browsers show."""
    found = next((extension for pattern, extension in _PICTURES if pattern.match(data)), None)
    return found or ("svg" if _is_svg(data[:_HEAD].decode("utf-8", "replace")) else None)


def is_point(data: bytes) -> bool:
    """Return whether a picture is a single pixel, there to count readers, not to be seen."""
    if data.startswith(b"\x89PNG"):
        return data[16:24] == b"\0\0\0\1\0\0\0\1"
    if data.startswith(b"GIF8"):
        return data[6:10] == b"\1\0\1\0"
    match data[12:16]:  # the first chunk of a WebP
        case b"VP8 ":
            return data[26:30] == b"\1\0\1\0"
        case b"VP8L":
            return data[21:25].startswith(b"\0\0\0")  # 14 bits each for width and height, minus one
        case b"VP8X":
            return data[24:30] == bytes(6)
    return False


def not_text(data: bytes, content_type: str, charset: str | None = None) -> str | None:
    """Return in words what was sent instead of a text page; None: it may be one."""
    if data.startswith(_BYTE_ORDER):
        return None
    if "/" not in content_type:  # `html`, `text`: the contents decide
        content_type = ""
    found = next((name for signature, name in _SIGNATURES if data.startswith(signature)), None)
    if found is None and (picture(data) not in (None, "svg") or _OTHER_PICTURES.match(data)):
        found = "a picture"
    if found is None and _FILM.match(data):
        found = "a video"
    if found is None and content_type in _NOT_READ and not is_markup(data[:_HEAD].decode("ascii", "replace")):
        found = _NOT_READ[content_type]
    if found is None and content_type not in _TEXT_TYPES and not content_type.startswith("text/"):
        found = clean_line(content_type, 60)
    if found is None and b"\0" in data[:1000] and not (charset or "").lower().startswith(("utf-16", "utf-32")):
        found = "a binary file"
    return found


def charset(parameters: str) -> str | None:
    """Return the charset parameter of a content type."""
    for parameter in parameters.split(";"):
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "charset":
            return value.strip(" \"'")
    return None


def is_markup(text: str) -> bool:
    """Return whether a text begins like HTML."""
    return _MARKUP.match(_without_comments(text[:_HEAD])) is not None


def _is_svg(text: str) -> bool:
    text = _without_comments(text)
    while before := _BEFORE_SVG.match(text):
        text = _without_comments(text[before.end() :])
    return _SVG.match(text) is not None


def _without_comments(text: str) -> str:
    """Strip the comments at the beginning of a text."""
    text = text.lstrip("\ufeff \t\r\n")
    while text.startswith("<!--"):
        text = text[2:].partition("-->")[2].lstrip()  # `<!-->` is a whole one (HTML, 13.2.5.43)
    return text
