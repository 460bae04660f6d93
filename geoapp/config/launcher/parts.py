"""The parts of `./makerloom test --all`; tests/parts.py assigns the tests."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from geoapp.config.launcher.project import refuse

PARTS = {
    "domain": "venues, tutorials, lists, accounts, the pages and the API",
    "oracles": "search, best first, hours and distances against brute force",
    "generated": "requests generated from the API's contract, plans, honesty",
    "faults": "what fails, is slow, huge, repeated or forged",
    "injection": "SQL in every parameter",
    "crawl": "markup and code of strangers on every page",
    "journeys": "what people do in a browser",
    "pages": "every page by axe: sizes, schemes, directions",
}


@dataclass(frozen=True)
class Selection:
    """Which tests to run: of a level, by name, or parts of `--all`."""

    level: str = "usual"
    paths: Sequence[str] = ()
    parts: Sequence[str] = ()


def selection(*, long: str | None, clients: bool, paths: Sequence[str]) -> Selection:
    """Return the selection of a command line; raise Refusal for unknown parts.

    `long` is None without `--all`, "" with it alone, else what follows it.
    """
    if clients:
        return Selection(level="clients")
    if long is None:
        return Selection(paths=paths)
    every = Selection(level="all", paths=paths)
    if not long:
        return every if paths else replace(every, parts=tuple(PARTS))
    parts = long.split(",")
    unknown = [part for part in parts if part not in PARTS]
    if unknown:
        refuse(f"--all has no part {unknown[0]}; its parts are {', '.join(PARTS)}.")
    return replace(every, parts=parts)
