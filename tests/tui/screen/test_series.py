"""At the end of a part of a series the next part is offered, before the next unread article of the list."""

from pathlib import Path

import pytest

from tests.driving import archived, prose, reading

pytestmark = pytest.mark.app

TITLES = {"one": "Raft, part 1", "other": "Paxos", "two": "Raft, part 2: Logs"}


@pytest.mark.slow
async def test_space_at_the_end_opens_the_next_part_and_after_the_last_one_what_is_unread(tmp_path: Path) -> None:
    texts = {slug: f"Text of {slug}. {prose(1)}" for slug in TITLES}
    index = archived(tmp_path / "library", texts, titles=TITLES)
    async with reading(tmp_path / "library", index=index, size=(100, 36)) as driver:
        await driver.press("enter")
        assert "Next in this series: Raft, part 2: Logs" in driver.text
        await driver.press("space")
        assert "Text of two." in driver.text
        assert "Next in this series" not in driver.text
