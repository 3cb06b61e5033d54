"""The files beside the text of a source."""

from pathlib import Path

from blogreader.companion_files import CompanionFiles


def test_what_left_an_index_is_kept_until_nothing_is_gone(tmp_path: Path) -> None:
    companions = CompanionFiles(tmp_path)
    assert companions.read_gone("sea") is None
    companions.write_gone("sea", "a\ud800ä")
    assert companions.read_gone("sea") == "a?ä"
    assert companions.gone_path("sea") == tmp_path / "sea.gone.jsonl"
    companions.write_gone("sea", None)
    assert companions.read_gone("sea") is None
    companions.write_gone("sea", None)
    companions.gone_path("sea").write_bytes(b"a\xff")
    assert companions.read_gone("sea") == "a\ufffd"


def test_a_damaged_file_is_kept_beside_what_is_left_of_it(tmp_path: Path) -> None:
    companions = CompanionFiles(tmp_path)
    path = companions.gone_path("sea")
    for number, left in enumerate((b"left", None), 1):
        path.write_bytes(b"damaged")
        companions.replace_damaged(path, left)
        assert path.with_name(f"sea.gone.jsonl.damaged-{number}").read_bytes() == b"damaged"
        assert (path.read_bytes() if path.exists() else None) == left


def test_the_files_of_a_source_move_together(tmp_path: Path) -> None:
    companions = CompanionFiles(tmp_path)
    companions.write_gone("sea", "gone")
    companions.feed_path("sea").write_bytes(b"feed")
    companions.put_public_host("sea", "b.example")
    companions.put_public_host("sea", "a.example")
    companions.put_public_host("sea", "a.example")
    assert companions.hosts_path("sea").read_text() == "a.example\nb.example\n"
    assert companions.public_hosts("sea") == {"a.example", "b.example"}
    assert companions.public_hosts("land") == frozenset()
    found = companions.read_all("sea")
    assert found == {".gone.jsonl": b"gone", ".feed.zip": b"feed", ".hosts": b"a.example\nb.example\n"}
    companions.write_all("land", found)
    companions.remove_all("sea")
    assert companions.read_all("land") == found
    assert companions.read_all("sea") == {}
    assert {path.name for path in tmp_path.iterdir()} == {"land.gone.jsonl", "land.feed.zip", "land.hosts"}
