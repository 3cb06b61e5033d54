"""What goes wrong on the way to a host, in words, and as a kind that others can tell apart."""

import ssl

import httpx
import pytest

from blogreader.errors import (
    BadAddress,
    ConnectionRefused,
    CutOff,
    FetchError,
    SecureConnectionFailed,
    TimedOut,
    Unreachable,
)
from blogreader.fetch.error_mapping import translated

ADDRESS = "https://blog.example:8443/a"


def lost() -> OSError:
    return OSError(113, "No route to host")


def tls(reason: str = "", code: int = 0) -> ssl.SSLError:
    """An error as OpenSSL's come."""
    error = ssl.SSLCertVerificationError(1, "failed")
    error.reason, error.verify_code = reason, code
    return error


def because_of(cause: BaseException | None, error: BaseException) -> BaseException:
    error.__cause__ = cause
    return error


async def failure_of(error: BaseException) -> FetchError:
    with pytest.raises(FetchError) as caught:
        async with translated(ADDRESS):
            raise error
    assert caught.value.__cause__ is error
    return caught.value


@pytest.mark.parametrize(
    ("error", "kind", "words"),
    [
        (httpx.ReadTimeout(""), TimedOut, "blog.example:8443 did not answer in time."),
        (httpx.PoolTimeout(""), TimedOut, "blog.example:8443 did not answer in time."),
        (httpx.UnsupportedProtocol(""), BadAddress, "blog.example redirects to an address that can't be fetched."),
        (httpx.InvalidURL(""), BadAddress, "blog.example redirects to an address that can't be fetched."),
        (UnicodeError(""), BadAddress, "blog.example redirects to an address that can't be fetched."),
        (
            httpx.ProxyError("407"),
            Unreachable,
            "blog.example:8443 can't be reached: the proxy refused the connection.",
        ),
        (
            because_of(because_of(ConnectionRefusedError(), lost()), httpx.ConnectError("")),
            ConnectionRefused,
            "blog.example:8443 can't be reached: the connection was refused.",
        ),
        (
            because_of(lost(), httpx.ConnectError("")),
            Unreachable,
            "blog.example:8443 can't be reached: there is no route to it.",
        ),
        (
            httpx.RemoteProtocolError("Server disconnected without sending a response."),
            CutOff,
            "blog.example closed the connection without answering.",
        ),
        (
            httpx.RemoteProtocolError("illegal status line"),
            CutOff,
            "blog.example sent an invalid HTTP response.",
        ),
        (httpx.ReadError(""), CutOff, "The connection to blog.example was lost."),
        (httpx.WriteError(""), CutOff, "The connection to blog.example was lost."),
        (ExceptionGroup("", [lost(), lost()]), Unreachable, "blog.example:8443 can't be reached."),
    ],
)
async def test_a_failure_is_said_in_words(error: BaseException, kind: type[FetchError], words: str) -> None:
    failure = await failure_of(error)
    assert (type(failure), str(failure)) == (kind, words)


async def test_whether_a_host_was_there_at_all_is_told_with_its_silence() -> None:
    silent, gone = await failure_of(httpx.ReadTimeout("")), await failure_of(httpx.ConnectTimeout(""))
    assert isinstance(silent, TimedOut)
    assert isinstance(gone, TimedOut)
    assert (silent.connected, gone.connected) == (True, False)
    assert str(silent) == str(gone)


@pytest.mark.parametrize(
    ("code", "why"),
    [
        (0, ""),
        (8, ""),
        (9, ": its certificate is not valid yet"),
        (10, ": its certificate has expired"),
        (17, ""),
        (18, ": its certificate was not issued by an authority that this machine trusts"),
        (19, ": its certificate was not issued by an authority that this machine trusts"),
        (20, ": its certificate was not issued by an authority that this machine trusts"),
        (21, ": its certificate was not issued by an authority that this machine trusts"),
        (22, ""),
        (62, ": its certificate is for another host"),
        (63, ""),
        (64, ": its certificate is for another host"),
    ],
)
async def test_what_is_wrong_with_a_certificate_is_said(code: int, why: str) -> None:
    failure = await failure_of(because_of(tls(code=code), httpx.ConnectError("")))
    assert type(failure) is SecureConnectionFailed
    assert str(failure) == f"blog.example could not prove its identity (TLS){why}."


async def test_a_server_that_speaks_plain_http_is_told_apart_from_one_with_a_wrong_certificate() -> None:
    failure = await failure_of(because_of(tls("WRONG_VERSION_NUMBER", 10), httpx.ConnectError("")))
    assert str(failure) == "blog.example:8443 answers without TLS: the address may have to begin with http://."
    bare = await failure_of(because_of(ssl.SSLError("not from OpenSSL"), httpx.ConnectError("")))
    assert str(bare) == "blog.example could not prove its identity (TLS)."


async def test_a_fault_of_our_own_is_no_failure_of_a_host() -> None:
    with pytest.raises(ExceptionGroup):
        async with translated(ADDRESS):
            raise ExceptionGroup("", [lost(), KeyError("x")])
    with pytest.raises(KeyError):
        async with translated(ADDRESS):
            raise KeyError("x")
