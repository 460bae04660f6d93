"""The JSON-LD of a venue's page is found by a library that reads the web's."""

import json
import subprocess

from django.test import Client

from tests.clients.conftest import others_python
from tests.world import record, venues

_READ = """import json, sys, extruct
print(json.dumps(extruct.extract(sys.stdin.read(), syntaxes=["json-ld"])))"""


def test_it_reads_the_place(vocabulary):
    python = others_python()
    venues(record("Clay House", offers=[("pottery", "use")], hours="Mo-Fr 10:00-18:00"))
    page = Client().get("/venues/clay-house/").content.decode()
    done = subprocess.run(
        [python, "-c", _READ], input=page, capture_output=True, text=True, check=True
    )
    (place,) = [x for x in json.loads(done.stdout)["json-ld"] if "geo" in x]
    assert place["name"] == "Clay House"
    assert place["address"]["addressLocality"] == "London"
    assert place["@context"].startswith("https://schema.org")
