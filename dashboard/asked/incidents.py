"""What may be asked of incidents of other data sets: how many days a view shows, and how large a reader's own file is.

The days are those up to the day shown, that day included.
"""

from dashboard.text import Text

USUAL_DAYS = 30
OFFERED_DAYS = (7, 30, 90, 365)
"""What the page offers; any other number can be typed into the address."""
MOST_DAYS = 3660
"""Ten years."""
LARGEST_OWN = 1 << 20
"""Bytes of a reader's own file as it comes, gzipped: as much as any request may bring."""


def read_incident_days(written: str) -> int:
    """A number of days as it stands in the address.

    Raises
    ------
    ValueError
        If it is no whole number from 1 to :data:`MOST_DAYS`.
    """
    days = int(written) if written.isascii() and written.isdigit() and len(written) <= 4 else 0
    if not 1 <= days <= MOST_DAYS:
        raise ValueError(written)
    return days


def allowed_incident_days(text: Text) -> str:
    """What may be asked for."""
    return text("a whole number of days, 1 … {most}", most=MOST_DAYS)
