"""Pages that only send elsewhere by HTML are followed as redirects are."""

from pathlib import Path

import pytest

from blogreader.errors import FetchError
from blogreader.extract import moved_to
from blogreader.library import Library
from blogreader.model import FetchSettings
from tests.answering import Web
from tests.driving import NOW, folders

HERE = "https://blog.example/old/"
HUGO = (
    '<!DOCTYPE html><html lang="en"><head><title>https://blog.example/new/</title>'
    '<link rel="canonical" href="https://blog.example/new/"><meta name="robots" content="noindex">'
    '<meta charset="utf-8"><meta http-equiv="refresh" content="0; url=https://blog.example/new/"></head></html>'
)
JEKYLL = (
    '<!DOCTYPE html><html><title>Redirecting&hellip;</title><script>location="/new/"</script>'
    "<meta http-equiv='Refresh' content='0; URL=/new/'><h1>Redirecting&hellip;</h1>"
    '<a href="/new/">Click here if you are not redirected.</a></html>'
)
ARTICLE = (
    "<html><head><title>New</title></head><body><article><h1>New</h1>"
    f"<p>{'Words of it. ' * 90}</p></article></body></html>"
)


@pytest.mark.parametrize(
    ("html", "target"),
    [
        (HUGO, "https://blog.example/new/"),
        (JEKYLL, "https://blog.example/new/"),
        ('<meta http-equiv=refresh content="1;../new/">', "https://blog.example/new/"),
        ("<META HTTP-EQUIV=REFRESH CONTENT=\"0;URL='/new/'\">", "https://blog.example/new/"),
        ('<meta content="0;url=/new/?a=1&amp;b=2" http-equiv="refresh">', "https://blog.example/new/?a=1&b=2"),
        ('<!-- <meta http-equiv="refresh" content="0;url=/new/"> -->', None),
        ('<noscript><meta http-equiv="refresh" content="0;url=/new/"></noscript>', None),
        ('<!-- <meta http-equiv="refresh" content="0;url=/new/">', None),
        *(
            (f'<{tag}><meta http-equiv="refresh" content="0;url=/new/">', None)
            for tag in ("noscript", "script", "style")
        ),
        (f'<meta {"x" * 1940} http-equiv="refresh" content="0;url=/new/">', "https://blog.example/new/"),
        (f'<meta {"x" * 2000} http-equiv="refresh" content="0;url=/new/">', None),
        ('<meta http-equiv="refresh" content="0;/new/">', "https://blog.example/new/"),
        ('<meta http-equiv="refresh" content="1000;url=/new/">', None),
        ('<meta http-equiv="refresh" content="0;url=//other.example/x">', "https://other.example/x"),
        ('<meta http-equiv="refresh" content="0;url=http://blog.example/old/">', "http://blog.example/old/"),
        *(
            (f'<meta http-equiv="refresh" content="{said}">', None)
            for said in ("0;url=", "0; URL = ", "0;url=''", "0;")
        ),
        ('<meta http-equiv="refresh" content="600;url=/new/">', None),
        ('<meta http-equiv="refresh" content="0">', None),
        ('<meta http-equiv="refresh" content="0;url=/old/#part">', None),
        ('<meta http-equiv="refresh" content="0;url=javascript:alert(1)">', None),
        ('<meta http-equiv="refresh" content="0;url=http://[">', None),
        (ARTICLE.replace("<title>", '<meta http-equiv="refresh" content="5;url=/next/"><title>'), None),
        (f"{HUGO}<script>{'x' * 20_000}</script>", None),
        ('<meta http-equiv="refresh" content="10;url=/new/">', "https://blog.example/new/"),
        ('<meta http-equiv="refresh" content="11;url=/new/">', None),
        ('<meta http-equiv="refresh" content="0.5 , url = /new/ ">', "https://blog.example/new/"),
        ('<meta http-equiv=" Refresh " content="0;url=/new/#part">', "https://blog.example/new/"),
        ('<meta name="refresh" content="0;url=/new/">', None),
        (
            '<meta http-equiv="refresh" content="600;url=/a/"><meta http-equiv="refresh" content="0;url=/new/">',
            "https://blog.example/new/",
        ),
        (f"{HUGO}<body>{'x ' * 300}", "https://blog.example/new/"),
        (f"{HUGO}<body>{'x ' * 301}", None),
        (f"{HUGO}{'x' * 301}<BODY>x", "https://blog.example/new/"),
        (f"{HUGO}<!--{'x' * (20_000 - len(HUGO) - 7)}-->", "https://blog.example/new/"),
        (f"{HUGO}<!--{'x' * (20_000 - len(HUGO) - 6)}-->", None),
        (f"{HUGO}<style>{'x' * 400}</style><script>{'x' * 400}</script>", "https://blog.example/new/"),
    ],
)
def test_where_a_page_sends(html: str, target: str | None) -> None:
    assert moved_to(html, HERE) == target


def library(folder: Path, web: Web) -> Library:
    index = folder / "index.md"
    index.write_text(f"# Notes\n\n### [Old]({HERE})\n")
    made = Library(
        folders(folder / "library"),
        index=str(index),
        now=lambda: NOW,
        transport=web,
        fetching=FetchSettings(delay=0, pictures=False),
    )
    made.open()
    return made


async def test_the_article_is_that_of_the_page_at_the_end(tmp_path: Path) -> None:
    web = Web()
    web.put(HERE, HUGO.replace("/new/", "/middle/"), ETag='"of the first"')
    web.put("https://blog.example/middle/", HUGO)
    web.put("https://blog.example/new/", ARTICLE, ETag='"of the last"')
    made = library(tmp_path, web)
    document = await made.document("https://blog.example/old")
    assert (document.url, document.final_url, document.etag) == (HERE, "https://blog.example/new/", None)
    assert "Words of it." in document.text
    made.close()


async def test_pages_that_send_in_a_circle_are_a_failure(tmp_path: Path) -> None:
    web = Web()
    web.put(HERE, HUGO)
    web.put("https://blog.example/new/", HUGO.replace("/new/", "/old/"))
    made = library(tmp_path, web)
    with pytest.raises(FetchError):
        await made.document("https://blog.example/old")
    assert len(web.asked) == 2
    made.close()
