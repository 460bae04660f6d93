"""English where no region is known: day before month, 24 hours."""

DATE_FORMAT = "j F Y"
TIME_FORMAT = "H:i"
DATETIME_FORMAT = "j F Y, H:i"
YEAR_MONTH_FORMAT = "F Y"
MONTH_DAY_FORMAT = "j F"
# Our own: a time on a day of this week, on a later day, and short; today at length.
WEEKDAY_TIME_FORMAT = "l H:i"
DAY_TIME_FORMAT = "j F H:i"
SHORT_DAY_FORMAT = "D j M"
SHORT_DAY_TIME_FORMAT = "D j M H:i"
WEEKDAY_FORMAT = "l j F"
DECIMAL_SEPARATOR = "."
THOUSAND_SEPARATOR = ","
NUMBER_GROUPING = 3
