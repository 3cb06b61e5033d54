"""Each selector of a forum is needed on the page that shows it: without it, something else is read."""

import re
from pathlib import Path
from typing import Any

import pytest

from blogreader.errors import Empty
from blogreader.extract import Hints, extract
from blogreader.extract.content import discussions
from blogreader.extract.content.discussion_sites import PLATFORMS, Platform

PAGES = Path(__file__).parent
SET = [
    pytest.param(platform, field, id=f"{platform.name}-{field}")
    for platform in PLATFORMS
    for field, value in platform._asdict().items()
    if field not in ("name", "page", "marker") and value != Platform._field_defaults[field]
]


def text_of(platform: Platform, monkeypatch: pytest.MonkeyPatch) -> str:
    html = (PAGES / f"{platform.page}.html").read_text()
    address = re.match(r"<!-- url: (\S+) -->", html)
    monkeypatch.setattr(discussions, "PLATFORMS", (platform,))
    try:
        return extract(html, address[1] if address else "https://forum.example/t/1", Hints()).text
    except Empty:
        return ""


@pytest.mark.parametrize(("platform", "field"), SET)
def test_without_any_of_what_is_known_of_a_forum_its_page_is_read_otherwise(
    platform: Platform, field: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    nowhere: dict[str, Any] = {"hosts": ("elsewhere.example",), "comment": "no-comment"}
    changed: Any = nowhere.get(field, Platform._field_defaults[field])
    assert text_of(platform, monkeypatch) != text_of(platform._replace(**{field: changed}), monkeypatch)
