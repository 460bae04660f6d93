"""What others subscribe to or collect: Atom, SpaceAPI, the sitemap."""
