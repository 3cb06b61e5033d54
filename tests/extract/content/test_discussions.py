"""How the page of a forum becomes an article: its post, then its comments as quotations in each other."""

from typing import Any

import pytest

from blogreader.extract.content import discussions
from blogreader.extract.content.discussion_sites import SPEAKERS, DiscussionPlace, Platform
from blogreader.extract.dom.html_parser import parse

FORUM = Platform(
    "Forum",
    "",
    marker=".forum",
    hosts=("forum.example",),
    post=".post",
    comment=".comment",
    author=DiscussionPlace(".who"),
    body=".said",
)
HEAD = "<b class=forum></b>"


def gathered(
    html: str, monkeypatch: pytest.MonkeyPatch, url: str = "https://forum.example/t/1", **changes: Any
) -> str | None:
    """Return the HTML of the discussion on a page of a made-up forum; None if there is none."""
    monkeypatch.setattr(discussions, "PLATFORMS", (FORUM._replace(**changes),))
    page = parse(f"<body>{HEAD}{html}")
    found = discussions.gather(page, url)
    if found is None:
        return None
    assert page.body is not None
    assert page.body.last_child is not None
    assert page.body.last_child.mem_id == found.mem_id
    return found.inner_html


def comment(said: str, who: str = "Ann", more: str = "") -> str:
    return f"<div class=comment><b class=who>{who}</b>{more}<p class=said>{said}</p></div>"


def quoted(said: str, who: str = "Ann", more: str = "") -> str:
    return f"<blockquote><p><strong>{who}</strong>{more}</p>{said}</blockquote>"


POST = "<p class=post>A post</p>"
SHOWN = '<div><p class="post">A post</p></div>'


@pytest.mark.parametrize(
    ("url", "hosts", "is_known"),
    [
        ("https://forum.example/t/1", ("forum.example",), True),
        ("https://FORUM.example", ("forum.example",), True),
        ("https://old.forum.example/", ("forum.example",), True),
        ("https://myforum.example/", ("forum.example",), False),
        ("https://b.example/", ("a.example", "b.example"), True),
        ("https://other.example/", (), True),
        ("a.html", (), True),
        ("a.html", ("forum.example",), False),
    ],
)
def test_a_forum_is_known_by_its_hosts_and_its_pages(
    url: str, hosts: tuple[str, ...], is_known: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert gathered(POST, monkeypatch, url, hosts=hosts) == (SHOWN if is_known else None)
    assert gathered(POST, monkeypatch, url, hosts=hosts, marker=".other") is None


@pytest.mark.parametrize(
    ("html", "changes", "expected"),
    [
        ("", {}, None),
        ("<p class=post></p>", {}, None),
        (
            f"{POST}<i class=post>More<u class=post>!</u></i>",
            {},
            f'{SHOWN}<div><i class="post">More<u class="post">!</u></i></div>',
        ),
        ("<img class=post>x", {}, None),
        ("<p class=post>A</p><img class=post>", {}, '<div><p class="post">A</p></div><p><img class="post"></p>'),
        (POST, {"post": ""}, None),
        (comment("One"), {}, f"<h2>Comments</h2>{quoted('One')}"),
        (POST + comment("One"), {}, f"{SHOWN}<hr><h2>Comments</h2>{quoted('One')}"),
        (POST + comment("One"), {"heading": "Answers"}, f"{SHOWN}<hr><h2>Answers</h2>{quoted('One')}"),
        (POST + comment("One"), {"heading": ""}, f"{SHOWN}{quoted('One')}"),
        (POST + comment(""), {}, SHOWN),
        (comment('<img src="a">'), {}, "<h2>Comments</h2>" + quoted('<img src="a">')),
        (POST + comment("<b></b>"), {}, SHOWN),
        (comment("<img>") + comment("Two"), {"first_is_post": True}, f"<img><hr><h2>Comments</h2>{quoted('Two')}"),
        # The first comment may be the post.
        (comment("One") + comment("Two"), {"first_is_post": True}, f"One<hr><h2>Comments</h2>{quoted('Two')}"),
        (comment("One"), {"first_is_post": True}, "One"),
        (POST, {"first_is_post": True}, SHOWN),
        # A link to another page.
        (
            f"<a class=to href=https://a.example/>A</a>{POST}",
            {"link": ".to"},
            f'<p><a href="https://a.example/">https://a.example/</a></p>{SHOWN}',
        ),
        (f"<a class=to href=/x>A</a>{POST}", {"link": ".to"}, SHOWN),
        (f"<a class=to>A</a>{POST}", {"link": ".to"}, SHOWN),
        (f"<a class=to href=https://a.example/>A</a>{POST}", {"link": ".no"}, SHOWN),
        (f"<a class=to href=https://a.example/>A</a>{POST}", {}, SHOWN),
        # What is said may be a picture, or the comment itself; something in it may be none of it.
        (comment("x<i class=no>y</i>z<i class=no>y</i>"), {"drop": ".no"}, f"<h2>Comments</h2>{quoted('xz')}"),
        (
            comment("x<i class=no>y</i>"),
            {},
            "<h2>Comments</h2>" + quoted('x<i class="no">y</i>'),
        ),
        (
            "<div class=comment><img src=a></div>",
            {"body": "img"},
            "<h2>Comments</h2>" + quoted('<p><img src="a"></p>', "…"),
        ),
        ("<p class=comment>x</p>", {"body": ""}, f"<h2>Comments</h2>{quoted('x', '…')}"),
        ("<p class='comment c'>x</p>", {"body": "", "comment": ".comment, .c"}, f"<h2>Comments</h2>{quoted('x', '…')}"),
        (comment("x", ""), {}, f"<h2>Comments</h2>{quoted('x', '…')}"),
        (comment("x", "").replace("<b class=who></b>", ""), {}, f"<h2>Comments</h2>{quoted('x', '…')}"),
    ],
)
def test_a_discussion_has_its_post_its_link_and_its_comments(
    html: str, changes: dict[str, Any], expected: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert gathered(html, monkeypatch, **changes) == expected


@pytest.mark.parametrize(
    ("more", "byline"),
    [
        ("", ""),
        ("<i class=when title=2021-05-03T08:00></i>", " · 2021-05-03"),
        ("<i class=when title=yesterday></i>", " · yesterday"),
        ("<i class=when title='  so   long ago'></i>", " · so long ago"),
        ("<i class=when title=yesterday><a class=at href=/c/1></a></i>", ' · <a href="/c/1">yesterday</a>'),
        ("<i class=when title=2021-05-03T08:00><a class=at href=/c/1></a></i>", ' · <a href="/c/1">2021-05-03</a>'),
        ("<i class=when title=yesterday><a class=at href=#c1></a></i>", " · yesterday"),
        ("<a class=at href=/c/1></a>", ""),
        ("<i class=score>7</i>", " · 7 points"),
        ("<i class=score>-7</i>", " · -7 points"),
        ("<i class=score>7 likes</i>", " · 7 likes"),
        ("<i class=when title=now></i><i class=score>7</i>", " · now · 7 points"),
    ],
)
def test_above_a_comment_stand_who_wrote_it_when_and_what_readers_think(
    more: str, byline: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    places: dict[str, Any] = {
        "date": DiscussionPlace(".when", "title"),
        "address": DiscussionPlace(".at", "href"),
        "points": DiscussionPlace(".score"),
    }
    html = gathered(comment("x", more=more), monkeypatch, **places)
    assert html == f"<h2>Comments</h2>{quoted('x', more=byline)}"


def nested(depths: list[str], monkeypatch: pytest.MonkeyPatch, unit: int = 10) -> str | None:
    """Return a discussion of numbered comments in short: each in brackets, with the answers to it."""
    html = "".join(
        f"<div class=comment data-d='{depth}'><p class=said>{number}</p></div>" for number, depth in enumerate(depths)
    )
    found = gathered(html, monkeypatch, depth=DiscussionPlace("", "data-d"), unit=unit)
    return (
        (found or "")
        .replace("<h2>Comments</h2>", "")
        .replace("<p><strong>…</strong></p>", "")
        .replace("<blockquote>", "(")
        .replace("</blockquote>", ")")
    )


@pytest.mark.parametrize(
    ("depths", "expected"),
    [
        (["0", "0"], "(0)(1)"),
        (["0", "10", "0"], "(0(1))(2)"),
        (["0", "10", "20", "10", "0"], "(0(1(2))(3))(4)"),
        (["0", "10", "20", "0"], "(0(1(2)))(3)"),
        (["0", "9", "19"], "(0)(1(2))"),
        # Nothing is deeper than an answer to the one before it.
        (["0", "30", "30"], "(0(1(2)))"),
        (["10", "0"], "(0)(1)"),
        (["0", "x", ""], "(0)(1)(2)"),
        ([str(10 * depth) for depth in range(10)], "(0(1(2(3(4(5(6(7(8)(9)))))))))"),
    ],
)
def test_answers_stand_in_what_they_answer(depths: list[str], expected: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert nested(depths, monkeypatch) == expected


def test_a_level_may_be_one(monkeypatch: pytest.MonkeyPatch) -> None:
    assert nested(["0", "1", "2", "1"], monkeypatch, unit=1) == "(0(1(2))(3))"


def test_comments_may_stand_in_each_other(monkeypatch: pytest.MonkeyPatch) -> None:
    inner = comment("Two", "Ben")
    html = f"<div class=comment><b class=who>Ann</b><p class=said>One</p>{inner}</div>{comment('Three', 'Cy')}"
    answer = quoted("Two", "Ben")
    assert gathered(html, monkeypatch) == f"<h2>Comments</h2>{quoted(f'One{answer}')}{quoted('Three', 'Cy')}"


def test_in_a_conversation_each_turn_has_the_name_of_its_speaker(monkeypatch: pytest.MonkeyPatch) -> None:
    html = f"{POST}{comment('One', 'user')}{comment('Two', 'assistant')}{comment('Three', 'Ben')}"
    names = [SPEAKERS["user"], SPEAKERS["assistant"], "Ben"]
    turns = (f"<p><strong>{name}</strong></p>{said}" for name, said in zip(names, ("One", "Two", "Three"), strict=True))
    assert gathered(html, monkeypatch, turns=True) == "<hr>".join(turns)
