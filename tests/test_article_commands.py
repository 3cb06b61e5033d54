"""The reader's own commands for an article: what their words become, and what in braces is a mistake."""

import pytest

from blogreader.article_commands import ArticleCommand, argument, filled, has_placeholder, misspelt

VALUES = {"url": "https://a.example/", "title": "-rf / \0", "text": "{url}"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{url}", "https://a.example/"),
        ("x{url}y{url}", "xhttps://a.example/yhttps://a.example/"),
        ("{slug} {other} {} {{x}} {", "{slug} {other} {} {{x}} {"),
        ("{text}", "{url}"),
        ("{" + "x" * 41 + "}", "{" + "x" * 41 + "}"),
    ],
)
def test_placeholders_are_replaced_and_other_braces_stay(text: str, said: str) -> None:
    assert filled(text, VALUES) == said


@pytest.mark.parametrize(
    ("word", "said"),
    [("{title}", " -rf / "), ("--name={title}", "--name=-rf / "), ("x{title}", "x-rf / "), ("-x", "-x")],
)
def test_no_title_becomes_an_option_or_ends_an_argument(word: str, said: str) -> None:
    assert argument(word, VALUES) == said


def test_a_command_wants_what_its_words_and_its_input_name() -> None:
    command = ArticleCommand("x", ("run", "{url}", "{other}"), "Run", stdin="{text}{url}")
    assert command.wanted == {"url", "text"}
    assert [has_placeholder(text) for text in ("{path}", "{paths}", "path", "")] == [True, False, False, False]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("{urls}", ("urls", "url")),
        ("{URL}", ("URL", "url")),
        ("{titel}", ("titel", "title")),
        ("{other} {slugs}", ("slugs", "slug")),
        ("{slut}", ("slut", "slug")),
        ("{tert}", ("tert", "text")),
        ("{trl}", None),
        ("{pat}", ("pat", "path")),
        ("{url} {title}", None),
        ("{other}", None),
        ("urls", None),
    ],
)
def test_what_is_nearly_a_placeholder_is_a_mistake(text: str, found: tuple[str, str] | None) -> None:
    assert misspelt(text) == found
