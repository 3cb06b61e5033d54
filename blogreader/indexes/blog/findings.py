"""Everything found of a blog so far: responses are added, and the state of the search is summarised."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from urllib.parse import urljoin, urlsplit

from blogreader.indexes.blog import address_ends, guesses, open_questions, shapes
from blogreader.indexes.blog.answer_facts import Announced, AnswerFacts, AnswerKind, Facts
from blogreader.indexes.blog.archive_file import Post
from blogreader.indexes.blog.candidates import Candidates, PostCandidate, Way
from blogreader.indexes.blog.ways import Certainty, Ways
from blogreader.text import fold

_SEPARATOR = re.compile(r"\s[|·–—\-»]\s")
"""Between the title of a post and the name of its site."""
MOST_OF_SITEMAPS = 100_000
"""The most addresses taken from all sitemaps together; no blog has more posts."""
_NAMED = 3
"""A page that names this many posts that lacked their titles is a list."""
_SHARED = 5
"""How many known pages a client-side search index is checked for."""


class Findings:
    """Everything known of one blog."""

    def __init__(self, address: str, *, feed_only: bool = False) -> None:
        self.home = address
        self.title = ""
        self.feed = ""
        """The feed that a refresh requests."""
        self.feed_further = ""
        """Its next page."""
        self.candidates = Candidates()
        self.candidates.add_host(address)
        self.listed = Ways()
        self.announced: dict[str, Announced] = {}
        self.archives: dict[str, int] = {}
        """Pages whose names suggest that they are lists, with their likelihood."""
        self.periods: dict[str, None] = {}
        """Pages of years and months."""
        self.next_of: dict[str, str] = {}
        """The page after each list that was read; empty if there is none."""
        self.keys_of: dict[str, set[str]] = {}
        """The keys that each of these lists links to."""
        self.linked: set[str] = set()
        """The keys of everything that the given page links to."""
        self.beside: list[str] = []
        """Pages on neighbouring hosts (`blog.` beside `www.`) that may be the blog."""
        self.menu: list[str] = []
        """The short links of the home page, in order."""
        self.sitemaps: dict[str, None] = {}
        """The sitemaps that pages name."""
        self.searches: dict[str, None] = {}
        """Indexes for client-side search."""
        self.api = ""
        self.content_api = ""
        """Where Ghost lists all posts."""
        self.generator = ""
        self._feed_only = feed_only

    def know(self, posts: Iterable[Post]) -> None:
        """Add what was found before: it stays, and shows what posts look like."""
        for post in posts:
            self.candidates.add_host(post.url)
            one = self.candidates.at(post.url)
            if one is not None:
                one.ways.add(Way.KNOWN)
                one.url = post.url
                one.know(post.title, post.date)
                one.category, one.minutes, one.summary = post.category, post.minutes, post.summary
                one.author = post.author

    def renew(self, url: str, reading: AnswerFacts) -> bool:
        """Add the present response of the watched address; return whether it overlaps with what is known."""
        known = {key for key, one in self.candidates.of.items() if Way.KNOWN in one.ways}
        if reading.kind is AnswerKind.FEED:
            self.feed = url
            said = self.keys(find.url for find in reading.finds)
            self.candidates.take_finds(reading.finds, Way.FEED)
        elif reading.kind is AnswerKind.SITEMAP:
            said = self.keys(reading.addresses)
            self.candidates.take_sitemap(reading.addresses, of_posts=False)
        elif reading.kind is AnswerKind.PAGE:
            said = self.keys(link.url for link in reading.links)
            self.take_page(url, reading)
        elif reading.kind in (AnswerKind.LISTING, AnswerKind.MARKDOWN):
            said = self.keys(find.url for find in reading.finds)
            self.take_list(reading, Way.SEARCH if reading.kind is AnswerKind.LISTING else Way.INDEX)
        else:
            return False
        return bool(known & said)

    def take_feed(self, url: str, reading: AnswerFacts) -> int:
        """Add a page of a feed; return how much of it is new. The first one is the blog's feed."""
        reading = self._at_home(url, reading)
        if not self.is_feed(reading):
            return 0
        if not self.feed:
            self._trust_hosts(reading)
            if not self.own(find.url for find in reading.finds):
                return 0
            self.feed = url
            self.title = reading.title or self.title
            self.generator = f"{self.generator} {reading.generator}"
            self.feed_further = guesses.further_page(url, reading)
        new = self.candidates.take_finds(reading.finds, Way.FEED)
        way = self.listed[Way.FEED]
        before = len(way.keys)
        way.keys |= self.keys(find.url for find in reading.finds)
        way.is_cut |= reading.is_cut
        way.is_sure = (
            way.is_sure or reading.is_whole or (reading.total is not None and len(way.keys) >= reading.total > 0)
        )
        return max(new, len(way.keys) - before)

    def is_feed(self, reading: AnswerFacts) -> bool:
        """Return whether a feed has posts: some have only pages, such as the home page."""
        home = self.candidates.key(self.home)
        return any(self.candidates.key(find.url) != home for find in reading.finds)

    def _at_home(self, url: str, reading: AnswerFacts) -> AnswerFacts:
        """Return a feed with addresses on its own host, if it was generated for another one.

        Some feeds name `http://localhost:4000`, where they were previewed, or a former host of the blog.
        """
        if self.candidates.key(url) is None or not reading.finds or self.own(find.url for find in reading.finds):
            return reading
        hosts = Counter(urlsplit(find.url).netloc for find in reading.finds)
        host, number = hosts.most_common(1)[0]
        moved = [self.at_home(find.url) if urlsplit(find.url).netloc == host else find.url for find in reading.finds]
        linked = self.keys(moved) & self.candidates.of.keys()
        if number * 2 <= len(reading.finds) or not (
            guesses.is_placeholder(f"//{host}/") or len(linked) * 2 >= min(number, 10)
        ):
            return reading
        finds = (replace(find, url=address) for find, address in zip(reading.finds, moved, strict=True))
        return replace(reading, finds=tuple(finds))

    def at_home(self, url: str) -> str:
        """Return an address with the host of the blog's home page."""
        parts, home = urlsplit(url), urlsplit(self.home)
        return parts._replace(scheme=home.scheme, netloc=home.netloc).geturl()

    def named_here(self, urls: Iterable[str]) -> list[str]:
        """Return addresses with the blog's host in place of `localhost` and the like."""
        return [self.at_home(url) if guesses.is_placeholder(url) else url for url in urls]

    def take_sitemap(self, url: str, reading: AnswerFacts) -> None:
        """Add a sitemap."""
        way = self.listed[Way.SITEMAP]
        addresses = self.named_here(reading.addresses)[: max(0, MOST_OF_SITEMAPS - len(way.keys))]
        self.candidates.take_sitemap(addresses, reading.changed, of_posts=guesses.is_of_posts(url))
        way.keys |= self.keys(addresses)
        way.is_cut |= reading.is_cut or len(addresses) < len(reading.addresses)

    def _trust_hosts(self, reading: AnswerFacts) -> None:
        """Accept a feed's host as the blog's, if the blog itself lists nothing.

        Otherwise it is a sample of the generator's, or what the author reads.
        """
        if self.candidates.lists_own():
            return
        hosts = [urlsplit(find.url).netloc for find in reading.finds]
        site = urlsplit(reading.site).netloc
        # Posts that lie on another host than the page that was given: the feed's word counts.
        if site and sum(host.removeprefix("www.") == site.removeprefix("www.") for host in hosts) * 2 >= len(hosts):
            self.candidates.add_host(reading.site)
        if hosts and not self.keys(find.url for find in reading.finds):
            common = max(set(hosts), key=hosts.count)
            if hosts.count(common) * 2 > len(hosts):
                self.candidates.add_host(f"https://{common}/")

    def take_list(self, reading: AnswerFacts, way: Way) -> None:
        """Add a machine-readable list; a search index without known pages is of something else.

        One that declares itself complete has the posts alone: it is as good as an API.
        """
        if reading.is_whole:
            way, self.listed[Way.API].is_sure = Way.API, True
        reading = self._as_linked(reading) if way is Way.SEARCH else reading
        known = {key for key, one in self.candidates.of.items() if one.ways & {Way.LISTS, Way.SITEMAP}}
        if way is Way.SEARCH and len(known) >= _SHARED and not self.keys(find.url for find in reading.finds) & known:
            return
        self.candidates.take_finds(reading.finds, way)
        self.listed[way].keys |= self.keys(find.url for find in reading.finds)

    def _as_linked(self, reading: AnswerFacts) -> AnswerFacts:
        """Return a list with the folder added that its addresses lack and links on pages have."""
        if self.keys(find.url for find in reading.finds) & self.candidates.of.keys():
            return reading
        ends = [urlsplit(find.url).path for find in reading.finds]
        known = [one.url for one in self.candidates.of.values() if Way.LISTS in one.ways]
        whole = address_ends.resolver(self.home, ends, known)
        finds = (replace(find, url=whole(end) or find.url) for find, end in zip(reading.finds, ends, strict=True))
        return replace(reading, finds=tuple(finds))

    def take_page(self, url: str, reading: AnswerFacts, asked: str = "", *, is_list: bool = True) -> bool:
        """Add a page that was requested as a list; return whether it had anything new."""
        key = self.candidates.key(url)
        if is_list:
            self.candidates.put_page(url)
        if not self.title:
            self.title = reading.title
        self.generator = f"{self.generator} {reading.generator}"
        self.api = self.api or reading.facts.api
        self.content_api = self.content_api or reading.facts.content_api
        for announced in reading.feeds:
            self.announced.setdefault(announced.url, announced)
        # Where a feed lies, its posts are listed: `/tech/` beside `/tech/feed.xml`. Beside a feed of the home page
        # it is another blog.
        folders = {self.candidates.key(urljoin(announced.url.rstrip("/"), ".")) for announced in reading.feeds}
        folders = set() if self.candidates.key(urljoin(self.home, ".")) in folders else folders
        for search in reading.facts.lists:
            self.searches.setdefault(search)
        for sitemap in reading.facts.sitemaps:
            self.sitemaps.setdefault(sitemap)
        # What a post links is no list: comments, parts of itself, what it speaks of.
        new, filled = self.candidates.take_links(key or url, reading.links) if is_list else (0, 0)
        keys = self.keys(link.url for link in reading.links) if is_list else set()
        self.keys_of[asked or url] = self.keys_of[url] = keys
        self.next_of[asked or url] = reading.next
        self.next_of[url] = reading.next
        if url == self.home:
            self.beside = self.beside or guesses.beside(reading.links, url)
            self.menu = guesses.menu_of(reading.links, url, lambda one: self.candidates.key(one) is not None)
        seen = {link.url for link in reading.links}
        self.linked = self.linked or self.all_keys(seen)
        for link in reading.links:
            if self.candidates.key(link.url) in (None, "", key):
                continue
            rank = shapes.is_list(link.url, link.words)
            if rank and self.candidates.key(link.url) not in self.candidates.pages:
                self.archives[link.url] = max(rank, self.archives.get(link.url, 0))
            elif shapes.is_period(link.url):
                self.periods.setdefault(link.url)
            elif self.candidates.key(link.url) in folders:
                self.archives.setdefault(link.url, 1)
        self.listed[Way.LISTS].keys |= self.keys(seen)
        self.listed[Way.LISTS].is_cut |= is_list and reading.is_cut
        return bool(new or filled)

    def unread_periods(self) -> set[str]:
        """Return the pages of years and months that were not read yet, even at a slightly different address."""
        return {url for url in self.periods if self.candidates.key(url) not in self.candidates.pages}

    def may_be_there(self, url: str) -> bool:
        """Return whether an address may be that of a list: sitemaps of posts contain lists, too."""
        return not self.listed.has(Way.SITEMAP) or self.candidates.key(url) in self.candidates.of

    def take_facts(self, url: str, facts: Facts) -> None:
        """Add what a fetched page says about itself; the blog's name is cut off its title."""
        title, site = facts.title, fold(self.title)
        last = _SEPARATOR.split(title)[-1]
        if site and last != title and (site.startswith(fold(last)) or site.endswith(fold(last)) or site in fold(last)):
            title = title.removesuffix(last).rstrip(" |·–—-»")
        elif (
            site
            and _SEPARATOR.match(rest := title[len(self.title) :].replace(":", " -", 1))
            and fold(title).startswith(site)
        ):
            title = rest.lstrip(" |·–—-»")
        self.candidates.take_facts(url, replace(facts, title=title))

    def lists_posts(self, reading: AnswerFacts) -> bool:
        """Return whether a page is a list, not a post: three or more similar links with dates or in headings."""
        groups: dict[str, set[str]] = {}
        for link in reading.links:
            if link.is_main and (link.is_heading or link.date) and not shapes.is_minor(link.url):
                groups.setdefault(link.group, set()).update(self.keys([link.url]))
        return any(len(keys) >= 3 for keys in groups.values()) and not reading.facts.is_article

    def names_posts(self, reading: AnswerFacts) -> bool:
        """Return whether a page has the titles of posts that lack theirs."""
        said = self.keys(link.url for link in reading.links if link.is_main and link.title)
        lacking = {id(one) for one in self.candidates.posts() if one.title_rank <= 1}
        return sum(id(self.candidates.of.get(key)) in lacking for key in said) >= _NAMED

    def posts(self) -> list[PostCandidate]:
        """Return the posts found so far, newest first as far as dates are known."""
        posts = self.candidates.posts()
        if self._feed_only:
            posts = [one for one in posts if one.ways & {Way.FEED, Way.KNOWN}]
        return sorted(
            posts, key=lambda one: (one.date is not None, one.date.toordinal() if one.date else 0), reverse=True
        )

    def left_out(self) -> list[PostCandidate]:
        """Return the addresses in lists or sitemaps that are probably not posts."""
        chosen = {id(one) for one in self.candidates.posts()}
        return [
            one
            for key, one in self.candidates.of.items()
            if id(one) not in chosen
            and one.shape is not None
            and key not in self.candidates.pages
            and one.ways & {Way.SITEMAP, Way.LISTS, Way.SEARCH, Way.LLMS}
            and not (one.is_minor and one.ways <= {Way.LISTS})
        ]

    def ways(self) -> list[Way]:
        """Return the ways by which posts were found."""
        used = {way for one in self.candidates.posts() for way in one.ways}
        return [way for way in Way if way in used and way is not Way.KNOWN]

    def certainty(self) -> Certainty:
        """Return how certain it is that these are all of them."""
        posts = {id(one) for one in self.candidates.posts() if one.ways != {Way.KNOWN}}
        keys = {key for key, one in self.candidates.of.items() if id(one) in posts}
        return self.listed.certainty(keys, is_in_doubt=self.is_in_doubt())

    def lacking(self) -> int:
        """Return how many posts have no title or no date."""
        return sum(one.title_rank <= 1 or one.date is None for one in self.candidates.posts())

    def lacking_titles(self) -> int:
        """Return how many posts have no title."""
        return sum(one.title_rank <= 1 for one in self.candidates.posts())

    def is_all_in(self, keys: set[str]) -> bool:
        """Return whether all known posts are among these."""
        posts = {id(one) for one in self.candidates.posts()}
        known = [key for key, one in self.candidates.of.items() if id(one) in posts]
        return len(known) >= 2 and all(key in keys for key in known)

    def is_found(self) -> bool:
        """Return whether there are any posts."""
        return len(self.candidates.posts()) >= 2

    def is_settled(self) -> bool:
        """Return whether the site itself declares that this is all."""
        return self.listed.is_sure()

    def is_in_doubt(self) -> bool:
        """Return whether addresses that were neither listed nor fetched may be posts while lists are unread."""
        return bool(open_questions.sections(self.candidates)) or (
            not self.listed[Way.LISTS].is_ended and bool(open_questions.doubtful(self.candidates))
        )

    def leads_further(self) -> bool:
        """Return whether a fetched post links to a previous or next one that no list has."""
        posts = {id(one) for one in self.candidates.posts()}
        shown = {one.shape for one in self.candidates.posts()}
        for one in self.candidates.of.values():
            if one.facts is None or (id(one) not in posts and not one.facts.is_article):
                continue
            for url in (one.facts.previous, one.facts.next):
                key = self.candidates.key(url) if url else None
                its = shapes.shape(url)
                if (
                    key
                    and key not in self.candidates.of
                    and key not in self.candidates.pages
                    and its in (one.shape, *shown)
                ):
                    return True
        return False

    def is_only_way(self) -> bool:
        """Return whether only lists for people have the posts, so that these have to be read to the end."""
        return not self.listed.has(Way.SITEMAP, Way.SEARCH, Way.API, Way.INDEX)

    def own(self, urls: Iterable[str]) -> list[str]:
        """Return the addresses that belong to the blog."""
        return [url for url in urls if self.candidates.key(url) is not None]

    def all_keys(self, urls: Iterable[str]) -> set[str]:
        """Return the keys of the addresses that belong to the blog, including its home page."""
        return {key for url in urls if (key := self.candidates.key(url)) is not None}

    def keys(self, urls: Iterable[str]) -> set[str]:
        """Return the keys of the addresses that belong to the blog, without its home page."""
        return {key for url in urls if (key := self.candidates.key(url))}
