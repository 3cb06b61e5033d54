"""The search for a blog's whole archive: decides what to request next, and when to stop; without the network."""

from collections import Counter
from collections.abc import Generator
from urllib.parse import urljoin, urlsplit

from blogreader.indexes import wordpress
from blogreader.indexes.blog import (
    feed_addresses,
    ghost,
    guesses,
    homes,
    looks,
    menus,
    neighbours,
    open_questions,
    shapes,
    substack,
)
from blogreader.indexes.blog.answer_facts import AnswerFacts, AnswerKind
from blogreader.indexes.blog.candidates import Way
from blogreader.indexes.blog.findings import Findings
from blogreader.indexes.blog.requests import ENOUGH, MOST, MOST_WITH_LISTS, Ask, Asked, Form, SiteAnswer, Steps
from blogreader.indexes.blog.ways import Certainty
from blogreader.urls import host_of

_LONGEST_CHAIN = 1_000
_IDLE_PERIODS = 3
"""Consecutive months without a new post after which no more are requested."""
_EMPTY_PERIODS = 12
"""Consecutive periods without a new post, each naming others: a calendar that never ends."""
_OTHER_FEEDS = 5
"""The most feeds that are read besides the first one."""
_SEARCHES = 4
"""The most client-side search indexes and the like that are requested."""
_SECTIONS = 5
"""The most folders whose pages are read because they may contain posts."""


class Survey:
    """One blog, from any of its addresses. The caller makes the requests of `steps`; `found` has the results so far."""

    def __init__(self, address: str, *, feed_only: bool = False) -> None:
        self.address = address
        self.found = Findings(address, feed_only=feed_only)
        self.requests = 0
        self.sitemaps: list[str] = []
        """The sitemaps in robots.txt."""
        self.kind = AnswerKind.NOTHING
        """The kind of the first response."""
        self._feed_only = feed_only
        self._asked: dict[tuple[bool, str], SiteAnswer] = {}
        """By whether the author's Markdown was accepted, and by address."""
        self._newest_of_feeds: list[str] = []
        """The first post of each feed that was read, if there are several."""
        self._is_listed = False
        """Whether a list that was read to its end contains every known post."""
        self._dead: Counter[str] = Counter()
        """How many addresses of a pattern were dead."""

    def watched(self) -> str | None:
        """Return the address where new posts show up; None if there is no single one."""
        if not self._newest_of_feeds:
            return self.found.feed or self._listing_most()
        newest = self.found.keys(self._newest_of_feeds)
        for (_, url), answer in self._asked.items():
            reading = answer.reading
            if reading is not None and newest <= self.found.keys(link.url for link in reading.links):
                return url
        return None

    def _listing_most(self) -> str:
        posts = {id(one) for one in self.found.candidates.posts()}
        best, most = "", 0
        for (_, url), answer in self._asked.items():
            if (reading := answer.reading) is None or url.endswith(".js"):  # which another replaces
                continue
            said = self.found.keys(
                (*(link.url for link in reading.links), *(find.url for find in reading.finds), *reading.addresses)
            )
            number = sum(id(self.found.candidates.of[key]) in posts for key in said if key in self.found.candidates.of)
            if number > most:
                best, most = url, number
        return best or self.found.home

    # The requests

    def _ask(self, url: str, form: Form = Form.DATA) -> Asked:
        """Request an address, once: repeated requests are answered from memory."""
        key = (form is Form.ANY, url)
        known = self._asked.get(key)
        if known is None and form is Form.PAGE:
            known = self._asked.get((True, url))  # there was no Markdown
            if known is not None and (known.reading is None or known.reading.kind is not AnswerKind.PAGE):
                known = None
        if known is not None:
            return known
        self.requests += 1
        answer = self._asked[key] = yield Ask(url, form)
        return answer

    def _is_spent(self, more: int = 0) -> bool:
        return self.requests >= MOST_WITH_LISTS - more

    def _may_read_list(self) -> bool:
        """Return whether another page of a list may be requested: more of them if nothing else has the posts."""
        return self.requests < (MOST if self.found.is_only_way() else MOST_WITH_LISTS)

    def steps(self) -> Steps:
        """Yield the requests, best first."""
        yield from self._start()
        if self.kind is AnswerKind.NOTHING:
            return
        yield from self._feeds()
        if not self._feed_only:
            yield from wordpress.steps(self.found, self._ask)
            yield from substack.steps(self.found, self._ask)
            yield from ghost.steps(self.found, self._ask)
        yield from self._pages_of_feed()
        if self._feed_only:
            return
        yield from self._site_maps()
        yield from feed_addresses.steps(self.found, self._ask)
        yield from self._for_machines()
        yield from self._lists()
        yield from self._other_feeds()
        yield from self._for_machines()
        yield from feed_addresses.steps(self.found, self._ask)
        yield from self._announced_feeds()
        yield from self._sections()
        yield from self._rest_of_feed()
        yield from neighbours.steps(self.found, self._ask, self.address, lambda: self.requests)
        yield from looks.steps(self.found, self._ask, lambda: self.requests)

    def _start(self) -> Steps:
        answer = yield from self._ask(self.address, Form.ANY)
        for _ in range(3):
            reading = answer.reading
            if reading is None or reading.kind is not AnswerKind.PAGE or not reading.facts.redirect:
                break
            answer = yield from self._ask(reading.facts.redirect, Form.ANY)
        if reading is None:
            return
        self.kind = reading.kind
        self.address = self.found.home = answer.url
        self.found.candidates.add_host(answer.url)
        if reading.kind is AnswerKind.PAGE:
            yield from self._start_at_page(answer.url, reading)
        elif reading.kind is AnswerKind.MARKDOWN:
            self.found.take_list(reading, Way.LLMS if answer.url.endswith("llms.txt") else Way.INDEX)
            self.found.title = reading.title
            page = yield from self._ask(answer.url, Form.PAGE)
            if page.reading is not None and page.reading.kind is AnswerKind.PAGE:
                self.found.take_page(page.url, page.reading)
        elif reading.kind is AnswerKind.FEED:
            self.found.take_feed(answer.url, reading)
            # A site that the feed names and that is no longer there: then where the feed lies.
            for url in dict.fromkeys((reading.site, urljoin(answer.url, "."), urljoin(answer.url, "/"))):
                if url and (yield from homes.visit(self.found, self._ask, url)).reading is not None:
                    break
        elif reading.kind in (AnswerKind.SITEMAP, AnswerKind.SITEMAPS):
            self.sitemaps.insert(0, answer.url)
            yield from homes.visit(self.found, self._ask, urljoin(answer.url, "/"))
        elif reading.kind is AnswerKind.LISTING:
            self.found.take_list(reading, Way.SEARCH)
            yield from homes.visit(self.found, self._ask, urljoin(answer.url, "/"))
        elif urlsplit(answer.url).path not in ("", "/"):
            # A post in Markdown, say: where it lies there may be a blog.
            yield from homes.visit(self.found, self._ask, urljoin(answer.url, "/"), Form.ANY)
            kind = AnswerKind.MARKDOWN if self.found.listed.has(Way.INDEX) else self.kind
            self.kind = AnswerKind.PAGE if self.found.next_of else kind

    def _start_at_page(self, url: str, reading: AnswerFacts) -> Steps:
        is_part = guesses.is_part(url) and not reading.facts.is_article
        is_list = is_part or self.found.candidates.key(url) == "" or self.found.lists_posts(reading)
        self.found.take_page(url, reading, is_list=is_list)
        if not is_list and reading.facts.is_article:
            self.found.take_facts(url, reading.facts)
        if is_part:
            yield from homes.find(self.found, self._ask, url)

    # Feeds

    def _feeds(self) -> Steps:
        yield from self._announced_feeds()
        if not self.found.feed and not self._is_listing_home():
            yield from homes.find(self.found, self._ask, self.address)
            yield from self._announced_feeds()
        if self.found.beside and not (self.found.feed or self.found.archives or self.found.candidates.posts()):
            yield from homes.visit(self.found, self._ask, self.found.beside[0])
            yield from self._announced_feeds()
        if not self.found.feed and not self.found.announced and not self._is_listing_home() and self.found.archives:
            # A home page that leads to the blog: that announces its feed itself.
            listing = max(self.found.archives, key=lambda url: self.found.archives[url])
            yield from self._numbered(listing, most=1)
            if self._is_listing_home():
                self.found.home = listing  # it was a post that was given
            yield from self._announced_feeds()
        if not self.found.feed and not self.found.listed.has(Way.INDEX):
            for url in guesses.feeds_of(self.found.home):
                if (yield from self._is_feed(url)):
                    break
        if self.found.feed:
            site = self._asked_reading(self.found.feed)
            is_elsewhere = site is not None and site.site and self.found.candidates.key(site.site) is not None
            is_away = is_elsewhere and site is not None and host_of(site.site) != host_of(self.found.home)
            is_away = is_away and not self.found.candidates.lists_own()
            if is_elsewhere and site is not None and (is_away or not self._is_listing_home()):
                yield from homes.visit(self.found, self._ask, site.site)

    def _announced_feeds(self) -> Steps:
        """Request the feeds that pages announce, the likeliest first, until one has posts."""
        ranked = sorted(
            self.found.announced.values(),
            key=lambda one: guesses.rank_of_feed(
                one, self.found.home, is_own=self.found.candidates.key(one.url) is not None
            ),
        )
        usual = [one for one in ranked if not guesses.is_side_feed(f"{one.url} {one.title}")]
        for one in usual[:3] if not self.found.feed else ():
            if (yield from self._is_feed(one.url)):
                break

    def _other_feeds(self) -> Steps:
        """Read the feeds of categories and the like, if there is no other, or only the newest posts are known."""
        is_well = not self._needs_lists() or self.found.certainty() is not Certainty.NEWEST
        if self.found.feed and is_well:
            return
        for one in guesses.other_feeds(self.found.announced.values(), self.found.feed)[:_OTHER_FEEDS]:
            first = self._asked_reading(self.found.feed) if self.found.feed else None
            if self.found.candidates.key(one.url) is None or not (yield from self._is_feed(one.url)):
                continue
            self._newest_of_feeds += [
                reading.finds[0].url for reading in (first, self._asked_reading(one.url)) if reading and reading.finds
            ]

    def _asked_reading(self, url: str) -> AnswerFacts | None:
        answer = self._asked.get((False, url)) or self._asked.get((True, url))
        return answer.reading if answer is not None else None

    def _is_listing_home(self) -> bool:
        """Return whether the given page lists posts or is the root of its site."""
        key = self.found.candidates.key(self.found.home)
        return (
            key == ""
            or sum(Way.LISTS in one.ways and not one.is_minor for one in self.found.candidates.of.values()) >= 5
        )

    def _is_feed(self, url: str) -> Generator[Ask, SiteAnswer, bool]:
        answer = yield from self._ask(url)
        reading = answer.reading
        if (
            reading is None
            or reading.kind is not AnswerKind.FEED
            or not reading.finds
            or guesses.is_of_comments(reading)
        ):
            return False
        self.found.take_feed(answer.url, reading)
        return self.found.listed.has(Way.FEED)

    def _pages_of_feed(self, most: int = 12) -> Steps:
        """Follow the pages of the feed as long as they have new posts."""
        for _ in range(most):
            url = self.found.feed_further
            if not url or self.requests >= MOST or ("paged=" in url and self.found.is_settled()):
                return
            self.found.feed_further = ""
            answer = yield from self._ask(url)
            reading = answer.reading
            if reading is None or reading.kind is not AnswerKind.FEED or not reading.finds:
                # WordPress answers 404 after the last page; a link that is broken is no end.
                if "paged=" in url and answer.is_missing:
                    self.found.listed[Way.FEED].is_sure = True
                return
            if not self.found.take_feed(answer.url, reading):
                return  # the same again: a copy of a site whose program is gone, or a circle
            self.found.feed_further = guesses.further_page(url, reading)
            if not self.found.feed_further:
                self.found.listed[Way.FEED].is_sure = True

    def _rest_of_feed(self) -> Steps:
        """Continue a long feed if nothing else has the rest."""
        if (
            self.found.feed_further
            and not self.found.listed.has(Way.SITEMAP)
            and not self.found.listed[Way.LISTS].is_ended
        ):
            yield from self._pages_of_feed(_LONGEST_CHAIN)

    # Sitemaps, indexes for machines

    def _site_maps(self) -> Steps:
        if self.found.is_settled():
            return
        waiting = self.found.named_here(dict.fromkeys((*self.sitemaps, *self.found.sitemaps)))
        usual = list(dict.fromkeys(urljoin(self.found.home, name) for name in guesses.SITEMAPS))
        if "wordpress" in self.found.generator or self.found.api:
            usual.insert(1, "/wp-sitemap.xml")
        read = 0
        while waiting or usual:
            if not waiting:
                if read:
                    break
                waiting.append(urljoin(self.found.home, usual.pop(0)))
            if read >= guesses.MOST_SITEMAPS or self._is_spent(15) or self.found.listed[Way.SITEMAP].is_cut:
                break
            answer = yield from self._ask(waiting.pop(0))
            reading = answer.reading
            if reading is None:
                continue
            if reading.kind is AnswerKind.SITEMAPS:
                named = self.found.named_here(reading.addresses)
                waiting[:0] = guesses.chosen_sitemaps(self.found.own(named))
            elif reading.kind is AnswerKind.SITEMAP:
                self.found.take_sitemap(answer.url, reading)
            elif reading.kind is AnswerKind.FEED and not guesses.is_side_feed(answer.url):
                self.found.take_feed(answer.url, reading)
            else:
                continue
            read += 1

    def _for_machines(self) -> Steps:
        """Request llms.txt, if nothing else was found, and client-side search indexes."""
        if self.found.is_settled() and not self.found.lacking():
            return
        is_empty = not self.found.candidates.of or not self.found.is_found()
        if is_empty or self.found.listed.has(Way.INDEX):
            answer = yield from self._ask(urljoin(self.found.home, "/llms.txt"))
            if answer.reading is not None and answer.reading.kind is AnswerKind.MARKDOWN:
                self.found.take_list(answer.reading, Way.LLMS)
        if "hexo" in self.found.generator:
            for name in ("/search.xml", "/content.json", "/local-search.xml"):
                self.found.searches.setdefault(urljoin(self.found.home, name))
        if "gatsby" in self.found.generator:
            lists = sorted(self.found.archives, key=lambda url: -self.found.archives[url])
            for url in (self.found.home, *lists[:1]):
                name = urlsplit(url).path.strip("/") or "index"
                self.found.searches.setdefault(urljoin(url, f"/page-data/{name}/page-data.json"))
        for url in list(self.found.searches)[:_SEARCHES]:
            if not self._needs_lists():
                return
            answer = yield from self._ask(url)
            if answer.reading is not None and answer.reading.kind is AnswerKind.LISTING and answer.reading.finds:
                self.found.take_list(answer.reading, Way.SEARCH)
                if not self.found.lacking():
                    return

    # Lists for people

    def _lists(self) -> Steps:
        if not self._needs_lists():
            return
        read: set[str] = set()
        while self._needs_lists() and not self._is_spent():
            waiting = sorted(
                (url for url in self.found.archives if url not in read), key=lambda url: -self.found.archives[url]
            )
            if not waiting or len(read) >= 5:
                break
            read.add(waiting[0])
            yield from self._numbered(waiting[0])
        if self._needs_lists() and self.found.home in self.found.next_of:
            yield from self._numbered(self.found.home)
        for url in open_questions.parents(self.found.candidates)[:_SECTIONS]:
            if self._needs_lists() and not self._is_spent() and not self.found.listed[Way.LISTS].is_ended:
                yield from self._numbered(url)
        yield from self._by_time()
        if not read and self._needs_lists() and self.found.certainty() is Certainty.NEWEST:
            for name in guesses.ARCHIVES:
                before = self.found.candidates.count()
                url = urljoin(self.found.home, name)
                if self.found.may_be_there(url):
                    yield from self._numbered(url)
                if self.found.candidates.count() > before:
                    break
        if not self._is_spent():
            yield from menus.steps(self.found, self._ask, self._numbered)
        lists = self.found.listed[Way.LISTS]
        if not self.found.next_of.get(self.found.home) and self.found.archives.keys() <= read and not lists.is_ended:
            lists.is_ended, lists.is_single = True, not read  # no page leads to an older one

    def _sections(self) -> Steps:
        """Read the pages of folders that may contain more posts, judging by their addresses."""
        if self.found.is_settled():
            return
        for url in open_questions.sections(self.found.candidates)[:_SECTIONS]:
            if self._is_spent():
                return
            yield from self._numbered(url)

    def _by_time(self) -> Steps:
        """Read the pages of years, and those of months as long as they have posts that the years did not."""
        idle, least = 0, 0
        read: set[str] = set()
        while waiting := self.found.unread_periods() - read:  # a year's page may be the only one that names its months
            url = min(waiting, key=lambda url: (len(shapes.segments(url)), url))
            read.add(url)
            if not self._needs_lists() or not self._may_read_list():
                return
            before = (self.found.candidates.count(), self.found.lacking())
            yield from self._numbered(url)
            idle = 0 if (self.found.candidates.count(), self.found.lacking()) != before else idle + 1
            least = least or len(shapes.segments(url))
            is_deeper = len(shapes.segments(url)) > least
            if idle >= (_IDLE_PERIODS if is_deeper else _EMPTY_PERIODS):
                break
        if read:
            self.found.listed[Way.LISTS].is_ended = True

    def _numbered(self, first: str, most: int = _LONGEST_CHAIN) -> Steps:
        """Read a list page and its continuations as long as they have new posts."""
        url, idle = first, 0
        keys: set[str] = set()
        walked: set[str] = set()
        for number in range(most):
            walked.add(url)
            if url not in self.found.next_of:
                if not self._may_read_list() or self._dead[guesses.pattern(url)] >= 2:
                    return
                answer = yield from self._ask(url, Form.PAGE)
                if answer.reading is None or answer.reading.kind is not AnswerKind.PAGE:
                    self._dead[guesses.pattern(url)] += 1
                    return
                brought = self.found.take_page(answer.url, answer.reading, asked=url)
                idle = 0 if brought else idle + 1
            keys |= self.found.keys_of.get(url, set())
            further = self.found.next_of.get(url, "")
            if not further or self.found.candidates.key(further) is None:
                if (number > 0 or url in self.found.archives) and not shapes.is_period(first):
                    self.found.listed[Way.LISTS].is_ended = True
                    self._is_listed |= self.found.is_all_in(keys)
                return
            if idle >= 2 or (number and not self._needs_lists()) or further in walked:
                return
            if shapes.is_dated(further):
                return  # `next` leads from a post to the next one, or from a list to the first post
            url = further

    # What is known

    def _needs_lists(self) -> bool:
        if self.found.lacking():
            is_enough = self.found.certainty() is not Certainty.NEWEST and not self.found.lacking_titles()
            return self.requests < (ENOUGH if is_enough else MOST_WITH_LISTS) or self.found.is_only_way()
        if self._is_listed and not self.found.is_in_doubt():
            return False
        return not self.found.is_settled() and self.found.certainty() is not Certainty.COMPLETE
