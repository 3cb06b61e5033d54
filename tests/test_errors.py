"""The sentences of expected failures."""

import pytest

from blogreader.errors import BlogreaderError, Damaged, NoPage, NotArchived, NotCopied, UnknownArticle


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (
            UnknownArticle("sea"),
            "No article is called sea; a URL, a slug or a part of one is expected; `blogreader list` prints them.",
        ),
        (
            NotCopied(99_999, 74_000),
            "Not copied: 99 kB is too much for the terminal (at most 74 kB), and no clipboard tool accepted it.",
        ),
        (NotArchived(), "Offline, and this article is not in the archive yet."),
        (NoPage(), "The page of this article was not kept; `blogreader fetch --force` fetches it again."),
        (Damaged("/a", "no text"), "/a is damaged (no text); it was left as it is."),
    ],
)
def test_a_failure_says_what_it_is_and_what_helps(error: BlogreaderError, sentence: str) -> None:
    assert str(error) == sentence
