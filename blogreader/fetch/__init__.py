"""URL -> Page: the only user of httpx.

Modules are loaded on demand: what tells an encoding or a picture by its bytes does without httpx.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from blogreader.fetch.fetcher import Fetcher
    from blogreader.fetch.network import Certificates, Network, load
    from blogreader.fetch.politeness import Politeness

__all__ = ["Certificates", "Fetcher", "Network", "Politeness", "load"]

_MODULES = {
    "Certificates": "network",
    "Fetcher": "fetcher",
    "Network": "network",
    "Politeness": "politeness",
    "load": "network",
}


def __getattr__(name: str) -> Any:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = globals()[name] = getattr(import_module(f"{__name__}.{_MODULES[name]}"), name)
    return found
