"""Whether a folder holds what a workload was told is kept, and nothing else."""

from pathlib import Path

from blogreader.model import State, Status
from blogreader.store.state_store import StateStore
from tests.faults.workload import key_of, number_of


def told(output: str) -> tuple[list[int], int | None]:
    """Which changes were kept, and which one was neither kept nor refused when the process ended."""
    kept: list[int] = []
    open_one: int | None = None
    for line in output.splitlines():
        word, _, number = line.rpartition(" ")
        if word == "issued":
            open_one = int(number)
        elif word in ("kept", "refused"):
            kept += [int(number)] if word == "kept" else []
            open_one = None
    return kept, open_one


def wrong(folder: Path, name: str, kept: list[int], open_one: int | None) -> str | None:
    """Return what is wrong with a folder after a fault; None when nothing is. It has to work afterwards, too."""
    store = StateStore(folder, machine="m")
    found = {state.key: number_of(state) for state in store.all() if f"/{name}/" in state.key}
    wanted = [replayed(name, kept)] + ([replayed(name, [*kept, open_one])] if open_one is not None else [])
    if found not in wanted:
        return f"{found} is neither of {wanted}"
    store.change(["afterwards"], lambda *_: [State("afterwards", Status.READ)])
    again = StateStore(folder, machine="m")
    if again.get("afterwards").status is not Status.READ:
        return "it does not work afterwards"
    if {state.key: number_of(state) for state in again.all() if f"/{name}/" in state.key} != found:
        return "the change afterwards took something away"
    return None


def replayed(name: str, numbers: list[int]) -> dict[str, int]:
    """What a plain dictionary has after these changes."""
    return {key_of(name, number): number for number in numbers}
