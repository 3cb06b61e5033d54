"""The template of a host: fingerprints of the parts that most of its pages share.

It is a pure function of pages, and may be deleted and made again. `content/repeated_parts` makes the fingerprints and
removes what a template names.
"""

from collections import Counter
from collections.abc import Iterable, Sequence

FEWEST_PAGES = 10
"""The least number of pages that show what they have in common."""
MOST_PAGES = 30
"""The most pages used: more would add little."""
_SHARE = 0.5


def template_of(pages: Sequence[Iterable[str]]) -> tuple[str, ...]:
    """Return the fingerprints that more than half of the pages have; none if there are too few pages."""
    if len(pages) < FEWEST_PAGES:
        return ()
    counted = Counter(mark for page in pages for mark in set(page))
    return tuple(sorted(mark for mark, count in counted.items() if count > _SHARE * len(pages)))
