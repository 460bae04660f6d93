"""Asking for the list, and reading the page that comes."""

from tests.web.html_page import Page

NEAR = {"near": "-0.055,51.545"}


def page(client, address="/results/", **query):
    answer = client.get(address, query)
    assert answer.status_code == 200
    return answer.context, Page(answer.content.decode())


def links(found: Page, name: str) -> list[str]:
    return [
        a["href"] or ""
        for a in found.all("a")
        if name in (a.get("class") or "").split()
    ]
