"""The catalogues of translated texts: collected from the sources and compiled."""
