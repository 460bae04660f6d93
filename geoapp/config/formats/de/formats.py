"""German: a dot behind the day, 24 hours, a comma before decimals."""

DATE_FORMAT = "j. F Y"
TIME_FORMAT = "H:i"
DATETIME_FORMAT = "j. F Y, H:i"
YEAR_MONTH_FORMAT = "F Y"
MONTH_DAY_FORMAT = "j. F"
WEEKDAY_TIME_FORMAT = "l H:i"
DAY_TIME_FORMAT = "j. F H:i"
SHORT_DAY_TIME_FORMAT = "D j. M H:i"
WEEKDAY_FORMAT = "l, j. F"
DECIMAL_SEPARATOR = ","
THOUSAND_SEPARATOR = "."
NUMBER_GROUPING = 3
