"""Django's database engine for PostGIS, in which threads let others compute."""
