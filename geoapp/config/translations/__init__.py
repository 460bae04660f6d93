"""Translation catalogues: extracted from the sources and compiled."""
