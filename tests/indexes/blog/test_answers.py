"""What blogs answer, in every form that is read: feeds, sitemaps, lists for machines, pages."""

import datetime as dt
import json
import time

import pytest

from blogreader.indexes.blog import answer_protocol, answers
from blogreader.indexes.blog.answer_facts import AnswerFacts, AnswerKind, Find

BASE = "https://blog.example/"
RSS_091 = """<?xml version="1.0"?><!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN" "http://x.example/rss-0.91.dtd">
<rss version="0.91"><channel><title>Old times</title><link>https://blog.example/</link>
<item><title>Ropes &amp; knots</title><link>https://blog.example/ropes</link></item></channel></rss>"""
RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://blog.example/"><title>Triples</title>
<link>https://blog.example/</link></channel><item rdf:about="https://blog.example/ropes"><title>Ropes &amp; knots</title>
<link>https://blog.example/ropes</link><dc:date>2019-03-05T09:00:00+01:00</dc:date><dc:creator>Anna</dc:creator>
<dc:subject>sea</dc:subject></item></rdf:RDF>"""
RSS_2 = """<rss version="2.0"><channel><title>A blog</title><link>https://blog.example/</link><item>
<title><![CDATA[Ropes & knots]]></title><link>/ropes</link><pubDate>Tue, 05 Mar 2019 23:30:00 -0800</pubDate>
<category>sea</category><author>anna@blog.example (Anna)</author></item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>A blog</title><link href="https://blog.example/"/><entry>
<title type="html">Ropes &amp;amp; knots</title><link rel="replies" href="https://blog.example/ropes#comments"/>
<link rel="alternate" type="text/html" href="ropes"/><published>2019-03-05T23:30:00-08:00</published>
<updated>2024-01-01T00:00:00Z</updated><category term="sea"/><author><name>Anna</name></author></entry></feed>"""
JSON_FEED = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1",
        "title": "A blog",
        "home_page_url": BASE,
        "items": [
            {
                "id": "1",
                "url": "https://blog.example/ropes",
                "title": "Ropes & knots",
                "date_published": "2019-03-05T23:30:00-08:00",
                "tags": ["sea"],
                "author": {"name": "Anna"},
            },
            {"id": "no address"},
            5,
        ],
    }
)


def read(text: str, path: str = "") -> AnswerFacts:
    return answers.read(text, BASE + path)


@pytest.mark.parametrize("text", [RSS_091, RDF, RSS_2, ATOM, JSON_FEED], ids=["rss091", "rdf", "rss2", "atom", "json"])
def test_a_feed_of_any_age_is_read(text: str) -> None:
    reading = read(text)
    assert reading.kind is AnswerKind.FEED
    assert reading.site == BASE
    (find,) = reading.finds
    assert (find.url, find.title) == ("https://blog.example/ropes", "Ropes & knots")
    if text is not RSS_091:
        assert find.date == dt.date(2019, 3, 5), "the day in the author's own zone, of publication"
        assert (find.category, find.author) == ("sea", "Anna")


def of_rss(item: str) -> str:
    inner = f"<managingEditor>ed@blog.example (Ed)</managingEditor><item><link>{BASE}x</link>{item}</item>"
    return f'<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>{inner}</channel></rss>'


def of_atom(entry: str) -> str:
    feed = "<author><name>Ada</name><email>ada@blog.example</email></author>"
    return f'<feed xmlns="http://www.w3.org/2005/Atom">{feed}<entry><id>{BASE}x</id>{entry}</entry></feed>'


def of_json(**item: object) -> str:
    feed = {"version": "https://jsonfeed.org/version/1.1", "authors": [{"name": "Ada"}]}
    return json.dumps({**feed, "items": [{"id": "1", "url": f"{BASE}x", **item}]})


@pytest.mark.parametrize(
    ("feed", "author"),
    [
        (of_rss("<author>anna@blog.example (Anna)</author>"), "Anna"),
        (of_rss("<author>Anna Lee &lt;anna@blog.example&gt;</author>"), "Anna Lee"),
        (of_rss("<author>anna@blog.example</author>"), ""),
        (of_rss("<author>Anna (Oslo)</author>"), "Anna (Oslo)"),
        (of_rss("<dc:creator>Anna</dc:creator><dc:creator>Ben</dc:creator>"), "Anna, Ben"),
        (of_rss("<dc:creator><![CDATA[ Anna\n Lee ]]></dc:creator>"), "Anna Lee"),
        (of_rss(""), ""),  # who edits it need not have written it
        (of_atom("<author><name>Anna</name></author><author><name>Ben</name></author>"), "Anna, Ben"),
        (of_atom("<author><name>Anna</name><email>anna@blog.example</email></author>"), "Anna"),
        (of_atom(""), "Ada"),
        (of_json(authors=[{"name": "Anna"}, {"url": "x"}, 3, {"name": "Ben"}]), "Anna, Ben"),
        (of_json(author={"name": "Anna <anna@blog.example>"}), "Anna"),
        (of_json(authors="Anna"), "Ada"),
        (of_json(), "Ada"),
    ],
)
def test_the_authors_of_a_feed_are_names_without_addresses(feed: str, author: str) -> None:
    (find,) = read(feed).finds
    assert find.author == author


@pytest.mark.parametrize(
    "item",
    [
        "<item><title>A & B < C</title><link>https://blog.example/x</link></item>",
        "<item><title>No end</title><link>https://blog.example/x</link><description>Cut",
        "<item><guid>https://blog.example/x</guid></item>",
        "<item><title>&nbsp;&eacute;&bogus;</title><link> https://blog.example/x\n</link></item>",
        "<item><title>x\x00\x08</title><link>https://blog.example/x</link></item>",
        "<item><title>Later</title><link>https://blog.example/x</link><pubDate>soon</pubDate></item>",
    ],
)
def test_a_broken_feed_gives_what_it_has(item: str) -> None:
    reading = read(f'<?xml version="1.0"?><rss version="2.0"><channel><title>T</title>{item}</channel></rss>')
    assert [find.url for find in reading.finds] == ["https://blog.example/x"]


@pytest.mark.parametrize(
    ("date", "day"),
    [
        ("Tue, 05 Mar 2019 08:00:00 GMT", dt.date(2019, 3, 5)),
        ("5 Mar 2019 08:00 +0100", dt.date(2019, 3, 5)),
        ("2019-03-05", dt.date(2019, 3, 5)),
        ("2019-03-05T08:00:00.123456Z", dt.date(2019, 3, 5)),
        ("20190305T080000Z", dt.date(2019, 3, 5)),
        ("March 5, 2019", dt.date(2019, 3, 5)),
        ("mar., 5 mars 2019", dt.date(2019, 3, 5)),
        ("2019年3月5日", dt.date(2019, 3, 5)),
        ("05.03.2019 08:00", dt.date(2019, 3, 5)),
        ("Di, 5. März 2019", dt.date(2019, 3, 5)),
        ("Κυρ, 11 Ιούλ 2004 12:00:00 EST", dt.date(2004, 7, 11)),
        ("2003-335", dt.date(2003, 12, 1)),
        ("1969-335", None),
        ("2101-001", None),
        ("yesterday", None),
    ],
)
def test_dates_of_many_styles(date: str, day: dt.date | None) -> None:
    item = f"<item><title>T</title><link>{BASE}x</link><pubDate>{date}</pubDate></item>"
    assert read(f'<rss version="2.0"><channel>{item}</channel></rss>').finds[0].date == day


@pytest.mark.parametrize("name", ["copy", "times", "reg", "section", "para", "lang"])
@pytest.mark.parametrize("form", ["{}", "<![CDATA[{}]]>"])
def test_addresses_whose_ampersands_nobody_escaped_stay_as_they_are(name: str, form: str) -> None:
    link = form.format(f"https://blog.example/?a=1&{name}=2")
    item = f"<item><title>A &copy; &amp; B &#8212; C & D</title><link>{link}</link></item>"
    (find,) = answers.read(f"<rss><channel><title>A</title>{item}</channel></rss>", BASE).finds
    assert (find.url, find.title) == (f"https://blog.example/?a=1&{name}=2", "A © & B — C & D")


@pytest.mark.parametrize("reference", ["&#55357;&#56832;", "&#xD83D;", "&#x110000;", "&#1114112;", f"&#{'1' * 5_000};"])
@pytest.mark.parametrize("form", ["{}", "<![CDATA[{}]]>", "{}&nbsp;</b>"])
def test_a_reference_to_no_character_does_not_end_the_reading_of_a_feed(reference: str, form: str) -> None:
    said = form.format(f"Ropes {reference} and knots")
    for feed in (of_rss(f"<title>{said}</title><description>{said}</description>"), of_atom(f"<title>{said}</title>")):
        (find,) = answers.read(feed, BASE).finds
        assert find.title.startswith("Ropes \ufffd")
        assert find.title.endswith("and knots")


@pytest.mark.parametrize("end", ["height", "width", "gml:pos", "cc:license"])
def test_a_feed_that_ends_what_never_began_is_none(end: str) -> None:
    names = 'xmlns:gml="http://www.opengis.net/gml" xmlns:cc="http://backend.userland.com/creativeCommonsRssModule"'
    feed = f'<rss version="2.0" {names}><channel><title>A</title></{end}>{{}}</channel></rss>'
    assert answers.read(feed.format(f"<item><link>{BASE}x</link></item>"), BASE).kind is AnswerKind.NOTHING


def test_an_identity_with_markup_in_it_is_no_address() -> None:
    guid = '<guid type="xhtml"><div>x</guid>'
    facts = answers.read(f'<rss version="2.0"><channel><title>A</title>{guid}<item>{guid}</item></channel></rss>', BASE)
    assert (facts.site, facts.finds) == ("", ())


def test_relative_addresses_of_a_text_count_from_where_the_feed_says() -> None:
    text = '<div xmlns="http://www.w3.org/1999/xhtml"><p><img src="map.png"/></p></div>'
    entry = (
        f'<entry xml:base="2019/"><title>A</title><link href="ropes"/><content type="xhtml">{text}</content></entry>'
    )
    for base, said in (
        (' xml:base="https://blog.example/log/"', "https://blog.example/log/2019/"),
        ("", BASE + "2019/"),
    ):
        feed = f'<feed xmlns="http://www.w3.org/2005/Atom"{base}><title>A</title>{entry}</feed>'
        (find,) = answers.read(feed, BASE).finds
        assert find.url == f"{said}ropes"
        assert find.text.startswith(f'<base href="{said}">')


def test_a_category_is_called_as_its_label_says() -> None:
    entry = '<entry><title>A</title><link href="/a"/><category term="c-12" label="The sea"/></entry>'
    (find,) = answers.read(f'<feed xmlns="http://www.w3.org/2005/Atom"><title>A</title>{entry}</feed>', BASE).finds
    assert find.category == "The sea"


@pytest.mark.parametrize("none", ["Uncategorized", "blog", "Sin categoría", "未分類"])
def test_a_name_for_no_category_is_none_and_the_next_one_counts(none: str) -> None:
    def category(*said: str) -> set[str]:
        tags = "".join(f'<category term="{one}"/>' for one in said)
        entry = f'<entry><title>A</title><link href="/a"/>{tags}</entry>'
        atom = f'<feed xmlns="http://www.w3.org/2005/Atom"><title>A</title>{entry}</feed>'
        items = [{"url": "/a", "title": "A", "tags": said}]
        version = "https://jsonfeed.org/version/1.1"
        feed = json.dumps({"version": version, "title": "A", "items": items})
        return {find.category for text in (atom, feed) for find in answers.read(text, BASE).finds}

    assert category(none, "The sea") == {"The sea"}
    assert category(none) == {""}


def test_a_json_feed_may_say_what_it_is_behind_its_items() -> None:
    items = [{"id": str(number), "url": f"/{number}", "content_text": "Words. " * 100} for number in range(20)]
    feed = json.dumps({"home_page_url": BASE, "items": items, "version": "https://jsonfeed.org/version/1.1"})
    facts = answers.read(feed, BASE)
    assert (facts.kind, len(facts.finds)) == (AnswerKind.FEED, 20)


@pytest.mark.parametrize(
    ("items", "may_have_more"),
    [
        ('[{"url": "/1", "title": "One"}, {"url": "/2", "title": "Two"}, {"url": "/3", "content_text": "cut', True),
        ('[{"url": "/1", "title": "One"}, {"url": "/2", "title": "Two"},]}', True),
        ('[{"url": "/1", "title": "One", "content_text": "two\nlines"}, {"url": "/2", "title": "Two"}]}', False),
        ('[{"url": "/1", "title": "One"} {"url": "/2", "title": "Two"}]}', True),
        ('[7, {"url": "/1", "title": "One"}, null, {"url": 5}, {"url": "/2", "title": "Two"}]}', False),
    ],
)
def test_a_broken_json_feed_gives_what_it_has(items: str, may_have_more: bool) -> None:
    head = f'{{"version": "https://jsonfeed.org/version/1.1", "title": "A blog", "home_page_url": "{BASE}", "items": '
    facts = answers.read(head + items, BASE)
    assert (facts.kind, facts.title, facts.site) == (AnswerKind.FEED, "A blog", BASE)
    assert [(find.url, find.title) for find in facts.finds] == [(f"{BASE}1", "One"), (f"{BASE}2", "Two")]
    assert facts.is_cut == may_have_more


def test_titles_are_text_without_tags_and_what_a_terminal_would_obey() -> None:
    item = f"<item><title>&lt;b&gt;Bold&lt;/b&gt; &amp;#27;[31m move</title><link>{BASE}x</link></item>"
    assert read(f'<rss version="2.0"><channel>{item}</channel></rss>').finds[0].title == "Bold [31m move"


def test_a_feed_says_where_it_goes_on_and_how_many_there_are() -> None:
    links = '<link rel="next" href="/feed?page=2"/><fh:complete xmlns:fh="http://purl.org/syndication/history/1.0"/>'
    total = '<s:totalResults xmlns:s="http://a9.com/-/spec/opensearchrss/1.0/">77</s:totalResults>'
    reading = read(ATOM.replace("<entry>", links + total + "<entry>"))
    assert (reading.next, reading.total, reading.is_whole) == ("https://blog.example/feed?page=2", 77, True)


_BOMB = (
    '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>'
)


@pytest.mark.parametrize(
    "text",
    [
        f'<?xml version="1.0"?>{_BOMB}<urlset><url><loc>https://blog.example/x</loc></url><url><loc>&c;</loc></url></urlset>',
        f'<?xml version="1.0"?>{_BOMB}<rss version="2.0"><channel><item><title>&c;</title><link>https://blog.example/x</link></item></channel></rss>',
        '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><rss version="2.0"><channel><item><title>&f;</title><link>https://blog.example/x</link></item></channel></rss>',
    ],
)
def test_entities_are_never_expanded(text: str) -> None:
    written = repr(read(text))
    assert "hahaha" not in written
    assert "root:" not in written
    assert "https://blog.example/x" in written


@pytest.mark.parametrize(
    "text",
    [
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc> https://blog.example/x\n</loc></url></urlset>',
        '<ns0:urlset xmlns:ns0="http://www.sitemaps.org/schemas/sitemap/0.9"><ns0:url><ns0:loc>https://blog.example/x</ns0:loc></ns0:url></ns0:urlset>',
        "<urlset><url><loc><![CDATA[https://blog.example/x]]></loc></url></urlset>",
        '<urlset xmlns:image="http://i.example/"><url><loc>https://blog.example/x</loc><image:image><image:loc>https://blog.example/x.png</image:loc></image:image></url></urlset>',
        "<urlset><url><loc>https://blog.example/x</loc>",
        "<urlset><url><loc> <![CDATA[ https://blog.example/x ]]> </loc></url>&</urlset>",
        "\ufeff\n<urlset><url><loc>https://blog.example/x</loc></url></urlset>",
        "https://blog.example/x\n",
    ],
)
def test_a_sitemap_is_read_however_it_is_written(text: str) -> None:
    reading = read(text)
    assert (reading.kind, reading.addresses) == (AnswerKind.SITEMAP, ("https://blog.example/x",))


def test_a_sitemap_with_bare_ampersands_and_an_index_are_read() -> None:
    assert read("<urlset><url><loc>https://blog.example/?a=1&b=2</loc></url></urlset>").addresses == (
        "https://blog.example/?a=1&b=2",
    )
    index = read("<sitemapindex><sitemap><loc>https://blog.example/s.xml</loc></sitemap></sitemapindex>")
    assert (index.kind, index.addresses) == (AnswerKind.SITEMAPS, ("https://blog.example/s.xml",))


@pytest.mark.parametrize("row", ["<url><loc>https://blog.example/a</loc></url>", "https://blog.example/a\n"])
def test_a_sitemap_of_a_million_addresses_is_cut(row: str) -> None:
    begin, end = ("<urlset>", "</urlset>") if "<" in row else ("", "")
    reading = read(begin + row * 150_000 + end)
    assert (reading.is_cut, reading.addresses) == (True, ("https://blog.example/a",))
    assert not read(begin + row * 10 + end).is_cut


@pytest.mark.parametrize(
    ("text", "content_type", "kind"),
    [
        ("\ufeff \r\n\t<p>Words", "", AnswerKind.PAGE),
        ("x" * 995 + "<HTML>", "", AnswerKind.PAGE),
        ("x" * 996 + "<HTML>", "", AnswerKind.NOTHING),
        ("Words", "text/html", AnswerKind.PAGE),
        ("Words", "text/plain", AnswerKind.NOTHING),
        ("[Home](/)\n\n- [One](/one)\n", "", AnswerKind.MARKDOWN),
        ('[{"title": "One", "url": "/one", "x": "' + "y" * 159 + '](/x)"}]', "", AnswerKind.NOTHING),
        ('[{"title": "One", "url": "/one", "x": "' + "y" * 160 + '](/x)"}]', "", AnswerKind.LISTING),
    ],
)
def test_what_a_response_is_is_told_by_its_beginning(text: str, content_type: str, kind: AnswerKind) -> None:
    assert answers.read(text, BASE, content_type).kind is kind


def test_the_most_addresses_of_a_sitemap_are_fifty_thousand() -> None:
    lines = "http://a.example/\n" * 49_999 + "http://b.example/\n"
    assert not read(lines).is_cut
    found = read(lines + "http://c.example/")
    assert (found.addresses, found.is_cut) == (("http://a.example/", "http://b.example/"), True)


def test_lists_for_machines_are_read() -> None:
    hexo = "<search><entry><title>A &amp; B</title><link href='/x'/><url>/2019/03/05/x/</url><content><![CDATA[<url>]]></content></entry></search>"
    assert [(find.url, find.title) for find in read(hexo).finds] == [("https://blog.example/2019/03/05/x/", "A & B")]
    posts = json.dumps([{"title": {"rendered": "A &#8211; B"}, "link": BASE + "x", "date": "2019-03-05T23:00:00"}])
    (find,) = read(posts).finds
    assert (find.title, find.date) == ("A – B", dt.date(2019, 3, 5))
    nested = json.dumps(
        {"meta": {"a": 1}, "posts": [{"title": "T", "path": "posts/x.html"}, {"title": "U", "path": "posts/y"}]}
    )
    assert [find.url for find in read(nested, "sub/").finds] == [
        "https://blog.example/posts/x.html",
        "https://blog.example/posts/y",
    ]
    assert not any(read(text).is_cut for text in (hexo, posts, nested, "- [One](/one)\n"))


def test_an_index_in_markdown_says_of_each_post_what_it_is() -> None:
    text = "# The blog\n\n### [Ropes](/ropes)\n2019-03-05 · sea · 12 min\n\nOf tar.\n"
    assert read("\n" * 5_000 + text) == AnswerFacts(
        AnswerKind.MARKDOWN,
        title="The blog",
        finds=(Find("https://blog.example/ropes", "Ropes", dt.date(2019, 3, 5), "sea", summary="Of tar.", minutes=12),),
    )


@pytest.mark.parametrize(("before", "kind"), [(197, AnswerKind.MARKDOWN), (198, AnswerKind.NOTHING)])
def test_what_begins_with_a_link_is_no_json(before: int, kind: AnswerKind) -> None:
    assert read(f"[{'x' * before}](/ropes)\n\n- [One](/one)\n").kind is kind


@pytest.mark.parametrize(
    "text",
    ["{", "[", "[" * 100_000, '{"a": 5}', "", "5", "null", '{"version": "https://jsonfeed.org/version/1", "items": 5}'],
)
def test_what_is_none_of_them_has_nothing(text: str) -> None:
    assert not read(text).finds


# Pages


def page(body: str, head: str = "") -> AnswerFacts:
    return read(f"<!doctype html><html><head>{head}</head><body>{body}</body></html>")


@pytest.mark.parametrize(
    "entry",
    [
        '<li><a href="/x">A title</a> <time datetime="2019-03-05">then</time></li>',
        "<li>2019-03-05 » <a href='/x'>A title</a></li>",
        "<li><a href='/x'>March 5, 2019: A title</a></li>",
        "<div><h2><a href='/x'>A title</a></h2><p class='post-meta'>5 March 2019 by Anna</p></div>",
        "<div><a href='/x'><h2>A title</h2><span>5 March 2019</span><p>Words and words.</p></a></div>",
        "<dl><dt>5 March 2019</dt><dd><a href='/x'>A title</a></dd></dl>",
        "<article><header><h2><a href='/x'>A title</a></h2></header><p>Words</p><a href='/x'>Read more</a><footer>5 March 2019</footer></article>",
        "<table><tr><td>05.03.2019</td><td><a href='/x'>A title</a></td></tr></table>",
    ],
)
def test_the_title_and_the_day_of_an_entry_are_found(entry: str) -> None:
    reading = page(f"<main>{entry}</main>")
    best = max(reading.links, key=lambda link: (link.is_heading, bool(link.title)))
    assert (best.url, best.title, best.date) == (BASE + "x", "A title", dt.date(2019, 3, 5))


def test_days_do_not_leak_from_one_entry_to_the_next() -> None:
    entries = "".join(f"<h2><a href='/{n}'>Post {n}</a></h2><p>{n} March 2019</p><p>Words.</p>" for n in range(1, 9))
    links = page(f"<main>{entries}</main>").links
    assert [link.date for link in links] == [dt.date(2019, 3, n) for n in range(1, 9)]


@pytest.mark.parametrize(
    "around",
    [
        "<nav>{}</nav>",
        "<footer>{}</footer>",
        "<aside>{}</aside>",
        "<div class='sidebar'>{}</div>",
        "<div id='menu'>{}</div>",
        "<ul class='tag-cloud'>{}</ul>",
    ],
)
def test_what_stands_beside_the_content_is_told_apart(around: str) -> None:
    (link,) = page(around.format("<a href='/x'>X</a>")).links
    assert not link.is_main


def test_the_classes_of_an_entry_do_not_make_it_a_menu() -> None:
    (link,) = page(
        "<div class='widget Blog'><article class='post tag-menu category-nav'><h2><a href='/x'>X</a></h2></article></div>"
    ).links
    assert link.is_main


@pytest.mark.parametrize(
    "body",
    [
        '<link rel="next" href="/page/2/">',
        '<a class="next page-numbers" href="/page/2/">»</a>',
        "<nav><span>1</span> <a href='/page/2/'>2</a> <a href='/page/3/'>3</a></nav>",
        "<a href='/page/2/'>Older posts →</a>",
        "<a href='/page/2/'>Ältere Beiträge</a>",
        "<a href='/page/2/'>下一页</a>",
        "<a class='blog-pager-older-link' href='/page/2/'>x</a>",
    ],
)
def test_the_next_page_of_a_list_is_found(body: str) -> None:
    assert page(body).next == "https://blog.example/page/2/"


def test_what_the_head_of_a_page_says() -> None:
    head = (
        '<link rel="alternate" type="application/rss" href="feed.xml"><link rel="https://api.w.org/" href="/wp-json/">'
        '<meta property="article:published_time" content="2019-03-05T10:00:00Z"><meta property="og:title" content="A title">'
        '<link rel="canonical" href="/x/"><meta name="generator" content="Hugo 0.1">'
    )
    reading = page("<h1>A title</h1><a rel='prev' href='/w/'>before</a>", head)
    assert [one.url for one in reading.feeds] == ["https://blog.example/feed.xml"]
    assert (reading.facts.api, reading.facts.canonical) == ("https://blog.example/wp-json/", "https://blog.example/x/")
    assert (reading.facts.is_article, reading.facts.title, reading.facts.date) == (True, "A title", dt.date(2019, 3, 5))
    assert (reading.facts.previous, reading.generator) == ("https://blog.example/w/", "hugo 0.1")


@pytest.mark.parametrize("content", ["0;url=/new", "0; URL='/new'", '5 ; url="/new"', "0,/new"])
def test_a_page_that_only_sends_elsewhere_is_told(content: str) -> None:
    escaped = content.replace('"', "&quot;")
    assert page("", f'<meta http-equiv="Refresh" content="{escaped}">').facts.redirect == "https://blog.example/new"


def test_a_page_that_refreshes_itself_sends_nowhere() -> None:
    assert page("", '<meta http-equiv="refresh" content="300">').facts.redirect == ""
    assert page("", '<meta http-equiv="refresh" content="600; url=/news">').facts.redirect == ""


def test_a_reading_goes_between_processes() -> None:
    for text in (
        ATOM,
        JSON_FEED,
        "<urlset><url><loc>https://blog.example/x</loc></url></urlset>",
        "<main><a href='/x'>5 March 2019 X</a></main>",
        "<html><head><link rel=sitemap href=/map.xml></head><body></body></html>",
    ):
        reading = read(text)
        assert answer_protocol.unpacked(json.loads(json.dumps(answer_protocol.packed(reading)))) == reading


@pytest.mark.parametrize(
    "text",
    [
        "<div>" * 4_000 + "<a href='/x'>x</a>",
        "<a href='/x'>" + "x " * 100_000 + "</a>",
        pytest.param("<ul>" + "<li><a href='/x'>5 March 2019</a></li>" * 4_000 + "</ul>", marks=pytest.mark.slow),
        "<h2><a href='/x'>x</a></h2>" + "<p>" * 10_000,
        "<p>" + "[" * 200_000,
    ],
)
def test_a_monstrous_page_is_read_in_bounded_time(text: str) -> None:
    before = time.process_time()
    read(f"<html><body>{text}</body></html>")
    assert time.process_time() - before < 20


@pytest.mark.slow
def test_a_feed_of_five_thousand_broken_items_gives_those_that_lead_somewhere() -> None:
    items = "".join(
        f"<item><title>A & B {number}</title>{f'<link>/post/{number}</link>' if number % 2 else '<guid>no address</guid>'}"
        "<pubDate>sometime</pubDate><description><p>open</description></item>"
        for number in range(5_000)
    )
    reading = answers.read(f"<rss version='2.0'><channel><title>B</title>{items}", f"{BASE}feed", "")
    assert len(reading.finds) == 2_500
    assert (reading.finds[0].url, reading.finds[0].title, reading.finds[0].date) == (f"{BASE}post/1", "A & B 1", None)


@pytest.mark.parametrize(
    ("head", "author"),
    [
        ('<meta name="author" content="anna@blog.example (Anna)">', "Anna"),
        (
            '<script type="application/ld+json">{"@type": "BlogPosting", "author": [{"name": "Anna"}, "Ben"]}</script>',
            "Anna, Ben",
        ),
        ('<script type="application/ld+json">{"@type": "BlogPosting", "author": {"name": 3}}</script>', ""),
    ],
)
def test_the_authors_of_a_page_are_names_without_addresses(head: str, author: str) -> None:
    facts = read(f"<html><head>{head}</head><body><article><h1>Ropes</h1><p>Words.</p></article></body></html>").facts
    assert facts is not None
    assert facts.author == author
