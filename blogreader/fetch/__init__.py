"""URL -> Page: the only user of httpx.

Modules are loaded on demand: what tells an encoding or a picture by its bytes does without httpx.
"""

from typing import TYPE_CHECKING

from blogreader.lazy import from_modules

if TYPE_CHECKING:
    from blogreader.fetch.fetcher import Fetcher
    from blogreader.fetch.network import Certificates, Network, load
    from blogreader.fetch.politeness import Politeness

__all__ = ["Certificates", "Fetcher", "Network", "Politeness", "load"]

__getattr__ = from_modules(
    __name__,
    {
        "Certificates": "network",
        "Fetcher": "fetcher",
        "Network": "network",
        "Politeness": "politeness",
        "load": "network",
    },
)
