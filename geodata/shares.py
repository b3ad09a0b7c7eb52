"""How much each actor held through time: places, area and bases, each with its range; and changes of hands.

Every amount comes twice. ``claimed`` takes every claim of the record at its word. ``best`` takes only claims of
grade C2 or better; what rests on weaker ones counts as unknown there. What an actor holds for sure lies between
the two. Contested places are counted apart from held ones, and the unknown is always counted, so that in every
span the amounts of each column add up to everything there is.

The frames of :func:`places_held`, :func:`area_held` and :func:`bases_held` have one row for each span of days, actor
and status with anything in it:

- ``since``, ``until``: first and last day of the span, in which no amount changes; the spans cover the record
- ``actor``: an actor id, or missing where no single actor holds
- ``status``: ``held``, ``besieged`` (held, with a rival around), ``contested`` (with its holder, if it has one),
  ``unknown``, or ``not yet open`` (bases only)
- ``claimed`` and ``best``: the amount; further columns are named at each function
- ``stale``: how much of what is claimed no source has confirmed for longer than :data:`~geodata.statistics.STALE_AFTER`
"""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from datetime import date

import pandas as pd

from geodata.bases import in_use
from geodata.confirming import stale_from
from geodata.entities import Place
from geodata.grades import Grade
from geodata.timeline import ONE_DAY, Change, ChangeKind, State, Timeline
from geodata.vocabulary import Credibility, PlaceKind, Reliability, Status

BEST = Grade(Reliability.C, Credibility.PROBABLE)
"""The least grade that counts for the low end of a range."""
NOT_YET_OPEN = "not yet open"
COLUMNS = ("since", "until", "actor", "status", "claimed", "best", "stale")

Party = tuple[str | None, str]
"""Actor id and status: what amounts are added up by."""
Entry = tuple[date, Party, Party, bool]
KeepsPlace = Callable[[Place], bool]
KeepsChange = Callable[[Change], bool]


def all_of_it(_: object) -> bool:
    """Keep everything: the filter that leaves nothing out."""
    return True


def places_held(timeline: Timeline, keeps_place: KeepsPlace = all_of_it) -> pd.DataFrame:
    """Count the places held by each actor: towns, villages, crossings, the massif and rural areas, not the bases.

    Parameters
    ----------
    timeline
        The record through a lens.
    keeps_place
        A filter; places left out are not counted at all.

    Returns
    -------
    pandas.DataFrame
        The columns of the module; amounts in places.
    """
    places = timeline.record.places.values()
    weights = {place.id: 1 for place in places if not place.kind.is_base and keeps_place(place)}
    return _amounts(timeline, weights)


def bases_held(timeline: Timeline, keeps_place: KeepsPlace = all_of_it) -> pd.DataFrame:
    """Count the sites of the UN mission by their holder; before its opening a site is ``not yet open``.

    Parameters and columns are those of :func:`places_held`; amounts in sites.
    """
    places = timeline.record.places.values()
    weights = {place.id: 1 for place in places if place.kind is PlaceKind.UN_BASE and keeps_place(place)}
    return _amounts(timeline, weights)


def area_held(timeline: Timeline, keeps_place: KeepsPlace = all_of_it) -> pd.DataFrame:
    """Measure the communes of Kidal and Ménaka regions by the holder of the place each follows.

    An area is not ground under control: a commune counts whole for the holder of the place it follows. A commune
    that follows none is unknown, and stays unless the filter is about places.

    Returns
    -------
    pandas.DataFrame
        The columns of the module with amounts in km² (equal-area), plus ``claimed_share`` and ``best_share``: parts
        of all communes counted, 0 to 1.
    """
    weights, unfollowed = _areas(timeline, keeps_place)
    frame = _amounts(timeline, weights, unfollowed)
    total = sum(weights.values()) + unfollowed
    return frame.assign(
        claimed=frame["claimed"].round(1),
        best=frame["best"].round(1),
        stale=frame["stale"].round(1),
        claimed_share=(frame["claimed"] / total).round(4) if total else frame["claimed"],
        best_share=(frame["best"] / total).round(4) if total else frame["best"],
    )


def changes_of_hands(timeline: Timeline, keeps_change: KeepsChange = all_of_it) -> pd.DataFrame:
    """Count the changes of hands in every quarter.

    A new name of the same fighters is none, nor is what the record begins or ceases to know.

    Returns
    -------
    pandas.DataFrame
        One row a quarter, the empty ones too: ``quarter`` such as 2012-Q1; ``since`` its first day; ``places`` and
        ``bases``, that passed from one holder to another; ``from_dispute``, won out of a contest without a holder;
        ``to_dispute``, lost to one. Together they are every change of hands in the time.
    """
    counts: Counter[tuple[str, str]] = Counter()
    for change in timeline.all_changes():
        if change.kind is ChangeKind.HANDS and keeps_change(change):
            counts[quarter_of(change.date), _passage(change)] += 1
    starts = [date(year, month, 1) for year in timeline.record.period.years for month in (1, 4, 7, 10)]
    kinds = ("places", "bases", "from_dispute", "to_dispute")
    rows = [
        {"quarter": quarter_of(start), "since": start.isoformat()}
        | {kind: counts[quarter_of(start), kind] for kind in kinds}
        for start in starts
    ]
    return pd.DataFrame(rows)


def quarter_of(day: date) -> str:
    """Name the quarter of a day.

    >>> quarter_of(date(2023, 11, 14))
    '2023-Q4'
    """
    return f"{day.year}-Q{(day.month + 2) // 3}"


def _passage(change: Change) -> str:
    if change.before.controller is None:
        return "from_dispute"
    if change.after.controller is None:
        return "to_dispute"
    return "bases" if change.after.place.kind.is_base else "places"


def _areas(timeline: Timeline, keeps_place: KeepsPlace) -> tuple[dict[str, float], float]:
    """Square kilometres by followed place, and of the communes that follow none."""
    record = timeline.record
    communes = record.layers["communes"]
    weights: defaultdict[str, float] = defaultdict(float)
    unfollowed = 0.0
    for follows, area in zip(communes["follows"], communes["area_km2"], strict=True):
        if pd.isna(follows):
            unfollowed += area
        elif keeps_place(record.places[follows]):
            weights[follows] += area
    return dict(weights), unfollowed if all(map(keeps_place, record.places.values())) else 0.0


def _amounts(timeline: Timeline, weights: Mapping[str, float], unfollowed: float = 0) -> pd.DataFrame:
    """Add up weights by party in every span in which no place of them changes its party."""
    runs = {place_id: _parties(timeline, place_id) for place_id in weights}
    period = timeline.record.period
    starts = sorted({period.first, *(since for run in runs.values() for since, *_ in run)})
    rows: list[dict[str, object]] = []
    for since, until in zip(starts, [*(start - ONE_DAY for start in starts[1:]), period.last], strict=True):
        claimed: defaultdict[Party, float] = defaultdict(int)
        best: defaultdict[Party, float] = defaultdict(int)
        stale: defaultdict[Party, float] = defaultdict(int)
        if unfollowed:
            claimed[None, Status.UNKNOWN] += unfollowed
            best[None, Status.UNKNOWN] += unfollowed
        for place_id, weight in weights.items():
            run = runs[place_id]
            _, at_word, at_best, is_stale = run[bisect_right(run, since, key=lambda entry: entry[0]) - 1]
            claimed[at_word] += weight
            best[at_best] += weight
            stale[at_word] += weight * is_stale
        for party in sorted(claimed.keys() | best.keys(), key=lambda party: (party[1], party[0] or "")):
            amounts = (claimed[party], best[party], stale[party])
            cells = (since.isoformat(), until.isoformat(), party[0], str(party[1]), *amounts)
            rows.append(dict(zip(COLUMNS, cells, strict=True)))
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _parties(timeline: Timeline, place_id: str) -> list[Entry]:
    """From which day which party has a place: by every claim, and by the best ones only; and whether that is stale."""
    record = timeline.record
    base = record.bases.get(place_id)
    first = record.period.first
    opened = max(first, in_use(base, record)[0]) if base else first
    run: list[Entry] = []
    if opened > first:
        run.append((first, (None, NOT_YET_OPEN), (None, NOT_YET_OPEN), False))
    for state in timeline.spans[place_id]:
        if state.until >= opened:
            parties, stale = _both(state, timeline), stale_from(state, record)
            if stale is None or stale > opened:
                run.append((max(state.since, opened), *parties, False))
            if stale:
                run.append((max(stale, opened), *parties, True))
    return list(_without_repeats(run))


def _both(state: State, timeline: Timeline) -> tuple[Party, Party]:
    party = (state.controller, state.status)
    if state.status is Status.UNKNOWN or timeline.record.grade_of(state.claim).reaches(BEST):
        return party, party
    return party, (None, Status.UNKNOWN)


def _without_repeats(run: list[Entry]) -> Iterator[Entry]:
    before = None
    for entry in run:
        if entry[1:] != before:
            yield entry
        before = entry[1:]
