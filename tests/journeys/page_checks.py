"""Opening a page, waiting until it is whole, and asking axe about it."""

from collections.abc import Sequence
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, Request

_SCRIPT = Axe().axe_script
# After two frames and a moment without work, what the scripts ask for is under way.
_AT_REST = """() => new Promise(done => requestAnimationFrame(
    () => requestAnimationFrame(() => requestIdleCallback(done, {timeout: 500}))
))"""
_QUIET_LOOKS = 2
_MOST_LOOKS = 400
# What can differ between light and dark: the rest is asked once.
_OF_COLOUR = ("color-contrast", "link-in-text-block")


def open_whole(page: Page, address: str) -> None:
    """Open a page and wait until nothing that it fetches is outstanding.

    It says the same as Playwright's "networkidle", which waits half a second more.
    """
    outstanding: set[Request] = set()

    def begun(request: Request) -> None:
        outstanding.add(request)

    def ended(request: Request) -> None:
        outstanding.discard(request)

    heard = {"request": begun, "requestfinished": ended, "requestfailed": ended}
    for event, hear in heard.items():
        page.on(event, hear)  # type: ignore[call-overload] # one of three by name
    try:
        page.goto(address)
        quiet = 0
        for _look in range(_MOST_LOOKS):
            page.evaluate(_AT_REST)
            quiet = 0 if outstanding else quiet + 1
            if quiet == _QUIET_LOOKS:
                return
        waiting = sorted(request.url for request in outstanding)
        raise AssertionError(f"{address} still waits for {waiting}")
    finally:
        for event, hear in heard.items():
            page.remove_listener(event, hear)


def faults(page: Page, rules: Sequence[str] = ()) -> list[dict[str, Any]]:
    """Return axe's violations on the open page, of all rules or of these."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(_SCRIPT)
    options: dict[str, Any] = {"resultTypes": ["violations"]}
    if rules:
        options["runOnly"] = {"type": "rule", "values": list(rules)}
    found: list[dict[str, Any]] = page.evaluate(
        "options => axe.run(document, options).then(said => said.violations)", options
    )
    return found


def violations(page: Page, address: str, *, schemes: Sequence[str] = ()) -> list[str]:
    """Return what axe finds on a page, in each of the schemes if any are named.

    The page is opened once, and every rule asked in the first scheme; in the others
    only those that look at colours.
    """
    open_whole(page, address)
    found = []
    for number, scheme in enumerate(schemes or [""]):
        if scheme:
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        found += [
            f"{address}: {v['id']} at {[n['target'] for n in v['nodes']][:3]} {scheme}"
            for v in faults(page, rules=_OF_COLOUR if number else ())
        ]
    return found
