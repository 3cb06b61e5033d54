"""Entries of feeds that are not posts: pages, sections, taxonomy terms, gallery pictures.

Many generators put everything on a site into its feed by default.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING

from blogreader.indexes.blog import shapes

if TYPE_CHECKING:
    from blogreader.indexes.blog.candidates import PostCandidate

_ABOUT = [[name] for name in ("about", "about-me", "about-us", "contact", "privacy", "privacy-policy", "impressum")]

_ARCHIVE = 3
"""How likely `/archive/` is a list."""
_WORDS_OF_SECTION = 3
_FEW = 3


def among(
    of: Mapping[str, "PostCandidate"],
    said: Collection[str],
    aside: Collection[str],
    dated_lists: Iterable[Collection[str]] = (),
) -> set[str]:
    """Return the keys of the entries of feeds and the like (`said`) that are not posts.

    `aside`: what the blog links from its navigation, sidebars and footers; `dated_lists`: the lists on its pages in
    which a day stands beside each entry.
    """
    found = {key: of[key] for key in said}
    told = Counter(one.shape for one in found.values())
    few = max(0.15 * told.total(), min(2, told.total() / 2))
    rare = {shape for shape, number in told.items() if number <= few}
    # `/posts/projects/clock/first-day`, one of a few of the clock, but of many of projects.
    sections = Counter(word for one in found.values() if one.shape for word in set(shapes.other_sections(one.shape)))
    common = {word for word, number in sections.items() if number > few}
    listed = _beside_posts(found, rare, dated_lists)
    pages = {
        key
        for key, one in found.items()
        if shapes.is_medium(one.url)
        or shapes.segments(one.url)[-1:] in _ABOUT
        or (len(shapes.segments(one.url)) == 1 and shapes.is_list(one.url, "") == _ARCHIVE)
        or (one.shape in rare and shapes.is_minor_page(one.url))
        or (
            one.shape is not None
            and one.shape in rare
            and key not in listed
            and not common.issuperset(shapes.other_sections(one.shape))
        )
    }
    return pages | _undated(found) | _terms(found) | _linked_aside(found, aside)


def _beside_posts(
    found: Mapping[str, "PostCandidate"], rare: Collection[object], dated_lists: Iterable[Collection[str]]
) -> set[str]:
    """Return what stands in lists together with as many posts of the usual shapes: the blog's own lists of posts."""
    beside: set[str] = set()
    for keys in dated_lists:
        usual = sum(key in found and found[key].shape not in rare for key in keys)
        if usual * 2 >= len(keys):
            beside.update(keys)
    return beside


def _undated(found: Mapping[str, "PostCandidate"]) -> set[str]:
    """Return the entries without a date, if posts have one and lie in other folders.

    If they are most of a feed, they must also be missing from lists that have every dated entry.
    """
    dated = {key: one.shape for key, one in found.items() if one.date is not None}
    places = set(dated.values())
    undated = {key for key, one in found.items() if one.date is None and one.shape not in places}
    if len(dated) >= len(undated):
        return undated
    if len(dated) < _FEW or any("lists" not in found[key].ways for key in dated):
        return set()
    return {key for key in undated if "lists" not in found[key].ways}


def _terms(found: Mapping[str, "PostCandidate"]) -> set[str]:
    """Return taxonomy terms (`/series/lenses/`), which carry the date of their newest post."""
    terms = {key for key, one in found.items() if shapes.is_in_minor_folder(one.url)}
    if len(terms) * 2 > len(found):
        return set()
    days = {one.date for key, one in found.items() if key not in terms}
    return {key for key in terms if found[key].date is None or found[key].date in days}


def _linked_aside(found: Mapping[str, "PostCandidate"], aside: Collection[str]) -> set[str]:
    """Return entries in the root that a menu links, if most posts are in folders: sections, `Projects`."""
    root = {key for key, one in found.items() if one.shape is not None and not one.shape.directories}
    if len(root) * 3 > len(found):
        return set()
    return {key for key in root if key in aside and len(found[key].title.split()) <= _WORDS_OF_SECTION}
