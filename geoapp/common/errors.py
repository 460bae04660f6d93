"""The root of every error that the domain raises."""


class DomainError(Exception):
    """A rule of the domain was broken; the message says what to do.

    Each package defines its own below this one, in the module that raises it;
    the API turns them into problem+json by one table (geoapp/api/http/problems.py).
    """
