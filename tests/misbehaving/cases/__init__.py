"""All cases, in the order of what they are about."""

from __future__ import annotations

from . import charsets, coding, framing, redirects, secure, slow, statuses, types, walls

CASES = {
    f"{about}: {case.name}": case
    for about, cases in {
        "coding": coding.CASES,
        "framing": framing.CASES,
        "slow": slow.CASES,
        "redirects": redirects.CASES,
        "status": statuses.CASES,
        "charset": charsets.CASES,
        "type": types.CASES,
        "wall": walls.CASES,
        "TLS": secure.CASES,
    }.items()
    for case in cases
}
COUNT = sum(
    len(module.CASES) for module in (charsets, coding, framing, redirects, secure, slow, statuses, types, walls)
)
