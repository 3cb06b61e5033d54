"""The helpers for nodes: what they return of a small tree, and at its edges."""

import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

from blogreader.extract.dom import nodes
from blogreader.extract.dom.html_text import text_of as page_text
from blogreader.extract.dom.placeholders import TOKEN, PlaceholderKind, Placeholders


def first(html: str, selector: str = "body > *") -> LexborNode:
    """Return the first match in a page; it stays valid, since each node holds its tree."""
    found = LexborHTMLParser(f"<html><body>{html}</body></html>").css_first(selector)
    assert found is not None
    return found


def tags(found: list[LexborNode]) -> list[str | None]:
    return [node.tag for node in found]


@pytest.mark.parametrize(
    ("html", "value"),
    [("<a href=x>", "x"), ("<a href>", ""), ("<a href=''>", ""), ("<a>", ""), ("<a HREF=' x '>", " x ")],
)
def test_an_attribute_that_is_missing_or_has_no_value_is_empty(html: str, value: str) -> None:
    assert nodes.attribute(first(html), "href") == value


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("7", 7),
        ("007", 7),
        ("0", 0),
        ("123456789", 123456789),
        ("1234567890", 5),
        ("-1", 5),
        ("x", 5),
        ("", 5),
        ("1.5", 5),
    ],
)
def test_a_whole_number_has_up_to_nine_digits(written: str, number: int) -> None:
    assert nodes.whole_number(written, 5) == number
    assert nodes.whole_number(written) == (0 if number == 5 else number)


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("<div class='postMeta_x1 share-bar'>", " post meta x 1 share bar "),
        ("<div class='UPPER'>", " upper "),
        ("<div class='HTMLBody'>", " htmlbody "),
        ("<div id=sideBar>", " side bar "),
        ("<div class=a id=b>", " a b "),
        ("<div>", "  "),
        ("<div class='--'>", "  "),
        # The id of a part of the text comes from its author.
        *((f"<{tag} id=share>", "  ") for tag in ("section", "p", "span", "a", "figure", "li", "dt")),
        *((f"<h{level} id=share>", "  ") for level in range(1, 7)),
        ("<div id=share>", " share "),
        ("<section class=share id=more>", " share "),
        *(
            (f"<div class='{name}' id=share>", nodes.names(first(f"<p class='{name}'>")))
            for name in ("section", "x subsection", "chapter", "appendix", "subheading", "unnumberedsec", "outline-2")
        ),
        *(
            (f"<div class='{name}' id=share>", nodes.names(first(f"<p class='{name}'>")))
            for name in ("outline-text-3", "sect1", "refsect2", "section-level-extent")
        ),
        ("<div class=sections id=share>", " sections share "),
        ("<div class=my-section id=share>", " my section share "),
    ],
)
def test_the_names_of_an_element_are_the_words_of_its_class_and_its_id(html: str, words: str) -> None:
    assert nodes.names(first(html)) == words


def test_texts_children_and_siblings() -> None:
    node = first("<div> a <b>b</b>\n<!-- c --><i>d\n e</i> f</div>")
    assert nodes.text_of(node) == "a b d e f"
    assert nodes.classes(first("<p class=' a  b '>")) == ["a", "b"]
    assert tags(list(nodes.elements(node))) == ["b", "i"]
    assert len(list(nodes.children(node))) == 6
    bold, italic = nodes.elements(node)
    following, before = nodes.next_element(bold), nodes.previous_element(italic)
    assert following is not None
    assert before is not None
    assert (following.mem_id, before.mem_id) == (italic.mem_id, bold.mem_id)
    assert nodes.next_element(italic) is None
    assert nodes.previous_element(bold) is None
    for child in nodes.children(node):
        child.decompose()
    assert node.first_child is None


def test_blanks_and_comments_are_looked_over() -> None:
    node = first("<p>a<b>b</b> <!-- c --> <i>d</i></p>")
    bold, italic = node.css_first("b"), node.css_first("i")
    assert bold is not None
    assert italic is not None
    before = nodes.shown_before(italic)
    assert before is not None
    assert before.mem_id == bold.mem_id
    assert nodes.own_text(nodes.shown_before(bold)) == "a"
    assert nodes.shown_before(node) is None
    assert [nodes.own_text(child) for child in nodes.children(node)] == ["a", "", " ", "", " ", ""]
    assert [nodes.is_blank(child) for child in nodes.children(node)] == [False, False, True, True, True, False]
    assert nodes.own_text(None) == ""


def test_ancestors_come_nearest_first_and_may_be_counted() -> None:
    node = first("<main><div><p><b>x</b></p></div></main>", "b")
    assert tags(list(nodes.ancestors(node))) == ["p", "div", "main", "body", "html"]
    assert tags(list(nodes.ancestors(node, 2))) == ["p", "div"]
    assert list(nodes.ancestors(node, 0)) == []


def test_elements_around_several_are_all_known() -> None:
    main = first("<main><div><p>a</p></div><p><b>b</b></p><i>c</i></main>")
    around = nodes.around_all([*main.css("p"), *main.css("b")])
    inside = {node.tag for node in main.css("*") if node.mem_id in around}
    assert inside == {"main", "div", "p"}
    assert [node.mem_id in around for node in main.css("p")] == [False, True]
    assert nodes.around_all([]) == set()


@pytest.mark.parametrize(
    ("selector", "does"), [("p", True), (".a", True), ("b", False), ("p b", False), ("p, b", True), ("b, p", True)]
)
def test_a_selector_matches_a_node_itself(selector: str, does: bool) -> None:
    assert nodes.matches(first("<p class=a><b>x</b></p>"), selector) is does


def test_outermost_nodes_are_in_none_of_the_others() -> None:
    main = first("<main><p>a <b>b <i>c</i></b></p><b>d</b><i>e</i></main>")
    assert [nodes.text_of(node) for node in nodes.outermost(main.css("b, i"))] == ["b c", "d", "e"]
    assert [nodes.text_of(node) for node in nodes.outermost(main.css("p, b, i"))] == ["a b c", "d", "e"]
    # A list of selectors may return a node more than once.
    bold = main.css("b")
    assert len(nodes.outermost([bold[0], bold[0], bold[1]])) == 2
    assert nodes.outermost([]) == []


def test_elements_are_made_and_adopt_the_children_of_others() -> None:
    tree = LexborHTMLParser("<body><p>a <b>b</b></p></body>")
    made, source = nodes.element(tree, "div", "x"), tree.css_first("p")
    assert source is not None
    nodes.adopt(made, source)
    assert made.html == "<div>xa <b>b</b></div>"
    assert source.html == "<p>a <b>b</b></p>"
    assert nodes.element(tree, "i").html == "<i></i>"


@pytest.mark.parametrize(
    ("tag", "level"),
    [("h1", 1), ("h2", 2), ("h6", 6), ("h7", 0), ("h0", 0), ("hr", 0), ("b1", 0), ("header", 0), ("p", 0)],
)
def test_headings_have_levels(tag: str, level: int) -> None:
    assert nodes.heading_level(first(f"<{tag}>x")) == level


@pytest.mark.parametrize(
    ("html", "left"),
    [
        ("<div><p></p>x<p>y</p></div>", "<div>x<p>y</p></div>"),
        ("<div><ul><li><b><i></i></b></li></ul></div>", "<div><ul><li><b><i></i></b></li></ul></div>"),
        ("<div><ul><li><strong><em></em></strong></li></ul></div>", "<div></div>"),
        ("<div><h2></h2><hr><img><br><td></td></div>", "<div><hr><img><br></div>"),
        ("<div></div>", "<div></div>"),
        ("<div><p> </p></div>", "<div><p> </p></div>"),
    ],
)
def test_emptied_elements_go_but_for_the_outermost(html: str, left: str) -> None:
    node = first(html)
    nodes.prune_empty(node)
    assert node.html == left


@pytest.mark.parametrize(
    "tag",
    [
        *("p", "div", "section", "ul", "ol", "li", "span", "figure", "header", "blockquote", "a", "strong", "em"),
        *("h1", "h2", "h3", "h4", "center", "font"),
    ],
)
def test_an_element_that_shows_nothing_when_it_is_empty_goes(tag: str) -> None:
    node = first(f"<main>a<{tag}></{tag}></main>")
    nodes.prune_empty(node)
    assert node.html == "<main>a</main>"


@pytest.mark.parametrize("inline", ["span", "a", "strong", "b", "em", "i", "font", "u", "small", "del", "s"])
def test_a_break_at_the_beginning_of_words_in_a_block_goes(inline: str) -> None:
    node = first(f"<p><{inline}><br>a</{inline}></p>")
    nodes.trim_breaks(node)
    assert node.html == f"<p><{inline}>a</{inline}></p>"


@pytest.mark.parametrize("tag", ["p", "li", "blockquote", "dd", "dt", "figcaption", *(f"h{n}" for n in range(1, 7))])
def test_a_break_at_the_beginning_of_a_line_goes(tag: str) -> None:
    node = first(f"<{tag}><br>a</{tag}>")
    nodes.trim_breaks(node)
    assert node.html == f"<{tag}>a</{tag}>"


@pytest.mark.parametrize("tag", ["td", "th"])
def test_a_break_at_the_beginning_of_a_cell_goes(tag: str) -> None:
    node = first(f"<table><tr><{tag}><br>a</{tag}></tr></table>")
    nodes.trim_breaks(node)
    assert node.css("br") == []


@pytest.mark.parametrize(
    ("html", "left"),
    [
        ("<p><br>a<br>b</p>", "<p>a<br>b</p>"),
        ("<p> <br><br>a</p>", "<p> a</p>"),
        ("<p><b><i><br>a</i></b></p>", "<p><b><i>a</i></b></p>"),
        ("<p>x<b><br>a</b></p>", "<p>x<b><br>a</b></p>"),
        ("<p><i></i><b><br>a</b></p>", "<p><i></i><b><br>a</b></p>"),
        ("<div><br>a</div>", "<div><br>a</div>"),
        ("<div><code><br>a</code></div>", "<div><code><br>a</code></div>"),
        ("<blockquote><br>a</blockquote>", "<blockquote>a</blockquote>"),
        ("<p>a<br></p>", "<p>a<br></p>"),
    ],
)
def test_breaks_at_the_beginning_of_a_block_go(html: str, left: str) -> None:
    node = first(f"<main>{html}</main>")
    nodes.trim_breaks(node)
    assert node.inner_html == left


def test_a_token_stands_for_its_thing_until_it_is_spelled_out() -> None:
    placeholders = Placeholders()
    code = placeholders.put(PlaceholderKind.CODE, "abc", "go")
    mark = placeholders.put(PlaceholderKind.RAW, "[^1]")
    assert code != mark
    found = [placeholders.get(match) for match in TOKEN.finditer(f"x{code}y{mark}")]
    assert [(thing.kind, thing.text, thing.info) for thing in found if thing] == [
        (PlaceholderKind.CODE, "abc", "go"),
        (PlaceholderKind.RAW, "[^1]", ""),
    ]
    assert placeholders.spelled_out(f"x{code}y{mark}z") == "xabcy[^1]z"
    forged = "\ufdd02\ufdd1"
    assert [placeholders.get(match) for match in TOKEN.finditer(forged)] == [None]
    assert placeholders.spelled_out(f"a{forged}b") == "ab"
    assert placeholders.weight("abc") == 3
    assert placeholders.weight(f"x{code}") == 1 + len(code) + 3
    assert placeholders.weight(f"x{code}{mark}{forged}") == 1 + len(code + mark + forged) + 3 + 4


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<body><p>a</p><p>b</p></body>", "a b"),
        ("<body><nav><ul><li>n</li></ul></nav>a</body>", "a"),
        ("<title>t</title><nav>n</nav>a<script>s</script><style>t</style>b", "a b"),
        ("<body>c<noscript>a</noscript><template>b</template></body>", "c"),
        ("", ""),
    ],
)
def test_the_text_of_a_whole_page_has_neither_scripts_nor_navigation(html: str, text: str) -> None:
    assert " ".join(page_text(html).split()) == text
