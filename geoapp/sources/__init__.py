"""Other people's lists: a reader per format, repairs, matching, import runs."""
