"""OSM `opening_hours` strings made ready for the evaluating library, honestly.

opening-hours-py 2.1 calls a rule that is only a comment open, reads nothing after
`||`, takes "Tu, Th 10:00-12:00" for all of Tuesday, opens what begins and has no
end ("10:00+"), takes "PH Tu" for every Tuesday, and knows no school holidays. Each
is put right here.
Specification: https://wiki.openstreetmap.org/wiki/Key:opening_hours/specification
"""

import re
from collections.abc import Iterator

_QUOTED = re.compile(r'"[^"]*"')
_OUTSIDE_QUOTES = r'(?=(?:[^"]*"[^"]*")*[^"]*$)'
_FALLBACK = re.compile(r"\|\|" + _OUTSIDE_QUOTES)
_RULE = re.compile(";" + _OUTSIDE_QUOTES)
_ADDITIONAL = re.compile("," + _OUTSIDE_QUOTES)
_ADDED_COMMENT = re.compile(r',\s*("[^"]*")\s*$')
_SUN = re.compile(r"\b(sunrise|sunset|dawn|dusk)\b", re.IGNORECASE)
_SCHOOL = re.compile(r"\bSH\b")
_SAYS_STATE = re.compile(r"\b(open|closed|off|unknown)\b", re.IGNORECASE)
_DAYS_APART = re.compile(
    r"\b(Mo|Tu|We|Th|Fr|Sa|Su|PH|SH)\s*,\s+(?=(?:Mo|Tu|We|Th|Fr|Sa|Su|PH|SH)\b)"
)
_OPEN_END = re.compile(r"(\d{1,2}):(\d{2})\+")
_FIRST_TIME = re.compile(r"\d{1,2}:\d{2}")
_RULES = re.compile(r"(?:;|,(?=\s))" + _OUTSIDE_QUOTES)
_ON_HOLIDAYS = re.compile(r"\bPH\s+(?=(?:Mo|Tu|We|Th|Fr|Sa|Su)\b)")
# An end that is not said: midnight, or so many hours on for what begins late.
_EVENING, _HOURS_OF_AN_EVENING, _LATE, _HOURS_WHEN_LATE = 17, 10, 22, 8


def comments(text: str) -> tuple[str, ...]:
    """Return the comments of an opening_hours string, without their quotes."""
    return tuple(quoted.strip('"').strip() for quoted in _QUOTED.findall(text))


def depends_on_place(text: str) -> bool:
    """Whether the string names sunrise, sunset, dawn or dusk."""
    return bool(_SUN.search(text))


def depends_on_school(text: str) -> bool:
    """Whether the string mentions school holidays, which are not known here."""
    return bool(_SCHOOL.search(_QUOTED.sub("", text)))


def fallback_groups(text: str) -> list[str]:
    """Return the groups separated by `||`, each prepared for the library."""
    # An added comment with no time of its own speaks of the time that is left.
    rules = _ADDED_COMMENT.sub(r" || \1", text)
    return [_honest(group) for group in _FALLBACK.split(rules)]


def _honest(group: str) -> str:
    joined = _DAYS_APART.sub(r"\1,", group) if '"' not in group else group
    rules = [rule for rule in _RULE.split(joined) if rule.strip()]
    return "; ".join(_honest_rule(rule) for rule in _without_repetitions(rules))


def _without_repetitions(rules: list[str]) -> Iterator[str]:
    """Leave out "PH Tu 10:00-12:00" after the same for every Tuesday: it adds nothing."""
    seen: set[str] = set()
    for rule in rules:
        usual = _ON_HOLIDAYS.sub("", rule, count=1).strip()
        if usual == rule.strip() or usual not in seen:
            yield rule
        seen |= {part.strip() for part in _RULES.split(rule)}


def _honest_rule(rule: str) -> str:
    """Mark the uncertain parts of a rule (`,` adds one) as unknown."""
    return ",".join(_honest_parts(rule)).strip()


def _honest_parts(rule: str) -> Iterator[str]:
    days = ""
    for part in _ADDITIONAL.split(rule):
        first = _FIRST_TIME.search(part)
        if first and part[: first.start()].strip():
            days = part[: first.start()].strip()
        endless = _OPEN_END.search(part)
        if endless and '"' not in part:
            yield from _without_end(part, endless, days)
        elif '"' in part and not _SAYS_STATE.search(_QUOTED.sub("", part)):
            # A remark without a state makes it depend on the remark (specification).
            yield part.replace('"', 'unknown "', 1)
        else:
            yield part


def _without_end(part: str, match: re.Match[str], days: str) -> Iterator[str]:
    """Yield the stated time, and as unknown what begins at its end."""
    hour, minutes = int(match[1]), match[2]
    end = "24:00"
    if hour >= _EVENING:
        on = _HOURS_WHEN_LATE if hour >= _LATE else _HOURS_OF_AN_EVENING
        end = f"{(hour + on) % 24:02}:{minutes}"
    sure = part[: match.end() - 1]
    if len(_FIRST_TIME.findall(sure)) > 1:
        yield sure
    yield f" {days} {hour:02}:{minutes}-{end} unknown"
