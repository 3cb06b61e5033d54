"""The test site itself: a blog behind a real HTTP server on loopback, with switches for tests to flip."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from threading import Condition, Event, Lock, Thread
from types import TracebackType
from typing import Self

from . import content
from .content import SitePost
from .handler import HTML, Resource, Server, weights
from .hold import Hold
from .hostile import HOSTILE_TITLES, hostile_index, hostile_page
from .images import png
from .index import index_markdown
from .layouts import html_page
from .markdown_out import escape

__all__ = ["Hold", "Site", "SitePost"]

_MARKDOWN = "text/markdown; charset=utf-8"
_RELATED_POSTS = 4


class Site:
    """The blog while it is served: a context manager that starts on entry and has stopped on exit."""

    def __init__(self, *, port: int = 0, delay: float = 0.0, markdown: bool = False) -> None:
        self.delay = delay
        """Seconds before the response to each post and image; stopping the site cuts them short."""
        self.broken: dict[str, int] = {}
        """Status codes to answer with, by slug; other paths go by their text after the first slash ("index.md")."""
        self.instead: dict[str, str] = {}
        """HTML that is served, with a good status, in place of a post, by slug."""
        self.markdown = markdown
        """Whether posts are served as Markdown to clients that prefer it."""
        self.requests: list[str] = []
        """Paths asked for, with their queries, in the order of arrival; safe to read and clear at any time."""
        self.answers: list[tuple[str, int]] = []
        """Paths answered, with the status of each, in the order of the answers."""
        self.holds: dict[str, Hold] = {}
        """Holds by slug; `hold` adds to them."""
        self.stopping = Event()
        """Set when the site begins to stop."""
        self._lock = Lock()
        self._change = Condition()
        self._posts = {post.slug: post for post in content.posts()}
        self._server = Server(self, port)
        self._thread = Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, name="test site", daemon=True
        )

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.stopping.set()
        self._server.shutdown()
        self._thread.join()
        self._server.end_connections()
        self._server.server_close()

    @property
    def port(self) -> int:
        """The port the site listens on."""
        return self._server.server_port

    @property
    def url(self) -> str:
        """The address of the site, without a slash at the end."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def index_url(self) -> str:
        """The address of the index."""
        return f"{self.url}/index.md"

    @property
    def hostile_url(self) -> str:
        """The address of the article full of control characters and markup."""
        return f"{self.url}/hostile"

    @property
    def hostile_index_url(self) -> str:
        """The address of the index full of control characters and markup."""
        return f"{self.url}/hostile-index.md"

    @property
    def posts(self) -> tuple[SitePost, ...]:
        """The posts of the index as it is now, newest first."""
        with self._lock:
            return tuple(sorted(self._posts.values(), key=lambda post: post.date, reverse=True))

    def url_of(self, post: SitePost) -> str:
        """The address of a post."""
        return f"{self.url}{post.path}"

    def index_markdown(self) -> str:
        """The text of the index as it is served now."""
        return index_markdown(self.url, self.posts)

    def hold(self, slug: str) -> Hold:
        """Keep the requests for a post waiting from now on, until the hold is released."""
        self.holds[slug] = hold = Hold()
        return hold

    def note_request(self, path: str) -> None:
        """Remember what was asked for."""
        with self._change:
            self.requests.append(path)
            self._change.notify_all()

    def note_answer(self, path: str, status: int) -> None:
        """Remember what is answered."""
        with self._change:
            self.answers.append((path, status))
            self._change.notify_all()

    def wait_until(self, is_so: Callable[[], bool], seconds: float) -> bool:
        """Wait for requests or answers that make something so; False when that took too long."""
        with self._change:
            return self._change.wait_for(is_so, seconds)

    def add_post(self) -> SitePost:
        """Publish one more post, which is at the top of the index from then on."""
        with self._lock:
            post = content.extra_post(len(self._posts) + 1)
            self._posts[post.slug] = post
        return post

    def change_summary(self, slug: str, text: str) -> SitePost:
        """Return a post another summary, in the index and in its page."""
        with self._lock:
            self._posts[slug] = post = replace(self._posts[slug], summary=text)
        return post

    def resource(self, path: str, accept: str) -> Resource | None:
        """What a path leads to for a client that accepts these types; None if to nothing."""
        if path == "/index.md":
            return Resource(_MARKDOWN, self.index_markdown().encode())
        if path == "/hostile-index.md":
            return Resource(_MARKDOWN, hostile_index(self.url).encode())
        if path == "/hostile":
            return Resource(HTML, hostile_page().encode())
        if path == "/robots.txt":
            return Resource("text/plain; charset=utf-8", b"User-agent: *\nAllow: /\n")
        if numbered := re.fullmatch(r"/hostile/(\d{1,3})", path):
            position = int(numbered[1])
            if position >= len(HOSTILE_TITLES):
                return None
            return Resource(HTML, hostile_page(HOSTILE_TITLES[position]).encode())
        if numbered := re.fullmatch(r"/images/(\d{1,6})\.png", path):
            return Resource("image/png", png(int(numbered[1])))
        return self._post_resource(path, accept)

    def _post_resource(self, path: str, accept: str) -> Resource | None:
        if not path.startswith("/posts/"):
            return None
        with self._lock:
            post = self._posts.get(path.removeprefix("/posts/"))
        if post is None:
            return None
        if post.slug in self.instead:
            return Resource(HTML, self.instead[post.slug].encode())
        if self.markdown and _prefers_markdown(accept):
            return Resource(_MARKDOWN, f"# {escape(post.title)}\n\n{post.markdown}".encode())
        # From the fixed posts, so that publishing one does not change the pages of the others.
        others = [other for other in content.posts() if other.number != post.number]
        start = post.number % len(others)
        return Resource(HTML, html_page(post, tuple((others + others)[start : start + _RELATED_POSTS])).encode())


def _prefers_markdown(accept: str) -> bool:
    """Return whether the header names Markdown with at least the weight of HTML."""
    choices = weights(accept)
    html = choices.get("text/html", choices.get("text/*", choices.get("*/*", 0.0)))
    return 0.0 < choices.get("text/markdown", 0.0) >= html
