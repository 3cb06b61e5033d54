"""The language and file name of a listing, from its classes and the words above it."""

import re
from collections.abc import Iterable

from selectolax.lexbor import LexborNode

from blogreader.extract.dom.nodes import ancestors, attribute, classes
from blogreader.extract.elements import code_languages
from blogreader.extract.lazy_patterns import lazily
from blogreader.text import clean

_LANGUAGE = lazily(
    r"(?:^|\s)(?:language|lang|highlight-source|highlight|brush|hl|syntax)[-:]\s?([\w+#.]+)(?=[\s;{:]|$)",
    re.IGNORECASE,
)
_PLAIN_NAME = lazily(r"[a-z][\w+#.-]{0,24}", re.IGNORECASE)
_LABEL_JUNK = lazily(r"\b(?:copy code|copy|copied|click to copy|expand|wrap|run|edit)\b!?")
_FILE = lazily(r"[\w@.-]+(?:/[\w@.-]+)*\.[a-zA-Z]\w{0,9}")
_FURTHEST = 4


def language_of(block: LexborNode) -> str:
    """Return the language named by a listing, or by something in or around it; empty if there is none."""
    inner = block.css_first("code")
    kept = block.css_first("[data-language], [data-lang]")
    for node in (inner, kept, block, *ancestors(block, _FURTHEST)):
        if node is None:
            continue
        if node.tag in ("body", "article", "main"):
            break
        language = _named_by_attribute(node) or _named_by_class(node)
        if language:
            return language
        if _says_none(node):
            break  # elements around it don't know better
    return ""


def _says_none(node: LexborNode) -> bool:
    """Return whether a listing says that it has no language."""
    said = [attribute(node, name) for name in ("data-lang", "data-language")]
    said += [word.partition("-")[2] for word in classes(node) if word.startswith(("language-", "lang-"))]
    return any(name.lower() in code_languages.NO_LANGUAGE for name in said)


def _named_by_attribute(node: LexborNode) -> str:
    attributes = node.attributes
    for name in code_languages.LANGUAGE_ATTRIBUTES:
        value = attributes.get(name)
        # `lang` is the natural language, except in GitHub's and WordPress's `<pre lang="ruby">`.
        if value and (name != "lang" or node.tag == "pre") and (language := _language(value)):
            return language
    return ""


def _named_by_class(node: LexborNode) -> str:
    # Confluence's parameters.
    written = f"{attribute(node, 'class')} {attribute(node, 'data-syntaxhighlighter-params')}"
    words = classes(node)
    for match in _LANGUAGE.finditer(written):
        if (language := _language(match[1])) and not _is_part_of_name(match, words):
            return language
    # In `hljs python`, Hexo's `figure.highlight.python` and Pandoc's `sourceCode python`, the other class is it.
    if node.tag in ("code", "pre", "figure") and (
        mark := next((word for word in words if word in ("hljs", "highlight", "sourceCode", "src", "brush:")), "")
    ):
        for word in words[words.index(mark) + 1 :]:
            if language := _language(word.removeprefix("src-")):
                return language
    # GeSHi and SyntaxHighlighter use one class among others.
    if node.tag in ("pre", "table", "code") or "syntaxhighlighter" in words or words == ["mermaid"]:
        return next((code_languages.LABELS[word] for word in words if word in code_languages.LABELS), "")
    return ""


def _is_part_of_name(match: re.Match[str], words: list[str]) -> bool:
    """Return whether a class only looks like one that names a language: `highlight-wrapper`, `syntax-block`.

    Sphinx's `highlight-python` comes with `notranslate`; otherwise the language must be a known one.
    """
    if not match[0].strip().lower().startswith(("highlight-", "hl-", "syntax-")) or "highlight-source" in match[0]:
        return False
    known = match[1].lower() in code_languages.LABELS or match[1].lower() in code_languages.LANGUAGES
    return not known and "notranslate" not in words


def _language(name: str) -> str:
    name = clean(name).strip().strip(";").lower().removeprefix("language-").removeprefix("source-")
    return (
        code_languages.LANGUAGES.get(name, name)
        if _PLAIN_NAME.fullmatch(name) and name not in code_languages.NO_LANGUAGE
        else ""
    )


def label_over(whole: str, code: str) -> str:
    """Return the label above code in an editor, without the names of buttons."""
    return without_buttons(whole.partition(code)[0]) if code else ""


def without_buttons(label: str) -> str:
    """Return the label above a listing in lower case, without the names of buttons."""
    return _LABEL_JUNK.sub("", label.lower()).strip()


def is_file(text: str) -> bool:
    """Return whether a text is a file name and nothing else."""
    return _FILE.fullmatch(text) is not None


def file_and_language(texts: Iterable[str], language: str) -> tuple[str, str] | None:
    """Return file name and language if the texts around a listing consist only of these; otherwise None."""
    said = [" ".join(text.split()) for text in texts]
    files = [text for text in said if _FILE.fullmatch(text)]
    others = {without_buttons(text) for text in said if text not in files} - {"", language}
    if len(files) != 1 or len(others) > 1 or not others <= code_languages.LABELS.keys():
        return None
    return files[0], language or next((code_languages.LABELS[other] for other in others), "")
