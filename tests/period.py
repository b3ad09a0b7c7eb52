"""The days of the record that comes with the package: the one to which most tests speak."""

from geodata.about import read_about
from geodata.files import read_files
from geodata.record import HOME

ABOUT, _ = read_about(read_files(HOME), {})
PERIOD = ABOUT.period
FIRST, LAST, DAYS = PERIOD.first, PERIOD.last, PERIOD.count
day_index, day_at = PERIOD.index, PERIOD.day
parse_day = PERIOD.parse
