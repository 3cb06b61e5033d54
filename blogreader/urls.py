"""Addresses: the identity of an article, its slug, which links may be opened, and what their texts make one believe."""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from posixpath import basename
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, quote, unquote, urlsplit, urlunsplit

from blogreader.lazy import lazily
from blogreader.text import clean, clean_line

if TYPE_CHECKING:
    from ipaddress import IPv6Network

_AT_HAND = 256
"""Hosts whose parts are remembered: each is asked for a dozen times with each article."""
_TRACKING = ("fbclid", "gclid", "mc_cid", "mc_eid", "ref_src")
_DEFAULT_PORTS = {"http": 80, "https": 443}
# RFC 3986: unreserved and reserved characters stay as they are, everything else is percent-encoded in upper case.
_PATH_SAFE = "/:@!$&'()*+,;=-._~"
_QUERY_SAFE = _PATH_SAFE + "?"
# What all of them leave as it is, which most addresses are made of.
_NORMAL = lazily(r"[A-Za-z0-9/:@!$&'()*+,;=._~-]*")
# A web address that is as `canonical` writes it, but for slashes at its end: most are.
_PLAIN = lazily(r"https?://[a-z0-9-]+(?:\.[a-z0-9-]+)+(?:/[A-Za-z0-9/:@!$&'()*+,;=._~-]*)?")
_ESCAPED = lazily("(?:%[89A-F][0-9A-F])+")

# What a reader takes for an address although it has no scheme: a host below one of the usual top-level domains. A list
# of all 1 400 would make hosts of `System.out`, `foo.bar` and half of a method's names.
_TOP_LEVEL = """
    com org net edu gov mil info biz mobi dev blog cloud tech xyz online site store shop club news wiki website
    world jobs travel museum academy software systems digital studio agency community foundation social ad ae af
    ag ai al ao ar au aw az ba bb bd be bf bg bh bi bj bm bn bo br bs bt bw bz ca cd cf cg ch ci ck cl cm cn co cr
    cu cv cw cx cy cz de dj dk dm dz ec ee eg er es et eu fi fj fk fm fo fr ga gd ge gf gg gh gi gl gm gn gp gq gr
    gt gu gw gy hk hm hn hr ht hu ie il im io iq ir it je jm jo jp ke kg kh ki km kn kp kr kw ky kz lb lc li lk lr
    ls lt lu lv ly ma mc me mg mh mn mo mp mq mr mt mu mv mw mx mz na nc ne nf ng ni nl np nr nu nz om pa pe pf pg
    ph pk pn pr pt pw qa re ro ru rw sa sb sd se sg si sk sl sm sn sr ss su sx sy sz tc td tg th tj tk tl tm tn tr
    tt tv tw tz ua ug uk us uy uz va vc ve vg vn vu wf ws ye yt za zm zw рф рус укр бел бг срб мкд қаз мон ελ ею
    中国 中國 香港 台湾 台灣 公司 网址 한국 भारत ไทย السعودية امارات مصر ایران
"""
# Domains too, but rather the ending of a file or a word of code: `main.py`, `README.md`, `DataFrame.at`, `match.group`.
# With a path behind them they count: `docs.rs/tokio`.
_AMBIGUOUS = """
    ac am app as at by cc do email game group guide host id in int is la life link live md media mk ml mm mov ms
    my name network no page pl pm post press pro ps py report review rs run sc sh so space st sv team tf to today
    tools top video zip zone
"""
_NOT_HOSTS = frozenset({"ado.net", "asp.net", "ml.net", "vb.net", "java.io", "java.net", "system.io", "system.net"})
_EXPLICIT = lazily(
    r"(?:(?:https?|ftp)://|(?<![\w.@-])(?=www\.))(\[[\da-f:.]+\][:\d]*|[^\s/\\?#<>\"'()\[\]{},;|`“”‘’«»]+)",
    re.IGNORECASE,
)
_BARE = lazily(r"(?://)?([^\s/\\?#:@]{4,253}?)\.?(?::\d+)?(/.*|[?#\\].*)?", re.DOTALL)
_LABELS = lazily(r"(?:[a-z\d](?:[a-z\d-]*[a-z\d])?\.)+[a-z\d-]+")
_SPECIAL = frozenset("?#%[]")
"""What an address has that must be taken apart to know its path."""
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
_AROUND = " .,;:!?…\"'`*_“”„‘’‚«»‹›()[]{}<>"

_NAT64 = "64:ff9b::/96"
# RFC 4291, 2.4: all that was ever given out for hosts lies in here. What is outside, and holds an IPv4 address in a
# form of its own (`::10.0.0.1`, `::ffff:0:10.0.0.1`, 64:ff9b:1::/48 of RFC 8215), leads wherever a gateway takes it.
_GLOBAL_UNICAST = "2000::/3"
_DOCUMENTATION = "3fff::/20"
_ISATAP = 0x5EFE
"""RFC 5214, 6.1: the upper half of an interface identifier whose lower half is an IPv4 address, but for a flag."""
# Names that never lead out of the house: RFC 6761 (localhost), RFC 6762 (.local), RFC 8375 (.home.arpa), and .internal.
_PRIVATE_NAMES = (".localhost", ".local", ".home.arpa", ".internal", ".lan")


def _normalised(part: str, safe: str) -> str:
    """Re-encode percent-encoding, leaving escaped delimiters (`%2F`, `%26`…) escaped."""
    if _NORMAL.fullmatch(part):
        return part
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
    """Return the host as it is really asked for: lower case, `xn--` when it is not ASCII; empty when there is none."""
    try:
        return _host_in(urlsplit(url).netloc)
    except ValueError:
        return ""


@lru_cache(_AT_HAND)
def _host_in(authority: str) -> str:
    host = SplitResult("", authority, "", "", "").hostname or ""
    if host.isascii():
        return host
    try:
        return host.encode("idna").decode("ascii")
    except UnicodeError:
        return ""


def _authority(url: str) -> str | None:
    """Return `host[:port]`, without credentials and without the default port; None when it is not a valid one."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return _checked_authority(parts.scheme, parts.netloc)


@lru_cache(_AT_HAND)
def _checked_authority(scheme: str, authority: str) -> str | None:
    try:
        port = SplitResult("", authority, "", "", "").port
    except ValueError:
        return None
    host = _host_in(authority)
    if not host or any(character in host for character in ' "<>\\^`{|}'):
        return None
    if ":" in host:
        try:
            from ipaddress import ip_address  # few addresses have one of these

            host = f"[{ip_address(host.partition('%')[0])}]"
        except ValueError:
            return None
    return host if port is None or port == _DEFAULT_PORTS.get(scheme) else f"{host}:{port}"


def without_userinfo(url: str) -> str:
    """Return an address as it was given, but for the user name and password in it: no library keeps them."""
    if "@" not in url:
        return url
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    if "@" not in parts.netloc or parts.scheme not in ("http", "https", "ftp"):
        return url
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))


@cache
def _network(text: str) -> "IPv6Network":
    from ipaddress import IPv6Network

    return IPv6Network(text)


@lru_cache(_AT_HAND)
def is_public(address: str) -> bool:
    """Return whether an IP address lies in the open internet, also when it carries an IPv4 one inside.

    A name is judged by what it is called: for those who do not ask the DNS themselves (a proxy does).
    """
    from ipaddress import IPv4Address, IPv6Address, ip_address  # what only lists loads none of this

    try:
        ip = ip_address(address.strip("[]").partition("%")[0])
    except ValueError:
        name = f".{address.rstrip('.').lower()}"
        return "." in name[1:] and not name.endswith(_PRIVATE_NAMES)
    if isinstance(ip, IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        is_isatap = int(ip) >> 32 & 0xFDFFFFFF == _ISATAP
        if inner is None and (ip in _network(_NAT64) or is_isatap):
            inner = IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
        if ip not in _network(_GLOBAL_UNICAST) or ip in _network(_DOCUMENTATION):
            return False
    return ip.is_global and not ip.is_multicast


def is_loopback(host: str) -> bool:
    """Return whether a host is this machine itself, by its name or address alone."""
    from ipaddress import ip_address

    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return f".{host.rstrip('.').lower()}".endswith(".localhost")


def authority_of(url: str) -> str | None:
    """Return host and port of an address, without the default port; None when they are not valid ones."""
    return _authority(clean(url).strip())


def is_plain(url: str) -> bool:
    """Return whether a web address is as `canonical` writes it, but for slashes at its end.

    There is no port in it, no query, nothing that is escaped or must be. (No for the odd ones that are so too.)
    """
    return _PLAIN.fullmatch(url) is not None


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
    """Return the identity of the article at an address, its canonical URL; None when it is not a web address.

    An absolute path of a local document is its own identity, as a `file:` address.
    """
    if is_plain(url):
        return url.rstrip("/")
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


def spellings(address: str) -> list[str]:
    """Return the canonical URLs that an address may stand for, as people copy it: with `http` or `https`, and `www.`.

    The scheme may be missing. Empty: it is none that the web has, nor a local file.
    """
    address = clean(address).strip()
    key = canonical(address if "://" in address or address.startswith("/") else f"https://{address}")
    if key is None:
        return []
    scheme, colon, rest = key.partition("://")
    if scheme == "file":
        return [key]
    rest = rest.removeprefix("www.")
    return [f"{one}{colon}{www}{rest}" for one in ("https", "http") for www in ("", "www.")]


def local_file(url: str) -> str | None:
    """Return the address of a file of this machine, its part behind `#` kept; None for any other address."""
    try:
        parts = urlsplit(clean(url).strip())
    except ValueError:
        return None
    if parts.scheme != "file" or parts.netloc or not parts.path.startswith("/"):
        return None
    fragment = _normalised(parts.fragment, _QUERY_SAFE)
    return f"file://{_normalised(parts.path, '/-._~')}" + (f"#{fragment}" if fragment else "")


def _is_tracking(name: str) -> bool:
    return name.startswith("utm_") or name in _TRACKING


def slug_of(key: str) -> str:
    """Return the last part of a canonical URL's path, or the host when the path is empty."""
    # Most are plain: a list of a hundred spends a tenth of its time here otherwise.
    if key.startswith(("http://", "https://")) and key.isprintable() and not _SPECIAL.intersection(key):
        name = key[8:].partition("/")[2].rpartition("/")[2].strip()
        if name:
            return name
    parts = urlsplit(key)
    name = clean(unquote(basename(parts.path))).strip()
    return name or parts.hostname or key


def shown_target(url: str) -> str:
    """Return where a link leads, to be shown: the host as it is really asked for, and the path as one reads it."""
    opened = openable(url)
    if opened is None:
        return clean_line(unquote(urlsplit(file).path) if (file := local_file(url)) else url)
    parts = urlsplit(opened)
    return parts.netloc + clean(_ESCAPED.sub(_readable, parts.path))


def _readable(escaped: re.Match[str]) -> str:
    try:
        text = unquote(escaped[0], errors="strict")
    except UnicodeDecodeError:
        return escaped[0]
    return text if text.isprintable() else escaped[0]


def names_another_host(text: str, url: str) -> bool:
    """Return whether the text of a link reads as an address of another host than the one that the link asks.

    Hosts of which one is below the other are the same here, `www.` counts for nothing. Among words only what begins
    with a scheme or with `www.` is an address; alone, `example.org/a` is one too.
    """
    opened = openable(url)
    if opened is None or text == opened:
        return False
    seen = unicodedata.normalize("NFKC", clean_line(text).translate(_INVISIBLE)).replace("。", ".")
    return any(not _are_related(host, host_of(opened)) for host in _hosts_in(seen))


def _hosts_in(text: str) -> Iterator[str]:
    """Return the hosts that a text names, in `xn--` form; one that was cut short ends in `...`."""
    bare = True
    for match in _EXPLICIT.finditer(text):
        authority = match[1].rstrip(":!*")
        if authority.lower().startswith("www.") and authority.strip(".").count(".") < 2:
            continue
        bare = False
        # What stands before an `@` is never asked, but it is what is read first.
        for part in authority.split("@")[:-1]:
            yield from _bare_host(part.partition(":")[0])
        host = authority.rpartition("@")[2]
        if host.endswith("..") and match.end() == len(text):
            yield host.lower().rstrip(".") + "..."
        else:
            yield host_of(openable(f"http://{host}") or "") or host
    if bare:
        yield from _bare_host(text.strip(_AROUND))


def _bare_host(text: str) -> Iterator[str]:
    match = _BARE.fullmatch(text)
    if match is None:
        return
    named, path = match.groups()
    host = host_of(f"http://{named}")
    last = named.lower().rpartition(".")[2]
    is_host = last in _TOP_LEVEL.split() or (last in _AMBIGUOUS.split() and (path or "").startswith("/"))
    if is_host and _LABELS.fullmatch(host) and (path or host not in _NOT_HOSTS):
        yield host


def _are_related(one: str, other: str) -> bool:
    one, other = (host.rstrip(".").removeprefix("www.") if not host.endswith("..") else host for host in (one, other))
    if one.endswith("..."):
        return other.startswith(one.rstrip(".").removeprefix("www."))
    shorter, longer = sorted((one, other), key=len)
    return one == other or ("." in shorter and longer.endswith(f".{shorter}"))
