"""An article as a piece of HTML: what its text is made of is written as `export` writes it."""

import re
from pathlib import Path

import pytest

from tests.conftest import Commands

TEXT = r"""---
title: The <lamp> & *me*
date: 2020-05-03
---

See it[^1] and [below](#rope). Press <kbd>C-c</kbd>, H<sub>2</sub>O, x<sup>2</sup>, <mark>marked</mark>, $a\,b$.

- [x] done
- [ ] to do

## Rope

> [!NOTE] Mind
> the gap

$$
\alpha
$$

| a | b |
| --- | ---: |
| one | ~~two~~ |

![one](https://pictures.example/a.png) <script>alert(1)</script>

[bad](javascript:alert(1))

[^1]: The note.
"""


@pytest.fixture
def posts(commands: Commands, tmp_path: Path) -> Commands:
    (tmp_path / "posts").mkdir()
    (tmp_path / "posts" / "lamp.md").write_text(TEXT)
    (tmp_path / "posts" / "rope.md").write_text("---\ntitle: The rope\n---\n\nWords.\n\n![beside](b.png)\n")
    (tmp_path / "posts" / "b.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(40))
    commands.done("add", str(tmp_path / "posts"))
    return commands


def test_all_that_a_text_is_made_of_is_written_as_html(posts: Commands) -> None:
    text = posts.done("show", "lamp", "--format", "html").out
    assert text.startswith("<h1>The &lt;lamp&gt; &amp; *me*</h1>\n<p")
    for raw in ("[^1]", "&lt;kbd", "&lt;sub", "&lt;mark", "[x]", "$", r"\alpha", "[!NOTE]", "<script", "javascript:"):
        assert raw not in text, raw
    for written in (
        "<sup>[1]</sup></a>",
        "<code>C-c</code>",
        "H₂O",
        "x²",
        "☑ done",
        "☐ to do",
        "α",
        ">Mind</p>",
        "<del>two</del>",
    ):
        assert written in text, written
    assert '<img src="https://pictures.example/a.png" alt="one"/>' in text
    ids, led_to = (set(re.findall(pattern, text)) for pattern in (r'id="([^"]+)"', r'href="#([^"]+)"'))
    assert led_to
    assert led_to <= ids


def test_it_is_what_a_page_of_the_export_has(posts: Commands) -> None:
    shown = posts.done("show", "lamp", "--format", "html").out
    exported = posts.done("export", "--format", "html", "title:lamp").out
    for line in re.findall(r"^<(?:p|ul|li|table|tr|pre|ol).*", shown, re.MULTILINE):
        if "<img" not in line:  # here it has its own address, there it is embedded
            assert line in exported.splitlines()


def test_a_picture_beside_a_local_article_has_the_address_of_its_file(posts: Commands, tmp_path: Path) -> None:
    text = posts.done("show", "rope", "--format", "html").out
    assert f'<img src="{(tmp_path / "posts" / "b.png").as_uri()}" alt="beside"/>' in text
