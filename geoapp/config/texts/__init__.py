"""The words of the pages: which are in use, and their catalogues."""
