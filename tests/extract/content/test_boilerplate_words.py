"""Which names and which lines are a site's."""

import pytest

from blogreader.extract.content import boilerplate_words as words


@pytest.mark.parametrize(
    ("said", "is_boilerplate", "is_site"),
    [
        (" share ", True, False),
        (" x share y ", True, False),
        (" sidebar ", True, True),
        (" sharing buttons ", True, True),
        (" buttons sharing ", True, False),
        (" x post meta y ", True, True),
        (" post x meta ", False, False),
        (" x edit this page y ", True, True),
        (" edit this x page ", False, False),
        (" post ", False, False),
        ("  ", False, False),
        # The article's own container, and what is under a heading.
        *(
            (f" share {one} {other} ", False, False)
            for one in ("post", "article", "entry")
            for other in ("body", "text")
        ),
        *(
            (f" share {own} ", False, False)
            for own in ("markdown", "prose", "post page", "entry single", "post wrapper")
        ),
        (" h 2 related ", False, False),
        (" outline text 3 ", False, False),
        (" outline 3 ", False, False),
        (" h 2 related share ", True, False),
        (" h 7 related ", True, False),
        (" outline text ", True, False),
    ],
)
def test_names_are_those_of_boilerplate_or_of_a_part_that_only_a_site_has(
    said: str, is_boilerplate: bool, is_site: bool
) -> None:
    assert words.names_boilerplate(said) == is_boilerplate
    assert words.names_site(said) == is_site


@pytest.mark.parametrize(("said", "expected"), [(" hovercard ", True), (" x popover ", True), (" card ", False)])
def test_a_card_is_named_as_one(said: str, expected: bool) -> None:
    assert words.names_card(said) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        *(
            (line, True)
            for line in ("Advertisement", "ADVERTISEMENTS", "Sponsored content", "Story continues below", "Ad")
        ),
        *(
            (line, True)
            for line in ("Loading...", "Share this article on Mastodon", "Follow us on X", "3 comments", "Zoom")
        ),
        *(
            (line, True)
            for line in ("View comments (12)", "Image 3 of 12", "Click here to enlarge", "Sign up now", "Log in")
        ),
        *(
            (line, True)
            for line in ("Join the conversation…", "Back to top", "Skip to main content", "Facebook Twitter")
        ),
        *(
            (line, False)
            for line in ("Advert isle", "The story continues below", "Sharing is caring", "Follow the river")
        ),
        *((line, False) for line in ("Comments on rivers", "Zoom in", "Facebook is a company", "Signing up", "Adder")),
    ],
)
def test_lines_between_paragraphs(line: str, expected: bool) -> None:
    assert (words.LINES.fullmatch(line) is not None) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        *((line, True) for line in ("Published on 3 May 2021", "Updated at 12:30", "posted 8 a.m.", "May 3rd, 2021")),
        *(
            (line, True)
            for line in ("mayo 3 de 2021", "3.5.2021", "03/05/2021 · Ann", "2021-05-03 by Ann", "Loading …")
        ),
        *((line, True) for line in ("Publié le 3 mai 2021", "May 3, 2021 at 8:15", "Please wait...")),
        *(
            (line, False)
            for line in ("Published poets", "On 3 May 2021 it rained", "Version 2021", "2021", "Rivers 2021")
        ),
        *((line, False) for line in ("3.5.21", "It rained on 3 May 2021", "Loading boats")),
    ],
)
def test_lines_of_a_day(line: str, expected: bool) -> None:
    assert (words.DATE_LINES.fullmatch(line) is not None) == expected


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        *(
            (said, True)
            for said in ("Related", "Related posts:", "More stories", "Latest news", "Most read", "Up next")
        ),
        *(
            (said, True)
            for said in ("You may also like", "More from Ann", "Read this next", "Around the web", "関連記事")
        ),
        *(
            (said, True)
            for said in ("Lire aussi", "Das könnte Sie auch interessieren", "Also on Rivers", "Editor's picks")
        ),
        *((said, False) for said in ("Related work", "More or less", "Latest findings", "Next steps", "Other rivers")),
        *((said, False) for said in ("Reading on", "Also a river", "Similarity")),
    ],
)
def test_headings_that_announce_other_articles(heading: str, expected: bool) -> None:
    assert (words.RELATED_HEADINGS.fullmatch(heading) is not None) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        *(
            (line, True)
            for line in ("Subscribe to my newsletter", "Sign up for our mailing list today", "Click here to get it")
        ),
        ("Our newsletter is free: sign up", True),
        ("Get the best of it in your inbox", True),
        *((line, False) for line in ("I write a newsletter", "Get my letter", "Subscribe to events in code")),
        (f"Subscribe to my newsletter {'x' * 293}", True),
        (f"Subscribe to my newsletter {'x' * 294}", False),
        ("Join newsletter", True),
        ("Get newsletter", False),
    ],
)
def test_calls_to_subscribe(line: str, expected: bool) -> None:
    assert (words.CALLS.fullmatch(line) is not None) == expected
