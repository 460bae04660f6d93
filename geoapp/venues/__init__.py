"""Places where one can make: what we hold true, who may change it, its history."""
