"""Splitting long inline Markdown into pieces that can be parsed separately with the same result."""

import re
from collections.abc import Iterator

_PIECE = 4_000
"""Characters of text, not counting the addresses of links."""
_MARKS = 300
"""Delimiters in a piece: the inline parser takes quadratic time for them."""
_PATIENCE = 2_000
"""Characters after which an open delimiter is taken for a plain character."""
_TOKEN = re.compile(
    r"""\\. | (?<!`)(?P<code>`+)(?!`).*?(?<!`)(?P=code)(?!`) | <[a-zA-Z/!][^<>]*> | \$\$?[^$\n]*\$\$?
    | (?P<open>!?\[)
    | (?P<close>\])(?P<target>\((?:<[^<>\n]*>|[^()\s]*(?:\([^()\s]*\)[^()\s]*)*)(?:\s+"[^"]*")?\))?
    | (?P<emphasis>(?P<mark>[*_])(?P=mark)*)
    | `+
    | (?P<end>[.!?\u3002\uff01\uff1f]["'\u201d\u2019)\]]*\s | [\u3002\uff01\uff1f])
    | (?P<blank>\s)""",
    re.VERBOSE | re.DOTALL,
)


def pieces(source: str) -> Iterator[str]:
    """Yield a text in pieces of several screens, split at ends of sentences or else at blanks, outside of markup."""
    start = sentence = word = text = marks = opened = depth = 0
    emphasis: list[str] = []
    position = 0
    for match in _TOKEN.finditer(source):
        text += match.end() - position - len(match["target"] or "")
        position = match.end()
        if match["open"]:
            depth += 1
        elif match["close"]:
            depth = max(depth - 1, 0)
        elif match["emphasis"]:
            _turn(match, source, emphasis)
            opened = position if len(emphasis) == 1 else opened
        if match["blank"] is None and match["end"] is None:
            marks += 1
        elif depth == 0 and (not emphasis or position - opened > _PATIENCE):
            word = position
            if match["end"]:
                sentence = position
        if text >= _PIECE or marks >= _MARKS:
            cut = sentence if sentence - start > (position - start) // 2 else max(sentence, word)
            if cut > start:
                yield source[start:cut].strip()
                text, marks, start = position - cut, 0, cut
                emphasis.clear()
            elif position - start > 2 * _PIECE:
                depth = 0
                emphasis.clear()
    if source[start:].strip():
        yield source[start:].strip()


def _turn(match: re.Match[str], source: str, emphasis: list[str]) -> None:
    """Open or close emphasis; delimiters between blanks do neither."""
    run = match["emphasis"]
    before, after = source[match.start() - 1 : match.start()], source[match.end() : match.end() + 1]
    if run in emphasis and before.strip():
        del emphasis[emphasis.index(run) :]
    elif after.strip() and not (run[0] == "_" and before.isalnum()):
        emphasis.append(run)
