"""Three hundred articles opened one by one: what this process holds does not grow with them."""

import asyncio
import gc
import tracemalloc
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.library import test_web
from tests.library.test_web import HOST, ended, held_by, library_of, serving, until

ARTICLES, FIRST = 300, 100
PARAGRAPH = "<p>A page of which something would be noticed, if any of it were kept after its article was read.</p>\n"
PAGE = f"<html><body><article><h1>Long</h1>\n{PARAGRAPH * 200}</article></body></html>"
MOST_BYTES = 600_000
"""Of 200 articles: twice what the names take that are remembered of the last ones, and a seventh of their pages."""


@pytest.mark.slow(seconds=30)
async def test_files_threads_and_memory_do_not_grow_over_300_articles_opened_one_by_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("no_proxy", "*")
    monkeypatch.setattr(test_web, "PAGE", PAGE)
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(1))
    async with serving() as server:
        urls = [f"http://{HOST}:{server.port}/{number}" for number in range(ARTICLES)]
        library = library_of(tmp_path, *urls)
        try:
            for url in urls[:FIRST]:
                await library.document(url)
            first = held_by(library)
            tracemalloc.start()
            for url in urls[FIRST:]:
                await library.document(url)
            gc.collect()
            grown, _ = tracemalloc.get_traced_memory()
            assert held_by(library) == first
            assert server.made == 1
            assert grown < MOST_BYTES
        finally:
            tracemalloc.stop()
            library.close()
            await ended(library)
            await until(lambda: not server.open)
