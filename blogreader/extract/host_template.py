"""The template of a host: fingerprints of the parts that most of its pages have in common.

A pure function of pages, and so derived: it may be deleted, and is made again. `content/repeated_parts` makes the
fingerprints and takes out what a template names.
"""

from collections import Counter
from collections.abc import Iterable, Sequence

FEWEST_PAGES = 10
"""From so many on, pages of one host say what is common to them."""
MOST_PAGES = 30
"""More say little more."""
_SHARE = 0.5


def template_of(pages: Sequence[Iterable[str]]) -> tuple[str, ...]:
    """Return the fingerprints that more than half of the pages have; none where they are too few to say."""
    if len(pages) < FEWEST_PAGES:
        return ()
    counted = Counter(mark for page in pages for mark in set(page))
    return tuple(sorted(mark for mark, count in counted.items() if count > _SHARE * len(pages)))
