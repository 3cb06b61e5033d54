"""Series told by the texts of their parts; what does not say that it is one is none."""

import pytest

from blogreader.catalogue.full_text.series_links import names_as_previous, next_in_page, next_part, part_after
from blogreader.catalogue.full_text.text_links import address

BASE = "https://example.org/two"
OWN = {str(address(BASE))}
LIST = "1. [Raft: the idea](/one)\n2. Raft: logs\n3. [Raft: snapshots](/three)\n4. Raft: the rest\n"
ITEMS_BEFORE = "- [Idea](/one)\n"


def after(markdown: str) -> str | None:
    found = next_part(markdown, BASE, OWN, "Raft: logs")
    return found and found.rpartition("/")[2]


@pytest.mark.parametrize(
    ("markdown", "slug"),
    [
        ("Next part: [Snapshots](/three)", "three"),
        ("**Next in this series:** [Snapshots](three)", "three"),
        ("[Continue with part 3](/three)", "three"),
        ("[Nächster Teil: Abbilder](/three)", "three"),
        ("[Partie suivante](/three)", "three"),
        ("Previous part: [Idea](/one)\n\nNext part: [Snapshots](/three)", "three"),
        (f"This is a series about Raft:\n\n{LIST}", "three"),
        (f"## Articles in this series\n\n{LIST}", "three"),
        (f"Alle Teile der Reihe\n\n{LIST.replace('Raft: logs', '**dieser Artikel**')}", "three"),
        ("Series:\n\n- [Idea](/one)\n- [Logs](/two)\n- [Snapshots](/three)\n", "three"),
        ("Series:\n\n- [Idea](/one)\n- Logs (this post)\n- Snapshots, soon\n- [The rest](/four)\n", "four"),
        ("Series:\n\n- [Idea](/one)\n  in short\n- [Logs](/two)\n  at length\n- [Snapshots](/three)\n", "three"),
        ("Series:\n\n- [Idea](/one)\n\ta word\n- [Logs](/two)\n\n\tand one\n- [Snapshots](/three)\n", "three"),
        ("Series:\n\n- [Idea](/one)\n- [Logs](/two)\nWords.\n- [Snapshots](/three)\n", None),
        (f"Of a series.\n\nOne.\n\nTwo.\n\n{LIST}", "three"),
        (f"Series:\n\n{ITEMS_BEFORE * 198}- [Logs](/two)\n- [Snapshots](/three)\n", "three"),
        (f"Next part, {'and ' * 240}so: [Snapshots](/three)".ljust(1_000, "."), "three"),
        # No series
        (f"Of a series.\n\nOne.\n\nTwo.\n\nThree.\n\n{LIST}", None),
        (f"Series:\n\n{ITEMS_BEFORE * 199}- [Logs](/two)\n- [Snapshots](/three)\n", None),
        (f"Next part, {'and ' * 240}so: [Snapshots](/three)".ljust(1_001, "."), None),
        ("Next: [Snapshots](/three)", None),
        ("[Next post](/three) [Previous post](/one)", None),
        ("[← Older](/one) [Newer →](/three)", None),
        (f"Related posts:\n\n{LIST}", None),
        (f"More about Raft:\n\n{LIST}", None),
        ("Next part: [Snapshots](/three) or [The rest](/four)", None),
        ("Next part: [Snapshots](/three)\n\nNext part: [The rest](/four)", None),
        ("In the next part we look at snapshots.", None),
        ("```\nNext part: [Snapshots](/three)\n```", None),
        ("Series:\n\n- [Idea](/one)\n- [Other](/five)\n- [Snapshots](/three)\n", None),
        ("Series:\n\n- [Idea](/one)\n- Logs\n- Snapshots\n- [The rest](/four)\n", None),
        ("Series:\n\n- [Idea](/one)\n- [Logs](/two)\n", None),
        ("A series of unfortunate events.\n\n" + "Words.\n\n" * 4 + LIST, None),
        ("Series:\n\n- [Idea](/one)\n- [Snapshots](/three)\n- [Logs](/two)\n", None),
    ],
)
def test_only_a_text_that_says_that_it_is_a_part_has_a_next_one(markdown: str, slug: str | None) -> None:
    assert after(markdown) == slug


def test_two_lists_that_differ_say_nothing() -> None:
    assert after(f"Series:\n\n{LIST}\n\nSeries:\n\n{LIST.replace('/three', '/four')}") is None


def test_another_text_may_say_it() -> None:
    listing = "Series:\n\n- [Idea](/one)\n- [Logs](/two)\n- [Snapshots](/three)\n"
    assert part_after(listing, "https://example.org/series", OWN, "Logs") == address("https://example.org/three")
    assert names_as_previous("Previous part: [Logs](/two)", "https://example.org/three", OWN)
    assert not names_as_previous("Previous post: [Logs](/two)", "https://example.org/three", OWN)


@pytest.mark.parametrize(
    ("html", "slug"),
    [
        ('<nav><a rel=next href="/three">Next part: <b>Snapshots</b></a></nav>', "three"),
        ("<nav><a class=n href='/three'>Next &amp; last chapter</a><a href=/three>Next chapter</a></nav>", "three"),
        ('<link rel="next" href="/three"><nav><a rel=next href="/three">Next: Snapshots</a></nav>', None),
        ('<a href="/three">Next part</a><a href="/four">Next part</a>', None),
        ('<a href="/two">Next part</a>', None),
        (f"<a href='/three'>{'x' * 390} Next part</a>", "three"),
        (f"<a href='/three'>{'x' * 391} Next part</a>", None),  # no label is that long
    ],
)
def test_the_links_of_a_page_say_it_by_their_own_words(html: str, slug: str | None) -> None:
    found = next_in_page(html, BASE, OWN)
    assert (found and found.rpartition("/")[2]) == slug
