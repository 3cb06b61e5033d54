"""What of a page is the article: its parts found, what is around and between them left out."""

from urllib.parse import unquote

import pytest

from blogreader.extract import Hints, extract

URL = "https://blog.example/posts/rivers"
RIVER = (
    "The river rises in the hills behind the town, runs past the old mill and the two locks, and reaches the sea after "
    "forty slow miles, most of which can be walked on a towpath that the county keeps."
)
LOCKS = (
    "Each of the locks has a keeper, and each keeper a book in which the boats are written down, with their names, the "
    "hour at which they came, and the weather, which is said to be wet more often than it was."
)
PROSE = f"<p>{RIVER}</p><p>{LOCKS}</p><p>{RIVER} Or so it is told.</p><p>{LOCKS} Nobody has counted.</p>"


def text_of(body: str, head: str = "") -> str:
    return extract(f"<html><head>{head}</head><body>{body}</body></html>", URL, Hints()).text


def test_the_picture_above_the_text_comes_with_it() -> None:
    text = text_of(
        '<main><header><h1>Rivers</h1><img src="/img/ada-avatar.png"><a href="/all"><img src="/img/all.jpg"></a>'
        '<img src="/i/face.jpg" width="64"><img src="/img/weir-1200x800.jpg" alt="A weir" width="1200"></header>'
        f'<div class="post-content">{PROSE}</div></main>',
        "<title>Rivers</title>",
    )
    assert text.startswith("![A weir](https://blog.example/img/weir-1200x800.jpg)\n\nThe river rises")
    assert text.count("![") == 1


def test_a_picture_above_the_text_may_be_a_set_of_files() -> None:
    picture = '<picture><source srcset="/img/weir.webp 800w"><img src="data:image/gif;base64,R0lGODlhAQAB"></picture>'
    text = text_of(f'<main>{picture}<div class="post-content">{PROSE}</div></main>')
    assert text.startswith("![](https://blog.example/img/weir.webp)")


def test_a_picture_that_the_text_shows_too_is_not_repeated() -> None:
    text = text_of(
        '<main><img src="/img/weir-1200x800.jpg"><div class="post-content"><p><img src="/img/weir-640x480.jpg"></p>'
        f"{PROSE}</div></main>"
    )
    assert text.count("![") == 1


def test_a_heading_above_the_text_stays_unless_it_is_the_title() -> None:
    page = '<main><h1>{}</h1><div class="post-content">' + PROSE + "</div></main>"
    head = "<title>Rivers of the north | A blog</title>"
    assert text_of(page.format("On wet feet"), head).startswith("## On wet feet\n\nThe river")
    assert text_of(page.format("Rivers of the North"), head).startswith("The river")
    assert text_of(page.format('<a href="/">Ada writes</a>'), head).startswith("The river")


@pytest.mark.parametrize("heading", ["<h2>Below the weir</h2>", "<div><h3>Below the weir</h3></div>"])
def test_the_header_of_a_section_of_the_text_stays(heading: str) -> None:
    section = f"<section><header>{heading}</header>{PROSE}</section>"
    text = text_of(f"<main><article><h1>Rivers</h1>{PROSE}{section}</article></main>", "<title>Rivers</title>")
    assert "# Below the weir\n\nThe river" in text


def test_a_short_beginning_in_a_container_of_its_own_is_part_of_the_article() -> None:
    first = "This is how it all began, with a wet foot and a map that showed no river at all where one was."
    part = '<div class="block"><div class="article-text">{}</div></div>'
    text = text_of(
        f"<div>{part.format(f'<p>{first}</p>')}<div class=block><ul><li>A list between</li></ul></div>"
        f'<div>{part.format(PROSE)}{part.format(PROSE)}</div></div><div class="article-text">A teaser</div>'
    )
    assert text.startswith(first)
    assert "- A list between" in text
    assert "teaser" not in text


def test_parts_that_are_a_picture_or_a_heading_alone_belong_to_those_with_text() -> None:
    part = '<div class="item item-{}">{}</div>'
    text = text_of(
        '<div class="list">'
        + part.format("head", "<h2>A sentence as a heading</h2>")
        + part.format("text", PROSE)
        + part.format("row", '<img src="/img/lock.jpg">')
        + part.format("text", PROSE.replace("river", "canal"))
        + part.format("text", PROSE.replace("river", "brook"))
        + '<div class="advert">Buy a boat</div></div><div>Elsewhere</div>'
    )
    assert text.startswith("## A sentence as a heading")
    assert "![](https://blog.example/img/lock.jpg)" in text
    assert "Buy" not in text


def test_a_picture_between_two_parts_of_the_text_stays() -> None:
    figure = '<div><figure><img src="/weir.jpg"><figcaption>A weir</figcaption></figure></div>'
    text = text_of(f"<div><section>{PROSE * 4}</section>{figure}<section>{PROSE}</section><div>Elsewhere</div></div>")
    assert "![](https://blog.example/weir.jpg)\n\n*A weir*" in text


def test_the_blurred_preview_of_a_picture_is_left_out() -> None:
    figure = (
        '<figure><div><img src="/60/weir.jpg?q=20"></div><img><noscript><img src="/2000/weir.jpg"></noscript></figure>'
    )
    text = text_of(f"<article>{PROSE}{figure}{PROSE}</article>")
    assert "/2000/weir.jpg" in text
    assert text.count("![") == 1


def test_a_first_paragraph_wrapped_apart_is_part_of_the_article() -> None:
    lead = "The county has closed the lower lock, after a winter that broke two of its gates and the keeper's patience."
    text = text_of(f"<main><div><span><p>{lead}</p></span><span class=rest>{PROSE}{PROSE}</span></div></main>")
    assert text.startswith(lead)


def test_what_stands_beside_the_text_in_an_article_is_of_it() -> None:
    first = (
        "<div><p>The county has closed the lower lock.</p><p>It will be open again in the spring, they say.</p></div>"
    )
    items = "<li>A map that shows the river and the locks</li><li>Dry socks, and many of them, and a hat</li>"
    last = f"<div><h2>What to bring</h2><ul>{items}</ul></div>"
    text = text_of(f"<article>{first}<div class=body>{PROSE}{PROSE}</div>{last}</article>")
    assert text.startswith("The county has closed")
    assert text.endswith(
        "## What to bring\n\n- A map that shows the river and the locks\n- Dry socks, and many of them, and a hat\n"
    )


def test_a_notice_longer_than_the_article_does_not_stand_in_for_it() -> None:
    short = "<h2>One</h2><p>The lock is open.</p><p>Boats may pass.</p><p>Until the evening.</p>"
    text = text_of(
        f'<main><div class="js-article-content">{short}</div><div class="legal-disclaimer">{PROSE}</div></main>'
    )
    assert text == "## One\n\nThe lock is open.\n\nBoats may pass.\n\nUntil the evening.\n"


def test_what_is_behind_a_paywall_s_name_is_text_and_the_wall_is_not() -> None:
    page = f'<article><p>{LOCKS}</p><div class="paywall">%s</div></article><div><p>{"Other words. " * 150}</p></div>'
    assert "Nobody has counted" in text_of(page % PROSE)
    assert "Subscribe" not in text_of(page % "<p>Subscribe to read on.</p>")


def test_slides_beside_a_text_go_and_slides_that_are_the_text_stay() -> None:
    slides = "".join(
        f"<li><h3><span>{number}/4</span> Lock {number}</h3><p>The lock of the year {number}.</p></li>"
        for number in range(1, 5)
    )
    show = f"<div><ul>{slides}</ul></div>"
    assert "Lock 2" not in text_of(f"<article>{PROSE}{show}{PROSE}</article>")
    assert "Lock 2" in text_of(f"<article><p>{RIVER}</p>{show}</article>")


def test_a_caption_is_said_once_for_each_figure() -> None:
    caption = "A boat waits below the gate of the lower lock until the keeper has found his hat."
    cut = f'<div class="caption-cut">{caption[:60]}…</div>'
    twice = f'<div class="caption"><div class="caption-full">{caption}</div>{cut}</div>'
    figure = f'<figure><img src="/%s.jpg"><figcaption class="caption">{caption}</figcaption></figure>'
    assert text_of(f"<article><div>{twice}</div>{PROSE}</article>").count(caption[:60]) == 1
    assert text_of(f"<article>{figure % 1}{PROSE}{figure % 2}</article>").count(caption) == 2


def test_a_caption_in_a_list_stays_in_its_item() -> None:
    items = '<li><figure><img src="/a.jpg"><figcaption>A weir</figcaption></figure></li>' * 2
    assert text_of(f"<article>{PROSE}<ul>{items}</ul></article>").count(".jpg)\n\n  *A weir*") == 2


def test_a_picture_that_opens_a_larger_one_stays() -> None:
    figure = '<figure><div class="openModal"><img src="/weir.jpg"></div><figcaption>A weir</figcaption></figure>'
    assert "weir.jpg" in text_of(f"<article>{PROSE}{figure}{PROSE}</article>")


def test_a_picture_with_a_button_to_share_it_stays_without_the_button() -> None:
    shared = '<div class="share-image"><div class="share-button"><span>Share it</span></div><img src="/weir.jpg"></div>'
    text = text_of(f"<article>{PROSE}{shared}{PROSE}</article>")
    assert "weir.jpg" in text
    assert "Share" not in text


def test_a_picture_in_its_own_address_keeps_every_sign() -> None:
    drawing = (
        f"<svg xmlns='http://www.w3.org/2000/svg'><g transform='scale(2)'>{'<path d=%22M1 1h9%22/>' * 60}</g></svg>"
    )
    text = text_of(f'<article>{PROSE}<p><img src="data:image/svg+xml,{drawing}"></p>{PROSE}</article>')
    found = text.partition("](data:image/svg+xml,")[2].partition(")\n")[0]
    assert unquote(found) == drawing.replace("%22", '"')


def test_a_nested_table_of_contents_goes_whole() -> None:
    contents = '<li><a href="#a">All</a><ul>' + "".join(f'<li><a href="#{n}">Part {n}</a></li>' for n in "bcd")
    text = text_of(f"<article><p>Contents</p><ul>{contents}</ul></li></ul>{PROSE}</article>")
    assert text.startswith("The river")


def test_a_sentence_that_begins_with_by_is_no_byline() -> None:
    sentence = "By the old rule of the county a boat that is late has to wait for the morning."
    assert sentence in text_of(f"<article><h1>Rivers</h1><p>{sentence}</p>{PROSE}</article>")
    assert "Quay" not in text_of(f"<article><h1>Rivers</h1><p>By Mara Quay.</p>{PROSE}</article>")


def test_a_year_alone_does_not_make_a_line_a_date() -> None:
    text = text_of(f"<article><p>4 March 2024</p>{PROSE}<p>State University, 2017</p><p>March 2024</p></article>")
    assert text.endswith("State University, 2017\n")
    assert "March" not in text


@pytest.mark.parametrize(
    "furniture",
    [
        '<div class="print-header"><span>https://blog.example/zebra</span></div>',
        '<div class="custom-cta-letter"><h5>A word to our readers</h5><p>Zebra. Support us.</p></div>',
        '<div class="related-list"><h1>Read more</h1><ul><li><a href="/1">Zebra</a></li></ul></div>',
        "<h3>You may also like</h3><article><p>A zebra. %s</p></article>",
        '<div><p>So.</p><a href="/z"><span>Also on blog.example</span> <span>Zebra at large</span></a><p>So.</p></div>',
        '<p><strong><a href="/z">ZEBRA SEEN IN THE LOWER LOCK AGAIN</a></strong></p>',
        '<div class="vjs-control-bar"><span>Zebra</span><span>Current time 0:00</span></div>',
        '<figure><img src="/l.jpg"><figcaption><span class="off-screen">Zebra</span>A lock</figcaption></figure>',
        '<div class="backlinks"><p>Zebra links to this page</p></div>',
        "<section>\n"
        + '<p>\n      <a href="/zebra">A zebra</a> ·\n      <a href="/t">tag</a>\n <a href="/u">too</a>\n</p>\n' * 3
        + "</section>",
    ],
)
def test_what_a_site_puts_between_the_paragraphs_is_left_out(furniture: str) -> None:
    furniture = furniture.replace(
        "%s", "A zebra was seen in the lower lock, and it would not say where it came from. " * 2
    )
    text = text_of(f"<article>{PROSE}{furniture}{PROSE}</article>")
    assert "zebra" not in text.lower()
    assert text.count("Nobody has counted") == 2


def test_the_card_of_a_name_goes_and_the_name_stays() -> None:
    card = '<span class="rollover-card"><a href="/1">A zebra was seen</a> <a href="/2">More on zebras</a></span>'
    name = f'<span class="rollover"><a href="/ada">Ada Quay</a>{card}</span>'
    assert "\n\nAsk [Ada Quay](https://blog.example/ada).\n\n" in text_of(
        f"<article>{PROSE}<p>Ask {name}.</p>{PROSE}</article>"
    )


def test_calls_for_a_subscription_go_from_the_edges_alone() -> None:
    call = '<p><em>Like this? <a href="/feed">Sign up</a> for my weekly newsletter, Wet Feet.</em></p>'
    text = text_of(f"<article>{call}{PROSE}{PROSE}{call}</article>")
    assert "newsletter" not in text
    assert "newsletter" in text_of(f"<article>{PROSE}{call}{PROSE}</article>")
    assert "newsletter" in text_of(f"<article>{PROSE}<p>I read her newsletter, and did not sign up.</p></article>")


def test_what_is_not_printed_stays_in_a_line_and_goes_as_a_block() -> None:
    line = '<p>The lock was built in 1998<span class="noprint"> (28 years ago)</span>.</p>'
    text = text_of(f'<article>{PROSE}{line}<div class="noprint">Print this page</div>{PROSE}</article>')
    assert "1998 (28 years ago)." in text
    assert "Print" not in text


def test_a_section_of_links_that_an_author_wrote_stays() -> None:
    links = "".join(f'<li><a href="/{n}">A page on locks and their keepers</a></li>' for n in range(5))
    section = f'<div class="section" id="links"><h2>Links</h2><ul class="simple">{links}</ul></div>'
    assert text_of(f"<article>{PROSE}{section}</article>").count("](https://blog.example/") == 5


def test_paragraphs_that_are_related_to_a_heading_are_text() -> None:
    page = f'<article class="article"><h2>Methods</h2><p class="h2-related">Use these.</p>{PROSE}</article>'
    assert "Use these." in text_of(page)


def test_a_gallery_and_a_table_of_links_are_text() -> None:
    boxes = '<li><div><a href="/File:1.jpg"><img src="/1.jpg"></a><div><a href="/lock">A lock</a></div></div></li>' * 3
    text = text_of(f'<article>{PROSE}<ul class="gallery">{boxes}</ul>{PROSE}</article>')
    assert text.count("/1.jpg)") == 3


def test_what_is_embedded_is_named_by_its_title_or_its_host() -> None:
    frame = '<iframe src="https://www.player.example/embed/video/#v=1.{}" {}></iframe>'
    text = text_of(f"<article>{PROSE}{frame.format('a', '')}{frame.format('b', 'title=Locks')}</article>")
    assert "[player.example](https://www.player.example/embed/video/#v=1.a)" in text
    assert "[Locks](https://www.player.example/embed/video/#v=1.b)" in text


def test_an_address_without_a_path_gets_one() -> None:
    assert "(https://go.example/?to=a)" in text_of(f'<article>{PROSE}<p><a href="https://go.example?to=a">x</a></p>')


def test_a_heading_over_contents_that_have_gone_goes_too() -> None:
    navigation = "<nav><ul><li><a href='#a'>One</a></li></ul></nav>"
    text = text_of(f"<article><div><h4>Table of Contents</h4></div>{navigation}{PROSE}</article>")
    assert text.startswith("The river")
    chosen = "<div><h4>In this article</h4></div><div><ul><li>Locks</li><li>Keepers</li></ul></div>"
    assert "In this article" in text_of(f"<article>{PROSE}{chosen}{PROSE}</article>")


def test_an_aside_of_a_heading_and_a_link_is_an_announcement_and_one_that_says_more_is_text() -> None:
    head = "<h2>Friday's best offers: boats, maps and waders that keep the water in</h2>"
    aside = f'<aside class="x1">\n  <div><img src="/z.jpg"></div>\n  {head}\n <a href="/z">Read on</a>%s</aside>'
    assert "offers" not in text_of(f"<article>{PROSE}{aside % ''}{PROSE}</article>")
    own = "<div>These are the ones that we would buy ourselves, with our own money.</div>"
    assert "offers" in text_of(f"<article>{PROSE}{aside % own}{PROSE}</article>")


def test_the_line_of_a_post_s_tags_goes_and_a_tag_in_a_sentence_stays() -> None:
    tags = '<a href="/tag/weir" rel="tag">zebra weir</a>, <a href="/tag/lock" rel="category tag">zebra lock</a>'
    for line in (f"<strong>Tags<br>{tags}</strong>", f"<p>Filed under: {tags} |</p>", f"<ul><li>{tags}</li></ul>"):
        assert "zebra" not in text_of(f"<article><h1>Rivers</h1>{PROSE}{line}<p>{LOCKS}</p></article>")
    sentence = '<p>She is called <em><a href="/tag/zebra" rel="tag">zebra</a></em> by the keepers.</p>'
    assert "called *[zebra]" in text_of(f"<article>{PROSE}{sentence}{PROSE}</article>")


def test_a_title_that_is_no_heading_is_not_repeated_and_a_post_of_one_line_stays() -> None:
    head = "<title>Rivers of the north</title>"
    line = '<p class="title">Rivers of the north</p><small><b>05/10/2018</b> - Publicado por: Ada - Tags: weir</small>'
    assert text_of(f"<div>{line}<br>{PROSE}</div>", head).startswith("The river")
    alone = "The keeper of the lower lock has found his hat, and all of the boats have gone on."
    assert text_of(f"<article><p>{alone}</p></article>", f"<title>{alone}</title>") == alone + "\n"


def test_a_date_with_its_weekday_in_two_words_is_a_date() -> None:
    line = '<span itemprop="datePublished">segunda-feira, 22 de janeiro de 2018 às 0:13</span>'
    text = text_of(f'<div itemprop="articleBody"><h1>Rivers</h1>{line}<div></div>{PROSE}</div>')
    assert text.startswith("The river")


def test_a_picture_shown_as_a_film_without_an_address_is_its_still() -> None:
    film = '<figure><video poster="data:image/gif;base64,R0" data-postersrc="/weir.jpg" data-alt="A weir" %s></video>'
    text = text_of(f"<article>{PROSE}{film % 'loop'}</figure>{PROSE}</article>")
    assert "![A weir](https://blog.example/weir.jpg)" in text
    assert "weir.jpg" not in text_of(f"<article>{PROSE}{film % 'controls'}</figure>{PROSE}</article>")


def test_an_image_that_only_a_script_would_put_into_its_place_is_there() -> None:
    place = '<div class="delayed" data-alt="A weir" data-src="/weir.jpg" data-width="976"></div>'
    text = text_of(f"<article>{PROSE}<figure>{place}<figcaption>In May</figcaption></figure>{PROSE}</article>")
    assert "![A weir](https://blog.example/weir.jpg)\n\n*In May*" in text


@pytest.mark.parametrize(
    ("inside", "shown"),
    [
        ("  \n", "![A weir](https://blog.example/weir.jpg)"),
        ("<i></i>", "![A weir](https://blog.example/weir.jpg)"),
        ("<p>The weir in May, before the flood.</p>", "The weir in May, before the flood."),
        ('<img src="/small.jpg" alt="Small">', "![Small](https://blog.example/small.jpg)"),
    ],
)
def test_what_stands_already_where_a_script_would_put_an_image_stays(inside: str, shown: str) -> None:
    place = f'<div data-alt="A weir" data-src="/weir.jpg">{inside}</div>'
    assert text_of(f"<article>{PROSE}{place}{PROSE}</article>").count(shown) == 1
    assert ("weir.jpg" in shown) == ("weir.jpg" in text_of(f"<article>{PROSE}{place}{PROSE}</article>"))


def test_what_an_advertiser_s_server_gives_is_left_out_with_its_label() -> None:
    banner = '<a href="/ck"><img src="https://ads.example/server/www/delivery/avw.php?zoneid=9"></a>'
    text = text_of(f"<article>{PROSE}<div><center><span>Advert</span><br>{banner}</center></div>{PROSE}</article>")
    assert "dvert" not in text
    assert "delivery" not in text


def test_an_aside_of_a_few_words_goes_however_it_is_indented() -> None:
    aside = f"<aside>\n{' ' * 40}<div>\n{' ' * 60}<span>More on <a href='/z'>zebras</a></span>\n</div>\n</aside>"
    assert "More on" not in text_of(f"<article>{PROSE}{aside}</article>")
    own = f"<aside>\n{' ' * 40}<div>A zebra was seen in the lower lock in May, <a href='/z'>they say</a>.</div></aside>"
    assert "A zebra was seen" in text_of(f"<article>{PROSE}{own}{PROSE}</article>")


def test_the_line_that_asks_for_comments_goes() -> None:
    assert "Comment" not in text_of(f"<article>{PROSE}<p>Post Comment (+)</p></article>")


def test_what_a_class_hides_goes_unless_something_shows_it() -> None:
    page = f'<article>{PROSE}<div class="%s"><p>1 / 9</p><div>Back to the zebra</div></div>{PROSE}</article>'
    assert "zebra" not in text_of(page % "overlay hidden")
    for shown in ("hidden md:block", "d-none d-lg-block", 'hidden" role="tabpanel'):
        assert "zebra" in text_of(page % shown)
    image = '<p><img class="lazy hidden" src="/weir.jpg"></p>'
    rest = f'<div class="hidden">{PROSE}</div>'
    text = text_of(f"<article>{PROSE}{image}{rest}</article>")
    assert "weir.jpg" in text
    assert text.count("Nobody has counted") == 2


def test_the_date_after_the_text_goes_whatever_is_empty_beside_it() -> None:
    date = "<div><span>First Published:</span> Tuesday, March 4, 2025 08:38 AM <div></div></div>"
    text = text_of(f"<article>{PROSE}{date}{'<div></div>' * 20}</article>")
    assert text.endswith("Nobody has counted.\n")


def test_the_number_of_comments_above_the_text_goes() -> None:
    count = '<div><span class="total"><span class="livefyre-commentcount">0 </span></span></div>'
    assert text_of(f"<article>{count}{PROSE}{PROSE}</article>").startswith("The river")


def test_a_list_of_other_stories_goes_where_only_a_part_of_each_is_linked() -> None:
    items = "".join(
        f'<li>The strange life and <a href="/{n}">death of the keeper of a lock</a>, told again</li>' for n in range(4)
    )
    page = f"<article>{PROSE}<hr><div>%s</div><ul>{items}</ul></article>"
    assert "strange" not in text_of(page % "More Great Stories")
    assert "strange" in text_of(page % "More on keepers")


def test_a_note_of_several_paragraphs_is_kept_whole_where_all_are_notes() -> None:
    marks = '<p>Wet<sup><a href="#note01">1</a></sup> and dry<sup><a href="#note02">2</a></sup> feet.</p>'
    first = '<p id="note01">1. The first note.</p><p>It goes on.</p>'
    last = '<p id="note02">2. The second note.</p>'
    page = f"<article>{PROSE}{marks}<div class=%s>{first}{last}</div><p>See also the locks.</p></article>"
    text = text_of(page % "notes")
    assert "[^1]: The first note.\n\n    It goes on.\n\n[^2]: The second note." in text
    assert text.index("See also") < text.index("[^1]: ")
    assert "feet.\n\nIt goes on." in text_of(page % "text")


def test_notes_of_a_second_group_are_notes_too() -> None:
    mark = '<sup class="reference"><a href="#cite_note-4">[n 2]</a></sup>'
    notes = '<ol class="references"><li id="cite_note-4"><a href="#cite_ref-4">^</a> It was a Tuesday.</li></ol>'
    text = text_of(f"<article>{PROSE}<p>The lock closed{mark} in May.</p><h2>Notes</h2>{notes}</article>")
    assert "The lock closed[^n-2] in May." in text
    assert text.endswith("[^n-2]: It was a Tuesday.\n")
    part = '<p>See <a href="#part-2">Part 2</a>.</p><p id="part-2">Part 2 is dry.</p>'
    assert "[Part 2](#part-2)" in text_of(f"<article>{PROSE}{part}</article>")


def test_what_a_short_page_says_in_its_code_does_not_make_it_a_wall() -> None:
    listing = "<pre>return synth(403, &quot;Access denied.&quot;);</pre>"
    text = text_of(
        f"<main><p>You can match the address of the client against a list that has a name.</p>{listing}</main>"
    )
    assert "Access denied" in text


def test_a_table_of_figures_is_a_part_of_the_article_however_long() -> None:
    rows = "".join(f"<tr><td><p>Lock {number}</p><p>{RIVER}</p></td></tr>" for number in range(60))
    table = f"<div><div><table><thead><tr><th>Lock</th></tr></thead><tbody>{rows}</tbody></table></div></div>"
    text = text_of(
        f'<div class="sect1"><p>Each of the locks has a keeper.</p>{table}<p>Nobody knows the next one.</p></div>'
    )
    assert text.startswith("Each of the locks")
    assert text.endswith("the next one.\n")


def test_a_short_section_after_a_long_one_is_of_the_article() -> None:
    long = f"<section><h2>The river</h2>{PROSE}{PROSE}{PROSE}{PROSE}</section>"
    text = text_of(f'<div id="api">{long}<section><h2>The weir</h2><p>It is shut.</p></section></div>')
    assert text.endswith("## The weir\n\nIt is shut.\n")


def test_what_stands_before_a_long_part_of_a_section_is_of_the_article() -> None:
    inner = f'<div class="section"><div class="titlepage"><h3>Locks</h3></div>{PROSE * 9}</div>'
    title = '<div class="titlepage"><h2>Water</h2></div>'
    text = text_of(f'<div class="sect1">{title}<p>Water runs where it can, and this is how:</p>{inner}</div>')
    assert text.startswith("## Water\n\nWater runs where it can, and this is how:\n\n### Locks")


def test_the_sections_of_a_page_are_its_article_though_one_is_longest() -> None:
    def section(title: str, body: str) -> str:
        return f'<div class="sect1"><h2>{title}</h2><div class="sectionbody">{body}</div></div>'

    long = section("Options", f'<div class="dlist"><dl>{f"<dt>-x</dt><dd><p>{RIVER}</p></dd>" * 30}</dl></div>')
    text = text_of(f'<div id="content">{section("Synopsis", "<pre>river -x</pre>")}{long}{section("See", RIVER)}</div>')
    assert text.startswith("## Synopsis\n\n```\nriver -x\n```\n\n## Options")
    assert f"## See\n\n{RIVER}" in text


def test_lists_between_the_paragraphs_beside_the_longest_part_stay() -> None:
    items = "<ul><li><p>The mill</p></li><li><p>The weir</p></li></ul>"
    part = f'<div class="part"><h3>Locks</h3>{PROSE * 6}</div>'
    text = text_of(f'<div id="all"><div><p>{RIVER}</p></div><p>{RIVER}</p>{items}<p>{LOCKS}</p>{part}</div>')
    assert "- The mill" in text


def test_the_cells_of_a_notebook_stay_though_one_is_longest() -> None:
    long = (
        f'<div class="jp-Cell jp-MarkdownCell"><div class="jp-RenderedMarkdown"><h2>Locks</h2>{PROSE * 9}</div></div>'
    )
    code = '<div class="jp-Cell jp-CodeCell"><div class="jp-InputArea"><pre>lock.open()</pre></div></div>'
    text = text_of(f'<main class="jp-Notebook">{long}{code}</main>')
    assert text.endswith("```\nlock.open()\n```\n")
