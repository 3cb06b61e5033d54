"""Removes attribute lists from Markdown (Pandoc, Python-Markdown, Docusaurus, Zola), except names of headings."""

from blogreader.extract.formats.markdown_blocks import code_lines
from blogreader.extract.lazy_patterns import lazily

_LIST = r"\{:?[ \t]*+(?:(?:[#.][\w:.-]++|[\w-]++=(?:\"[^\"\n{}]*+\"|'[^'\n{}]*+'|[^\s\"'{}=]++))(?:[ \t]++|(?=\})))++\}"
_HEADING = lazily(rf"([ \t>]*+#{{1,6}}[ \t]++)(.*?)({_LIST})[ \t#]*+")
_BEHIND = lazily(rf"(?<=[)\]*_]){_LIST}")
"""Directly after a link, a picture or emphasis."""
_AT_END = lazily(rf"(?:(?<=[ \t])|^){_LIST}(?=[ \t]*+$)")
_BARE = lazily(r"=(?![\"'])")
"""A value without quotation marks: at the end of a line it may be a set, or code: `{n=2}`."""
_PLAIN_NAME = lazily(r"#([\w:.-]++)")
_OPENING = (":::", "!!!", "???", "///")
"""Lines that open a container; the list says which."""
_CODE = lazily(r"(?<!`)(`++)[^\n]*?(?<!`)\1(?!`)")


def with_names(lines: list[str]) -> list[str]:
    """Return Markdown without its attribute lists; names of headings become link targets in HTML."""
    if not any("{" in line for line in lines):
        return lines
    is_code = code_lines(lines)
    return [line if "{" not in line or number in is_code else _reduced(line) for number, line in enumerate(lines)]


def _reduced(line: str) -> str:
    if line.lstrip(" \t>").startswith(_OPENING):
        return line
    if heading := _HEADING.fullmatch(line):
        name = _PLAIN_NAME.search(heading[3])
        place = f'<a id="{name[1]}"></a>' if name else ""
        return f"{heading[1]}{place}{heading[2].rstrip()}"
    parts: list[str] = []
    end = 0
    for code in _CODE.finditer(line):
        parts += [_BEHIND.sub("", line[end : code.start()]), code[0]]
        end = code.end()
    rest = _BEHIND.sub("", line[end:])
    if (at_end := _AT_END.search(rest)) and (at_end[0][1] == ":" or not _BARE.search(at_end[0])):
        rest = rest[: at_end.start()].rstrip()
    return "".join([*parts, rest])
