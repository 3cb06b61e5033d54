"""What speaks for an element being part of an article, and what against it."""

import pytest

from blogreader.extract.content.scoring import (
    Candidate,
    are_sections,
    best_candidate,
    class_points,
    link_density,
    outermost_section,
    with_siblings,
)
from blogreader.extract.dom.html_parser import parse
from blogreader.extract.dom.nodes import elements, heading_level, matches, names, outermost, trim_breaks, whole_number
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
        *(("ol", -3), ("ul", -3), ("dl", -3), ("form", -3), ("span", 0), ("pre", 3), ("dd", -3)),
        *(("dt", -3), ("li", -3), *((f"h{level}", -5) for level in range(1, 7)), ("h7", 0)),
    ],
)
def test_elements_have_points_by_their_tags(tag: str, points: int) -> None:
    text = "x" * 25 + "," * 400
    assert best(f"<{tag} class=a><p>{text}</p></{tag}>") == ("a", points + 1 + 400 + 3)
    article = best(f"<{tag} class=article><p>{text}</p></{tag}>")
    assert article == ("article", points + 25 + 1 + 400 + 3)


def test_cells_have_points_by_their_tags() -> None:
    for tag, points in (("td", 3), ("th", -5)):
        assert best(f"<table><tr><{tag} class=a><p>{text(70)}</p><td>x</table>") == ("a", 70 + points)


def text(points: int) -> str:
    """Return a text of less than a hundred characters that counts so many points."""
    return "x" * 25 + "," * (points - 1)


@pytest.mark.parametrize(("around", "share"), [(0, 1), (1, 2), (2, 6), (3, 9), (4, 12)])
def test_what_is_farther_around_a_paragraph_has_less_of_its_points(around: int, share: int) -> None:
    paragraph = f"{'<div>' * around}<p>{text(48)}</p>{'</div>' * around}"
    assert best(f"<div class=a>{paragraph * 20}</div>") == ("a", round(5 + 20 * 48 / share, 3))


def far(*points: int) -> str:
    """Return paragraphs that count for nothing around all of them."""
    deep = ["<div class=c>" * 5 + f"<p>{text(count)}</p>" + "</div>" * 5 for count in points]
    return f"<div class=a><b>{'</b><b>'.join(deep)}</b></div>"


def test_four_that_are_nearly_equal_are_parts_of_one() -> None:
    assert best(far(15, 15, 15, 15)) == ("a", 20)
    assert best(far(15, 10, 10, 10)) == ("a", 20)
    assert best(far(15, 10, 10, 9)) == ("b", 20)
    assert best(far(15, 15, 15)) == ("b", 20)
    # The innermost element around them, and never the whole page.
    assert best(f"<div class=d>{far(15, 15, 15, 15)}<hr></div><hr>") == ("a", 20)
    assert best(far(15) + far(15) + far(15) + far(15)) == ("a", 20)
    assert best(f"{far(15, 15)}<div class=e>{far(15, 15)}</div>") == ("b", 20)


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        # An item counts for what is around its list.
        *(
            (f"<div class=a><{tag} class=b><{item}>{text(40)}</{item}></{tag}></div>", ("a", 45))
            for tag, item in (("ul", "li"), ("ol", "li"), ("dl", "dd"))
        ),
        *((f"<{item} class=a>{text(40)}</{item}>", ("body", 40)) for item in ("li", "dd")),
        (f"<div class=a><table class=b><td>{text(40)}</table><hr></div>", ("b", 40)),
        *(
            (f"<div class=a><{tag}>{text(40)}</{tag}></div>", ("a", 45))
            for tag in ("p", "blockquote", "section", "article", "div")
        ),
        (f"<div class=a><span>{text(40)}</span></div>", ("body", 40)),
        # Text beside blocks is a paragraph, without links, and of any length.
        *(
            (f"<{tag} class=a>{text(40)}<p>x</p></{tag}>", ("a", points))
            for tag, points in (("div", 45), ("section", 42), ("article", 50), ("li", 37), ("dd", 37))
        ),
        (f"<div class=a>{'x' * 900}<p>x</p></div>", ("a", 15)),
        (f"<div class=a>{'x' * 10_100}<p>x</p></div>", ("a", 106)),
        (f"<div class=a>{'x' * 900}</div>", ("body", 4)),
        *(
            (f"<div class=a>{'x' * 20}<{tag}>{'x' * 20}</{tag}><p>x</p></div>", ("a", 6))
            for tag in ("font", "center", "big", "small", "tt", "b", "i", "strong", "em", "u")
        ),
        *((f"<div class=a>{'x' * 20}<{tag}>{'x' * 20}</{tag}><p>x</p></div>", None) for tag in ("a", "span", "code")),
        *(
            (f"<div class=a>{text(40)}<{tag}>x</{tag}></div>", ("a", 45))
            for tag in (
                "p",
                "div",
                "ul",
                "ol",
                "dl",
                "table",
                "blockquote",
                "section",
                "article",
                "h1",
                "h2",
                "h3",
                "h4",
                "pre",
                "figure",
            )
        ),
        (f"<div class=a>{text(40)}<h5>x</h5></div>", ("body", 40)),
        # What is linked is no text of it.
        (f"<div class=a><p>{text(40)}</p><a href=/>{'x' * 64}</a></div>", ("a", 22.5)),
        (
            f"<div class=a><p>{text(40)}</p><a href=/>{'x' * 640}</a></div><div class=b><p>{text(20)}</p></div>",
            ("b", 25),
        ),
        (f"<div><a href=/>{'x' * 5000}</a><blockquote class=a><p>{text(40)}</p></blockquote></div>", ("a", 43)),
        # The only child of something stands for it.
        (f"<div class=d><div class=a><p>{text(40)}</p></div></div>", ("d", 45)),
        (f"<div class=d><div class=a><p>{text(40)}</p></div>x</div>", ("d", 45)),
        (f"<div class=d><div class=a><p>{text(40)}</p></div><b>x</b></div>", ("a", 45)),
    ],
)
def test_what_counts_as_a_paragraph_and_for_what(html: str, expected: tuple[str, float] | None) -> None:
    assert best(f"{html}<hr>") == expected


@pytest.mark.parametrize(
    ("own", "beside", "expected"),
    [
        # What is around the best counts little, and what is around that more: the text is in both.
        (180, 36, ("d", 71.0)),
        (180, 35, ("b", 185.0)),
        # Unless what is around the best has less than a third of its points.
        (130, 60, ("d", 86.667)),
        (128, 60, ("b", 133.0)),
    ],
)
def test_an_element_around_the_best_may_be_better_than_what_is_between(
    own: int, beside: int, expected: tuple[str, float]
) -> None:
    assert best(f"<div class=d>{within(own)}<p>{text(beside)}</p></div><hr>") == expected


def within(points: int) -> str:
    """Return a paragraph of so many points, in something of which the name speaks against it."""
    count = points - 26 - (points + 24) // 100
    return f"<div class=teaser><div class=b><p>{'x,' * 25}{',' * count}</p></div><hr></div>"


def test_of_the_elements_around_the_best_the_first_that_is_better_is_taken_and_never_the_page() -> None:
    inner = f"<div class=d>{within(180)}<p>{text(36)}</p></div>"
    assert best(f"<div class=e>{inner}<p>{text(60)}</p></div><hr>") == ("d", 71)
    assert best(f"{within(180)}<p>{text(36)}</p><hr>") == ("b", 185)


ROWS = f"<tr><th>a<td>{text(20)}" * 9


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (f"<div class=d><div class=a><p>x</p><table>{ROWS}</table></div><p>x</p><p>x</p></div>", "d"),
        (f"<div class=d><div class=a><p>x</p><p>x</p><table>{ROWS}</table></div><p>x</p><p>x</p></div>", "a"),
        *((f"<div class=a><{tag}>x</{tag}><table>{ROWS}</table></div><hr>", "a") for tag in ("p", "h1", "h2", "h3")),
        (f"<div class=d><div class=a><h4>x</h4><table>{ROWS}</table></div><p>x</p></div><hr>", "d"),
        (f"<div class=d><div class=a><p></p><table>{ROWS}</table></div><p>x</p></div><hr>", "d"),
        (f"<div class=a><p>x</p><table class=t>{ROWS.replace('<th>a', '')}</table></div><hr>", "t"),
        (f"<div class=a><table class=t>{ROWS}</table><hr></div><p>x</p>", "t"),
    ],
)
def test_a_table_of_figures_is_no_article_by_itself(html: str, expected: str) -> None:
    found = best(html)
    assert found is not None
    assert found[0] == expected


def siblings(html: str, points: float = 100) -> str:
    """Return the text of the best element, `.best`, and of what belongs to it."""
    page = parse(f"<body>{html.replace('BEST', '<div class=best id=best>Best</div>')}")
    node = page.css_first("#best")
    assert node is not None
    found = with_siblings(page, Candidate(node, points), Placeholders())
    return " ".join(found.text(separator=" ").split())


def paragraph(count: int, end: str = "") -> str:
    return f"<p>{'x' * count}{end}</p>"


def linked(count: int, whole: int) -> str:
    return f"<a href=/>{'x' * count}</a>{'x' * (whole - count)}"


IN_ARTICLE = ("div", "section", "pre", "blockquote", "figure", "ul", "ol", "table")


@pytest.mark.parametrize(
    ("html", "belongs"),
    [
        # Paragraphs: long ones with few links, and sentences without.
        (f"<p>{linked(20, 81)}</p>", True),
        (f"<p>{linked(21, 84)}</p>", False),
        (f"<p>{linked(1, 80)}.</p>", True),
        (f"<p>{linked(1, 79)}.</p>", False),
        *((f"<p>So it is{end}</p>", True) for end in (". ", ". And", "。", "!", "?", "！", "？")),
        *((f"<p>So it is{end}</p>", False) for end in ("", ":", ".x")),
        ("<p> </p>", False),
        ("<div><p>So it is.</p></div>", True),
        ("<div class=teaser><p>So it is.</p></div>", False),
        ("<div><b>a</b><p>So it is.</p></div>", True),
        ("<div class=x><p>So it is.</p></div>", True),
        ("<div class=x>So it is.</div>", False),
        # Greetings in boxes.
        *((f"<{tag}>So it is.</{tag}>", True) for tag in ("div", "section")),
        ("<blockquote>So it is.</blockquote>", False),
        ("<div>So it is</div>", False),
        (f"<div>{'x' * 79}.</div>", True),
        (f"<div>{'x' * 80}.</div>", False),
        *((f"<div>So it is.<{tag}></{tag}></div>", False) for tag in ("a", "time", "form", "input", "button", "img")),
        ("<div>So it is.<b></b></div>", True),
        ("<div><a href=/>So</a> it is.</div>", False),
        # The same class and tag.
        (f"<div class=best>{linked(20, 81)}</div>", True),
        (f"<div class=best>{linked(21, 84)}</div>", False),
        (f"<div class=best>{'x' * 80}</div>", False),
        (f"<section class=best>{'x' * 81}</section>", False),
        (f"<div class=other>{'x' * 81}</div>", False),
        # By points: a tenth, or a fifth of the best.
        (f"<div class=x>{f'<p>{text(10)}</p>' * 2}</div>", True),
        (f"<div class=x>{f'<p>{text(10)}</p>'}<p>{text(9)}</p></div>", False),
        *((f"<div class=x><b>x</b><{tag}>{text(20)}</{tag}></div>", True) for tag in ("p", "li", "pre", "blockquote")),
        (f"<div class=x><b>{text(20)}</b></div>", False),
        (f"<div class=content><p>{text(2)}</p><b>x</b></div>", True),
        (f"<div class=teaser><b>x</b><p>{text(44)}</p></div>", False),
        (f"<div class=teaser><b>x</b><p>{text(45)}</p></div>", True),
        (f"<div class=x>{paragraph(300, '') * 5}</div>", True),
        (f"<div class=x>{paragraph(299, '') * 5}</div>", False),
        (f"<div class=x>{paragraph(400, '') * 4}</div>", False),
        (f"<div class=x>{paragraph(24, ',') * 10}</div>", True),
        (f"<div class=x>{paragraph(23, ',') * 99}</div>", False),
        (f"<div class=x><p>{text(40)}</p><a href=/>{'x' * 64}</a></div>", True),
        (f"<div class=x><p>{text(40)}</p><a href=/>{'x' * 65}</a></div>", False),
        # Sections under an author's headings.
        ("<section><h2>x</h2></section>", False),
    ],
)
def test_what_belongs_to_the_best_element_beside_it(html: str, belongs: bool) -> None:
    assert (siblings(f"<main>{html}BEST</main>") != "Best") == belongs


@pytest.mark.parametrize(
    ("html", "belongs"),
    [
        *((f"<{tag} class=x><tr><td>{linked(20, 81)}</{tag}>", True) for tag in IN_ARTICLE),
        (f"<div class=x>{linked(21, 84)}</div>", False),
        (f"<div class=x>{'x' * 80}</div>", False),
        (f"<div class=teaser>{'x' * 81}</div>", False),
        (f"<dl class=x>{'x' * 81}</dl>", False),
        (f"<figure class=x>{'x' * 81}<figcaption>x</figcaption></figure>", False),
    ],
)
def test_in_an_article_everything_belongs_to_it_unless_something_speaks_against_it(html: str, belongs: bool) -> None:
    assert (siblings(f"<article>{html}BEST</article>") != "Best") == belongs
    assert siblings(f"<main>{html}BEST</main>") == "Best"


def test_of_a_low_best_ten_points_belong_to_it() -> None:
    for points in (1, 50):
        assert siblings(f"<main><div class=x><p>{text(10)}</p><b>x</b></div>BEST</main>", points) != "Best"
        assert siblings(f"<main><div class=x><p>{text(9)}</p><b>x</b></div>BEST</main>", points) == "Best"
    assert siblings(f"<main><div class=x><p>{text(10)}</p><b>x</b></div>BEST</main>", 51) == "Best"


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("BEST<p>No</p>", "Best"),
        ("BEST<p>So it is.</p>", "Best So it is."),
        # Between parts that belong to it: pictures, and what an author wrote.
        ("BEST<div><img>x</div><p>So it is.</p>", "Best x So it is."),
        ("BEST<div><img><a href=/>x</a></div><p>So it is.</p>", "Best So it is."),
        ("BEST<div class=teaser><img>x</div><p>So it is.</p>", "Best So it is."),
        ("BEST<div>x</div><p>So it is.</p>", "Best So it is."),
        *(
            (f"BEST<{tag}>x</{tag}><p>So it is.</p>", "Best x So it is.")
            for tag in ("p", "ul", "ol", "dl", "pre", "blockquote", "h2", "h3", "h4")
        ),
        ("BEST<h5>x</h5><p>So it is.</p>", "Best So it is."),
        ("BEST<p class=x>x</p><p>So it is.</p>", "Best So it is."),
        ("BEST<ul><li><a href=/>x</a>xxxx</ul><p>So it is.</p>", "Best x xxxx So it is."),
        ("BEST<ul><li><a href=/>x</a>xxx</ul><p>So it is.</p>", "Best So it is."),
        ("<p>a</p><p>So it is.</p><p>b</p>BEST<p>c</p>", "So it is. b Best"),
        # Of its kind, if several belong to it.
        ("BEST<p>So it is.</p><p>It is.</p><div class='best x'>x</div>", "Best So it is. It is. x"),
        ("BEST<p>So it is.</p><div class='best x'>x</div>", "Best So it is."),
        ("BEST<p>So it is.</p><p>It is.</p><div class='x best'>x</div>", "Best So it is. It is."),
        ("BEST<p>So it is.</p><p>It is.</p><section class=best>x</section>", "Best So it is. It is."),
        ("BEST<p>So it is.</p><p>It is.</p><div class=best><a href=/>x</a>xxxx</div>", "Best So it is. It is. x xxxx"),
        ("BEST<p>So it is.</p><p>It is.</p><div class=best><a href=/>x</a>xxx</div>", "Best So it is. It is."),
    ],
)
def test_what_does_not_belong_to_the_best_element_goes(html: str, expected: str) -> None:
    assert siblings(f"<main>{html}</main>") == expected


def test_rows_below_each_other_belong_together() -> None:
    def rows(said: str) -> str:
        page = parse(f"<body><table><tr class=best><td>Best<tr><td>{said}</table>")
        node = page.css_first(".best")
        assert node is not None
        return with_siblings(page, Candidate(node, 500), Placeholders()).tag or ""

    assert rows(f"{linked(20, 80)}.") == "tbody"
    assert rows(f"{linked(21, 83)}.") == "tr"
    assert rows("x" * 81) == "tr"
    assert rows(f"{'x' * 79}.") == "tr"


def test_the_page_itself_has_no_siblings() -> None:
    page = parse("<body><p>x</p>")
    assert page.body is not None
    assert with_siblings(page, Candidate(page.body, 1), Placeholders()).tag == "body"


SECTION = "<section><h2>{}</h2><p><a href=/>Of boats</a></p>{}</section>"


@pytest.mark.parametrize(
    ("html", "belongs"),
    [
        (SECTION.format("Boats", ""), True),
        (SECTION.format("Boats", "<p>So it is, with many more words.</p>"), True),
        *((SECTION.format(said, ""), False) for said in ("Related posts", "Tags", "")),
        *((SECTION.format("Boats", f"<{tag}></{tag}>"), False) for tag in ("time", "form", "article", "img")),
        (SECTION.format("Tags", "x" * 99), True),
        (SECTION.replace("h2", "h6").format("Boats", ""), True),
        (SECTION.replace("h2", "h1").format("Boats", ""), False),
        (SECTION.replace("h2", "b").format("Boats", ""), False),
        (SECTION.replace("section", "div").format("Boats", ""), False),
        (SECTION.replace("<section", "<section class=level2").format("Boats", ""), True),
        (SECTION.replace("<section", "<section class=x").format("Boats", ""), False),
    ],
)
def test_sections_under_an_author_s_headings_belong_together(html: str, belongs: bool) -> None:
    page = parse(f"<body><main><section class='level1 best'><h2>x</h2><p>Best</p></section>{html}</main>")
    node = page.css_first(".best")
    assert node is not None
    node.attrs["class"] = "level1"
    assert (with_siblings(page, Candidate(node, 100), Placeholders()).tag == "main") == belongs


TITLED = "<div class=sect1><h2>x</h2></div>"


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (TITLED, TITLED, True),
        *(
            (TITLED.replace("sect1", name), TITLED.replace("sect1", name), True)
            for name in ("section", "chapter", "preface", "appendix", "sect2", "sect3", "refsect1", "refentry")
        ),
        (TITLED.replace("sect1", "sect4"), TITLED.replace("sect1", "sect4"), False),
        (TITLED, TITLED.replace("sect1", "sect2"), False),
        (TITLED.replace("h2", "b"), TITLED, False),
        (TITLED.replace("<h2>x", "<a></a><h2>x"), TITLED, True),
        *(
            (TITLED.replace("<h2>x</h2>", f"<p class={name}>x</p>"), TITLED, True)
            for name in ("titlepage", "refnamediv")
        ),
        (TITLED.replace("<h2>x</h2>", "<p class=x>x</p>"), TITLED, False),
        (TITLED.replace("<h2>x</h2>", ""), TITLED, False),
        (TITLED.replace("sect1", "'sect1 level2'"), TITLED.replace("sect1", "'level3 sect1'"), True),
        ("<section><h2>x</h2></section>", "<section></section>", True),
        ("<section>x<b>x</b><h2>x</h2></section>", "<section></section>", False),
        ("<section></section>", "<section><h2>x</h2></section>", False),
        ("<section><h1>x</h1></section>", "<section></section>", False),
        ("<section><h2>x</h2></section>", "<div></div>", False),
        ("<div><h2>x</h2></div>", "<section></section>", False),
        ("<section class=x><h2>x</h2></section>", "<section class=x></section>", False),
        ("<section class=level12><h2>x</h2></section>", "<section class=level12></section>", False),
    ],
)
def test_sections_have_the_same_class_and_a_title(first: str, second: str, expected: bool) -> None:
    page = parse(f"<body><main>{first}{second}</main>")
    one, other = elements(page.css("main")[0])
    assert are_sections(one, other) == expected


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<div class=sect1 id=a><h1>x</h1><i><div class=sect2 id=b><h2>x</h2><p id=it></p></div></i></div>", "a"),
        ("<div class=sect1 id=a><h1>x</h1><div class=x><p id=it></p></div></div>", "a"),
        ("<main id=m><div class=sect1 id=a><h1>x</h1><p id=it></p></div><div class=sect1><h1>x</h1></div></main>", "m"),
        ("<main id=m><div class=sect1 id=a><h1>x</h1><p id=it></p></div><div class=sect1></div></main>", "a"),
        ("<div class=sect1 id=a><h1>x</h1><p id=it></p></div><div class=sect1><h1>x</h1></div>", "a"),
        ("<main id=m><div class=sect1 id=it><h1>x</h1></div><div class=sect1><h1>x</h1></div></main>", "m"),
        ("<main id=m><p id=it></p><div class=sect1><h1>x</h1></div><div class=sect1><h1>x</h1></div></main>", "it"),
        ("<main id=m><p id=it></p></main>", "it"),
    ],
)
def test_the_outermost_section_is_the_article_or_what_is_around_all(html: str, expected: str) -> None:
    node = parse(f"<body>{html}").css_first("#it")
    assert node is not None
    assert outermost_section(node).id == expected


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
