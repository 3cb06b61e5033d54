"""Which lists are a table of contents, with which labels they go."""

import pytest

from blogreader.extract.content.tables_of_contents import cut_contents
from tests.extract.content.cutting import left

ITEM = "<li><a href=#a>Boats</a></li>"
LIST = f"<ul>{ITEM * 3}</ul>"


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (LIST, ""),
        (LIST.replace("ul", "ol"), ""),
        (LIST.replace("ul", "div"), "Boats Boats Boats"),
        # Three links, or one under a label.
        (f"<ul>{ITEM * 2}</ul>", "Boats Boats"),
        (f"<p>Contents</p><ul>{ITEM}</ul>", ""),
        ("<p>Contents</p><ul>x</ul>", "Contents x"),
        (f"<p>Of it</p><ul>{ITEM * 2}</ul>", "Of it Boats Boats"),
        (f"<p>Of it</p>{LIST}", "Of it"),
        # As many links as items, and all to the page.
        (f"<ul>{ITEM * 3}<li></li></ul>", "Boats Boats Boats"),
        (f"<ul>{ITEM * 2}{ITEM.replace('#', '/')}</ul>", "Boats Boats Boats"),
        # 85 of a hundred characters.
        (f"<ul>{ITEM * 3}<a href=#a>xx</a>yyy</ul>", ""),
        (f"<ul>{ITEM * 3}<a href=#a>xx</a>yyyy</ul>", "Boats Boats Boats xx yyyy"),
        (f"<ul>{ITEM * 3}<a href=#a>xx</a>{ITEM.replace('Boats', '')}yyyy</ul>", "Boats Boats Boats xx yyyy"),
        (f"<ul>{ITEM * 2}<li><a href=#b>Oars</a><ul>{ITEM * 3}</ul></li></ul>", ""),
        # Its label, however it is wrapped.
        *((f"<p>Contents</p><{tag}>{LIST}</{tag}>", "") for tag in ("div", "nav", "section")),
        (f"<p>Contents</p><div><section>{LIST}</section></div>", ""),
        (f"<p>Contents</p><blockquote>{LIST}</blockquote>", "Contents"),
        (f"<p>Contents</p><div><p>x</p>{LIST}</div>", "Contents x"),
        *(
            (f"<p>{label}</p>{LIST}", "")
            for label in ("Open the table of contents", "显示目录", "展开 目次", "Toggle TOC", "Expand índice")
        ),
        (f"<p>Words</p><details><summary>Boats</summary>{LIST}</details>", "Words"),
        (f"<p>Contents</p><details><summary>Boats</summary>{LIST}</details>", ""),
        (f"<p>Contents</p><details><p>Boats</p>{LIST}</details>", "Contents Boats"),
        (f"<p>Contents</p><details>{LIST}</details>", ""),
        (f"<p>Contents</p><div><summary>Boats</summary>{LIST}</div>", "Contents Boats"),
        # The heading of a list that a script would write.
        *((f"<{tag}>Table of contents</{tag}><p>x</p>", "x") for tag in ("h2", "h3", "h4", "h5", "h6")),
        *((f"<{tag}>Table of contents</{tag}><p>x</p>", "Table of contents x") for tag in ("h1", "p")),
        ("<h2>Contents</h2><p>x</p>", "Contents x"),
        ("<h2>Table of contents</h2>", ""),
        ("<main><h2>Table of contents</h2></main><ul><li>x</ul>", "x"),
        ("<div><h2>Table of contents</h2></div><p> </p><div><ul><li>x</ul></div>", "Table of contents x"),
        ("<h2>Table of contents</h2><ol><li>x</ol>", "Table of contents x"),
        ("<h2>Table of contents</h2><div><p>x</p><ul><li>x</ul></div>", "x x"),
        ("<h2>Table of contents</h2><p>x</p><ul><li>x</ul>", "x x"),
        ("<article><div><h2>Table of contents</h2></div></article><ul><li>x</ul>", "x"),
    ],
)
def test_a_table_of_contents_goes_with_its_label(html: str, expected: str) -> None:
    assert left(html, cut_contents) == expected


CONTENTS = [
    *("Contents", "On this page", "In this article", "In this post", "TOC", "Inhalt", "Inhaltsverzeichnis"),
    *("Table of contents", "Table des matières", "Sommaire", "Índice", "Contenido", "Indice", "目录", "目次", "목차"),
    *("Содержание", "Оглавление"),
]
# What a section of an article may be called too, if no list follows.
_OF_ARTICLES = {"Contents", "Inhalt", "Sommaire", "Índice", "Contenido", "Indice", "Содержание"}


@pytest.mark.parametrize("label", CONTENTS)
def test_a_table_of_contents_has_a_label_in_many_languages(label: str) -> None:
    assert left(f"<p>{label}</p><ul>{ITEM}</ul>", cut_contents) == ""
    assert left(f"<h2>{label}</h2><p>x</p>", cut_contents) == (f"{label} x" if label in _OF_ARTICLES else "x")
