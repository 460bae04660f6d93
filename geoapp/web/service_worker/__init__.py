"""The service worker, its manifest and what it may cache."""
