"""The cache's table names nobody: keys hold the addresses of who signs in."""

from geoapp.config.cache_keys import hashed_key

KEY = "allauth:rl:login:ip:192.0.2.7"


def test_a_key_holds_no_address():
    stored = hashed_key(KEY, "", 1)
    assert "192.0.2.7" not in stored
    assert len(stored) == 64


def test_keys_differ_by_key_prefix_and_version_and_by_the_sites_secret(settings):
    keys = {
        hashed_key(KEY, "", 1),
        hashed_key(f"{KEY}8", "", 1),
        hashed_key(KEY, "a", 1),
        hashed_key(KEY, "", 2),
    }
    assert len(keys) == 4
    assert hashed_key(KEY, "", 1) in keys
    settings.SECRET_KEY = "another"
    assert hashed_key(KEY, "", 1) not in keys


def test_the_sites_cache_hashes_its_keys(settings):
    cache = settings.CACHES["site"]
    assert cache["KEY_FUNCTION"] == f"{hashed_key.__module__}.{hashed_key.__name__}"
