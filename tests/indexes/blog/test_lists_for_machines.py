"""Feeds and other lists for machines, part by part: which field counts, what is cut, and what is none of them."""

import datetime as dt
import json

import pytest

from blogreader.indexes import front_matter, subscription_lists
from blogreader.indexes.blog import answers, feeds, machine_lists, vuepress
from blogreader.indexes.blog.answer_facts import AnswerFacts, AnswerKind, Find

BASE = "https://blog.example/feed"
DAY = dt.date(2026, 4, 5)


def rss(*items: str, head: str = "", before: str = "") -> AnswerFacts:
    text = f'{before}<rss version="2.0"><channel><title>Harbour</title><link>https://blog.example/</link>{head}'
    return feeds.read(text + "".join(f"<item>{item}</item>" for item in items) + "</channel></rss>", BASE)


def first(item: str, head: str = "") -> Find:
    return rss(item, head=head).finds[0]


@pytest.mark.parametrize(
    ("text", "is_feed"),
    [
        ("<rss>", True),
        ("<RSS version=2>", True),
        ("<feed xmlns='x'>", True),
        ("<rdf:RDF x='y'>", True),
        ("<atom:feed\n>", True),
        ("<feeds>", False),
        ("<html><rss>", False),
        ("<rss>" + " " * 2_990 + "<html", False),
        ("<rss>" + " " * 2_991 + "<html", True),
        ("<?xml?>" + " " * 2_988 + "<rss>", True),
        ("<?xml?>" + " " * 2_989 + "<rss>", False),
        ("words", False),
    ],
)
def test_a_feed_is_known_by_its_beginning(text: str, is_feed: bool) -> None:
    assert feeds.is_feed(text) is is_feed


@pytest.mark.parametrize(
    ("text", "is_feed"),
    [
        ('{"version": "https://jsonfeed.org/version/1.1"}', True),
        ('\ufeff {"version": "https:\\/\\/jsonfeed.org\\/version\\/1"}', True),
        ('{"items": [' + " " * 9_000 + '], "version": "https://jsonfeed.org/version/1"}', True),
        ('{"a":' + " " * 5_000 + '"jsonfeed.org/version' + " " * 5_000 + "}", False),
        (" " * 2_999 + '{"version": "https://jsonfeed.org/version/1"}', True),
        (" " * 3_000 + '{"version": "https://jsonfeed.org/version/1"}', False),
        ("{" + " " * 2_979 + "jsonfeed.org/version" + " " * 5_000, True),
        ("{" + " " * 2_980 + "jsonfeed.org/version" + " " * 5_000, False),
        ("{" + " " * 5_000 + "jsonfeed.org/version" + " " * 2_980, True),
        ("{" + " " * 5_000 + "jsonfeed.org/version" + " " * 2_981, False),
        ('[{"version": "https://jsonfeed.org/version/1"}]', False),
        ('{"version": "1"}', False),
    ],
)
def test_a_json_feed_says_what_it_is(text: str, is_feed: bool) -> None:
    assert feeds.is_json_feed(text) is is_feed


@pytest.mark.parametrize(
    "before",
    [
        "<!DOCTYPE rss>",
        '<!DOCTYPE rss SYSTEM "x.dtd">',
        '<!DOCTYPE rss [<!ENTITY a "b>c">]>',
        '<?xml version="1.0"?>\n<!DOCTYPE rss [\n<!ELEMENT x (y)>\n]  >\n',
    ],
)
def test_a_document_type_is_left_out(before: str) -> None:
    found = rss("<title>One</title><link>https://blog.example/one</link>", before=before)
    assert [one.title for one in found.finds] == ["One"]
    assert feeds._without_declarations(f"{before}<rss>").endswith("<rss>")
    assert "<!" not in feeds._without_declarations(f"{before}<rss>")


def test_a_document_type_that_does_not_end_leaves_nothing_behind_it() -> None:
    assert feeds._without_declarations("x<!DOCTYPE rss [<!ENTITY a>") == "x"
    assert feeds._without_declarations("x<!DOCTYPE rss [<!ENTITY a> ]") == "x"
    assert feeds._without_declarations("x<!DOCTYPE rss") == "x"
    assert feeds._without_declarations("<rss>[x]</rss>") == "<rss>[x]</rss>"
    assert feeds._without_declarations(" " * 3_001 + "<!DOCTYPE x><rss>").endswith("<!DOCTYPE x><rss>")
    assert feeds._without_declarations("<!DOCTYPE x><rss>[<b>]") == "<rss>[<b>]"


LINK = "<link>https://blog.example/one</link>"


@pytest.mark.parametrize(
    "item",
    [
        LINK,
        "<link>/one</link>",
        "<guid>https://blog.example/one</guid>",
        '<guid isPermaLink="false">https://blog.example/one</guid>',
        "<feedburner:origLink>https://blog.example/one</feedburner:origLink><link>https://f.example/x</link>",
        f"{LINK}<guid>12</guid>",
    ],
)
def test_the_address_of_an_item_is_found(item: str) -> None:
    text = '<rss version="2.0" xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0"><channel><item>'
    found = feeds.read(f"{text}{item}</item></channel></rss>", BASE)
    assert found.finds[0].url == "https://blog.example/one"


@pytest.mark.parametrize("guid", ["12345", "two words", "0123456789abcdef0123", "01234567-89ab-cdef-0123-456789abcdef"])
def test_an_item_without_an_address_is_none(guid: str) -> None:
    assert rss(f"<guid>{guid}</guid><title>x</title>").finds == ()


def test_a_link_blog_leads_to_its_own_page() -> None:
    outside = "<title>Other</title><link>https://other.example/x</link>"
    sign = '&lt;p&gt;Words &lt;a href="https://blog.example/2026/x"&gt;∞&lt;/a&gt;'
    assert first(f"{outside}<description>{sign}</description>").url == "https://blog.example/2026/x"
    assert first(f"{outside}<guid>https://blog.example/2026/x</guid>").url == "https://blog.example/2026/x"
    assert first(f"{outside}<guid>https://blog.example/</guid>").url == "https://other.example/x"
    assert first(outside).url == "https://other.example/x"
    near = "<content:encoded xmlns:content='http://purl.org/rss/1.0/modules/content/'>{}</content:encoded>"
    assert first(f"{outside}<description>Words.</description>{near.format(sign)}").url == "https://blog.example/2026/x"
    for rest, url in ((2_957, "https://blog.example/2026/x"), (2_958, "https://other.example/x")):
        assert first(f"{outside}<description>{sign}{'x' * rest}</description>").url == url
    long = sign + "x" * 3_000
    assert first(f"{outside}<description>{long}</description>").url == "https://other.example/x"


def test_an_item_has_its_texts_within_bounds() -> None:
    content = "<content:encoded xmlns:content='http://purl.org/rss/1.0/modules/content/'>{}</content:encoded>"
    found = first(f"{LINK}<title>{'t' * 501}</title><description>Sum.</description>{content.format('<p>Long text')}")
    assert (len(found.title), found.summary) == (500, "Sum.")
    assert "Long text" in found.text
    alone = first(f"{LINK}<description>Only this.</description>")
    assert (alone.summary, alone.text) == ("", "Only this.")
    assert first(f"{LINK}<description>{'s' * 2_000}</description>{content.format('x')}").summary == ""
    assert first(f"{LINK}<description>{'s' * 1_999}</description>{content.format('x')}").summary == "s" * 1_999
    assert len(first(f"{LINK}<description>{'x' * 400_000}</description>").text) == 400_000
    assert first(f"{LINK}<description>{'x' * 400_001}</description>").text == ""


def test_what_a_feed_says_of_itself() -> None:
    found = rss(LINK, head="<generator> Hugo  0.1 </generator>")
    assert (found.kind, found.title, found.site, found.generator) == (
        *(AnswerKind.FEED, "Harbour", "https://blog.example/", "hugo 0.1"),
    )
    assert (found.next, found.total, found.is_whole, found.is_cut) == ("", None, False, False)
    total = "<openSearch:totalResults xmlns:openSearch='http://a9.com/-/spec/opensearchrss/1.0/'>{}</openSearch:totalResults>"
    for said, number in (("123", 123), ("1234567", 1_234_567), ("12345678", None), ("many", None)):
        assert rss(LINK, head=total.format(said)).total == number
    link = "<atom:link xmlns:atom='http://www.w3.org/2005/Atom' rel='{}' href='/{}'/>"
    both = link.format("next", "n") + link.format("prev-archive", "p")
    assert rss(LINK, head=both).next == "https://blog.example/p"
    assert rss(LINK, head=link.format("next", "n")).next == "https://blog.example/n"
    assert rss(LINK, head="<fh:complete xmlns:fh='http://purl.org/syndication/history/1.0'/>").is_whole


def test_of_a_feed_without_end_the_beginning_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feeds, "_MOST", 2)
    for number, is_cut in ((2, False), (3, True)):
        items = [{"url": f"/{one}"} for one in range(number)]
        text = f'{{"items": {json.dumps(items)}'
        written = "".join(f"<item><link>/{one}</link></item>" for one in range(number))
        for found in (feeds.read_json(f"{text}}}", BASE), rss(written.removeprefix("<item>").removesuffix("</item>"))):
            assert (len(found.finds), found.is_cut) == (2, is_cut)
        assert len(feeds.read_json(text, BASE).finds) == 2
    monkeypatch.undo()
    whole = "<rss><channel><item><link>/a</link></item>"
    monkeypatch.setattr(feeds, "_LARGEST", len(whole))
    assert not feeds.read(whole, BASE).is_cut
    found = feeds.read(f"{whole}<item><link>/b</link></item>", BASE)
    assert (len(found.finds), found.is_cut) == (1, True)


@pytest.mark.parametrize(
    ("links", "url"),
    [
        ("<link href='/a'/><link href='/b'/>", "/a"),
        ("<link rel='replies' href='/c'/><link rel='alternate' href='/a'/>", "/a"),
        ("<link rel='alternate' type='text/x' href='/c'/><link rel='alternate' type='text/html' href='/a'/>", "/a"),
        ("<link rel='alternate' type='text/html'/><link rel='alternate' href='/a'/>", "/a"),
        ("<id>https://blog.example/a</id>", "/a"),
    ],
)
def test_of_several_links_of_an_entry_the_first_page_is_the_post(links: str, url: str) -> None:
    feed = f'<feed xmlns="http://www.w3.org/2005/Atom"><title>A</title><entry>{links}</entry></feed>'
    (found,) = feeds.read(feed, BASE).finds
    assert found.url == f"https://blog.example{url}"


@pytest.mark.parametrize(("rel", "is_own"), [*((rel, True) for rel in ("related", "via", "self")), ("replies", False)])
def test_an_entry_about_another_site_may_link_the_blog_s_own_page(rel: str, is_own: bool) -> None:
    links = f"<link rel='alternate' href='https://other.example/x'/><link rel='{rel}' href='{BASE}/x'/>"
    feed = f'<feed xmlns="http://www.w3.org/2005/Atom"><title>A</title><entry>{links}</entry></feed>'
    (found,) = feeds.read(feed, BASE).finds
    assert found.url == (f"{BASE}/x" if is_own else "https://other.example/x")


# JSON


def of_json(value: object) -> AnswerFacts:
    return feeds.read_json(json.dumps(value), BASE)


ITEM = {"url": "https://blog.example/one"}


@pytest.mark.parametrize(
    ("item", "find"),
    [
        (ITEM, Find("https://blog.example/one", author="Ann")),
        ({"external_url": "/one"}, Find("https://blog.example/one", author="Ann")),
        ({"id": "https://blog.example/one"}, Find("https://blog.example/one", author="Ann")),
        ({**ITEM, "external_url": "https://x.example/"}, Find("https://blog.example/one", author="Ann")),
        (
            {
                **ITEM,
                "title": "One &amp; <b>two</b>",
                "date_published": "2026-04-05T10:00:00Z",
                "date_modified": "2026-05-01T10:00:00Z",
                "tags": [5, "", "Sea", "Rail"],
                "summary": "Sum.",
                "content_html": "<p>x",
                "author": {"name": "Bob"},
            },
            Find(
                *("https://blog.example/one", "One & two", DAY, "Sea", "Bob", "Sum.", None, "<p>x"),
                *("2026-05-01T10:00:00Z",),
            ),
        ),
        (
            {**ITEM, "date_modified": "2026-04-05" + "x" * 50, "authors": [{"name": "Bob"}, 5, {"name": 7}]},
            Find("https://blog.example/one", date=DAY, author="Bob", updated="2026-04-05" + "x" * 30),
        ),
        ({**ITEM, "authors": [], "author": {"name": "Eve"}}, Find("https://blog.example/one", author="Eve")),
        ({"id": "12"}, None),
        ({"title": "x"}, None),
        (5, None),
    ],
)
def test_an_item_of_a_json_feed(item: object, find: Find | None) -> None:
    found = of_json({"title": "Harbour", "authors": [{"name": "Ann"}], "items": [item]})
    assert found.finds == ((find,) if find else ())
    assert (found.title, found.generator, found.is_cut) == ("Harbour", "json feed", False)


def test_a_json_feed_goes_on_where_it_says() -> None:
    found = of_json(
        {"home_page_url": "/", "next_url": "/feed?page=2", "items": [{**ITEM, "content_html": "x" * 400_001}]}
    )
    assert (found.site, found.next, found.finds[0].text) == (
        "https://blog.example/",
        "https://blog.example/feed?page=2",
        "",
    )
    assert of_json({"next_url": 5, "items": "x"}).next == ""
    for text in ("{}", "[]", "5", "null"):
        assert feeds.read_json(text, BASE).kind is AnswerKind.NOTHING


def test_of_a_broken_json_feed_the_items_before_that_are_read() -> None:
    found = feeds.read_json(
        '{"title": "Harbour", "home_page_url": "/", "next_url": "/2", "items": [{"url": "/a"}, {"u', BASE
    )
    assert (found.title, found.site, found.next, found.is_cut) == (
        *("Harbour", "https://blog.example/", "https://blog.example/2", True),
    )
    assert [one.url for one in found.finds] == ["https://blog.example/a"]
    assert feeds.read_json('{"title": "Harbour", ', BASE).kind is AnswerKind.NOTHING
    lines = feeds.read_json('{"items": [{"url": "/a", "summary": "one\ntwo"}, {"u', BASE)
    assert [(one.url, one.summary) for one in lines.finds] == [("https://blog.example/a", "one two")]
    for blanks, title in ((2_982, "Harbour"), (2_983, "")):
        text = f'{{{" " * blanks}"title":"Harbour","items": [{{"url": "/a"}}, {{"u'
        assert feeds.read_json(text, BASE).title == title


# Other lists


def listing(value: object, base: str = BASE) -> AnswerFacts:
    return machine_lists.read_json(json.dumps(value), base)


@pytest.mark.parametrize("name", ["permalink", "url", "link", "HREF", "path", "uri", "RelPermalink", "location"])
def test_the_address_of_a_post_has_many_names(name: str) -> None:
    for address in ("/one", "one", "https://blog.example/one"):
        assert listing([{"title": "One", name: address}]).finds == (Find("https://blog.example/one", "One"),)


@pytest.mark.parametrize(
    "name", ["date", "published", "date_published", "published_at", "publishDate", "created", "datetime", "pubDate"]
)
def test_the_day_of_a_post_has_many_names(name: str) -> None:
    assert listing([{"title": "One", "url": "/one", name: "2026-04-05"}]).finds[0].date == DAY


def test_a_post_in_json_has_a_title_and_perhaps_a_category() -> None:
    post = {"title": {"rendered": "One <b>&amp;</b> two"}, "link": "/one"}
    assert listing([post]).finds == (Find("https://blog.example/one", "One & two"),)
    for category in (
        {"categories": ["Sea"]},
        {"category": "Sea"},
        {"primary_tag": {"name": "Sea"}},
        {"categories": [{"name": "Sea"}]},
    ):
        assert listing([post | category]).finds[0].category == "Sea"
    assert listing([post | {"categories": [7]}]).finds[0].category == "7"
    for none in ('"categories": []', '"category": true', '"category": null'):
        assert machine_lists.read_json(f'[{{"title": "One", "url": "/one", {none}}}]', BASE).finds[0].category == ""
    assert len(listing([{"title": "t" * 501, "url": "/a"}]).finds[0].title) == 500
    for other in ({"title": 5, "url": "/a"}, {"title": "x"}, {"title": "x", "url": 5}, 5):
        assert listing([other]).kind is AnswerKind.NOTHING


def test_of_a_list_without_end_the_beginning_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine_lists, "_MOST", 2)
    assert len(listing([{"title": "One", "url": f"/{number}"} for number in range(3)]).finds) == 2
    entry = "<entry><title>One</title><url>/one</url></entry>"
    assert len(machine_lists.read_search(f"<search>{entry * 3}</search>", BASE).finds) == 2


def test_the_longest_list_of_posts_counts_if_most_of_it_are_posts() -> None:
    posts = [{"title": "One", "url": f"/{number}"} for number in range(4)]
    nested = {"a": {"b": {"c": {"d": posts}}}}
    assert len(listing(nested).finds) == 4
    assert listing({"e": nested}).kind is AnswerKind.NOTHING
    assert len(listing({"a": posts[:1], "b": posts, "c": posts[:2]}).finds) == 4
    assert len(listing([*posts, 5, 5, 5, 5]).finds) == 4
    assert listing([*posts, 5, 5, 5, 5, 5]).kind is AnswerKind.NOTHING
    lines = json.dumps({"posts": posts}) + "\n{broken"
    assert len(machine_lists.read_json(lines, "https://blog.example/__data.json").finds) == 4
    assert machine_lists.read_json(lines, BASE).kind is AnswerKind.NOTHING
    assert machine_lists.read_json("[" * 100_000, BASE).kind is AnswerKind.NOTHING


def test_the_index_of_a_search_is_read() -> None:
    text = (
        "<?xml?><search><entry><title><![CDATA[One &amp; two]]></title>"
        '<link href="/one?a=1&b=2"/><url>/one?a=1&amp;b=2</url>'
        "<content><title>No</title></content><date>2026-04-05</date><category>Sea</category></entry>"
        f"<entry><title>{'t' * 501}</title><url>/two</url></entry><entry><url>/three</url></entry>"
        "<entry><title>Four</title><link>/four</link></entry><entry><title>Five</title>"
    )
    assert machine_lists.is_search(text)
    assert machine_lists.is_search(" " * 293 + "<SEARCH")
    assert not machine_lists.is_search(" " * 294 + "<search")
    one, two, four, *_ = machine_lists.read_search(text, BASE).finds
    assert (one.url, one.title, one.date, one.category) == ("https://blog.example/one?a=1&b=2", "One & two", DAY, "Sea")
    assert (two.url, len(two.title), two.date, two.category) == ("https://blog.example/two", 500, None, "")
    assert four == Find("https://blog.example/four", "Four")


def test_names_of_categories_are_read_by_their_numbers() -> None:
    said = '[{"id": 7, "name": "Sea &amp; rail"}, {"id": 8}, {"name": "x"}, 5]'
    assert machine_lists.read_names(said) == {"7": "Sea & rail", "8": ""}
    for none in ("{", "{}", "5", "[" * 100_000):
        assert machine_lists.read_names(none) == {}


PROGRAM = (
    'base:"/notes/",x:1,pages:[{regularPath:"/a.html",path:"/a.html",title:"One",frontmatter:{date:"2026-04-05"}}]'
)


def program(text: str) -> tuple[Find, ...]:
    return vuepress.read(text, BASE).finds


def test_the_pages_of_a_site_that_its_program_has_are_read() -> None:
    assert vuepress.is_program(PROGRAM)
    assert not vuepress.is_program(f"\ufeff <html>{PROGRAM}")
    assert not vuepress.is_program("pages:[]")
    assert program(PROGRAM) == (Find("https://blog.example/notes/a.html", "One", DAY),)
    assert vuepress.read(PROGRAM, BASE).is_whole
    assert program(PROGRAM.replace('base:"/notes/",', "")) == (Find("https://blog.example/a.html", "One", DAY),)
    own = PROGRAM.replace('date:"', 'title:"Two",categories:["Sea"],date:"')
    assert program(own) == (Find("https://blog.example/notes/a.html", "Two", DAY, "Sea"),)
    for said in ('category:"Sea"', 'categories:"Sea"'):
        assert program(PROGRAM.replace('date:"', f'{said},date:"'))[0].category == "Sea"
    assert program(PROGRAM.replace('date:"', 'categories:[5],date:"'))[0].category == ""


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('date:"', 'publish:false,date:"'),
        ('date:"2026-04-05"', 'date:"soon"'),
        ('date:"2026-04-05"', ""),
        (',path:"/a.html"', ',path:"/"'),
        (',path:"/a.html"', ""),
        ('title:"One"', "title:1"),
        ("frontmatter:{", "other:{"),
        ("pages:[{", "pages:[5,(["),
        ("pages:", "sites:"),
    ],
)
def test_a_page_that_is_no_post_is_passed_over(before: str, after: str) -> None:
    assert vuepress.read(PROGRAM.replace(before, after), BASE) == AnswerFacts(AnswerKind.NOTHING, is_whole=True)


def test_the_settings_of_a_site_stand_shortly_before_its_pages() -> None:
    for room, path in ((3_985, "/notes/a.html"), (3_986, "/a.html")):
        text = PROGRAM.replace(",x:1,", f"{' ' * room},")
        assert program(text)[0].url == f"https://blog.example{path}"
    two = f'base:"/old/",{PROGRAM}'
    assert program(two)[0].url == "https://blog.example/notes/a.html"


# Lists of subscriptions


def test_opml_is_known_by_its_beginning() -> None:
    assert subscription_lists.is_opml(" " * 1_994 + "<OPML>")
    assert not subscription_lists.is_opml(" " * 1_995 + "<opml>")
    assert not subscription_lists.is_opml("<opmls>")


@pytest.mark.parametrize(
    ("line", "feed"),
    [
        ("https://a.example/feed tag", "https://a.example/feed"),
        ('"https://a.example/feed" tag', "https://a.example/feed"),
        ("  http://a.example/", "http://a.example/"),
        ("feed://a.example/x", "http://a.example/x"),
        ("feed:https://a.example/x", "https://a.example/x"),
        ("feed://https://a.example/x", "https://a.example/x"),
        ("FEED:HTTP://a.example/x", "HTTP://a.example/x"),
    ],
)
def test_a_line_of_newsboat_has_a_feed(line: str, feed: str) -> None:
    found = subscription_lists.read_newsboat(f"# x\n{line}\n{line}\n")
    assert (found.feeds, found.lines, found.left_out, found.doubt) == ((feed,), {feed: 2}, (), "")


def test_queries_and_programs_of_newsboat_are_counted() -> None:
    text = '"query:x:y"\nexec:ls\n "filter:a:b"\nfile:///x\n\n# query:\nhttps://a.example/\n'
    assert subscription_lists.not_followed(text) == 4
    assert subscription_lists.read_newsboat(text).feeds == ("https://a.example/",)


def test_an_opml_is_text_whatever_encoding_it_names() -> None:
    text = '<opml><body><outline xmlUrl="https://a.example/é"/></body></opml>'
    named = f'<?xml version="1.0" encoding="iso-8859-1"?>{text}'
    assert subscription_lists.read(named).feeds == subscription_lists.read(text).feeds != ()


def test_a_broken_opml_has_its_feeds_on_their_lines() -> None:
    text = (
        "\n\n<opml><body>\n<outline xmlUrl='https://a.example/?x=1&amp;y=2'\n htmlUrl='https://h.example/'/>\n"
        '<outline XMLURL="https://b.example/">'
    )
    assert subscription_lists.read(text).lines == {"https://a.example/?x=1&y=2": 4, "https://b.example/": 6}
    whole = text + "</outline></body></opml>"
    assert subscription_lists.read(whole).lines == {"https://a.example/?x=1&y=2": 4, "https://b.example/": 6}


def test_feeds_in_a_private_network_are_left_out_with_a_sentence() -> None:
    found = subscription_lists.read_newsboat("https://a.example/\nhttp://u:p@192.168.0.1/x\nfoo\n")
    left = subscription_lists.public(found)
    assert left.feeds == ("https://a.example/",)
    assert left.left_out == (
        (3, "not a web address: foo"),
        (2, "http://192.168.0.1/x is on a private network; `add` it by its address to follow it"),
    )


def test_opml_that_is_written_reads_back() -> None:
    sources = [('One & "two"', "https://a.example/?x=1&y=2", "https://a.example/")]
    text = subscription_lists.write('Mine <& "yours"', sources)
    assert '<title>Mine &lt;&amp; "yours"</title>' in text
    assert subscription_lists.is_opml(text)
    assert subscription_lists.read(text).feeds == ("https://a.example/?x=1&y=2",)


@pytest.mark.parametrize(("first_words", "kind"), [(50, AnswerKind.SITEMAP), (49, AnswerKind.NOTHING)])
def test_a_list_of_addresses_is_known_by_its_first_lines(first_words: int, kind: AnswerKind) -> None:
    lines = [f"https://blog.example/{number}" for number in range(60)]
    lines[first_words] = "words"
    assert answers.read("\n".join(lines), BASE).kind is kind


@pytest.mark.parametrize(("length", "is_read"), [(50_000, True), (50_001, False)])
def test_the_front_matter_of_a_post_is_within_its_first_characters(length: int, is_read: bool) -> None:
    text = '{"title": "One", "x": "' + "x" * (length - 25) + '"}'
    assert len(text) == length
    fields, rest = front_matter.split(f"{text}\nWords")
    assert (fields.get("title"), rest) == (("One", "\nWords") if is_read else (None, f"{text}\nWords"))


@pytest.mark.parametrize(
    ("address", "page", "url"),
    [
        ("a-post", "notes/__data.json", "https://blog.example/notes/a-post"),
        ("a-post", "notes/_payload.json", "https://blog.example/notes/a-post"),
        ("notes/a-post", "notes/_payload.json", "https://blog.example/notes/a-post"),
        ("a-post", "notes/index.json", "https://blog.example/a-post"),
    ],
)
def test_what_the_data_of_a_page_names_lies_beside_it(address: str, page: str, url: str) -> None:
    posts = [{"path": address, "title": f"Title {number}", "date": "2026-04-05"} for number in range(3)]
    data = {"data": {"posts": [{"fields": {"slug": one["path"]}, "frontmatter": one} for one in posts]}}
    found = machine_lists.read_json(json.dumps(data), f"https://blog.example/{page}")
    assert {find.url for find in found.finds} == {url}
