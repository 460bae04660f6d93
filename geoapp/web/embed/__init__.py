"""Embeds for other sites: a custom element, and small pages for iframes."""
