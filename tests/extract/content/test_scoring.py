"""What speaks for an element being part of an article, and what against it."""

import pytest

from blogreader.extract.content.scoring import best_candidate, class_points, link_density
from blogreader.extract.dom.html_parser import parse
from blogreader.extract.dom.nodes import heading_level, matches, names, outermost, trim_breaks, whole_number
from blogreader.extract.dom.placeholders import PlaceholderKind, Placeholders


@pytest.mark.parametrize(
    ("attributes", "points"),
    [
        ("", 0),
        ("class=x", 0),
        ("class=article", 25),
        ("id=content", 25),
        ("class=sidebar", -25),
        ("class=teaser", -25),
        ("class='sidebar teaser'", -25),
        ("class='article sidebar'", 0),
        ("class=postMeta", 0),
        ("class=entry-content id=main", 25),
    ],
)
def test_names_of_a_class_and_an_id_are_points(attributes: str, points: int) -> None:
    node = parse(f"<div {attributes}>a</div>").css("div")[0]
    assert class_points(node) == points


@pytest.mark.parametrize(
    ("html", "density"),
    [
        ("abcd", 0),
        ("", 0),
        ("<a>abcd</a>", 0),
        ("<a href='/x'>ab</a>cd", 0.5),
        ("<a href='/x'>abcd</a>", 1),
        ("<a href='#x'>abcd</a>", 0.3),
        ("<a href='/x'>ab</a><a href='#x'>cd</a>", 0.65),
        ("<a href='/x'></a>abcd", 0),
    ],
)
def test_the_density_of_links_is_the_share_of_linked_text(html: str, density: float) -> None:
    node = parse(f"<div>{html}</div>").css("div")[0]
    assert link_density(node, Placeholders()) == pytest.approx(density)


def test_code_counts_as_long_as_it_is() -> None:
    placeholders = Placeholders()
    token = placeholders.put(PlaceholderKind.CODE, "x" * 30)
    node = parse("<div><a href='/x'>a</a><i></i></div>").css("div")[0]
    node.css("i")[0].replace_with(token)
    assert link_density(node, placeholders) == pytest.approx(1 / (1 + len(token) + 30))


def best(body: str) -> tuple[str, float] | None:
    """Return the class of the best element, and its points."""
    page = parse(f"<body>{body}</body>")
    assert page.body is not None
    found = best_candidate(page, page.body, Placeholders())
    return (found.node.attributes.get("class") or found.node.tag or "", round(found.points, 3)) if found else None


def test_a_paragraph_counts_for_what_is_around_it_from_25_characters_on() -> None:
    assert best(f"<div class=a><p>{'x' * 24}</p></div>") is None
    assert best(f"<div class=a><p>{'x' * 25}</p></div>") == ("a", 6.0)
    # A point for each comma, and for each hundred characters up to three.
    assert best(f"<div class=a><p>{'x' * 25},,、</p></div>") == ("a", 9.0)
    assert best(f"<div class=a><p>{'x' * 99}</p></div>") == ("a", 6.0)
    assert best(f"<div class=a><p>{'x' * 100}</p></div>") == ("a", 7.0)
    assert best(f"<div class=a><p>{'x' * 900}</p></div>") == ("a", 9.0)


@pytest.mark.parametrize(
    ("tag", "points"),
    [
        *(("div", 5), ("article", 10), ("main", 10), ("section", 2), ("address", -3)),
        *(("ol", -3), ("ul", -3), ("dl", -3), ("form", -3), ("span", 0)),
    ],
)
def test_elements_have_points_by_their_tags(tag: str, points: int) -> None:
    text = "x" * 25 + "," * 400
    assert best(f"<{tag} class=a><p>{text}</p></{tag}>") == ("a", points + 1 + 400 + 3)
    article = best(f"<{tag} class=article><p>{text}</p></{tag}>")
    assert article == ("article", points + 25 + 1 + 400 + 3)


@pytest.mark.parametrize(
    ("tag", "level"), [*((f"h{level}", level) for level in range(1, 7)), ("h7", 0), ("hr", 0), ("p", 0), ("header", 0)]
)
def test_headings_have_levels(tag: str, level: int) -> None:
    node = parse(f"<body><{tag}>a").css(tag)[0]
    assert heading_level(node) == level


@pytest.mark.parametrize(
    ("attributes", "expected"),
    [
        ("class='postMeta_x1 share-bar'", " post meta x 1 share bar "),
        ("class=A id=mainPart", " a main part "),
        ("class='a  b'", " a b "),
        ("", "  "),
        ("id=x", " x "),
    ],
)
def test_names_are_words(attributes: str, expected: str) -> None:
    assert names(parse(f"<body><div {attributes}>").css("div")[0]) == expected


@pytest.mark.parametrize("tag", ["section", "h1", "h2", "h3", "h4", "h5", "h6", "dt", "li", "p", "figure", "span", "a"])
def test_the_id_of_what_an_author_names_is_no_name(tag: str) -> None:
    assert names(parse(f"<body><{tag} class=x id=related-work>a").css(tag)[0]) == " x "
    for name in (
        "subsection",
        "chapter",
        "appendix",
        "subheading",
        "unnumbered",
        "outline-2",
        "outline-text-2",
        "sect1",
    ):
        node = parse(f"<body><div class={name} id=share>").css("div")[0]
        assert " share " not in names(node)
    assert " share " in names(parse("<body><div class=other id=share>").css("div")[0])


@pytest.mark.parametrize(
    ("written", "number"),
    [("12", 12), ("0", 0), ("123456789", 123456789), ("1234567890", 7), ("", 7), ("x", 7), ("-1", 7), ("1.5", 7)],
)
def test_a_number_in_an_attribute_has_at_most_nine_digits(written: str, number: int) -> None:
    assert whole_number(written, 7) == number
    assert whole_number("x") == 0


def test_a_node_matches_itself_and_not_by_what_is_in_it() -> None:
    node = parse("<body><div><p class=a>x</p></div>").css("div")[0]
    assert matches(node, "div")
    assert not matches(node, ".a")
    assert not matches(node, "table")


def test_of_nodes_in_each_other_the_outermost_are_kept() -> None:
    page = parse("<body><div id=a><div id=b><p id=c>x</p></div></div><p id=d>y</p><div id=e>z</div>")
    kept = outermost(page.css("p, div, #a"))
    assert [node.id for node in kept] == ["a", "d", "e"]
    assert [node.id for node in outermost(page.css("p"))] == ["c", "d"]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        *(
            (f"<{tag}><br>a</{tag}>", f"<{tag}>a</{tag}>")
            for tag in ("p", "li", "h2", "blockquote", "dd", "figcaption")
        ),
        ("<p> <b><br>a</b></p>", "<p> <b>a</b></p>"),
        *(
            (f"<p><{tag}><br>a</{tag}></p>", f"<p><{tag}>a</{tag}></p>")
            for tag in ("span", "a", "em", "font", "s", "u")
        ),
        ("<p><br><br>a</p>", "<p>a</p>"),
        ("<p>a<br>b</p>", "<p>a<br>b</p>"),
        ("<p><i></i><br>a</p>", "<p><i></i><br>a</p>"),
        ("<div><br>a</div>", "<div><br>a</div>"),
        ("<p><kbd><br>a</kbd></p>", "<p><kbd><br>a</kbd></p>"),
        ("<p>a <b><br>b</b></p>", "<p>a <b><br>b</b></p>"),
    ],
)
def test_breaks_at_the_beginning_of_a_block_go(html: str, expected: str) -> None:
    page = parse(f"<body>{html}")
    assert page.body is not None
    trim_breaks(page.body)
    assert page.body.inner_html == expected
