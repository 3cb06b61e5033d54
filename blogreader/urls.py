"""Addresses: the identity of an article, its slug, and which links may be opened."""

from ipaddress import ip_address
from posixpath import basename
from urllib.parse import quote, unquote, urlsplit, urlunsplit

from blogreader.text import clean

_TRACKING = ("fbclid", "gclid", "mc_cid", "mc_eid", "ref_src")
_DEFAULT_PORTS = {"http": 80, "https": 443}
# RFC 3986: unreserved and reserved characters stay as they are, everything else is percent-encoded in upper case.
_PATH_SAFE = "/:@!$&'()*+,;=-._~"
_QUERY_SAFE = _PATH_SAFE + "?"


def _normalised(part: str, safe: str) -> str:
    """Re-encode percent-encoding, leaving escaped delimiters (`%2F`, `%26`…) escaped."""
    pieces = part.split("%")
    out = [quote(pieces[0], safe=safe)]
    for piece in pieces[1:]:
        code = piece[:2]
        if len(code) == 2 and all(digit in "0123456789abcdefABCDEF" for digit in code):
            character = chr(int(code, 16))
            plain = character.isascii() and (character.isalnum() or character in "-._~")
            out.append((character if plain else "%" + code.upper()) + quote(piece[2:], safe=safe))
        else:
            out.append("%25" + quote(piece, safe=safe))
    return "".join(out)


def host_of(url: str) -> str:
    """Give the host as it is really asked for: lower case, `xn--` when it is not ASCII; empty when there is none."""
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return ""
    if host.isascii():
        return host
    try:
        return host.encode("idna").decode("ascii")
    except UnicodeError:
        return ""


def _authority(url: str) -> str | None:
    """Give `host[:port]`, without credentials and without the default port; None when it is not a valid one."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return None
    host = host_of(url)
    if not host or any(character in host for character in ' "<>\\^`{|}'):
        return None
    if ":" in host:
        try:
            host = f"[{ip_address(host.partition('%')[0])}]"
        except ValueError:
            return None
    return host if port is None or port == _DEFAULT_PORTS.get(parts.scheme) else f"{host}:{port}"


def openable(url: str) -> str | None:
    """Rebuild an `http` or `https` address from its parts, for the network or a browser; None for anything else."""
    url = clean(url).strip()
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    authority = _authority(url)
    if parts.scheme not in _DEFAULT_PORTS or authority is None:
        return None
    return urlunsplit(
        (
            parts.scheme,
            authority,
            _normalised(parts.path, _PATH_SAFE),
            _normalised(parts.query, _QUERY_SAFE),
            _normalised(parts.fragment, _QUERY_SAFE),
        )
    )


def canonical(url: str) -> str | None:
    """Give the identity of the article at an address (DESIGN: canonical URL), or None when it is not a web address.

    An absolute path of a local document is its own identity, as a `file:` address.
    """
    url = clean(url).strip()
    if url.startswith("file:///"):
        url = unquote(urlsplit(url).path)
    if url.startswith("/"):
        # No system has a file with a NUL in its name, and Python raises ValueError for one.
        return None if "\0" in url else "file://" + quote(url, safe="/-._~")
    opened = openable(url)
    if opened is None:
        return None
    parts = urlsplit(opened)
    pairs = [pair for pair in parts.query.split("&") if pair and not _is_tracking(pair.partition("=")[0])]
    return urlunsplit((parts.scheme, parts.netloc, parts.path.rstrip("/"), "&".join(pairs), ""))


def _is_tracking(name: str) -> bool:
    return name.startswith("utm_") or name in _TRACKING


def slug_of(key: str) -> str:
    """Give the last part of a canonical URL's path, or the host when the path is empty."""
    parts = urlsplit(key)
    name = clean(unquote(basename(parts.path))).strip()
    return name or parts.hostname or key
