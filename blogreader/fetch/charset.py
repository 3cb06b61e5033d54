"""Bytes of a page -> text."""

import codecs
import re

_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_META = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{1,40})""", re.IGNORECASE)
_WHERE_META_MAY_STAND = 4096
# The labels that the Encoding Standard (WHATWG) maps to another encoding than Python does.
_LABELS = {"iso-8859-1": "cp1252", "latin1": "cp1252", "latin-1": "cp1252", "us-ascii": "cp1252", "ascii": "cp1252"}


def decode(data: bytes, declared: str | None) -> str:
    """Decode by BOM, valid UTF-8, the header's charset, the page's own; what is left is Windows-1252."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    found = _META.search(data[:_WHERE_META_MAY_STAND])
    for label in (declared, found[1].decode("ascii") if found else None):
        if label is None:
            continue
        try:
            codec = codecs.lookup(_LABELS.get(label.lower(), label)).name
            return data.decode(codec, "replace")
        except (LookupError, UnicodeError):
            continue
    return data.decode("cp1252", "replace")
