"""Certificates made on the fly: one that is good, and some that prove nothing."""

from __future__ import annotations

import ssl
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

import trustme

HOSTS = ("127.0.0.1", "localhost", "elsewhere.test", "other.test")


def contexts(authority_file: Path) -> Mapping[str, ssl.SSLContext]:
    """Make a certificate authority, whose certificate goes into the file, and what it and others sign."""
    authority, stranger = trustme.CA(), trustme.CA()
    authority.cert_pem.write_to_path(authority_file)
    now = datetime.now(UTC)
    made = {
        "good": authority.issue_cert(*HOSTS),
        "self-signed": stranger.issue_cert(*HOSTS),
        "other host": authority.issue_cert("another.test"),
        "expired": authority.issue_cert(*HOSTS, not_before=now - timedelta(60), not_after=now - timedelta(30)),
        "not yet": authority.issue_cert(*HOSTS, not_before=now + timedelta(30), not_after=now + timedelta(60)),
    }
    found = {}
    for name, certificate in made.items():
        found[name] = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        certificate.configure_cert(found[name])
    return found
