"""Which title and picture before the text belong to it, and which picture is a face."""

import pytest

from blogreader.extract.content.lead_image import cut_faces, lead_of
from blogreader.extract.dom.html_parser import parse

PICTURE = "<img src=/boats.png>"


def lead(before: str, inside: str = "<p>Text</p>", around: str = "main", head: str = "<title>On rivers</title>") -> str:
    """Return the HTML of what is taken from before the text; empty if that is nothing."""
    page = parse(f"<head>{head}</head><body><{around}>{before}<div id=it>{inside}</div></{around}>")
    article = page.css_first("#it")
    assert article is not None
    found = lead_of(page, article)
    return found.inner_html or "" if found is not None else ""


TITLE = "<h1>Of boats</h1>"
SHOWN = '<p><img src="/boats.png"></p>'


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ("", ""),
        (TITLE, TITLE),
        (PICTURE, SHOWN),
        (f"{PICTURE}{TITLE}", f"{TITLE}{SHOWN}"),
        (f"{TITLE}<div><p><i>{PICTURE}</i></p></div>", f"{TITLE}{SHOWN}"),
        (f"<h1>One</h1>{TITLE}", TITLE),
        (f"{PICTURE}<img src=/second.png>", SHOWN),
        (f"<img src=/logo.png>{PICTURE}", SHOWN),
        # A title is no link, and repeats half of that in the head at most.
        ("<h1><a href=/>Of boats</a></h1>", ""),
        ("<h1> ! </h1>", ""),
        ("<h1>On rivers, boats</h1>", ""),
        ("<h1>Rivers and boats</h1>", "<h1>Rivers and boats</h1>"),
        ("<h1>On boats</h1>", "<h1>On boats</h1>"),
        # A picture in several forms.
        (
            "<picture><source srcset=/boats.webp><img src=/boats.png></picture>",
            '<p><picture><source srcset="/boats.webp"><img src="/boats.png"></picture></p>',
        ),
    ],
)
def test_a_title_and_a_picture_before_the_text_are_its_lead(before: str, expected: str) -> None:
    for around in ("main", "article"):
        assert lead(before, around=around) == expected
    assert lead(before, around="section") == ""


def test_what_is_farther_before_the_text_is_its_lead_in_order() -> None:
    page = parse(f"<main>{PICTURE}<section><img src=/second.png><div>x{TITLE}<p><b id=it>x</b></p></div></section>")
    article = page.css_first("#it")
    assert article is not None
    found = lead_of(page, article)
    assert found is not None
    assert found.inner_html == f"{TITLE}{SHOWN}"


@pytest.mark.parametrize(
    "head", ["<title>{}</title>", "<meta property=og:title content='{}'>", "<meta name=twitter:title content='{}'>"]
)
def test_a_heading_that_a_head_says_is_the_title_already(head: str) -> None:
    assert lead(TITLE, head=head.format("Of boats")) == ""
    assert lead(TITLE, head=head.format("On rivers")) == TITLE
    assert lead(TITLE, inside="<h1>x</h1>", head="") == ""


@pytest.mark.parametrize(
    ("image", "is_picture"),
    [
        *((f"<img src=/boats.png {side}=200>", True) for side in ("width", "height")),
        *((f"<img src=/boats.png {side}=199>", False) for side in ("width", "height")),
        ("<img src=/boats.png width=199px>", False),
        ("<img src=/boats.png width=50%>", True),
        # Names, of the picture and of what is around it.
        *(
            (f"<img src=/boats.png class={name}>", False)
            for name in ("avatar", "gravatar", "author", "authors", "byline", "logo")
        ),
        *(
            (f"<img src=/boats.png class={name}>", False)
            for name in ("logos", "icon", "icons", "profile", "badge", "emoji", "thumb")
        ),
        *((f"<img src=/boats.png class={name}>", False) for name in ("thumbnail", "sprite")),
        ("<div class=author><p><img src=/boats.png></p></div>", False),
        ("<img src=/boats.png class=authority>", True),
        ("<img src=/the/logo/boats.png>", False),
        ("<img src=/boats.png alt='The Logo of it'>", False),
        ("<img src=/logotype.png alt=x>", True),
        # Links lead to a file with a picture.
        *(
            (f"<a href=/x.{kind}><img src=/boats.png></a>", True)
            for kind in ("jpg", "JPEG", "png", "webp", "gif", "avif")
        ),
        ("<a href=/x><img src=/boats.png></a>", False),
        ("<a><img src=/boats.png></a>", False),
        # Its address.
        ("<img>", False),
        ("<img src=/boats/>", False),
        ("<img src=/boats.svg>", False),
        ("<img src=http://[boats.png>", False),
        ("<img src=data:image/png;base64,AAAA>", False),
        ("<img src=data:image/png;base64,AAAA data-src=/boats.png>", True),
    ],
)
def test_a_lead_image_is_large_and_no_face_or_icon(image: str, is_picture: bool) -> None:
    assert (lead(image) != "") == is_picture


def test_names_around_everything_are_not_of_a_picture() -> None:
    page = parse(f"<body class=author><main class=author>{PICTURE}<div id=it>x</div></main>")
    article = page.css_first("#it")
    assert article is not None
    assert lead_of(page, article) is not None


@pytest.mark.parametrize(
    ("before", "inside", "is_repeated"),
    [
        ("<img src=/boats.png>", "/boats.png", True),
        ("<img src=/boats.png>", "/other.png", False),
        ("<img src=/boats-1200x800.png>", "/boats.png", True),
        ("<img src=/boats_640w.png>", "/boats.png", True),
        ("<img src=/boats-640h.png>", "/boats.png", True),
        ("<img src=/boats@2x.png>", "/boats.png", True),
        ("<img src=/boats-640px.png>", "/boats.png", True),
        ("<img src=/boats.png>", "/boats-1200x800.webp", True),
        ("<img src=/boat.png>", "/boat.png", True),
        ("<img src=/cat.png>", "/cat.png", False),
        ("<img src=/boats>", "/boats", True),
        ("<img src=/b%C3%B6te.png>", "/böte.png", True),
        *(
            (f"<img {name}='/boats.png 2x'>", "/boats.png", True)
            for name in ("data-src", "data-lazy-src", "data-original", "data-srcset", "srcset")
        ),
        ("<img data-src=/boats.png src=/other.png>", "/other.png", False),
        ("<img data-src=' ' src=/boats.png>", "/boats.png", True),
        ("<picture><source srcset='/boats.webp 1x'><img></picture>", "/boats.png", True),
        ("<picture><source data-src=/boats.webp><img src=/other.png></picture>", "/boats.png", True),
        ("<div><source srcset='/boats.webp 1x'><img></div>", "/other.png", True),
    ],
)
def test_a_picture_that_the_text_shows_is_no_lead(before: str, inside: str, is_repeated: bool) -> None:
    assert (lead(before, f"<img src={inside}>") == "") == is_repeated


FACE = "<img class=avatar width=160 height=90 src=/ann.png>"


@pytest.mark.parametrize(
    ("html", "goes"),
    [
        (f"{FACE}<p>Text</p>", True),
        # Two of three signs: a small size, a name, a link to a person.
        (FACE.replace("160", "161"), False),
        (FACE.replace("height=90", "height=161"), False),
        (FACE.replace("width=160 height=90", ""), False),
        (FACE.replace("width=160 height=90", "width=0"), False),
        (FACE.replace("width=160 height=90", "height=1"), True),
        (FACE.replace("avatar", "boat"), False),
        *((FACE.replace("avatar", name), True) for name in ("gravatar", "author", "authors", "byline", "profile")),
        *((FACE.replace("avatar", name), True) for name in ("headshot", "userpic", "portrait")),
        (f"<i class=author><b><u><s>{FACE.replace('avatar', 'x')}</s></u></b></i>", True),
        (f"<i class=author><b><u><s><q>{FACE.replace('avatar', 'x')}</q></s></u></b></i>", False),
        *(
            (f"<a href={path}>{FACE.replace('avatar', 'x')}</a>", True)
            for path in (
                "/@ann",
                "/author/ann",
                "/authors",
                "/people/",
                "/person?x",
                "/user/a",
                "/users",
                "/u/ann",
                "/Profile",
                "/profiles",
                "/member/a",
                "/members",
                "/team",
                "/about",
            )
        ),
        *((f"<a href={path}>{FACE.replace('avatar', 'x')}</a>", False) for path in ("/ann", "/teams", "/@")),
        (f"<a href=/about>{FACE.replace('width=160 height=90', '')}</a>", True),
        # Among the first two, and nothing long before it.
        (f"<p>{'x' * 60}</p>{FACE}", True),
        (f"<p>{'x' * 61}</p>{FACE}", False),
        (f"<div>{'x' * 61}</div><p><i>{FACE}</i></p>", False),
        (f"{'x' * 61}<p>{FACE}</p>", False),
        (f"<p>{'x' * 61}</p><p>x</p>{FACE}", False),
        (f"<img src=/boats.png>{FACE}", False),
    ],
)
def test_a_small_portrait_before_the_text_goes_by_two_signs(html: str, goes: bool) -> None:
    assert ("ann.png" not in without_faces(html)) == goes


def without_faces(html: str) -> str:
    page = parse(f"<body><div>{'x' * 99}<article class=author>{html}</article></div>")
    article = page.css("article")[0]
    cut_faces(page, article)
    return article.inner_html or ""


def test_two_faces_go_with_their_links_and_no_third() -> None:
    assert without_faces(FACE * 3).count("<img") == 1
    assert without_faces(f"<a href=/>{FACE}</a>") == ""
    assert without_faces(f"<a href=/>Ann{FACE}</a>") == '<a href="/">Ann</a>'
    assert without_faces(f"<p><a href=/><i>{FACE}</i></a></p>") == "<p></p>"
