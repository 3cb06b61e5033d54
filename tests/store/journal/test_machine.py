"""The name of a machine in a library that several share: it stays, whatever its host is called."""

from hashlib import sha256
from pathlib import Path
from types import SimpleNamespace

import pytest

from blogreader.store.journal import machine


@pytest.mark.parametrize(
    ("host", "plain"),
    [
        ("Ada's MacBook.local", "ada-s-macbook-local"),
        ("a" * 20 + "b", "a" * 20),
        ("a" * 19 + ".b", "a" * 19),
        ("日本", "host"),
        ("", "host"),
        ("-x-", "x"),
    ],
)
def test_a_machine_is_called_after_its_host_and_told_apart_by_its_identity(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, host: str, plain: str
) -> None:
    identity = tmp_path / "machine-id"
    monkeypatch.setattr(machine, "_IDENTITY", identity)
    monkeypatch.setattr("os.uname", lambda: SimpleNamespace(nodename=host))
    without = machine.name()
    assert without == f"{plain}-{sha256(host.encode()).hexdigest()[:6]}"
    assert machine.name(tmp_path) == without
    assert [*tmp_path.iterdir()] == [], "without an identity nothing is kept"
    identity.write_bytes(b"one")
    named = machine.name(tmp_path)
    assert named == f"{plain}-{sha256(b'one' + host.encode()).hexdigest()[:6]}" == machine.name()
    kept = tmp_path / f"machine-{sha256(b'one').hexdigest()[:12]}"
    assert kept.read_text() == named
    monkeypatch.setattr("os.uname", lambda: SimpleNamespace(nodename="renamed"))
    assert machine.name(tmp_path) == named != machine.name()
    for other in ("a-b", "x" * 30 + "-123456"):
        kept.write_text(other)
        assert machine.name(tmp_path) == other
    for other in ("", "a", "A-b", "a-", "../a-b", "é-b", "x" * 41 + "-1"):
        kept.write_text(other, encoding="utf-8")
        assert machine.name(tmp_path).startswith("renamed-")
        assert kept.read_text().startswith("renamed-")


def test_the_digits_of_a_machine_are_its_own_and_always_the_same() -> None:
    assert [machine.digits(name) for name in ("m", "one", "two")] == [
        int(sha256(name.encode()).hexdigest()[:8], 16) % 1_000 for name in ("m", "one", "two")
    ]
