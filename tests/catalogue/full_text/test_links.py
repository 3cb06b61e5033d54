"""Links of Markdown texts: where they lead, in whatever way they are written, and the sentences around them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from blogreader.catalogue.full_text import text_links
from blogreader.catalogue.full_text.text_links import MOST, address, keys_at, links_of, sentence
from tests.conftest import scaled

BASE = "https://blog.example/posts/this"


@pytest.mark.parametrize(
    ("markdown", "found"),
    [
        ("see [that](https://blog.example/posts/that).", ["//blog.example/posts/that"]),
        ('see [that](https://blog.example/posts/that "A title").', ["//blog.example/posts/that"]),
        ("see [that](http://BLOG.example:80/posts/that/?utm_source=x#part).", ["//blog.example/posts/that"]),
        ("see [that](that) and [up](../up), [root](/root), [part](#part)", [
            "//blog.example/posts/that", "//blog.example/up", "//blog.example/root",
        ]),
        ("see [wiki](https://e.example/a_(b)) too", ["//e.example/a_(b)"]),
        ("see <https://e.example/a> and https://e.example/b.", ["//e.example/a", "//e.example/b"]),
        ("see [that][1] and [This One][]\n\n[1]: https://e.example/a\n", ["//e.example/a"]),
        ("see [x][That  One]\n\n[that one]: <https://e.example/a> 'T'\n", ["//e.example/a"]),
        ("[![alt](https://e.example/p.png)](https://e.example/a)", ["//e.example/a"]),
        ("![alt](https://e.example/p.png)", []),
        ("`[a](https://e.example/a)` and ``[b](https://e.example/b) ` ``", []),
        ("```\n[a](https://e.example/a)\n```\n[b](https://e.example/b)", ["//e.example/b"]),
        ('an <a href="/a">anchor</a>', ["//blog.example/a"]),
        ("[self](https://blog.example/posts/this#x) [mail](mailto:a@e.example) [js](javascript:x)", []),
        ("[a](https://e.example/a?x=1&amp;y=2)", ["//e.example/a?x=1&y=2"]),
        ("[bad](https://[::1) [bad](http://) fine: [a](https://e.example/a)", ["//e.example/a"]),
        (r"[a](https://e.example/a\_b)", ["//e.example/a_b"]),
        ("[the `code`](https://e.example/a)", ["//e.example/a"]),
        ("a definition alone\n\n[1]: https://e.example/a\n", []),
        ("[a](https://e.example/a)" * 3, ["//e.example/a"]),
    ],
)  # fmt: skip
def test_links_are_found_in_every_way_in_which_they_are_written(markdown: str, found: list[str]) -> None:
    assert [*links_of(markdown, BASE)] == found


def test_an_address_is_the_same_by_http_and_https_and_a_file_is_itself() -> None:
    assert address("http://e.example/a/") == address("https://e.example/a#x") == "//e.example/a"
    assert keys_at("//e.example/a") == ("https://e.example/a", "http://e.example/a")
    assert links_of("[b](b.md)", "file:///home/me/a.md") == ("file:///home/me/b.md",)
    assert keys_at("file:///home/me/b.md") == ("file:///home/me/b.md",)


def test_of_a_directory_the_first_links_are_kept() -> None:
    text = "\n".join(f"- [a](https://e.example/{number})" for number in range(MOST + 10))
    assert len(links_of(text, BASE)) == MOST


@pytest.mark.parametrize(
    ("markdown", "said"),
    [
        ("First one. As [this post](/a) says, *it* works! Last one.", "As this post says, it works!"),
        ("# Title\n\nBefore.\n\nSee [a](/a) for more\n\nAfter.", "See a for more"),
        ("- one\n- as in [a](/a)\n- three", "as in a"),
        ("Wie [hier](/a) steht。次の文。", "Wie hier steht。"),
        ("Read https://blog.example/a now. Then rest.", "Read https://blog.example/a now."),
        ("One. (See [a](/a).) Last.", "(See a.)"),
        ("“As [a](/a) says.” Last.", "“As a says.”"),
        ("no link. [b](/b)", ""),
        ("`[a](/a)` is code. But [a](/a) is one.", "But a is one."),
        # Of its paragraph, item or row alone, where no sentence ends.
        ("Before\n\nsee [a](/a) there\n\nafter\n\nend", "see a there"),
        ("before\n- see [a](/a) there\n- after\n- end", "see a there"),
        ("before\n* see [a](/a) there\n* after\n* end", "see a there"),
        ("| before |\n| see [a](/a) there |\n| after |", "see a there"),
        ("begin\nsee [a](/a) there\nend", "begin see a there end"),
    ],
)
def test_the_sentence_around_a_link_is_told_as_it_is_read(markdown: str, said: str) -> None:
    assert sentence(markdown, BASE, {"//blog.example/a"}).text == said


def test_of_a_very_long_sentence_the_part_around_the_link_is_told() -> None:
    words = " ".join(f"word{number}" for number in range(300))
    found = sentence(f"{words} [here](/a) {words}", BASE, {"//blog.example/a"})
    said = found.text
    assert said[: found.at].endswith("here")
    assert said.startswith("… ")
    assert said.endswith(" …")
    assert len(said) < 260


@settings(max_examples=scaled(300))
@given(st.text(alphabet="[]()<>`!\\ \nab:/#\"'|-.", max_size=80))
def test_whatever_is_written_links_are_addresses_and_sentences_have_no_mark(markdown: str) -> None:
    text = f"{markdown}\n\nSee [a](/a)."
    for one in links_of(text, BASE):
        assert one.startswith(("//", "file:"))
    found = sentence(text, BASE, {"//blog.example/a"})
    assert "\0" not in found.text
    assert 0 <= found.at <= len(found.text)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("One. Two ^word three. Four.", "Two |word three."),
        ("^word three. Four.", "|word three."),
        ("One.  ^ word two. Three", "|word two."),
        ("No mark at all and a very long line.", "|No mark at all and a very long"),
        ("One two three four five six seven ^word eight nine ten eleven", "… five six seven |word eight …"),
        ("One two three four five six seven eight nine ten ^word. Next", "… eight nine ten |word."),
        ("^word one two three four five six seven eight nine", "|word one two three four five …"),
        (f"{'a' * 40}^word {'b' * 30}", f"… {'a' * 20}|word …"),
        (f"^{'a' * 40}", f"|{'a' * 29} …"),
        (f"{'a' * 9}^{'b' * 20}", f"{'a' * 9}|{'b' * 20}"),
        (f"{'a' * 10}^{'b' * 20}", f"{'a' * 10}|{'b' * 19} …"),
    ],
)
def test_a_sentence_is_cut_between_words_around_its_link(monkeypatch: pytest.MonkeyPatch, line: str, said: str) -> None:
    monkeypatch.setattr(text_links, "_SENTENCE", 30)
    found = text_links._around(line.replace("^", text_links._MARK))
    assert f"{found.text[: found.at]}|{found.text[found.at :]}" == said
