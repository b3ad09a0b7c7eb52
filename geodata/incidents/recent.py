"""Which incidents are of the days before a day: any that may have happened on one of them."""

from collections.abc import Iterable
from datetime import date, timedelta

from geodata.incidents.reading import Incident


def recent(incidents: Iterable[Incident], on: date, days: int) -> list[Incident]:
    """The incidents of so many days, the last of which is given; one whose day is not known exactly may be of them."""
    begins = on - timedelta(days=days - 1)
    return [one for one in incidents if one.first <= on and one.last >= begins]
