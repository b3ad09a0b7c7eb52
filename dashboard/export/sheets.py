"""The sheets of a view: of a day, of two or several, of the timeline and of the trends."""

from abc import abstractmethod
from collections.abc import Sequence
from html import unescape

import plotly.graph_objects as go

from dashboard.asked.days import said_days
from dashboard.asked.reading import NotUnderstoodError
from dashboard.asked.view import Mode, View
from dashboard.export.order import Order, OrderError
from dashboard.export.sheet import Sheet, change_line
from dashboard.figures.incidents import ShownIncidents
from dashboard.figures.map.compare import sides, two_days
from dashboard.figures.map.multiples import day_views, differences, is_kept
from dashboard.figures.sheets import multiples_sheet as multiples
from dashboard.figures.sheets.compare_sheet import compare_sheet, panel_windows
from dashboard.figures.sheets.map_sheet import MapSheet, map_sheet, map_window
from dashboard.figures.sheets.margins import HEADLINE
from dashboard.figures.sheets.timeline_sheet import timeline_sheets
from dashboard.figures.sheets.trend_sheet import trend_sheets
from dashboard.figures.sheets.window import Window, places_in
from dashboard.text import Text
from dashboard.told.incidents import credit
from dashboard.told.others import dissent, dissent_in_words, sides_in_words
from dashboard.told.situation import day_in_words
from dashboard.told.words import state_in_words
from geodata.record import Record
from geodata.selection import told_changes
from geodata.timeline import State, Timeline


class MapPicture(Sheet):
    """A sheet of one map or two."""

    @abstractmethod
    def picture(self) -> MapSheet:
        """The maps and what stands around them."""

    def figure(self) -> go.Figure:
        """The maps as one figure."""
        return self.picture().figure()

    @property
    def _asked(self) -> dict[str, object]:
        """What is asked of every picture."""
        order = self.order
        return {"relief": self.relief, "timeline": self.timeline, "marking": order.marking, "sheet": order.size}

    @abstractmethod
    def said_of(self, place_id: str, panel: int) -> str:
        """What a map says of a place, in words."""


class DaySheet(MapPicture):
    """The map of one day."""

    @property
    def name(self) -> str:
        """The day."""
        return self.state.on.isoformat()

    @property
    def title(self) -> str:
        """What the sheet is called."""
        return f"{self.text('Northern Mali: who held what')}, {self.text.day(self.state.on)}"

    def picture(self) -> MapSheet:
        """The map and what stands around it.

        Raises
        ------
        OrderError
            If the incidents that are to be on it are damaged, or more than can be told apart.
        """
        return map_sheet(
            self.record,
            self.state,
            self.text,
            **self._asked,
            incidents=self._incidents(),
            caption=self.order.caption,
        )

    @property
    def window(self) -> Window:
        """Where the map lies."""
        return map_window(self.state, self.order.size, is_captioned=self.order.caption is not None)

    def credits(self) -> list[str]:
        """Whom to credit for the incidents that are drawn."""
        return [credit(origin, self.text) for origin in self._incidents().origins]

    def _incidents(self) -> ShownIncidents:
        try:
            return ShownIncidents.of(self.order.imported, self.state)
        except NotUnderstoodError as fault:
            raise OrderError(fault.said) from fault

    def shown(self) -> list[State]:
        """The states of the day."""
        drawn = places_in(self.record, self.state, self.window)
        seen, day = self.state.filter, self.state.on
        return [
            state
            for name, state in self.timeline.states(day).items()
            if name in drawn and seen.keeps_on(self.timeline, name, day)
        ]

    def words(self) -> list[str]:
        """The situation on the day, at the places that are drawn."""
        return day_in_words(self.timeline, self.state.on, self.state.filter, self.text, self.places())

    def dissent(self) -> list[str]:
        """Who says otherwise of the day."""
        found = dissent(self.timeline, self.state.on, self.places())
        return [dissent_in_words(one, self.record, self.text) + "." for one in found]

    def state_line(self, state: State) -> str:
        """A state of the day, which the title says."""
        return state_in_words(state, self.record, self.text)

    def said_of(self, place_id: str, panel: int) -> str:
        """The state of a place."""
        return state_in_words(self.timeline.state(place_id, self.state.on), self.record, self.text)


class CompareSheet(MapPicture):
    """Two days: side by side, or what is different."""

    @property
    def name(self) -> str:
        """Both days."""
        return f"{self.state.after}/{self.state.until}"

    @property
    def title(self) -> str:
        """What the sheet is called."""
        text, state = self.text, self.state
        between = text("{first} to {last}", first=text.day(state.after), last=text.day(state.until))
        return f"{text('Northern Mali: two days compared')}, {between}"

    def picture(self) -> MapSheet:
        """The maps and what stands around them."""
        return compare_sheet(self.record, self.state, self.text, **self._asked)

    def shown(self) -> list[State]:
        """The states of the earlier day, then those of the later."""
        days = two_days(self.state)
        windows = panel_windows(self.state, self.order.size)
        if self.state.mode is Mode.CHANGE:
            drawn = [places_in(self.record, days[1], windows[0])] * 2
        else:
            windows = reversed(windows) if self.state.flip else windows
            drawn = [places_in(self.record, day, window) for day, window in zip(days, windows, strict=True)]
        earlier, later = sides(self.state, self.timeline)
        before, after = earlier.states(self.state.after), later.states(self.state.until)
        kept = {name for name in before if self.state.filter.keeps_either(before[name], after[name], self.record)}
        return [
            state
            for states, names in zip((before, after), drawn, strict=True)
            for name, state in states.items()
            if name in names & kept
        ]

    def words(self) -> list[str]:
        """What changed between the days at the places that are drawn, one line a change."""
        state, drawn = self.state, self.places()
        if state.is_sided:
            apart, sums = sides_in_words(*sides(state, self.timeline), state.after, state.until, self.text, drawn)
            return [self.title, sums, *apart]
        changes = told_changes(self.timeline, state.after, state.until, state.filter)
        lines = [change_line(one, self.record, self.text) for one in changes if one.after.place.id in drawn]
        return [self.title, *(lines or [self.text("Nothing in the record changes in this time.")])]

    def said_of(self, place_id: str, panel: int) -> str:
        """The state of a place on the day of a map; on the map of changes, before and after."""
        days = [self.state.after, self.state.until]
        seen = list(zip(sides(self.state, self.timeline), days, strict=True))
        said = [state_in_words(side.state(place_id, day), side.record, self.text) for side, day in seen]
        if self.state.mode is Mode.CHANGE:
            return " → ".join(f"{self.text.day(day)}: {each}" for day, each in zip(days, said, strict=True))
        return said[1 - panel if self.state.flip else panel]


class SeveralSheet(MapPicture):
    """Several days, each on a small map."""

    @property
    def name(self) -> str:
        """All days."""
        return "/".join(map(str, self.state.several))

    @property
    def title(self) -> str:
        """What the sheet is called."""
        return f"{self.text('Northern Mali: several days')}, {said_days(self.state.several, self.text)}"

    def picture(self) -> MapSheet:
        """The maps and what stands around them."""
        return multiples.multiples_sheet(self.record, self.state, self.text, **self._asked)

    def shown(self) -> list[State]:
        """The states of each day, in order of time."""
        kept = {name for name in self.timeline.spans if is_kept(self.state, self.timeline, name, self.state.several)}
        drawn = zip(day_views(self.state), multiples.panel_windows(self.state, self.order.size), strict=True)
        return [
            self.timeline.state(name, day.on)
            for day, window in drawn
            for name in sorted(places_in(self.record, day, window) & kept)
        ]

    def words(self) -> list[str]:
        """What differs on each map from the one before, at the places that are drawn."""
        text, drawn, lines = self.text, self.places(), [self.title]
        for day, found in zip(self.state.several[1:], differences(self.state, self.timeline)[1:], strict=True):
            lines.append(text("{day}, against the map before:", day=text.day(day)))
            said = [state_in_words(one, self.record, text) for one in found if one.place.id in drawn]
            lines += [f"{one}." for one in said] or [text("Nothing is different.")]
        return lines

    def said_of(self, place_id: str, panel: int) -> str:
        """The state of a place on the day of a map."""
        return state_in_words(self.timeline.state(place_id, self.state.several[panel]), self.record, self.text)


class ChartSheet(Sheet):
    """A page of the timeline or of the trends."""

    def __init__(self, record: Record, order: Order, timeline: Timeline, drawn: go.Figure, name: str) -> None:
        super().__init__(record, order, timeline)
        self._drawn, self._name = drawn, name

    @property
    def name(self) -> str:
        """The page."""
        return self._name

    @property
    def title(self) -> str:
        """What the page shows, the day and the filters in force."""
        return f"{self._said(HEADLINE)} · {self.occasion}"

    @property
    def occasion(self) -> str:
        """The day and the filters in force, the same on every page."""
        return self._said("date")

    def _said(self, name: str) -> str:
        """What a note of the page says, in one line."""
        [found] = [note for note in self._drawn.layout.annotations if note.name == name]
        return unescape(found.text.replace("<br>", " "))

    def figure(self) -> go.Figure:
        """The page."""
        return self._drawn

    def shown(self) -> list[State]:
        """Every state of every place that the page draws or counts, in order of time."""
        places, days = self._drawn.layout.meta["places"], self.state.days(self.record.period)
        spans = (state for place in places for state in self.timeline.spans[place])
        return [state for state in spans if days.meets(state.since, state.until)]

    def words(self) -> list[str]:
        """What is drawn, and the situation on the day that is marked."""
        situation = day_in_words(self.timeline, self.state.on, self.state.filter, self.text, self.places())
        return [self.title, self._said("footer"), "", *situation]


def sheets_of(record: Record, order: Order, timeline: Timeline | None = None) -> Sequence[Sheet]:
    """The sheets of a view: one of a map or a comparison, one a chart, as many as a timeline needs.

    ``timeline`` is the record through another lens than the view's.
    """
    state = order.state
    timeline = timeline or Timeline(record, state.lens)
    if state.shows_several:
        return [SeveralSheet(record, order, timeline)]
    match state.view:
        case View.TIMELINE | View.TRENDS as view:
            make = timeline_sheets if view is View.TIMELINE else trend_sheets
            pages = make(timeline, state, Text(state.lang), marking=order.marking, sheet=order.size)
            return [
                ChartSheet(record, order, timeline, page, f"{view}-{number}") for number, page in enumerate(pages, 1)
            ]
        case View.COMPARE:
            return [CompareSheet(record, order, timeline)]
        case _:
            return [DaySheet(record, order, timeline)]


def title_of(sheets: Sequence[Sheet]) -> str:
    """What a file of all sheets of a view is called: like each of them, or, where they differ, by the view."""
    first = sheets[0]
    if isinstance(first, ChartSheet) and any(sheet.title != first.title for sheet in sheets):
        return f"{first.text('Trends')}, {first.state.days(first.record.period).said(first.text)} · {first.occasion}"
    return first.title
