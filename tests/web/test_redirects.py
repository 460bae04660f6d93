"""A form leads back to a path of this site, or to its default."""

from urllib.parse import urljoin, urlsplit

import pytest
from django.test import RequestFactory

from geoapp.web.redirects import safe_next
from tests.safety.redirect_targets import EVERY

FACTORY = RequestFactory()


@pytest.mark.parametrize(
    "target", ["/", "/likes/?q=a%20kiln#places", "/crafts/töpfern/"]
)
def test_a_path_is_where_the_form_leads(target):
    assert safe_next(FACTORY.post("/x/", {"next": target}), default="/d/") == target
    assert safe_next(FACTORY.get("/x/", {"next": target}), default="/d/") == target


def test_the_form_counts_before_the_address():
    request = FACTORY.post("/x/?next=/address/", {"next": "/form/"})
    assert safe_next(request, default="/d/") == "/form/"


@pytest.mark.parametrize(
    "target", ["", "likes/", "?q=kiln", "http://testserver/likes/", "//testserver/"]
)
def test_what_is_no_path_leads_to_the_default(target):
    assert safe_next(FACTORY.get("/x/", {"next": target}), default="/d/") == "/d/"


def test_no_next_leads_to_the_default():
    assert safe_next(FACTORY.get("/x/"), default="/d/") == "/d/"


@pytest.mark.parametrize("target", EVERY)
def test_another_site_is_never_led_to(target):
    led_to = safe_next(FACTORY.get("/x/", {"next": target}), default="/d/")
    address = urlsplit(urljoin("http://testserver/x/", led_to))
    assert (address.scheme, address.netloc) == ("http", "testserver")
