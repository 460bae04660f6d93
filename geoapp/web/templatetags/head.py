"""Tags of a page's head: its title, description and canonical URL."""

from html import unescape

from django import template

from geoapp.common.public_url import public_url

register = template.Library()


@register.simple_block_tag
def plain_text(content: str) -> str:
    """Return a block as unescaped text, to be used (and escaped) in several places.

    `{% plain_text as page_title %}{% block title %}…{% endblock %}{% endplain_text %}`
    """
    return unescape(content.strip())


@register.filter
def without_site(title: str) -> str:
    """Return a page's title without the name of the site."""
    return title.removesuffix(" · Makerloom")


register.simple_tag(public_url)
