"""Complete addresses for posts that machine-readable lists name by their last part: `my-post` is `/blog/my-post/`."""

from collections import Counter
from collections.abc import Callable, Iterable
from urllib.parse import unquote, urljoin, urlsplit


def resolver(base: str, ends: Iterable[str], known: Iterable[str]) -> Callable[[str], str]:
    """Return a function that completes such a part as most `known` addresses are formed, or returns ""."""
    by_last: dict[str, list[tuple[str, str]]] = {}
    for url in known:
        path = _path(url)
        by_last.setdefault(path.rpartition("/")[2], []).append((url, path))
    forms = Counter(
        (path[: len(path) - len(end)], _tail(url))
        for end in map(_path, ends)
        if end
        for url, path in by_last.get(end.rpartition("/")[2], ())
        if path == end or path.endswith(f"/{end}")
    )
    form = forms.most_common(1)[0][0] if forms else None

    def whole(address: str) -> str:
        path = address.strip("/")
        if "://" in address:
            return address if address.startswith(("http://", "https://")) else ""
        if not path or (form is None and not address.startswith("/")):
            return ""
        try:
            return urljoin(base, f"/{form[0]}{path.removesuffix('.html')}{form[1]}" if form else address)
        except ValueError:
            return ""

    return whole


def _path(url: str) -> str:
    try:
        return unquote(urlsplit(url).path).strip("/").removesuffix(".html")
    except ValueError:
        return ""


def _tail(url: str) -> str:
    """Return what follows the name of a page: `/`, `.html`, or nothing."""
    path = urlsplit(url).path
    return "/" if path.endswith("/") else ".html" if path.endswith(".html") else ""
