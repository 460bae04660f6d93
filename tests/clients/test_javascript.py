"""A page of another origin reads the API with fetch and draws it with Leaflet."""

import functools
import http.server
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

_PAGE = """<!doctype html><title>x</title><link rel="stylesheet" href="leaflet.css">
<div id="map" style="height:300px"></div><script src="leaflet.js"></script>"""
_READ = """async ([root]) => {
    const map = L.map('map').setView([52.5, 13.4], 10);
    const layer = L.geoJSON().addTo(map);
    let next = `${root}/collections/venues/items?bbox=13,52,14,53&limit=500`;
    const ids = [];
    while (next) {
        const answer = await fetch(next);
        const page = await answer.json();
        layer.addData(page);
        ids.push(...page.features.map((f) => f.id));
        next = page.links.find((link) => link.rel === 'next')?.href;
    }
    const sent = await fetch(`${root}/matches`, {
        method: 'POST',
        headers: {'Content-Type': 'application/json'},
        body: JSON.stringify({crafts: ['pottery'], near: [13.4, 52.52]}),
    });
    const again = await fetch(`${root}/crafts`, {headers: {'If-None-Match': '"x"'}});
    return {
        ids: ids.length,
        different: new Set(ids).size,
        drawn: layer.getLayers().length,
        matches: (await sent.json()).numberMatched,
        tag: again.headers.get('ETag'),
    };
}"""


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[str]:
    """Another origin, with Leaflet and an empty page."""
    (tmp_path / "index.html").write_text(_PAGE)
    for name in ("leaflet.js", "leaflet.css"):
        found = finders.find(f"leaflet/{name}")
        assert found
        (tmp_path / name).write_bytes(Path(found).read_bytes())
    handler = functools.partial(Quiet, directory=str(tmp_path))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/"
    server.shutdown()
    server.server_close()


class Quiet(http.server.SimpleHTTPRequestHandler):
    """A file server that says nothing."""

    def log_message(self, *_said: object) -> None:
        """Keep the test's output readable."""


def test_a_browser_of_another_origin_reads_draws_and_posts(api, browser, elsewhere):
    page = browser.new_page()
    page.goto(elsewhere)
    said = page.evaluate(_READ, [api])
    page.close()
    assert said["ids"] == said["different"] == said["drawn"] > 1000
    assert said["matches"] > 100
    assert said["tag"].startswith('W/"')
