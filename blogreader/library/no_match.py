"""What is said when a query matches no article."""

from collections.abc import Iterator, Sequence

from blogreader.conditions import All, Any, Condition, Equals, Not
from blogreader.model import Source
from blogreader.text import clean_line, fold

NOTHING = "Nothing matches."
_NAMED = 5
"""The most sources that are named in a line."""
_LONGEST = 60
"""Characters of a name or title."""


def sentence(condition: Condition, sources: Sequence[Source]) -> str:
    """Return why nothing matches: a source that there is not, if the condition names one, and which there are."""
    wanted = {fold(name): name for name in _sources_in(condition) if name}
    unknown = [name for folded, name in wanted.items() if all(folded != fold(one.name) for one in sources)]
    if not unknown:
        return NOTHING
    titled = [f"{one.name} ({clean_line(one.title, _LONGEST)})" if one.title else one.name for one in sources]
    there = f"{', '.join(titled[:_NAMED])}{', …' if len(titled) > _NAMED else ''}"
    are = f"there {'is' if len(titled) == 1 else 'are'} {there}" if titled else "none is followed"
    return f"No source is called {clean_line(unknown[0], _LONGEST)}; {are}."


def _sources_in(part: Condition) -> Iterator[str]:
    match part:
        case Equals("source", name):
            yield name
        case All(parts) | Any(parts):
            for one in parts:
                yield from _sources_in(one)
        case Not(one):
            yield from _sources_in(one)
