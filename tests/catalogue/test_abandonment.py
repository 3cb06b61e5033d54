"""Queries that are abandoned while SQLite answers them: those for the beginnings of a word that is typed."""

import sqlite3
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from blogreader.catalogue import Catalogue, database
from blogreader.catalogue.abandonment import Abandonable, Abandoned
from blogreader.conditions import Contains, Query
from blogreader.model import Article
from blogreader.text import fold

NUMBER = 50
ADDRESSED = Query(Contains("url", "example"))
"""Calls `fold` for each article that SQLite looks at."""


class Looking:
    """Counts the articles that SQLite looked at, and waits at one of them."""

    def __init__(self) -> None:
        self.looked_at = 0
        self.waits_at = 0
        self.is_there = threading.Event()
        self.may_go_on = threading.Event()

    def fold(self, text: str) -> str:
        self.looked_at += 1
        if self.looked_at == self.waits_at:
            self.is_there.set()
            assert self.may_go_on.wait(30)
        return fold(text)


@pytest.fixture
def looking(monkeypatch: pytest.MonkeyPatch) -> Looking:
    looking = Looking()
    monkeypatch.setattr(database, "fold", looking.fold)
    return looking


@pytest.fixture
def catalogue(tmp_path: Path, looking: Looking) -> Iterator[Catalogue]:
    with closing(Catalogue(tmp_path / "catalogue.db")) as opened:
        opened.open()
        keys = [f"https://example.org/{number}" for number in range(NUMBER)]
        opened.put_articles([(Article(key, key, key), "blog") for key in keys], new=False)
        looking.looked_at = 0
        yield opened


def test_an_abandoned_query_looks_at_no_further_article(catalogue: Catalogue, looking: Looking) -> None:
    abandonable = Abandonable()
    looking.waits_at = 3
    with ThreadPoolExecutor(1) as thread:
        asked = thread.submit(catalogue.select, ADDRESSED, abandonable=abandonable)
        assert looking.is_there.wait(30)
        abandonable.abandon()
        looking.may_go_on.set()
        with pytest.raises(Abandoned):
            asked.result(30)
        assert looking.looked_at == 3
        # The same thread, and so the same connection, is asked for the whole word next.
        assert len(thread.submit(catalogue.select, ADDRESSED, abandonable=Abandonable()).result(30)) == NUMBER
    assert not catalogue.said()


def test_a_query_that_was_abandoned_before_it_began_looks_at_no_article(catalogue: Catalogue, looking: Looking) -> None:
    abandonable = Abandonable()
    abandonable.abandon()
    with pytest.raises(Abandoned):
        catalogue.select(ADDRESSED, abandonable=abandonable)
    assert not looking.looked_at


def test_a_query_that_is_abandoned_once_it_is_answered_ends_no_other(catalogue: Catalogue, looking: Looking) -> None:
    """Its thread answers the next one by then, with the same connection."""
    first, second = Abandonable(), Abandonable()
    with ThreadPoolExecutor(1) as thread:
        rows = thread.submit(catalogue.select, ADDRESSED, abandonable=first).result(30)
        looking.looked_at, looking.waits_at = 0, 3
        asked = thread.submit(catalogue.select, ADDRESSED, abandonable=second)
        assert looking.is_there.wait(30)
        first.abandon()
        looking.may_go_on.set()
        assert len(asked.result(30)) == len(rows) == NUMBER


def test_an_interruption_that_nobody_asked_for_is_an_error() -> None:
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.create_function("interrupt", 0, connection.interrupt)
        more = "SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE interrupt() IS NULL"
        endless = f"WITH RECURSIVE n(i) AS ({more}) SELECT sum(i) FROM n"
        with pytest.raises(sqlite3.OperationalError, match="interrupted"), Abandonable().asked(connection):
            connection.execute(endless).fetchone()
