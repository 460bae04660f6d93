"""Feeds for other programs: Atom, SpaceAPI and the sitemap."""
