"""Exceptions of httpx and the layers below it as our errors."""

import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TypeVar

import httpx

from blogreader.errors import (
    BadAddress,
    ConnectionRefused,
    CutOff,
    SecureConnectionFailed,
    TimedOut,
    Unreachable,
)
from blogreader.urls import authority_of, host_of

_E = TypeVar("_E", bound=BaseException)

_CERTIFICATE = {
    9: ": its certificate is not valid yet",
    10: ": its certificate has expired",
    **dict.fromkeys((18, 19, 20, 21), ": its certificate was not issued by an authority that this machine trusts"),
    **dict.fromkeys((62, 64), ": its certificate is for another host"),
}
"""What OpenSSL found wrong with a certificate, by its `verify_code`: the X509_V_ERR_… of its x509_vfy.h."""
_NOT_TLS = "WRONG_VERSION_NUMBER"
"""OpenSSL's reason if the first bytes of a server are none of TLS: an answer in plain HTTP, above all."""


@asynccontextmanager
async def translated(address: str) -> AsyncIterator[None]:
    """Translate an exception of httpx or a lower layer, raised for an address, into one of our errors."""
    host = host_of(address)
    # Another port of the host may be reachable: the message names the one that failed.
    server = authority_of(address) or host
    try:
        yield
    except httpx.ConnectTimeout as error:
        raise TimedOut(f"{server} did not answer in time.", connected=False) from error
    except httpx.TimeoutException as error:
        raise TimedOut(f"{server} did not answer in time.") from error
    except (httpx.UnsupportedProtocol, httpx.InvalidURL, UnicodeError) as error:  # from idna: a host like `xn--x`
        raise BadAddress(f"{host} redirects to an address that can't be fetched.") from error
    except httpx.ProxyError as error:
        raise Unreachable(f"{server} can't be reached: the proxy refused the connection.") from error
    except httpx.ConnectError as error:
        if (failure := _cause(error, ssl.SSLError)) is not None:
            raise SecureConnectionFailed(_unproved(host, server, failure)) from error
        if _cause(error, ConnectionRefusedError) is not None:
            raise ConnectionRefused(f"{server} can't be reached: the connection was refused.") from error
        raise Unreachable(f"{server} can't be reached: there is no route to it.") from error
    except httpx.RemoteProtocolError as error:
        if "disconnected" in str(error):
            raise CutOff(f"{host} closed the connection without answering.") from error
        raise CutOff(f"{host} sent an invalid HTTP response.") from error
    except httpx.TransportError as error:
        raise CutOff(f"The connection to {host} was lost.") from error
    except ExceptionGroup as error:  # from anyio: several addresses of a proxy, none of which answers
        if error.split(OSError)[1] is not None:
            raise  # a bug
        raise Unreachable(f"{server} can't be reached.") from error


def _cause(error: BaseException | None, kind: type[_E]) -> _E | None:
    """Return the first of this kind among an exception and its causes."""
    while error is not None:
        if isinstance(error, kind):
            return error
        error = error.__cause__ or error.__context__
    return None


def _unproved(host: str, server: str, failure: ssl.SSLError) -> str:
    """Return a sentence about a server that does not prove who it is."""
    if getattr(failure, "reason", "") == _NOT_TLS:  # one that was not raised by OpenSSL has none
        return f"{server} answers without TLS: the address may have to begin with http://."
    why = _CERTIFICATE.get(getattr(failure, "verify_code", 0), "")
    return f"{host} could not prove its identity (TLS){why}."
