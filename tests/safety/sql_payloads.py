"""What somebody writes into a parameter in the hope that it ends up in a statement.

Made of pieces: a way out of the value, what is to be run, a way to silence the rest.
"""

from collections.abc import Iterator
from itertools import product

WAYS_OUT = (
    "",
    "'",
    '"',
    "')",
    "'))",
    "1",
    "-1)",
    "\\'",
    "$$",
    "%27",
    "\u2019",
    "\uff07",
)
RUN = (
    " OR 1=1",
    " AND 1=CAST(version() AS int)",
    " UNION SELECT NULL,NULL,version()",
    "; DROP TABLE publishing_publishedvenue",
    "; UPDATE publishing_publishedvenue SET name='taken'",
    "; SELECT pg_sleep(5)",
    " OR (SELECT 1 FROM pg_sleep(5)) IS NULL",
    "||(SELECT current_setting('server_version'))",
    "::int",
)
SILENCE = ("", "--", "/*", "#")
WHOLE = (
    "\x00",
    "'\x00",
    "1\x00;SELECT pg_sleep(5)--",
    "1/**/OR/**/1=1",
    "1%20OR%201=1",
    "1+OR+1=1",
    "CHR(39)||CHR(59)",
    "U&'\\0027' UESCAPE '\\'",
    "E'\\x27'",
    "\\x27 OR 1=1",
    "%",
    "%%",
    "%s",
    "%(id)s",
    "{0}",
    "_",
    "\\",
    "a\\",
    "'; COPY (SELECT 1) TO PROGRAM 'id'; --",
    "'; CREATE TABLE taken(); --",
    "1; GRANT ALL ON ALL TABLES IN SCHEMA public TO PUBLIC",
    "ST_SetSRID(ST_MakePoint(0,0),4326)",
    "0,0);SELECT pg_sleep(5)--",
    "0,51') OR TRUE--",
    "-180,-90,180,90);SELECT pg_sleep(5)--",
    "-180,-90,180,90' OR '1'='1",
    "distance;SELECT pg_sleep(5)--",
    "distance DESC,(SELECT pg_sleep(5))",
    "(CASE WHEN 1=1 THEN name ELSE id END)",
    "name__startswith",
    "id) AS x FROM auth_user--",
    "now') OR pg_sleep(5) IS NULL--",
    "2026-11-28T10:00'||pg_sleep(5)||'",
    "a' & 'b:*",
    "a:* | !b & (c",
    "<->",
    "!!!",
    "\ud7ff'",
    "\U0001f41c' OR 1=1--",
    "a" * 199 + "'",
    "'" * 200,
    "(" * 200,
)


def payloads() -> Iterator[str]:
    """Yield every payload once, in an order that never changes."""
    made = ("".join(pieces) for pieces in product(WAYS_OUT, RUN, SILENCE))
    yield from dict.fromkeys([*WHOLE, *made])


EVERY = tuple(payloads())
