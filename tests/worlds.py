"""The databases that tests copy, made before the tests: none waits for another's.

`./makerloom test` runs this beside its other checks; what is there already is kept.
"""

from tests.databases import world
from tests.demo import load_demo
from tests.safety.hostile_world import create_all


def test_the_demo_world_is_there(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), world("demo", load_demo, shared=True):
        pass


def test_the_hostile_world_is_there(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), world("hostile", create_all, shared=True):
        pass
