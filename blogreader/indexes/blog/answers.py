"""Parsing a response of a blog into AnswerFacts; its text decides what it is, not its content type."""

from blogreader.indexes import markdown_index
from blogreader.indexes.blog import feeds, html_pages, machine_lists, sitemaps, vuepress
from blogreader.indexes.blog.answer_facts import AnswerFacts, AnswerKind, Find

_HEAD = 1_000
_MOST_LINES = 50_000
"""Of a sitemap in plain text: the most that its protocol allows."""


def read(text: str, url: str, content_type: str = "") -> AnswerFacts:
    """Parse a response of any kind; one of an unknown kind is empty."""
    start = text.lstrip("\ufeff \r\n\t")[:_HEAD]
    if start.startswith(("{", "[")) and "](" not in start[:200]:
        return feeds.read_json(text, url) if feeds.is_json_feed(text) else machine_lists.read_json(text, url)
    if vuepress.is_program(text):
        return vuepress.read(text, url)
    if machine_lists.is_search(text):
        return machine_lists.read_search(text, url)
    if sitemaps.is_sitemap(text) and "<html" not in start.lower():
        return sitemaps.read(text, url)
    if feeds.is_feed(text):
        return feeds.read(text, url)
    if start.startswith("<") or "<html" in start.lower() or "html" in content_type:
        return html_pages.read(text, url)
    return _markdown(text, url)


def _markdown(text: str, url: str) -> AnswerFacts:
    lines = text.split()
    if lines and all(line.startswith(("http://", "https://")) for line in lines[:50]):
        addresses = tuple(dict.fromkeys(lines[:_MOST_LINES]))
        return AnswerFacts(AnswerKind.SITEMAP, addresses=addresses, is_cut=len(lines) > _MOST_LINES)
    index = markdown_index.read(text, url)
    finds = tuple(
        Find(one.url, one.title, one.date, one.category or "", summary=one.summary, minutes=one.minutes)
        for one in index.articles
    )
    return AnswerFacts(AnswerKind.MARKDOWN if finds else AnswerKind.NOTHING, title=index.title or "", finds=finds)
