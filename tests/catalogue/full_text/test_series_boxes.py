"""Lists of a series' parts beside an article: what a site calls one, and what is something else."""

import pytest

from blogreader.catalogue.full_text.series_boxes import parts_beside
from blogreader.catalogue.full_text.text_links import address

BASE = "https://example.org/two"
OWN = {str(address(BASE))}
ITEMS = "<li><a href=/one>Idea</a></li><li><a href=/two>Logs</a></li><li><a href=/three>Snapshots</a></li>"
BARE = ITEMS.replace("<a href=/two>Logs</a>", "Part 2: <b>Logs</b>")


def slugs(html: str) -> list[list[str]]:
    page = f"<html><body><nav><a href=/series>Series</a></nav>{html}</body></html>"
    return [[one.rpartition("/")[2] for one in links] for links in parts_beside(page, BASE, OWN, "Logs")]


@pytest.mark.parametrize(
    "html",
    [
        f"<div class='series'><ol>{ITEMS}</ol></div>",
        f'<aside id="post-series" class="box"><h3>Raft</h3><ul>{ITEMS}</ul></aside>',
        f"<div class=seriesNote><p>This article is <b>Part 2</b> of 3.</p><ul>{BARE}</ul></div>",
        f"<section class='widget series-nav'><ul>{BARE.replace('Logs', 'This post')}</ul></section>",
        f"<h3>Posts in this series</h3><ul>{ITEMS}</ul>",
        f"<p>Posts in this series<ul>{ITEMS}</ul>",
        f"<p>This is part of a series on consensus.</p>\n<ol>{ITEMS}</ol>",
        f"<details class=s><summary>Raft series</summary><div><ol>{ITEMS}</ol></div></details>",
        "<div class='series'><h2>Raft</h2><a href=/one>Idea</a> <a href=/two>Logs</a> <a href=/three>S</a></div>",
        f"<div class=series><script>var a = '{'x' * 900}';</script><ul>{ITEMS}</ul></div>",
    ],
)
def test_a_list_of_a_series_has_the_article_in_its_place(html: str) -> None:
    assert slugs(html) == [["one", "", "three"]]


@pytest.mark.parametrize(
    "html",
    [
        f"<h3>Recent posts</h3><ul>{ITEMS}</ul>",
        f"<div class=sidebar><ul>{ITEMS}</ul></div>",
        f"<div class=miniseries-chart><ul>{ITEMS}</ul></div><div class=serieses><ul>{ITEMS}</ul></div>",
        f"<div class=series><ul>{ITEMS.replace('=/', '=/series/')}</ul></div>",
        f"<div class=series><ul>{ITEMS.replace('/two', '/four').replace('Logs', 'Votes')}</ul></div>",
        f"<article class='post series-raft'><p>{'Words of it. ' * 30}</p><ul>{ITEMS}</ul></article>",
        f"<div class='post series-raft'><p>{'Words of it. ' * 30}</p><ul>{ITEMS}</ul></div>",
        f"<h3>Posts in this series</h3><ul><li>none</li></ul><h3>Popular</h3><ul>{ITEMS}</ul>",
        f"<h3>Posts in this series</h3><ul><li>none</li></ul><ul>{ITEMS}</ul>",
        f"<p>We saw a series of failures.</p><ul>{ITEMS}</ul>",
        "<div class=series><a href=/one>Idea</a> <a href=/two>Logs</a></div>",
        "<div class=series>This post is in a series. <a href=/one>A</a> <a href=/three>B</a><a href=/x>C</a></div>",
        f"<h3>Previous posts in this series</h3><ul>{ITEMS.replace('/two', '/zero').replace('Logs', 'Why')}</ul>",
        f"<div class=series><ul>{ITEMS}</ul>",
    ],
)
def test_what_does_not_say_that_it_is_one_or_lacks_the_article_is_no_list_of_a_series(html: str) -> None:
    assert slugs(html) == []


def test_ampersands_in_addresses_that_nobody_escaped_stay() -> None:
    items = ITEMS.replace("/one", "/?p=1&section=one").replace("/three", "/?p=3&amp;copy=three")
    found = parts_beside(f"<div class=series><ul>{items}</ul></div>", BASE, OWN, "Logs")
    assert found == [("//example.org?p=1&section=one", "", "//example.org?p=3&copy=three")]
