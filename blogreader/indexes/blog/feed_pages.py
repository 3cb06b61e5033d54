"""The entries of feeds that are no posts: pages, sections, terms of taxonomies, pictures of galleries.

Generators put into a feed whatever a site has, until its author says otherwise.
"""

from collections import Counter
from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from blogreader.indexes.blog import shapes

if TYPE_CHECKING:
    from blogreader.indexes.blog.candidates import PostCandidate

_ABOUT = [[name] for name in ("about", "about-me", "about-us", "contact", "privacy", "privacy-policy", "impressum")]

_WORDS_OF_SECTION = 3
_FEW = 3


def among(of: Mapping[str, "PostCandidate"], said: Collection[str], aside: Collection[str]) -> set[str]:
    """Return the keys of those that feeds and the like have (`said`) that are no posts.

    `aside`: what the blog links in its navigation, its sidebars and its footers.
    """
    found = {key: of[key] for key in said}
    told = Counter(one.shape for one in found.values())
    few = max(0.15 * told.total(), min(2, told.total() / 2))
    rare = {shape for shape, number in told.items() if number <= few}
    pages = {
        key
        for key, one in found.items()
        if shapes.is_medium(one.url)
        or shapes.segments(one.url)[-1:] in _ABOUT
        or (one.shape in rare and shapes.is_minor_page(one.url))
        or (one.shape is not None and one.shape in rare and shapes.is_other_section(one.shape))
    }
    return pages | _undated(found) | _terms(found) | _linked_aside(found, aside)


def _undated(found: Mapping[str, "PostCandidate"]) -> set[str]:
    """Return what has no day among posts that have one, and lies where none of these does.

    Where it is most of a feed, it must besides be missing in the lists, which have all that is dated.
    """
    dated = {key: one.shape for key, one in found.items() if one.date is not None}
    undated = {key for key, one in found.items() if one.date is None and one.shape not in dated.values()}
    if len(dated) >= len(undated):
        return undated
    if len(dated) < _FEW or any("lists" not in found[key].ways for key in dated):
        return set()
    return {key for key in undated if "lists" not in found[key].ways}


def _terms(found: Mapping[str, "PostCandidate"]) -> set[str]:
    """Return the terms of taxonomies (`/series/lenses/`), which have the day of their newest post."""
    terms = {key for key, one in found.items() if shapes.is_in_minor_folder(one.url)}
    if len(terms) * 2 > len(found):
        return set()
    days = {one.date for key, one in found.items() if key not in terms}
    return {key for key in terms if found[key].date is None or found[key].date in days}


def _linked_aside(found: Mapping[str, "PostCandidate"], aside: Collection[str]) -> set[str]:
    """Return what lies in the root and is linked in a menu, where most posts lie in folders: sections, `Projects`."""
    root = {key for key, one in found.items() if one.shape is not None and not one.shape.directories}
    if len(root) * 3 > len(found):
        return set()
    return {key for key in root if key in aside and len(found[key].title.split()) <= _WORDS_OF_SECTION}
