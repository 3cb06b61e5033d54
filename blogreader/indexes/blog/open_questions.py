"""Addresses found in the search that have to be fetched to know whether they are posts."""

from collections import Counter, defaultdict

from blogreader.indexes.blog import shapes
from blogreader.indexes.blog.candidates import CERTAIN, Candidates, PostCandidate, Way, folder_of
from blogreader.indexes.blog.shapes import Shape

_UNPROVEN = 3
_SHAPES = 4
"""Shapes to sample if nothing tells which one posts have."""


def sections(candidates: Candidates) -> list[str]:
    """Return the addresses of folders with more addresses that look like posts: `/tech/` beside `/life/`."""
    chosen = candidates.posts()
    taught = Counter(one.shape for one in chosen if one.shape is not None)
    relaxed = {shapes.relaxed(shape) for shape in taught}
    folders = {shape.directories for shape in taught}
    members: dict[str, list[PostCandidate]] = defaultdict(list)
    posts = {id(one) for one in chosen}
    beside = {folder_of(folder_of(key)) for key, one in candidates.of.items() if id(one) in posts and folder_of(key)}
    for key, one in candidates.of.items():
        if id(one) in posts or one.shape is None or one.is_minor or key in candidates.pages or one.facts is not None:
            continue
        is_named = bool(one.shape.directories) and not one.shape.is_dated
        is_alike = shapes.relaxed(one.shape) in relaxed and not shapes.is_other_section(one.shape, folders)
        if is_named and is_alike:
            members[folder_of(key)].append(one)
    return [
        candidates.of[folder].url
        for folder, inside in sorted(members.items(), key=lambda item: -len(item[1]))
        if len(inside) >= 2
        and folder in candidates.of
        and folder not in candidates.pages
        and folder_of(folder) in beside
    ]


def parents(candidates: Candidates) -> list[str]:
    """Return linked addresses that are folders of posts: `/issues/` above `/issues/12/`."""
    posts = {id(one) for one in candidates.posts()}
    counts = Counter(folder_of(key) for key, one in candidates.of.items() if id(one) in posts)
    return [
        candidates.of[folder].url
        for folder, number in counts.most_common()
        if number >= 2 and folder in candidates.of and folder not in candidates.pages and not shapes.is_period(folder)
    ]


def of_sitemap(candidates: Candidates) -> list[PostCandidate]:
    """Return the pages to fetch if there is only a sitemap: some of each of the most common shapes."""
    of_shape: dict[Shape, list[PostCandidate]] = defaultdict(list)
    for key, one in candidates.of.items():
        if one.shape is not None and not one.is_minor and key not in candidates.pages:
            of_shape[one.shape].append(one)
    common = sorted(of_shape.values(), key=len, reverse=True)[:_SHAPES]
    return [one for group in common if len(group) >= 2 for one in (group[0], group[-1])]


def are_proven(candidates: Candidates) -> bool:
    """Return whether anything but lists without dates suggests posts."""
    posts = candidates.posts()
    return any(one.ways - {Way.LISTS} or one.date is not None or (one.facts and one.facts.is_article) for one in posts)


def unproven(candidates: Candidates) -> list[PostCandidate]:
    """Return some of the candidates that only lists without dates suggest, of their most common shape."""
    of_shape: dict[Shape | None, list[PostCandidate]] = defaultdict(list)
    for one in candidates.posts():
        if one.ways - {Way.LISTS}:
            return []
        of_shape[one.shape].append(one)
    doubted = [
        group
        for group in of_shape.values()
        if not any(one.date is not None or (one.facts and one.facts.is_article) for one in group)
    ]
    group = max(doubted, key=len, default=[])
    return group[:: max(1, len(group) // _UNPROVEN)][:_UNPROVEN]


def doubtful(candidates: Candidates) -> list[PostCandidate]:
    """Return the addresses that look like posts but could be anything, and would have to be fetched."""
    chosen = {id(one) for one in candidates.posts()}
    taught = {one.shape for one in candidates.of.values() if one.ways & CERTAIN}
    return [
        one
        for key, one in candidates.of.items()
        if id(one) not in chosen
        and one.shape in taught
        and not one.is_minor
        and one.facts is None
        and key not in candidates.pages
    ]
