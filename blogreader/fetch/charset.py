"""Decoding the bytes of a page."""

import codecs
import re

from webencodings import lookup

_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_META = re.compile(
    rb"""<(?:meta|\?xml)[^<>]{0,200}?(?:charset|encoding)\s*+=\s*+["']?+\s*+([\w.:-]{1,40})""", re.IGNORECASE
)
_LANGUAGE = re.compile(
    rb"""<(?:html|feed)[^<>]{0,500}?\s(?:xml:)?lang\s*+=\s*+["']?+\s*+([a-zA-Z]{2,3})|<language>\s*+([a-zA-Z]{2,3})""",
    re.IGNORECASE,
)
_WITHOUT_MARK = ((b"<\0", "utf-16-le"), (b"\0<", "utf-16-be"))
"""How markup in UTF-16 begins that has no byte order mark (XML 1.0, appendix F)."""
_OTHERWISE = tuple(begin for begin, _ in (*_BOMS, *_WITHOUT_MARK))
_WHERE_META_MAY_STAND = 4096
_GUESSED_FROM = 60_000
"""Bytes: guessing from this many takes a tenth of a second."""
# Python's names for the larger encodings that browsers use for older labels.
_SUPERSETS = {"shift_jis": "cp932", "euc-kr": "cp949", "gbk": "gb18030", "big5": "big5hkscs"}
# What pages in a language were written in before UTF-8: the fallbacks of the HTML Standard ("Determining the character
# encoding"), and what else was usual. In order: of two that fit alike the first one counts.
_OF_LANGUAGE = {
    "ru": ("cp1251", "koi8_r", "iso8859_5", "cp866"),
    "uk": ("cp1251", "koi8_u", "iso8859_5"),
    "bg": ("cp1251", "iso8859_5"),
    "be": ("cp1251", "iso8859_5"),
    "sr": ("cp1251", "cp1250", "iso8859_2"),
    "mk": ("cp1251",),
    "cs": ("cp1250", "iso8859_2"),
    "sk": ("cp1250", "iso8859_2"),
    "pl": ("iso8859_2", "cp1250"),
    "hu": ("iso8859_2", "cp1250"),
    "sl": ("iso8859_2", "cp1250"),
    "hr": ("cp1250", "iso8859_2"),
    "ro": ("cp1250", "iso8859_2"),
    "el": ("iso8859_7", "cp1253"),
    "tr": ("cp1254",),
    "he": ("cp1255", "iso8859_8"),
    "ar": ("cp1256", "iso8859_6"),
    "fa": ("cp1256",),
    "lt": ("cp1257", "iso8859_13"),
    "lv": ("cp1257", "iso8859_13"),
    "et": ("cp1257", "cp1252"),
    "vi": ("cp1258",),
    "th": ("cp874",),
    "ja": ("cp932", "euc_jp"),
    "ko": ("cp949",),
    "zh": ("gb18030", "big5hkscs"),
}
_WESTERN = ("cp1252",)
_CONTROLS = re.compile(b"[\x80-\x9f]")


def decode(data: bytes, declared: str | None) -> str:
    """Decode by BOM, valid UTF-8, the header's charset or the page's own; otherwise guess."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    for begin, encoding in _WITHOUT_MARK:
        if data.startswith(begin):
            return data.decode(encoding, "replace")
    if _says_utf_16(data, declared):
        return data.decode("utf-16-be" if (declared or "").lower() == "utf-16be" else "utf-16-le", "replace")
    if (text := as_utf_8(data, declared)) is not None:
        return text
    is_mostly_utf_8 = _is_mostly_utf_8(data)
    found = _META.search(data[:_WHERE_META_MAY_STAND])
    for label in (declared, found[1].decode("ascii") if found else None):
        # Whoever says UTF-8 of everything says it of other bytes too.
        if (known := _encoding(label)) and (known != "utf-8" or is_mostly_utf_8):
            return data.decode(known, "replace")
    return data.decode("utf-8" if is_mostly_utf_8 else _guess(data), "replace")


def as_utf_8(data: bytes, declared: str | None) -> str | None:
    """Return the text of bytes that are UTF-8 without a mark, as those of nearly every page; None if they are not."""
    if data.startswith(_OTHERWISE) or _says_utf_16(data, declared):
        return None
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    # ISO-2022-JP is pure ASCII, and so valid UTF-8.
    return None if "\x1b" in text[:_GUESSED_FROM] and (declared or "").lower() == "iso-2022-jp" else text


def _says_utf_16(data: bytes, declared: str | None) -> bool:
    return (declared or "").lower().startswith("utf-16") and b"\0" in data


def _encoding(label: str | None) -> str | None:
    """Return Python's name for a charset label, by the Encoding Standard (WHATWG); None for an unknown one."""
    if not label:
        return None
    found = lookup(label)
    if found is None or found.codec_info.name == "x-user-defined":
        return None
    return _SUPERSETS.get(found.name, found.codec_info.name)


def _is_mostly_utf_8(data: bytes) -> bool:
    """Return whether nearly all non-ASCII characters of a text are valid UTF-8."""
    text = data.decode("utf-8", "replace")
    beyond_ascii = len(text) - len(text.encode("ascii", "ignore"))
    return text.count("\ufffd") * 10 < beyond_ascii


def _guess(data: bytes) -> str:
    """Guess an encoding by the letters it results in, among the usual ones for the page's language."""
    from charset_normalizer import from_bytes

    found = _LANGUAGE.search(data[:_WHERE_META_MAY_STAND])
    language = (found[1] or found[2]).decode("ascii").lower() if found else ""
    usual = _OF_LANGUAGE.get(language, _WESTERN if language else ())
    if {"cp1250", "iso8859_2"} <= set(usual):
        # Windows has `š` and `ž`, and quotation marks, where ISO 8859 has controls, which nobody writes.
        other = "iso8859_2" if _CONTROLS.search(data) else "cp1250"
        usual = tuple(name for name in usual if name != other)
    if len(usual) == 1:
        return usual[0]
    every = dict.fromkeys((*_WESTERN, *(name for names in _OF_LANGUAGE.values() for name in names)))
    best = from_bytes(_letters(data), cp_isolation=list(usual or every)).best()
    return best.encoding if best else (usual or _WESTERN)[0]


def _letters(data: bytes) -> bytes:
    """Return the lines of a page that are not ASCII, or all of a short one: the input for a guess."""
    telling = b"\n".join(line for line in data.split(b"\n") if not line.isascii())
    return telling[:_GUESSED_FROM]
