"""Merging what every way of listing says about each address, and judging which addresses are posts."""

import datetime as dt
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import zip_longest
from urllib.parse import unquote, urlsplit

from blogreader.indexes import days
from blogreader.indexes.blog import feed_pages, shapes, sitemap_posts
from blogreader.indexes.blog.answer_facts import BlogLink, Facts, Find
from blogreader.indexes.blog.link_lists import LinkList
from blogreader.indexes.blog.shapes import Shape


class Way(StrEnum):
    """How an address was found."""

    FEED = "feed"
    API = "api"
    INDEX = "index"
    """A Markdown index."""
    SITEMAP = "sitemap"
    LISTS = "lists"
    SEARCH = "search"
    """An index for client-side search."""
    LLMS = "llms.txt"
    LINKS = "links"
    """From post to post."""
    KNOWN = "known"
    """It was found before."""


_PAGE_ENDING = re.compile(r"(?<=[^/])\.(?:html?|md)$", re.IGNORECASE)
_SLASHES = re.compile(r"//+")
_SAID = frozenset((Way.FEED, Way.API, Way.KNOWN))
CERTAIN = frozenset((Way.FEED, Way.API, Way.INDEX, Way.LINKS, Way.KNOWN))


def _host(url: str) -> str:
    """Return the host of an address without `www.`, with an unusual port; empty: it has none, or is no address."""
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").removeprefix("www."), parts.port
    except ValueError:
        return ""
    return host if not host or port in (None, 80, 443) else f"{host}:{port}"


_OWN = 3
"""If a blog's pages list this many posts, a feed with none of them is not its own."""
_FOLDER = 3
"""This many posts in a folder make it a folder of posts, whatever its name."""
# The reliability of a title or a date: the higher one wins.
_SURE, _PAGE, _HEADING, DATED, _MAIN, ASIDE = 6, 5, 4, 3, 2, 1


@dataclass(slots=True)
class PostCandidate:
    """An address, and what is known of it."""

    url: str
    ways: set[Way] = field(default_factory=set)
    title: str = ""
    title_rank: int = 0
    date: dt.date | None = None
    date_rank: int = 0
    category: str = ""
    author: str = ""
    summary: str = ""
    minutes: int | None = None
    text: str = ""
    facts: Facts | None = None
    is_post_file: bool = False
    """Whether it is in a sitemap whose name says that it has posts."""
    changed: dt.date | None = None
    """When it was last changed, according to a sitemap."""
    shape: Shape | None = None
    is_minor: bool = False

    @property
    def is_dated_article(self) -> bool:
        """Whether its page was fetched and says that it is an article, with a date."""
        return self.facts is not None and self.facts.is_article and self.facts.date is not None

    def name(self, title: str, rank: int) -> None:
        """Set a title if it is more reliable than the present one."""
        if title.endswith(("…", "...")):
            rank = min(rank, DATED if rank >= _HEADING else ASIDE)  # cut short, or how its author ends it
        if title and rank > self.title_rank:
            self.title, self.title_rank = title, rank

    def know(self, title: str, day: dt.date | None) -> None:
        """Take over what was known before; certain facts found now replace it."""
        if title:
            self.title, self.title_rank = title, _SURE - 1
        if day is not None:
            self.date, self.date_rank = day, _SURE - 1

    def put_date(self, day: dt.date | None, rank: int) -> None:
        """Set a date in the same way."""
        if day is not None and rank > self.date_rank:
            self.date, self.date_rank = day, rank


def _is_entry(one: PostCandidate) -> bool:
    """Return whether lists have an address with a day and a title beside it: `/blog/2021/a` and `/blog/2022/05/b`."""
    is_listed = Way.LISTS in one.ways and one.date is not None and one.title_rank >= DATED
    return is_listed and one.shape is not None and not shapes.is_other_section(one.shape)


def folder_of(key: str) -> str:
    """Return the key of an address's folder; empty for the root."""
    return key.rpartition("/")[0]


class Candidates:
    """All addresses of a blog that were found."""

    def __init__(self) -> None:
        self.hosts: set[str] = set()
        """The hosts of the blog itself, without `www.`."""
        self.of: dict[str, PostCandidate] = {}
        self._lists: dict[tuple[str, str], LinkList] = {}
        self.pages: set[str] = set()
        """Keys of pages that proved to be lists, home pages or the like."""
        self.gone: set[str] = set()
        """Keys of redirects and of copies of other pages."""
        self._judged: list[PostCandidate] | None = None
        self._refuted: set[Shape] = set()
        self._trusted: set[Shape] = set()
        """Shapes of which nearly all fetched samples were posts."""

    def key(self, url: str) -> str | None:
        """Return the key of an address of this blog, whatever its scheme; None for another site."""
        if _host(url) not in self.hosts:
            return None
        parts = urlsplit(url)
        path = _SLASHES.sub("/", unquote(parts.path))
        for ending in ("/index.html", "/index.htm", "/index.php", "/index.md"):
            path = path.removesuffix(ending) if path.endswith(ending) else path
        path = _PAGE_ENDING.sub("", path)  # servers give a page with and without it, and its Markdown beside it
        query = "&".join(sorted(pair for pair in parts.query.split("&") if pair and not shapes.is_tracking(pair)))
        return path.rstrip("/") + (f"?{query}" if query else "")

    def add_host(self, url: str) -> None:
        """Add an address's host to those of the blog."""
        if host := _host(url):
            self.hosts.add(host)

    def at(self, url: str) -> PostCandidate | None:
        """Return the candidate at an address, created if necessary; None for another site or a home page.

        Callers may change it, so everything is judged anew.
        """
        self._judged = None
        key = self.key(url)
        if not key or key in self.gone:
            return None
        found = self.of.get(key)
        if found is None:
            url = shapes.tidied(url)
            found = self.of[key] = PostCandidate(url, shape=shapes.shape(url), is_minor=shapes.is_minor(url))
            found.put_date(days.in_path(unquote(urlsplit(url).path)), _PAGE)
        elif found.url.endswith(".md") and not urlsplit(url).path.endswith(".md"):
            found.url = shapes.tidied(url)
        return found

    def count(self) -> int:
        """Return how many posts are known."""
        return len(self.posts())

    # Results of each way

    def take_finds(self, finds: Iterable[Find], way: Way) -> int:
        """Add the contents of a feed or the like; return how many addresses were new to this way."""
        new = 0
        for find in finds:
            one = self.at(find.url)
            if one is None:
                continue
            new += way not in one.ways
            one.ways.add(way)
            if way in CERTAIN:
                one.url = shapes.tidied(find.url)
            one.name(find.title, _SURE)
            one.put_date(find.date, _SURE)
            one.category = one.category or find.category
            one.author = one.author or find.author
            one.summary = one.summary or find.summary
            one.minutes = one.minutes or find.minutes
            one.text = max(one.text, find.text, key=len)
        return new

    def take_sitemap(self, addresses: Iterable[str], changed: Iterable[str] = (), *, of_posts: bool) -> int:
        """Add the addresses of a sitemap, with their changes; return how many were new to sitemaps."""
        new = 0
        for url, day in zip_longest(addresses, changed, fillvalue=""):
            if (one := self.at(url)) is not None:
                one.changed = days.of_time(day) if day else None
                new += Way.SITEMAP not in one.ways
                one.ways.add(Way.SITEMAP)
                one.is_post_file = one.is_post_file or of_posts
        return new

    def take_links(self, page: str, links: Iterable[BlogLink]) -> tuple[int, int]:
        """Add the links of a page; return how many addresses are new to lists, and how many got a title or a date."""
        new = filled = 0
        for link in links:
            one = self.at(link.url)
            if one is None or one.shape is None:
                continue
            is_listed = link.is_main and (link.is_heading or link.date is not None or bool(link.title))
            if is_listed and Way.LISTS not in one.ways and not one.is_minor:
                one.ways.add(Way.LISTS)
                new += 1
            rank = (_HEADING if link.is_heading else DATED if link.date else _MAIN) if link.is_main else ASIDE
            before = (one.title_rank, one.date_rank)
            one.name(link.title, rank)
            one.put_date(link.date, _HEADING if link.is_heading else DATED)
            filled += (before[0] <= ASIDE < one.title_rank) or (not before[1] and one.date_rank > 0)
            key = self.key(link.url) or ""
            place = self._lists.setdefault((page, link.group), LinkList(page, is_main=link.is_main))
            place.turns += key != place.last
            place.last = key
            if key not in place.keys[-3:]:
                place.keys.append(key)
                place.dated += link.date is not None
                place.headings += link.is_heading
        return new, filled

    def take_facts(self, url: str, facts: Facts) -> None:
        """Add the facts that a fetched page states about itself."""
        key, one = self.key(url), self.at(url)
        if one is None or key is None:
            return
        target = self.key(facts.redirect) if facts.redirect else None
        if facts.redirect and target != key:
            self.gone.add(key)
            del self.of[key]
            return
        one.facts = facts
        one.name(facts.title, _PAGE)
        one.put_date(facts.date, _PAGE)
        one.author = one.author or facts.author
        one.category = one.category or facts.category

    def lists_own(self) -> bool:
        """Return whether the blog's own pages list posts, under headings or with dates."""
        listed = (one for one in self.of.values() if Way.LISTS in one.ways and not one.is_minor)
        return sum(one.title_rank >= DATED and one.date is not None for one in listed) >= _OWN

    def drop(self, keys: Collection[str]) -> None:
        """Remove dead addresses for good."""
        for key in keys:
            self.of.pop(key, None)
        self.gone, self._judged = self.gone.union(keys), None

    def refute(self, shape: Shape) -> None:
        """Reject the candidates of a shape that only lists suggest."""
        self._refuted.add(shape)
        self._judged = None

    # Judgement

    def trust(self, shapes_of_posts: Collection[Shape]) -> None:
        """Accept the addresses of these shapes in a sitemap as posts, unless their pages were fetched."""
        self._trusted.update(shapes_of_posts)
        self._judged = None

    def posts(self) -> list[PostCandidate]:
        """Return the certain and the probable posts."""
        if self._judged is None:
            self._judged = self._judge()
        return self._judged

    def put_page(self, url: str) -> None:
        """Mark an address as a list, a home page or the like."""
        if (key := self.key(url)) is not None:
            self.pages.add(key)
            self._judged = None

    def _forgive_folders(self, certain: Collection[str]) -> None:
        """Accept the folders of certain posts as folders of posts, whatever their names."""
        told = Counter(one.shape.directories for key in certain if (one := self.of[key]).ways & _SAID and one.shape)
        for one in self.of.values():
            if one.is_minor and one.shape is not None and told[one.shape.directories] > 1:
                one.is_minor = shapes.is_minor_page(one.url)

    def _judge(self) -> list[PostCandidate]:
        certain = {
            key for key, one in self.of.items() if one.ways & _SAID or (one.ways & CERTAIN and key not in self.pages)
        }
        said = [key for key in certain if (ways := self.of[key].ways) & _SAID and Way.KNOWN not in ways]
        aside = {key for place in self._lists.values() if not place.is_main for key in place.keys}
        dated_lists = [place.keys for place in self._lists.values() if place.is_main and place.is_dated]
        certain -= feed_pages.among(self.of, said, aside, dated_lists)
        self._forgive_folders(certain)
        # A Markdown index may list a blog's other pages too, and a link to what came before may lead anywhere.
        certain -= {
            key
            for key in certain
            if (one := self.of[key]).ways.isdisjoint(_SAID) and (one.shape is None or (one.is_minor and not one.date))
        }
        accepted = set(certain)
        taught = self._taught(accepted)
        if not taught:
            accepted |= self._seeds()
            if not accepted and not self._refuted:
                posts = sitemap_posts.among(self.of, aside)
                posts -= self._parents(posts)
                return [one for key, one in self.of.items() if key in posts]
            taught = self._taught(accepted)
        if not accepted:
            return []
        relaxed = Counter(shapes.relaxed(shape) for shape in taught for _ in range(taught[shape]))
        folders = Counter(shape.directories for shape in taught.elements() if shape.directories)
        tops = {shape.directories[0] for shape in taught if shape.directories}
        weak: set[str] = set()
        for key, one in self.of.items():
            if key in accepted or key in self.pages or one.shape is None:
                continue
            if one.is_minor:
                # A post that is called `help`, where posts lie and with a day beside it.
                if taught.get(one.shape, 0) and one.shape.is_strong and one.date is not None:
                    weak.add(key)
            elif taught.get(one.shape, 0) and one.shape.is_strong:
                accepted.add(key)
            elif (
                one.shape in taught
                or (shapes.relaxed(one.shape) in relaxed and not shapes.is_other_section(one.shape, folders))
                # `/posts/20210103release` beside `/posts/20231125abc330`
                or (folders[one.shape.directories] >= _FOLDER and one.shape.last != "number")
                or (_is_entry(one) and one.shape.directories and one.shape.directories[0] in tops)
            ):
                is_trusted = one.shape in self._trusted and Way.SITEMAP in one.ways and one.facts is None
                if one.is_post_file or is_trusted or one.is_dated_article:
                    accepted.add(key)
                else:
                    weak.add(key)
        self._spread(accepted, weak)
        parents = self._parents(accepted)
        return [self.of[key] for key in self.of if key in accepted and (key in certain or key not in parents)]

    def _taught(self, keys: Iterable[str]) -> Counter[Shape]:
        return Counter(shape for key in keys if (shape := self.of[key].shape) is not None)

    def _seeds(self) -> set[str]:
        """Return the contents of the best lists, if no feed or the like tells what is a post."""
        best: dict[Shape, float] = defaultdict(float)
        dated: set[Shape] = set()
        members: dict[Shape, set[str]] = defaultdict(set)
        for place in self._lists.values():
            keys = [
                key
                for key in dict.fromkeys(place.keys)
                if key in self.of and key not in self.pages and not self.of[key].is_minor
                if self.of[key].shape not in self._refuted
            ]
            if not place.is_main or len(keys) < 2 or place.is_repeated:
                continue
            keys = [key for key in keys if not self._lacks_day(key, place)]
            found = [shape for key in keys if (shape := self.of[key].shape) is not None]
            shape, number = Counter(found).most_common(1)[0] if found else (None, 0)
            if number < 0.6 * len(keys):  # a folder for each category
                shape, number = Counter(map(shapes.relaxed, found)).most_common(1)[0] if found else (None, 0)
            if shape is None or number < 0.6 * len(keys):
                continue
            score = number * (1.0 + 2.0 * place.dated / len(place.keys) + place.headings / len(place.keys))
            score *= 2.0 if shape.is_dated else 1.0
            if place.dated * 2 < len(place.keys) and place.headings * 2 < len(place.keys) and not shape.is_dated:
                score *= 0.3
            best[shape] += score
            if place.is_dated and len(keys) >= _FOLDER and not shapes.is_other_section(shape):
                dated.add(shape)
            members[shape].update(
                key for key in keys if (its := self.of[key].shape) and shape in (its, shapes.relaxed(its))
            )
        listed = dict(best)
        for key, one in self.of.items():  # an index for a search has posts, and a few pages
            if Way.SEARCH in one.ways and one.shape is not None and one.shape not in self._refuted and not one.is_minor:
                best[one.shape] += 1.0
                members[one.shape].add(key)
        if not best:
            return set()
        top, top_listed = max(best.values()), max(listed.values(), default=0.0)
        chosen = [
            shape
            for shape, score in best.items()
            if (score >= 0.34 * top or listed.get(shape, -1.0) >= (0.1 if shape in dated else 0.34) * top_listed)
            and (shape.is_strong or score == top)
        ]
        return set().union(*(members[shape] for shape in chosen))

    def _lacks_day(self, key: str, place: LinkList) -> bool:
        """Return whether an address has no date in a list where nearly all have one, so that it is no entry of it."""
        return self.of[key].date is None and place.dated >= 0.8 * len(place.keys)

    def _spread(self, accepted: set[str], weak: set[str]) -> None:
        """Accept doubtful candidates that are in lists of posts, or the only heading of a page.

        A list of posts is recognised on every page where it has the same path from the body.
        """
        places = [
            (group, place, keys)
            for (_, group), place in self._lists.items()
            if place.is_main
            and not place.is_repeated
            and (keys := [key for key in dict.fromkeys(place.keys) if key in self.of and key not in self.pages])
        ]
        of_posts: set[str] = set()
        beside = {folder_of(folder_of(key)) for key in accepted if folder_of(key)}
        for _ in range(3):
            before = len(accepted)
            for group, place, keys in places:
                known = sum(key in accepted for key in keys)
                are_headings = place.headings == len(place.keys) and (known > 0 or len(keys) == 1)
                # Of an archive of hundreds a short feed knows ten: but a day stands beside each.
                alike = Counter(self.of[key].shape for key in keys).most_common(1)[0][1]
                are_dated = place.is_dated and alike >= 0.8 * len(keys)
                is_section = len(keys) >= 2 and are_dated and folder_of(place.page) in beside
                is_section = is_section and all(key.startswith(f"{place.page}/") for key in keys)
                is_whole = known > 0 and are_dated and all(key in accepted or key in weak for key in keys)
                if (known >= 2 and (known * 2 >= len(keys) or are_dated)) or are_headings or is_section or is_whole:
                    of_posts.add(group)
            for group, place, keys in places:
                if group in of_posts:
                    accepted.update(key for key in keys if key in weak and not self._lacks_day(key, place))
            if len(accepted) == before:
                return

    def _parents(self, accepted: set[str]) -> set[str]:
        """Return the keys of folders of posts: they are sections, not posts."""
        counts = Counter(parent for key in accepted if (parent := key.rpartition("/")[0]) in accepted)
        return {parent for parent, number in counts.items() if number >= 3}
