"""Making foreign text safe for the terminal, and folding text for comparison."""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from blogreader.lazy import lazily

# Unicode 16: controls of C0 (but newline and tab), DEL and C1; bidirectional controls (UAX 9, with the marks LRM, RLM
# and ALM); tag characters; lone surrogates. Zero-width joiners stay: emoji and several scripts are written with them.
# U+10EEEE is private, and Kitty's placeholder: a picture is painted where it appears.
_FORBIDDEN = lazily(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\U000e0000-\U000e007f"
    "\U0010eeee]"
)
_LINE_BREAKS = lazily("\r\n?|[\u0085\u2028\u2029\x0b\x0c]")
# RFC 3986, 3.2.1: what stands before an `@` in the authority of an address, as people write it, browsers read it, and
# Markdown escapes it; without a scheme only with a colon in it: `//user:word@host`. Linear: what is looked through for
# the `@` ends at a slash, or at two backslashes, and no place that it begins at can be passed.
_CREDENTIALS = lazily(
    r"((?<![a-z])(?:https?|ftp):[/\\]{2,})(?:[^\s/\\?#<>]|\\[!-.:-@\[\]^_`{-~])*\\?@"
    r"|((?<![a-z])(?:https?|ftp):/|(?<![\w:/\\])//(?=[^\s/\\?#<>@]+:))[^\s/\\?#<>]*@",
    re.IGNORECASE,
)
_BLANKS = lazily(r"\s+")
# Wide and half-width characters of Chinese, Japanese and Yi, but Hangul, whose words are parted by blanks, and emoji;
# and punctuation that is as wide as what stands beside it.
_WIDE = "\u2e80-\u303f\u3041-\u312f\u3190-\ua4cf\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff9f\U00020000-\U0003fffd"
_NOT_IN_SLUG = lazily(r"[^\w\- ]")
_WIDE_LETTER = lazily(f"[{_WIDE}\u1100-\u11ff\u3130-\u318f\uac00-\ud7af]")
_AS_WIDE = "\u2014\u2018\u2019\u201c\u201d\u2026"
# Tags of emphasis and links may stand between, but not the end of what is strong: what is explained behind it. What
# precedes is looked at in groups, for it has no fixed length.
# Their case alone is ignored: of so many letters that would take 4 ms to compile.
_INLINE_TAG = (
    r"(?i:<(?:a|b|strong|em|i|u|s|del|ins|mark|span|font|cite|small)\b[^<>]*>|</(?:a|em|i|u|s|span|font|cite)>)"
)
# Led by the line break, which is found much faster than a letter of so many.
# It takes all the blanks, whatever follows them, so that none is looked at twice.
_BREAK = lazily(f"\n[ \t\n]*+(?:(?=(?:{_INLINE_TAG})*([{_WIDE}]))|(?=(?:{_INLINE_TAG})*([{_AS_WIDE}]))|)")
_BEFORE_BREAK = lazily(f"(?:([{_WIDE}])|[{_AS_WIDE}])(?:{_INLINE_TAG})*([ \t]*)\\Z")
_BLANK = lazily(r"\s")
_ENDLESS_REFERENCE = lazily(r"&#[0-9]{1000,}+;?")
_REFERENCE = lazily(r"&(?:#(?:[0-9]+|[xX][0-9A-Fa-f]+);?|([A-Za-z][A-Za-z0-9]*+)(;?)(=?))")
_LONGEST_TAGS = 400
"""Characters between a letter and a line break that are looked at."""
_LONGEST_LINE = 2_000
_LONGEST_NAME = 200
_LONGEST_CATEGORY = 80
_BETWEEN_TITLES = (" | ", " · ", " • ", " — ", " – ", " - ", " :: ", " » ")
# Of any program, and of WordPress in the languages in which most of it is written.
_NO_CATEGORIES = frozenset(
    ("post", "posts", "blog", "blogs", "all", "none", "uncategorized", "uncategorised", "non classé", "sin categoría")
) | {"sin categorizar", "sem categoria", "senza categoria", "geen categorie", "okategoriserade", "bez kategorii"}
_NO_CATEGORIES |= {"без рубрики", "kategorisiz", "未分類", "未分类", "미분류", "غير مصنف"}
_MOST_PEOPLE = 5
_AROUND_ADDRESS = lazily(r"[\s<>()\[\]]+")
QUOTES = ("'’‘‛‚ʼ`´′", '"“”„‟″', "-‐‑‒–—―−")
"""Quotes and hyphens of which one stands for all: what keyboards have, and what typesetting makes of it."""
INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
"""What parts a word for the eye alone, or joins it."""
_PLAIN = str.maketrans({character: alike[0] for alike in QUOTES for character in alike} | dict.fromkeys(INVISIBLE))


def clean(text: str) -> str:
    """Return the text without what a terminal would take for a command; every line break becomes a line feed."""
    # Nothing that Python calls printable is forbidden: for most of a long text that is ten times as quick.
    if text.isprintable() or text.replace("\n", "").replace("\t", "").isprintable():
        return text
    return _FORBIDDEN.sub("", _LINE_BREAKS.sub("\n", text))


def clean_line(text: str, longest: int = _LONGEST_LINE) -> str:
    """Return cleaned text as one line, blanks folded, cut after `longest` characters with an ellipsis."""
    if text.isprintable():  # among what Python calls so there is one kind of blank
        line = text.strip(" ") if "  " not in text else " ".join(text.split())
    else:
        line = _BLANKS.sub(" ", clean(text)).strip()
    return line if len(line) <= longest else line[: longest - 1] + "…"


def category_of(said: str) -> str:
    """Return a category in one line; nothing for the name that programs give to no category, or to all posts."""
    found = clean_line(said, _LONGEST_CATEGORY)
    return "" if found.lower() in _NO_CATEGORIES else found


def site_title(said: str) -> str:
    """Return the title of a site in one line; parts that repeat each other, `A Blog | A Blog`, are given once."""
    line = clean_line(said, _LONGEST_NAME)
    for separator in _BETWEEN_TITLES:
        each: dict[str, str] = {}
        parts = line.split(separator)
        for part in parts:
            each.setdefault(part.strip().casefold(), part)
        if len(each) < len(parts):
            line = separator.join(each.values()).strip()
    return line


def without_credentials(text: str) -> str:
    """Return a text without the user names and passwords that stand in web addresses in it."""
    return _CREDENTIALS.sub(r"\1\2", text) if "@" in text else text


def unescaped_text(text: str) -> str:
    """Return the text of HTML with its character references resolved.

    One with thousands of digits stands for no character, as in browsers; Python makes no number of it (`ValueError`).
    """
    if "&" not in text:
        return text
    from html import unescape  # noqa: TID251 - here it gets no such number

    return unescape(_ENDLESS_REFERENCE.sub("\ufffd", text) if "&#" in text else text)


def unescaped_attribute(value: str) -> str:
    """Return an attribute of HTML as browsers read it: in `?a=1&copy=2` an ampersand begins no character.

    A name without a semicolon is one only where neither `=` nor a letter or digit follows (HTML, 13.2.5.73), so that
    addresses whose ampersands nobody escaped stay as they are.
    """
    if "&" not in value:
        return value
    from html.entities import html5

    def character(match: re.Match[str]) -> str:
        name, semicolon, equals = match.groups()
        if name is not None and (f"{name}{semicolon}" not in html5 or (equals and not semicolon)):
            return match[0]
        return unescaped_text(match[0])

    return _REFERENCE.sub(character, value)


def people(names: Iterable[str]) -> str:
    """Return the names of authors as a line, five at most; empty if there are none.

    E-mail addresses are left out: `anna@blog.example (Anna)` and `Anna <anna@blog.example>` are Anna.
    """
    found: dict[str, None] = {}
    for name in names:
        words = _AROUND_ADDRESS.split(name[:_LONGEST_LINE]) if "@" in name else (name,)
        if line := clean_line(" ".join(word for word in words if "@" not in word), _LONGEST_NAME):
            found[line] = None
    return ", ".join([*found][:_MOST_PEOPLE])


def counted(number: int, one: str, many: str | None = None) -> str:
    """Return a number with what is counted: `1 article`, `2 articles`; `many` where it takes more than an s."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def fold(text: str) -> str:
    """Return text in the form in which it is compared: case, accents, and the shape of quotes and hyphens don't matter.

    Folding twice changes nothing.
    """
    if text.isascii():
        return text.lower().replace("`", "'")
    # Before as well: an acute accent alone (´) would be decomposed, and lost.
    return fold_letters(text.translate(_PLAIN)).translate(_PLAIN)


def fold_letters(text: str) -> str:
    """Return text in which case and accents don't matter, and nothing else; names of files are made of it."""
    if text.isascii():
        return text.lower()
    # In this order: compatibility decomposition can give capitals (`ᴬ` -> `A`). Of Unicode 3.13, D146 (compatibility
    # caseless matching), which does both twice, this is all that matters without combining marks.
    folded = unicodedata.normalize("NFKD", text).casefold()
    return "".join(character for character in folded if not unicodedata.combining(character))


def heading_slug(text: str) -> str:
    """Return the fragment that GitHub makes of a heading: `C++ & Rust, 2nd` is `c--rust-2nd`."""
    return _NOT_IN_SLUG.sub("", text.lower()).replace(" ", "-")


def pieces(text: str, length: int) -> Iterator[str]:
    """Cut a text at blanks into pieces of about so many characters.

    What looks through all of a long text at once stops every other thread meanwhile.
    """
    start = 0
    while len(text) - start > length:
        end = max(text.rfind("\n", start, start + length), text.rfind(" ", start, start + length)) + 1
        if end <= start:
            found = _BLANK.search(text, start + length)
            end = found.end() if found else len(text)
        yield text[start:end]
        start = end
    if start < len(text):
        yield text[start:]


def joins_words(character: str) -> bool:
    """Return whether a letter is of a script that parts its words by blanks: not Thai, Chinese, Japanese, Korean."""
    return character.isalnum() and (character < "\u0e00" or "\u1e00" <= character < "\u2000")


def is_wide(character: str) -> bool:
    """Return whether a character is a letter or sign of Chinese, Japanese or Korean."""
    return _WIDE_LETTER.fullmatch(character) is not None


def without_wide_breaks(text: str) -> str:
    """Return a text without the line breaks of its source that part no words: those between Chinese characters.

    CSS Text 3, 4.1.3 (segment break transformation rules). The text may be HTML, with tags beside the break.
    """
    if "\n" not in text or text.isascii():
        return text
    pieces: list[str] = []
    position = 0
    for match in _BREAK.finditer(text):
        if not (match[1] or match[2]):
            continue
        before = _BEFORE_BREAK.search(text, max(position, match.start() - _LONGEST_TAGS), match.start())
        if before and (before[1] or match[1]):
            pieces.append(text[position : before.start(2)])
            position = match.end()
    return "".join((*pieces, text[position:]))
