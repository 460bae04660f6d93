"""Tags of a page's head: what windows, search engines and shared links show of it."""

from html import unescape

from django import template
from django.conf import settings

register = template.Library()


@register.simple_block_tag
def plain_text(content: str) -> str:
    """Return a block as plain text, for several places: each escapes it for itself.

    `{% plain_text as page_title %}{% block title %}…{% endblock %}{% endplain_text %}`
    """
    return unescape(content.strip())


@register.filter
def without_site(title: str) -> str:
    """Return a page's title without the name of the site, which is told beside it."""
    return title.removesuffix(" · Makerloom")


@register.simple_tag
def public_url(path: str) -> str:
    """Return the address of a path for who is not here."""
    return f"{settings.PUBLIC_BASE_URL}{path}"
