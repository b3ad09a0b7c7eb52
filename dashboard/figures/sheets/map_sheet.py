"""The finished sheet: one map or two with everything a briefing map must carry, ready for paper.

It needs no browser to be complete, and the same view always gives the same sheet. 96 of its pixels are an inch on a
slide.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from dashboard.asked.layers import Layer
from dashboard.asked.size import WIDE, Size
from dashboard.asked.state import ViewState
from dashboard.figures import furniture, legend
from dashboard.figures.incidents import ShownIncidents
from dashboard.figures.map.figure import day_looks
from dashboard.figures.sheets import keys, margins
from dashboard.figures.sheets.beside import LOCATOR, Beside, changes
from dashboard.figures.sheets.map_legend import map_legend
from dashboard.figures.sheets.margins import COLUMN, EDGE, MAP_TOP, ONE_WIDTH, Json
from dashboard.figures.sheets.panel import Panel, edge, in_sight, scale
from dashboard.figures.sheets.window import Window, places_in
from dashboard.text import Text
from dashboard.told import finding, latest
from dashboard.told.days import day_in_full
from dashboard.told.incidents import credits_in_words
from dashboard.told.others import dissent, dissent_in_words
from geodata.record import Record
from geodata.timeline import Timeline

NO_INCIDENTS = ShownIncidents()


@dataclass(frozen=True, slots=True)
class MapSheet:
    """Maps, and the notes and paths around them, in pixels of the sheet."""

    panels: Sequence[Panel]
    notes: Sequence[Json]
    shapes: Sequence[Json]

    def figure(self) -> go.Figure:
        """All of it as one figure; a second map has axes of its own."""
        first, *others = (panel.figure for panel in self.panels)
        data, layout, images = [*first.data], dict(first.layout), [*first.layout.images]
        for number, other in enumerate(others, 2):
            x, y = f"x{number}", f"y{number}"
            data += [trace | {"xaxis": x, "yaxis": y, "uid": f"{trace.uid}-{number}"} for trace in other.data]
            layout |= {f"xaxis{number}": other.layout.xaxis | {"anchor": y}}
            layout |= {f"yaxis{number}": other.layout.yaxis | {"anchor": x}}
            images += [image | {"xref": x, "yref": y} for image in other.layout.images]
        return go.Figure(data, layout | {"images": images, "annotations": self.notes, "shapes": self.shapes})


def _credited(incidents: ShownIncidents, state: ViewState, text: Text) -> str:
    """What is said of the incidents that are drawn, or why none are; nothing where the view asks for none."""
    if incidents.why_none:
        return text("Incidents of other data sets are not drawn: {why}", why=incidents.why_none)
    return credits_in_words(incidents.origins, state.incident_days, text) if incidents.origins else ""


def map_window(state: ViewState, sheet: Size = WIDE, *, is_captioned: bool = False) -> Window:
    """The map of a single day; the column with legend and keys stands right of it, caption and credit below if any."""
    room = margins.CREDIT_ROOM if Layer.INCIDENTS in state.layers else 0
    room += margins.CAPTION_ROOM if is_captioned else 0
    return Window.of(EDGE, MAP_TOP, ONE_WIDTH, margins.foot_top(sheet) - 6 - MAP_TOP - room, state.frame)


def map_sheet(
    record: Record,
    state: ViewState,
    text: Text,
    *,
    relief: str,
    timeline: Timeline,
    marking: str = "",
    sheet: Size = WIDE,
    incidents: ShownIncidents = NO_INCIDENTS,
    caption: str | None = None,
) -> MapSheet:
    """The sheet of one day.

    Parameters
    ----------
    record, state, text
        What to draw, which day, lens and layers, and in which language.
    relief
        Address or data of the relief image.
    timeline
        The record through the view's lens.
    marking
        Handling marking at top and bottom, plain text; empty for none.
    sheet
        How large it is.
    incidents
        Of other data sets, with those whom to credit.
    caption
        What a clip says of the moment; None where no room is kept for it.
    """
    is_captioned = caption is not None
    window, beside = map_window(state, sheet, is_captioned=is_captioned), Beside.of(sheet)
    below = window.top + window.height + 2
    credit = _credited(incidents, state, text)
    asked = {"relief": relief, "timeline": timeline}
    panel = Panel.of(record, state, text, window, sheet=sheet, **asked, incidents=incidents.incidents)
    seen = panel.seen(record, day_looks(timeline, state))
    lines = legend.legend_of(seen, record, text, timeline.lens, panel.marks(record))
    nothing = legend.nothing_line(seen, state, text)
    kinds, signs = in_sight([panel], record)
    places = places_in(record, state, window)
    said = finding.chosen(finding.on_day(timeline, state.on, state.filter, text), places)
    others = [dissent_in_words(one, timeline.record, text) for one in dissent(timeline, state.on, places)]
    notes, shapes = margins.together(
        scale(window),
        edge(window),
        margins.caption(caption or "", EDGE, below, window.width),
        margins.credit(credit, EDGE, below + margins.CAPTION_ROOM * is_captioned, window.width),
        margins.banners(marking, sheet),
        margins.heading(record, state, text, day_in_full(state.on, record.period, text), said),
        map_legend(lines, text, beside.legend, nothing=nothing),
        keys.marker_keys(kinds, signs, record, text, COLUMN, beside.keys),
        ([], []) if nothing or state.assessor else keys.grade_key(text, COLUMN, beside.grades),
        keys.locator(record, window.ground, LOCATOR),
        changes(latest.before(timeline, state.on, state.filter, text, places, beside.told), text, beside.changes),
        margins.foot(record, state, text, projection=furniture.projection(text), sheet=sheet, dissent=others),
    )
    return MapSheet([panel], notes, shapes)
