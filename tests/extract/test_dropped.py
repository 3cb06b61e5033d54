"""What is left out of an article is told with the reason, and stays where its reader says so."""

import json
from pathlib import Path

import pytest

from blogreader.dropped import Dropped
from blogreader.extract import Extracted, Hints, extract
from blogreader.sites import SiteRules
from tests.conftest import Commands

WORDS = "The harbour keeps a slow clock, and every boat that leaves is written in a book which nobody reads. " * 3
PAGE = f"""<title>Rivers</title><body><header>The Harbour Blog</header><div class="intro">An introduction</div>
<main><article><h1>Rivers</h1><p>One. {WORDS}</p><div class="share-buttons">Share <code>x</code> now</div>
<p>Two. {WORDS}</p><p>Three. {WORDS}</p><p style="display: none">Not seen</p><script>var x</script>
<h2>Related posts</h2><ul class="related"><li><a href="/a">A post</a></li><li><a href="/b">Another post</a></li></ul>
</article></main><footer>All rights reserved</footer><div id="last">The last box</div></body>"""


def read(*, drop: tuple[str, ...] = (), keep: tuple[str, ...] = ()) -> Extracted:
    return extract(PAGE, "https://blog.example/rivers", Hints("Rivers", rules=SiteRules("", drop, keep), tells=True))


def test_what_is_left_out_is_told_with_the_reason_wherever_it_stands() -> None:
    told = {one.text: one.reason for one in read().dropped}
    assert told["Not seen"] == "hidden by its style"
    assert told["Share x now"].startswith("named")
    assert "Related posts" in told
    assert told["An introduction"] == "before the article"
    assert told["The last box"] == "after the article"
    assert not any("var x" in text for text in told)


def test_nothing_is_told_where_nobody_asks() -> None:
    assert extract(PAGE, "https://blog.example/rivers", Hints("Rivers")).dropped == ()


@pytest.mark.parametrize("selector", [".share-buttons", ".share-buttons code", "article div"])
def test_what_its_reader_keeps_stands_where_it_stood(selector: str) -> None:
    text = read(keep=(selector,)).text
    assert text.index("One.") < text.index("Share `x` now") < text.index("Two.")
    assert not any("Share" in one.text for one in read(keep=(selector,)).dropped)


def test_what_is_within_a_part_that_its_reader_keeps_is_kept_too() -> None:
    page = PAGE.replace(
        "<p>Two.", "<section class=box><p>Kept.</p><div class=share-buttons>Share it</div></section><p>Two."
    )
    for keep, shares in ((("section.box",), True), ((), False)):
        found = extract(page, "https://blog.example/rivers", Hints("Rivers", rules=SiteRules("", (), keep)))
        assert ("Share it" in found.text) is shares


def test_what_stands_beside_the_article_is_brought_into_it() -> None:
    lines = read(keep=("#last", ".intro")).text.split("\n\n")
    assert (lines[0], lines[-1]) == ("An introduction", "The last box\n")


@pytest.mark.parametrize("tells", [False, True])
def test_what_its_reader_keeps_is_shown_though_its_page_hides_it_but_no_control_in_it(tells: bool) -> None:
    hidden = "<div hidden><div id='note' class='sr-only'>Words that are kept.<button>Copy</button></div></div>"
    page = PAGE.replace("<p>Three.", f"{hidden}<p>Three.")
    rules = SiteRules("", (), ("#note",))
    found = extract(page, "https://blog.example/rivers", Hints("Rivers", rules=rules, tells=tells))
    assert found.text.index("Two.") < found.text.index("Words that are kept.") < found.text.index("Three.")
    assert "Copy" not in found.text


def test_what_its_reader_drops_is_told_too() -> None:
    found = read(drop=("p:first-of-type",)).dropped
    assert any(one.text.startswith("One.") and "[sites]" in one.reason for one in found)


CHOSEN = f"""<title>Rivers</title><body><p>Zero. {WORDS}</p><nav><p>One. {WORDS}</p></nav>
<p>{WORDS * 9}</p><div class="disqus"><p>Two. {WORDS}</p><div class="share">Tell others</div></div>
<div class="comments"><form></form><p>Three. {WORDS}</p></div><footer><p>Four. {WORDS}</p></footer>"""


@pytest.mark.parametrize(
    ("selector", "starts"),
    [
        ("nav", ["One."]),
        ("footer", ["Four."]),
        (".disqus", ["Two."]),
        (".comments p", ["Three."]),
        (".disqus, nav", ["One.", "Two."]),
        ("nav, .comments, footer", ["One.", "Three.", "Four."]),
    ],
)
def test_what_its_reader_chose_is_the_article_whatever_its_page_calls_it(selector: str, starts: list[str]) -> None:
    rules = SiteRules(selector, (), ())
    found = extract(CHOSEN, "https://blog.example/rivers", Hints("Rivers", rules=rules, tells=True))
    assert [line.split()[0] for line in found.text.split("\n\n") if line.strip()] == starts
    told = {one.text[:5]: one.reason for one in found.dropped}
    assert told["Zero."] == "before the article"
    if "Four." not in starts:
        assert told["Four."] == "after the article"


@pytest.mark.parametrize("selector", [".disqus", ".disqus, nav"])
def test_in_what_its_reader_chose_too_stays_what_is_kept(selector: str) -> None:
    hints = Hints("Rivers", rules=SiteRules(selector, (), (".share", "body > p:first-of-type")))
    text = extract(CHOSEN, "https://blog.example/rivers", hints).text
    assert text.startswith("Zero.")
    assert "Tell others" in text
    hints = Hints("Rivers", rules=SiteRules(selector, (), ()))
    assert "Tell others" not in extract(CHOSEN, "https://blog.example/rivers", hints).text


@pytest.fixture
def local(commands: Commands, tmp_path: Path) -> Commands:
    (tmp_path / "a.html").write_text(PAGE)
    (tmp_path / "index.md").write_text("- [Rivers](a.html)\n")
    commands.done("add", str(tmp_path / "index.md"))
    return commands


def test_show_prints_what_was_left_out(local: Commands) -> None:
    out = local.done("show", "a.html", "--dropped", "--width", "40").out
    assert "after the article:\n    The last box\n" in out
    assert "One." not in out
    found = [Dropped(**one) for one in json.loads(local.done("show", "a.html", "--dropped", "--format", "json").out)]
    assert Dropped("after the article", "The last box") in found


def test_show_says_so_where_there_is_nothing(commands: Commands, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("Words of a text.\n")
    (tmp_path / "index.md").write_text("- [A](a.md)\n")
    commands.done("add", str(tmp_path / "index.md"))
    result = commands("show", "a.md", "--dropped")
    assert (result.status, result.out, result.err) == (0, "", "Nothing was left out.\n")
