"""The title of an article, from the head of its page, its headings, its address and its index."""

import pytest

from blogreader.extract.dom.head import Head
from blogreader.extract.dom.html_parser import parse
from blogreader.extract.titles import plain, title_of, without_mark

URL = "https://www.blog.example/2021/x"


def read(
    head: str, body: str, hint: str | None = None, url: str = URL, headline: object = None
) -> tuple[str | None, frozenset[str]]:
    page = parse(f"<head>{head}</head><body>{body}</body>")
    metas = [(node.attributes, node) for node in page.css("meta")]
    return title_of(Head(page, metas), [{"headline": headline}, {}], hint, url)


def og(said: str) -> str:
    return f'<meta property=og:title content="{said}">'


def name(said: str) -> str:
    return f'<meta property=og:site_name content="{said}">'


def main(html: str) -> str:
    return f"<main>{html}</main>"


BOATS = "<title>Boats | Blog</title>"


@pytest.mark.parametrize(
    ("head", "body", "expected"),
    [
        # A heading that the head repeats, with or without the name of the site.
        (BOATS, "<h1>Boats</h1>", "Boats"),
        (BOATS, "<h1>BOATS! #</h1>", "BOATS!"),
        (BOATS, "<h2>Boats</h2>", "Boats"),
        *(
            (BOATS, f"<p class={name}>Of it</p><p class={name}>BOATS</p>", "BOATS")
            for name in ("p-name", "entry-title")
        ),
        *((BOATS, f"<p class={name}>BOATS</p>", "BOATS") for name in ("post-title", "article-title")),
        (BOATS, "<p itemprop='name headline'>BOATS</p>", "BOATS"),
        (BOATS, "<h3>BOATS</h3>", "Boats"),
        # The beginning of the title in the head first, then what is in the main part, a first-level heading, the first.
        (BOATS, "<h1>Blog</h1><h2>BOATS</h2>", "BOATS"),
        ("<title>One | Boats | Blog</title>", "<h1>Blog</h1><h2>One | Boats</h2>", "One | Boats"),
        ("<title>One | Two | Boats | Blog</title>", "<h2>One | Two</h2><h1>Blog</h1>", "Blog"),
        ("<title>One | Two | Boats | Blog</title>", "<h2>One</h2><h1>Blog</h1>", "One"),
        (BOATS, f"<h1>Boats</h1>{main('<h2>BOATS</h2>')}", "BOATS"),
        (BOATS, "<h1>Boats</h1><article><h2>BOATS</h2></article>", "BOATS"),
        (BOATS, "<h2>Boats</h2><h1>BOATS</h1>", "BOATS"),
        (BOATS, "<h1>BOATS</h1><h1>Boats</h1>", "BOATS"),
        (f"{og('The blog')}{name('Blog')}{name('The blog')}<title>Blog</title>", "", "The blog"),
        # Nothing but the head.
        (BOATS, "", "Boats"),
        ("<title>Boats</title>", "", "Boats"),
        ("<title>A long name of a blog | Boats of it</title>", "", "A long name of a blog"),
        ("<title>Boats | A long name of a blog</title>", "", "Boats | A long name of a blog"),
        ("<title>Of boats | A river</title>", "", "Of boats"),
        ("<title>Of boats | A rivers</title>", "", "Of boats | A rivers"),
        (f"<title>Boats | A long name</title>{name('A long name')}", "", "Boats"),
        (f"<title>A long name | Boats</title>{name('A long name')}", "", "Boats"),
        (f"<title>Boats and oars | Here</title>{name('A long name')}", "", "Boats and oars | Here"),
        ("<title>Boats | Blog.example</title>", "", "Boats"),
        ("<title>Boats of the river | One | Two</title>", "", "Boats of the river | One"),
        (f"<title>One | Two | Boats</title>{name('One')}", "", "Two | Boats"),
        # What several candidates have in common.
        (f"<title>Boats | The blog of the river</title>{og('Boats')}", "", "Boats"),
        (f"<title>Boats | The blog of the river</title>{og('Oars')}", "", "Oars"),
        (f"<title>Oars of it | Blog</title>{og('Boats of it')}", "", "Boats of it"),
        ("<title>Oars of it</title><meta name=twitter:title content='Boats of it'>", "", "Boats of it"),
        ("<title>Boats | Blog</title><meta name=twitter:title content=Boats>" + og("Oars"), "", "Boats"),
        # A heading, if the head is no better.
        ("<title>Blog</title>", main("<h1>Of boats</h1>"), "Of boats"),
        ("<title>Our blog</title>", main("<h1>Of boats</h1>"), "Our blog"),
        ("<title>Blog</title>", main("<h1>Of boats</h1><h1>Of oars</h1>"), "Blog"),
        ("<title>Blog</title>", "<h1>Of boats</h1><h1>Of oars</h1>", "Blog"),
        (f"<title>Blog</title>{og('Blog')}", main("<h1>Of boats</h1>"), "Blog"),
        (f"<title>Our blog</title>{name('Our blog')}", main("<h1>Of boats ¶</h1>"), "Of boats"),
        (f"<title>Our blog</title>{name('Our blog')}", "<h1>Of boats</h1>", "Of boats"),
        (f"<title>Our blog</title>{name('Our blog')}", main("<h2>Of boats #</h2>"), "Of boats"),
        (f"<title>Our blog</title>{name('Our blog')}", "<h2>Of boats</h2>", "Our blog"),
        (f"<title>Our blog</title>{name('Our blog')}", main("<h2>Our Blog</h2><h2>Of oars</h2>"), "Of oars"),
        ("", "<h1>Of boats</h1>", "Of boats"),
        ("", "<h2>Of boats</h2>", None),
        # Without any, what is named a title.
        *(
            ("", f"<p id={name}>Of boats #</p>", "Of boats")
            for name in ("page_title", "page-title", "post-title", "title")
        ),
        *(("", f"<{tag}><h3>Of boats</h3></{tag}>", "Of boats") for tag in ("main", "article")),
        ("", "<p class=page-title>Of boats</p>", "Of boats"),
        ("", "<h3>Of boats</h3>", None),
        ("", "", None),
        (f"<title>Our blog</title>{name('Our blog')}", "<p id=title>Of boats</p>", "Our blog"),
    ],
)
def test_the_title_is_what_two_sources_agree_on_and_never_the_site_s_name(
    head: str, body: str, expected: str | None
) -> None:
    assert read(head, body)[0] == expected


@pytest.mark.parametrize(
    "separator",
    [*(f" {sign} " for sign in "|·•»«–—―－｜-"), " -- ", " :: ", "::", "｜", ":: ", "  |  "],
)
def test_parts_of_a_title_stand_between_separators(separator: str) -> None:
    assert read(f"<title>Boats{separator}Blog</title>{name('Blog')}", "")[0] == "Boats"
    assert read(f"<title>Boats{separator}Of it{separator}Blog</title>{og('Boats')}", "")[0] == "Boats"
    assert read(f"<title>Boats{separator}Of it{separator}Blog</title>", "<h1>Of it</h1>")[0] is not None


@pytest.mark.parametrize("said", ["Boats-Blog", "Boats|Blog", "Boats: Blog", "Boats, Blog", "Boats–Blog"])
def test_other_signs_are_of_the_title(said: str) -> None:
    assert read(f"<title>{said}</title>{name('Blog')}", "")[0] == said


def test_every_part_of_a_title_may_be_its_heading() -> None:
    title = "<title>One | Two | Three | Four</title>"
    for part in ("One", "One | Two", "One | Two | Three", "Four", "Three | Four", "Two | Three | Four"):
        assert plain(part) in read(title, "")[1]
    for part in ("Two", "Three", "Two | Three"):
        assert plain(part) not in read(title, "")[1]


@pytest.mark.parametrize(
    ("headline", "expected"),
    [("Of &amp; boats", "Of & boats"), (" ", "Blog"), (7, "Blog"), (None, "Blog"), ("Of\nboats", "Of boats")],
)
def test_the_headline_of_linked_data_is_the_title(headline: object, expected: str) -> None:
    assert read("<title>Blog</title>", "", headline=headline)[0] == expected


@pytest.mark.parametrize(
    ("head", "body", "hint", "expected"),
    [
        (BOATS, "<h1>BOATS!</h1>", "boats", "BOATS!"),
        (BOATS, "<h1>BOATS ¶</h1>", "boats", "BOATS"),
        (f"{BOATS}{og('BOATS')}", "", "boats", "BOATS"),
        (BOATS, "<h1>Of oars</h1><h2>Of it</h2>", "of it", "Of it"),
        (BOATS, "<h1>BOATS</h1>", "of it", "BOATS"),
        ("", "<h1>Of oars</h1>", "Of it", "Of oars"),
        ("", "", "Of it", "Of it"),
        ("", "<p id=title>Of boats</p>", "Of it", "Of it"),
    ],
)
def test_what_the_index_says_is_the_title_as_the_page_writes_it(head: str, body: str, hint: str, expected: str) -> None:
    assert read(head, body, hint)[0] == expected


@pytest.mark.parametrize(
    ("heading", "is_of_site"),
    [
        *(
            (f"<h1><a href={address}>Boats</a></h1>", True)
            for address in ("/", "./", "../", "..", ".", "/index.html", "index.html")
        ),
        *((f"<h1><a href={address}>Boats</a></h1>", True) for address in ("https://a.example", "http://a.example/")),
        *(
            (f"<h1><a href={address}>Boats</a></h1>", False)
            for address in ("/x", "https://a.example/x", "ftp://a.example", "https://")
        ),
        ("<a href=/><h1>Boats</h1></a>", True),
        ("<a href=/><b><h1>Boats</h1></b></a>", True),
        ("<a href=/><i><b><h1>Boats</h1></b></i></a>", False),
        ("<a href=/x><h1>Boats</h1></a>", False),
        ("<h1><a>Boats</a></h1>", False),
        ("<nav><h1>Boats</h1></nav>", True),
        ("<nav><i><b><u><s><q><h1>Boats</h1></q></s></u></b></i></nav>", True),
        *(
            (f"<div class={named}><h1>Boats</h1></div>", True)
            for named in ("site-title", "site-name", "siteHeader", "site-branding", "site-logo")
        ),
        *(
            (f"<div class={named}><h1>Boats</h1></div>", True)
            for named in ("blog-title", "blog-name", "menu-title", "brand", "logo", "masthead")
        ),
        *((f"<div class={named}><h1>Boats</h1></div>", True) for named in ("navbar", "branding", "topbar", "top-bar")),
        *((f"<div class={named}><h1>Boats</h1></div>", False) for named in ("site", "title", "blog", "header", "bar")),
        ("<h1 class=logo>Boats</h1>", True),
        ("<div class=logo><i><b><u><h1>Boats</h1></u></b></i></div>", True),
        ("<div class=logo><i><b><u><s><h1>Boats</h1></s></u></b></i></div>", False),
        ("<div class=logo><main><h1>Boats</h1></main></div>", False),
        ("<main><h1><a href=/>Boats</a></h1></main>", False),
        ("<article><h1><a href=/>Boats</a></h1></article>", False),
    ],
)
def test_a_heading_is_of_the_site_by_its_link_or_its_place(heading: str, is_of_site: bool) -> None:
    head = "<title>Boats | Rivers of the land</title>"
    assert read(head, f"{heading}")[0] == ("Rivers of the land" if is_of_site else "Boats")


def test_in_the_main_part_a_logo_is_one_too() -> None:
    head = "<title>Boats | Rivers of the land</title>"
    assert read(head, main("<h1>Rivers of the land</h1>"))[0] == "Rivers of the land"
    assert read(head, main("<div class=logo><h1>Rivers of the land</h1></div>"))[0] == "Boats"


def test_names_of_the_whole_page_are_not_of_its_heading() -> None:
    page = parse(f"<html class=logo><head>{BOATS}</head><body class=logo><h1>BOATS</h1>")
    assert title_of(Head(page, []), [], None, URL)[0] == "BOATS"


BRAND = "<h1 class=logo>Boats</h1>"


@pytest.mark.parametrize(
    ("head", "body", "expected"),
    [
        # What several candidates say is no site's name, unless the article has a heading of its own.
        (f"<title>Boats</title>{og('Boats')}", BRAND, "Boats"),
        (f"<title>Boats</title>{og('Boats')}", f"{BRAND}{main('<h1>Of oars</h1>')}", "Of oars"),
        (f"<title>Boats</title>{og('Boats')}", f"{BRAND}{main('<h2>Of oars</h2>')}", "Boats"),
        (f"<title>Boats</title>{og('Boats')}", f"{BRAND}<h1>Of oars</h1>", "Boats"),
        (f"<title>Boats</title>{og('Boats')}", f"{BRAND}{main('<h1>Boats</h1>')}", "Boats"),
        (f"<title>Boats</title>{og('Boats')}{name('Boats')}", main("<h1>Of oars</h1>"), "Boats"),
        (f"<title>Boats</title>{name('Boats')}", main("<h1>Of oars</h1>"), "Of oars"),
        # A heading of the article with which the title in the head begins is none, either.
        ("<title>Boats | Rivers</title>", "<nav><main><h1>BOATS</h1></main></nav>", "BOATS"),
        ("<title>Boats | Rivers</title>", "<nav><main><h2>BOATS</h2></main></nav>", "Rivers"),
        ("<title>Boats | Rivers</title>", "<nav><h1>BOATS</h1></nav>", "Rivers"),
        ("<title>Rivers | Boats</title>", "<nav><main><h1>BOATS</h1></main></nav>", "Rivers"),
        (f"<title>Rivers | Boats</title>{name('Rivers')}", "<nav><main><h1>Rivers</h1></main></nav>", "Boats"),
        ("<title>Boats</title>", "<nav><main><h1>Boats</h1></main></nav>", "Boats"),
    ],
)
def test_a_name_is_no_title_unless_the_page_says_that_it_is(head: str, body: str, expected: str) -> None:
    assert read(head, body)[0] == expected


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        *(
            ("of-boats", "Of boats"),
            ("of_boats.html", "Of boats"),
            ("Of%20Boats/", "Of boats"),
            ("of-boats/index.html", "Of boats"),
        ),
        *(("of-boats.htm", "Of boats"), ("other", "Our blog"), ("boats", "Our blog"), ("", "Our blog")),
        # Words of the address, of which the heading has three fifths.
        *(("boats-it", "Our blog"), ("see-of-boats-now", "Of boats"), ("2021-of-boats-1", "Of boats")),
    ],
)
def test_a_heading_that_the_address_repeats_is_the_title(address: str, expected: str) -> None:
    body = "<h2>One</h2><h2>Of boats</h2>"
    assert read("<title>Our blog</title>", body, url=f"https://blog.example/{address}")[0] == expected


@pytest.mark.parametrize(
    ("head", "body", "slug", "expected"),
    [
        # Four characters, in a heading of the first or second level.
        ("<title>Our blog</title>", "<h2>Oars</h2>", "oars", "Oars"),
        ("<title>Our blog</title>", "<h2>Oar</h2>", "oar", "Our blog"),
        ("<title>Our blog</title>", "<p class=p-name>Oars</p>", "oars", "Our blog"),
        ("<title>Our blog</title>", "<h2 >Oars ¶</h2>", "oars", "Oars"),
        # Not if the head says it, in a heading of the article or of no site.
        ("<title>Our blog</title>", "<h1>Our blog</h1><h2>Oars</h2>", "oars", "Our blog"),
        ("<title>Our blog</title>", "<h1 class=logo>Our blog</h1><h2>Oars</h2>", "oars", "Oars"),
        ("<title>Our blog</title>", "<main><h1 class=logo>Our blog</h1></main><h2>Oars</h2>", "oars", "Our blog"),
        (f"<title>Our blog</title>{name('Oars')}", "<h2>Oars</h2>", "oars", "Our blog"),
        # Two words of it that are no numbers, none of which the head says.
        ("<title>Our blog</title>", "<h2>Boats of the river</h2>", "boats-of-the-x", "Boats of the river"),
        ("<title>Our blog</title>", "<h2>Boats on the old river</h2>", "boats-on-the", "Boats on the old river"),
        ("<title>Our blog</title>", "<h2>Boats on the old sea river</h2>", "boats-on-the", "Our blog"),
        ("<title>Our blog</title>", "<h2>Boats</h2>", "boats-x-7", "Our blog"),
        ("<title>Our blog</title>", "<h2>Boats</h2>", "boats-12", "Our blog"),
        ("<title>Our blog</title>", "<h2>Boats</h2>", "boats-html-index-htm", "Our blog"),
        ("<title>Our blog</title>", "<h2>Boats</h2>", "boats-ab", "Boats"),
        ("<title>Our blog</title>", "<h2>Boats 3 7 12</h2>", "boats_ab", "Boats 3 7 12"),
        ("<title>The blog</title>", "<h2>Boats of the river</h2>", "boats-of-the-x", "The blog"),
        ("<title>Our blog</title>", "<p class=p-name>Boats of it</p>", "boats-of-x", "Our blog"),
        (f"<title>Our blog</title>{name('Boats of it')}", "<h2>Boats of it</h2>", "boats-of-x", "Our blog"),
        ("<title>Our blog</title>", "<h2>¶!</h2><h2>Boats of ¶</h2>", "boats-of-x", "Boats of"),
    ],
)
def test_the_address_decides_where_the_head_says_nothing_of_it(head: str, body: str, slug: str, expected: str) -> None:
    assert read(head, body, url=f"https://blog.example/{slug}")[0] == expected
    assert read(head, body, "Of it all", url=f"https://blog.example/{slug}")[0] == read(head, body)[0]


@pytest.mark.parametrize(
    ("head", "body", "hint", "expected"),
    [
        (BOATS, "", None, {"boats blog", "boats", "blog"}),
        (BOATS, "", "Of it", {"boats blog", "boats", "blog", "of it"}),
        (f"{BOATS}{name('Blog')}", "", None, {"boats blog", "boats"}),
        ("<title>Blog</title>", main("<h1>Of boats</h1>"), None, {"blog"}),
        ("", "<h1>Of boats</h1>", None, {"of boats"}),
        ("", "<p id=title>Of boats</p>", None, {"of boats"}),
        ("", "<p id=title>Of boats</p>", "Of it", {"of it", "of boats"}),
        ("", "", None, set()),
        (f"<title>Our blog</title>{name('Our blog')}", "", None, {"our blog"}),
    ],
)
def test_headings_that_only_repeat_the_title_are_told_in_plain_form(
    head: str, body: str, hint: str | None, expected: set[str]
) -> None:
    assert read(head, body, hint)[1] == expected


def test_long_lists_of_headings_are_not_read_to_their_end() -> None:
    others = "<h2>Other</h2>" * 39
    assert read(BOATS, f"{others}<h2>BOATS</h2>")[0] == "BOATS"
    assert read(BOATS, f"<h2>Other</h2>{others}<h2>BOATS</h2>")[0] == "Boats"
    assert read(BOATS, f"<h2>Other</h2>{others}<h1>BOATS</h1>")[0] == "BOATS"
    assert read(BOATS, f"{'<h1>Other</h1>' * 39}<h1>BOATS</h1>")[0] == "BOATS"
    assert read(BOATS, f"{'<h1>Other</h1>' * 40}<h1>BOATS</h1>")[0] == "Boats"


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Of it #", "Of it"),
        ("Of it ¶§🔗 #", "Of it"),
        ("C#", "C"),
        ("\u200bOf\ufeff it\u200c\u200d", "Of it"),
        ("#1", "#1"),
    ],
)
def test_a_heading_is_without_the_sign_of_its_permalink(title: str, expected: str) -> None:
    assert without_mark(title) == expected


@pytest.mark.parametrize(
    ("title", "expected"),
    [("Of  Boats!", "of boats"), ("“Of-boats”", "of boats"), ("Á_b", "a b"), ("", ""), (None, "")],
)
def test_titles_are_compared_in_plain_form(title: str | None, expected: str) -> None:
    assert plain(title) == expected
