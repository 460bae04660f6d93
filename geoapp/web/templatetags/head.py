"""Tags of a page's head: what windows, search engines and shared links show of it."""

from html import unescape

from django import template
from django.conf import settings
from django.utils.html import format_html

register = template.Library()

_NAME = " · Makerloom"


@register.simple_block_tag
def page_title(content: str) -> str:
    """Return the page's title, for its window and for who shares it."""
    title = _text(content)
    return format_html(
        '<title>{}</title>\n    <meta property="og:title" content="{}">',
        title,
        title.removesuffix(_NAME),
    )


@register.simple_block_tag
def page_description(content: str) -> str:
    """Return the page's description, for who finds it and for who shares it."""
    return format_html(
        '<meta name="description" content="{0}">\n'
        '    <meta property="og:description" content="{0}">',
        _text(content),
    )


@register.simple_tag
def public_url(path: str) -> str:
    """Return the address of a path for who is not here."""
    return f"{settings.PUBLIC_BASE_URL}{path}"


def _text(rendered: str) -> str:
    """Return the words of a rendered block: it is escaped anew where it is put."""
    return unescape(rendered.strip())
