"""When a state was last confirmed, and from when it counts as stale: carried forward, not observed."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

from geodata.entities import Base
from geodata.knowing import ENCYCLOPAEDIA
from geodata.record import Record
from geodata.support import reporting
from geodata.vocabulary import Camp, PlaceKind, Status

if TYPE_CHECKING:  # a timeline asks here from when its states are stale
    from geodata.timeline import State, Timeline

STALE_AFTER = timedelta(days=548)
"""How long a state may go without confirmation before it is shown as stale: a year and a half.

Until 2023 the UN Secretary-General reported on Mali every three months, and the press more often. A place that
six such rounds do not name has dropped out of sight; its state is then carried forward, not observed.
"""
ONE_DAY = timedelta(days=1)


def last_borne_out(state: "State", record: Record) -> date | None:
    """The last day for which a source bears a state out: its latest publication, but no later than the state lasted.

    What was read and bears out something else confirms nothing.

    A source dated to a month or year counts from its first day, so that nothing is called confirmed too late; the
    date of an encyclopaedia's page says nothing. A base is borne out by its own row too. None where nothing is known,
    or no source is dated.
    """
    if state.claim is None or state.status is Status.UNKNOWN:
        return None
    life = _life_told(state, record)
    told = reporting(state.claim, record.evidence.get(state.claim.id), record.sources)
    cited = (*told, *(life.source_ids if life else ()))
    sources = [record.sources[source_id] for source_id in cited]
    dated = [source.published for source in sources if source.published and source.origin != ENCYCLOPAEDIA]
    dated += [day for day in (life.departed, life.handed_over) if day] if life else []
    latest = max((day.first for day in dated), default=None)
    return latest and min(latest, state.until)


def _life_told(state: "State", record: Record) -> Base | None:
    """The row of a base, where a state is that of the force whose base it was: it tells how long it was there."""
    base = record.bases.get(state.claim.place_id)
    if base is None or not state.controller:
        return None
    own = Camp.STATE if record.places[base.place_id].kind is PlaceKind.ARMY_CAMP else Camp.INTERNATIONAL
    first = base.opened.first if base.opened else record.period.first
    last = max((day.last for day in (base.departed, base.handed_over) if day), default=record.period.last)
    is_own = record.actors[state.controller].camp is own and state.since <= last and state.until >= first
    return base if is_own else None


def stale(state: "State", record: Record, day: date) -> bool:
    """Whether a state has not been confirmed for longer than :data:`STALE_AFTER` on a day.

    Confirmed it is by its own first day, and by the latest publication among the sources of the claim in force;
    a report that came later speaks for the days before it too. A base that its own force holds is confirmed by its row
    as well: by the sources of that, and by the days on which it was left and handed over. An unknown state has nothing
    to confirm.
    """
    confirmed = confirmed_on(state, record)
    return confirmed is not None and day - confirmed > STALE_AFTER


def stale_from(state: "State", record: Record) -> date | None:
    """The first day on which a state is stale; None if it is confirmed or replaced before, or unknown."""
    confirmed = confirmed_on(state, record)
    if confirmed is None:
        return None
    first = max(confirmed + STALE_AFTER + ONE_DAY, state.since)
    return first if first <= state.until else None


def stale_on(timeline: "Timeline", day: date) -> set[str]:
    """The places whose state is stale on a day, by id."""
    return {place_id for place_id, state in timeline.states(day).items() if stale(state, timeline.record, day)}


def confirmed_on(state: "State", record: Record) -> date | None:
    """The last day on which a state was confirmed, by a source or by its own beginning; None if it is unknown.

    What another says is read for the days of which it speaks, and needs no confirming.
    """
    if state.claim is None or state.status is Status.UNKNOWN or record.assessor:
        return None
    began = state.claim.valid_from
    return max(began, last_borne_out(state, record) or began)
