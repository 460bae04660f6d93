"""Warming up makes what reading needs, and asks the database nothing."""

from geoapp.crafts.word_index import index_of
from geoapp.discovery.text.warm_up import warm_up


def test_it_makes_the_index_without_a_statement():
    index_of.cache_clear()
    warm_up()
    assert index_of.cache_info().currsize == 1
