"""WordPress's REST API: all posts of a blog, a hundred at a time, if the site announces it."""

from collections.abc import Callable

from blogreader.indexes.blog import machine_lists
from blogreader.indexes.blog.answer_facts import AnswerKind
from blogreader.indexes.blog.candidates import Way
from blogreader.indexes.blog.findings import Findings
from blogreader.indexes.blog.requests import Asked, Steps

_MOST_PAGES = 1_000


def steps(known: Findings, ask: Callable[[str], Asked]) -> Steps:
    """Yield requests for the posts, and for the names of their categories."""
    if known.listed[Way.FEED].is_sure or not (known.api or "wordpress" in known.generator):
        return
    base = known.api or f"{known.home.rstrip('/')}/wp-json"
    address = f"{base.rstrip('/')}/wp/v2/posts"
    way = known.listed[Way.API]
    numbers: set[str] = set()
    for page in range(1, _MOST_PAGES):
        query = f"per_page=100&page={page}&_fields=link,title,date,categories"
        answer = yield from ask(f"{address}{'&' if '?' in address else '?'}{query}")
        finds = found.finds if (found := answer.reading) is not None and found.kind is AnswerKind.LISTING else ()
        if not finds:
            way.is_sure = page > 1 and answer.is_missing
            break
        before = len(way.keys)
        known.candidates.take_finds(finds, Way.API)
        way.keys |= known.keys(find.url for find in finds)
        numbers |= {find.category for find in finds if find.category.isdecimal()}
        if len(finds) < 100:
            way.is_sure = True
            break
        if len(way.keys) == before:
            break  # the same again: a copy of an answer, whatever page is asked for
    if numbers:
        names_of = address.removesuffix("posts") + "categories"
        answer = yield from ask(f"{names_of}{'&' if '?' in names_of else '?'}per_page=100&_fields=id,name")
        names = machine_lists.read_names(answer.text)
        for one in known.candidates.of.values():
            if one.category.isdecimal():
                one.category = names.get(one.category, "")
