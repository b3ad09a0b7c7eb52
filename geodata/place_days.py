"""How much of the record is known, and on what it rests, in place-days: one place on one day.

Counted for the record as it is written, and for the record as it was written by an earlier day.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from geodata.confirming import stale_from
from geodata.record import Record
from geodata.statistics import changes_of_hands, is_read_place, rests_on_one
from geodata.timeline import Change, Lens, State, Timeline
from geodata.vocabulary import Credibility, Status

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class PlaceDays:
    """Place-days of a record. Those of every digit and the unknown ones are all there are."""

    total: int
    unknown: int
    by_digit: dict[Credibility, int]
    """Days on which a place has an answer of that digit, every digit in order."""
    by_status: dict[Status, int]
    read: int
    """Days with an answer whose sources were each read for what they bear out."""
    stale: int
    """Days with an answer that had gone long without confirmation."""
    unjudged_holder: int
    """Days on which a holder is named at grade 6."""


def place_days(record: Record, recorded_by: date | None = None) -> PlaceDays:
    """Count the place-days of the record as written by a day, or as it is; places not yet written then are left out."""
    timeline = Timeline(record, Lens(recorded_by=recorded_by))
    statuses, digits = Counter(), Counter()
    read = stale = unjudged_holder = 0
    for spans in timeline.spans.values():
        if all(state.claim is None for state in spans):
            continue
        for state in spans:
            days = (state.until - state.since).days + 1
            statuses[state.status] += days
            if state.status is Status.UNKNOWN:
                continue
            digits[state.claim.credibility] += days
            read += days if state.claim.id in record.evidence else 0
            stale += _stale_days(state, record)
            if state.controller and state.claim.credibility is Credibility.UNJUDGED:
                unjudged_holder += days
    return PlaceDays(
        total=sum(statuses.values()),
        unknown=statuses[Status.UNKNOWN],
        by_digit={digit: digits[digit] for digit in Credibility},
        by_status={status: statuses[status] for status in Status},
        read=read,
        stale=stale,
        unjudged_holder=unjudged_holder,
    )


def _stale_days(state: State, record: Record) -> int:
    first = stale_from(state, record)
    return (state.until - first).days + 1 if first else 0


def day_before_last_change(record: Record) -> date:
    """The day before the record was last changed: what it said then is what is said to have been before."""
    return max(claim.withdrawn_on or claim.recorded_on for claim in record.claims.values()) - ONE_DAY


@dataclass(frozen=True, slots=True)
class WellBorneOut:
    """Changes of hands at the places where every source was read, and how many have two origins that bear them out."""

    changes: int
    by_two: int


def borne_out_by_two(record: Record) -> WellBorneOut:
    """Count the changes of hands at the places whose sources were all read."""
    found: list[Change] = [one for one in changes_of_hands(record) if is_read_place(one.after.place)]
    return WellBorneOut(len(found), sum(not rests_on_one(one.after.claim, record) for one in found))


def summary(record: Record) -> list[tuple[str, object, str]]:
    """What ``check`` prints of this, before and now: what, how many, and what share of the whole that is."""
    rows: list[tuple[str, object, str]] = []
    before = day_before_last_change(record)
    for when, counted in ((f"by {before}", place_days(record, before)), ("now", place_days(record))):
        if not counted.total:  # before its first day the record had said nothing
            continue
        told = {
            "place-days": counted.total,
            **{f"place-days at grade {digit}": days for digit, days in counted.by_digit.items()},
            "place-days at grade 6 with a holder": counted.unjudged_holder,
            "place-days besieged": counted.by_status[Status.BESIEGED],
            "place-days contested": counted.by_status[Status.CONTESTED],
            "place-days unknown": counted.unknown,
            "place-days stale": counted.stale,
        }
        rows += [(f"{what}, {when}", days, f"{days / counted.total:.1%}") for what, days in told.items()]
    rows.append(("place-days of claims read, now", counted.read, f"{counted.read / counted.total:.1%}"))
    well = borne_out_by_two(record)
    share = f"{well.by_two / well.changes:.1%}" if well.changes else ""
    told = ("changes of hands at the places read", "changes of hands there that two origins bear out")
    return [*rows, (told[0], well.changes, ""), (told[1], well.by_two, share)]
