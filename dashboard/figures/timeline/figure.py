"""The timeline: every place as a strip of its holders through the thirteen years, the events above.

Each group of rows is a pair of axes of its own, so that the years stand beside every heading; their days match, so
that all zoom as one. Within a group heights are counted in pixels.
"""

from dashboard.figures import furniture
from dashboard.figures.style import FONT, HIGHLIGHT, INK, QUIET_INK, Look
from dashboard.figures.timeline import strip_key
from dashboard.figures.timeline.rows import HEADING, Group, groups
from dashboard.figures.timeline.strips import SHEET
from dashboard.figures.timeline.traces import group_traces
from dashboard.frames import seen_look
from dashboard.state import ViewState
from dashboard.text import Text
from geodata.dates import FIRST, LAST, day_index
from geodata.record import Record
from geodata.timeline import ONE_DAY, Timeline

Json = dict[str, object]

NAMES_WIDTH, RIGHT = 218, 16
"""Pixels left of the strips for the names, and right of them."""
NARROW_LEFT = 12
TITLE_BAND, FOOT_BAND = 74, 62
TICK_FORMATS = [
    {"dtickrange": [None, "M1"], "value": "%Y-%m-%d"},
    {"dtickrange": ["M1", "M6"], "value": "%Y-%m"},
    {"dtickrange": ["M12", None], "value": "%Y"},
]
"""Numbers only, so that the axis speaks both languages."""

HOVER_LABEL = {
    "align": "left",
    "bgcolor": INK,
    "bordercolor": INK,
    "font": {"family": FONT, "size": 13, "color": "#ffffff"},
}


def timeline_json(timeline: Timeline, state: ViewState, text: Text, *, narrow: bool = False) -> Json:
    """Every strip that the filter keeps, as the JSON of a Plotly figure; see ``map.figure.map_json`` for the reason.

    Parameters
    ----------
    timeline
        The record through the view's lens.
    state, text
        Which filter, day and place, and in which language.
    narrow
        Whether the figure is for a phone: the names then stand above the strips.

    Returns
    -------
    dict
        ``data`` and ``layout``, which has the height it needs. ``layout.meta`` says where the page's script finds
        things: ``rows`` with for each its ``place`` or the ``days`` of its events, and ``top`` and ``bottom`` as
        parts of the plot area, from below; the shapes ``day`` and ``chosen`` and the note ``date`` are found by name.
    """
    seen, record = state.filter, timeline.record
    found = groups(timeline, seen, text, narrow=narrow)
    lines = strip_key.key_lines(_looks(found, timeline, state), record, text, timeline.lens)
    top = TITLE_BAND + strip_key.height(lines, narrow=narrow)
    corner = (12 - (NARROW_LEFT if narrow else NAMES_WIDTH), top + HEADING - TITLE_BAND)
    height = found[-1].top + found[-1].height if found else 0
    data = [
        trace | {"xaxis": f"x{pair}", "yaxis": f"y{pair}", "showlegend": False}
        for pair, group in zip(_pairs(found), found, strict=True)
        for trace in group_traces(group, timeline, state.filter, text)
    ]
    layout = _layout(found, height, top, state, record, text, narrow) | {
        "shapes": [
            *_bands(found, height),
            *_marks(found, height, state),
            *strip_key.shapes(lines, corner, narrow=narrow),
        ],
        "annotations": [
            *_notes(found, height, top, state, record, text, narrow),
            *strip_key.notes(lines, corner, narrow=narrow),
        ],
        "meta": {"rows": _where(found, height)},
    }
    return {"data": data, "layout": layout}


def _looks(found: list[Group], timeline: Timeline, state: ViewState) -> list[Look]:
    places = [row.place.id for group in found for row in group.rows if row.place]
    return [seen_look(span, timeline.record, state.filter) for name in places for span in timeline.spans[name]]


def _pairs(found: list[Group]) -> list[str]:
    """What Plotly calls the axes of the groups: x and y, x2 and y2, and so on."""
    return ["", *map(str, range(2, len(found) + 1))][: len(found)]


def _part(pixels: float, height: float) -> float:
    """Pixels from the top of the plot area as a part of it, from below."""
    return 1 - pixels / height


def _layout(
    found: list[Group], height: float, top: float, state: ViewState, record: Record, text: Text, narrow: bool
) -> Json:
    axes: Json = {}
    for pair, group in zip(_pairs(found), found, strict=True):
        matches = {"matches": "x"} if pair else {}
        axes[f"xaxis{pair}"] = _days(f"y{pair}", narrow=narrow) | matches
        axes[f"yaxis{pair}"] = {
            "domain": [max(0, _part(group.top + group.height, height)), _part(group.top, height)],
            "anchor": f"x{pair}",
            "range": [group.height, 0],
            "fixedrange": True,
            "showgrid": False,
            "zeroline": False,
            "ticklabelstandoff": 5,
            "tickvals": [] if narrow else [row.strip for row in group.rows],
            "ticktext": [] if narrow else [row.name for row in group.rows],
            "tickfont": {"family": FONT, "size": 12.5, "color": INK},
        }
    return axes | {
        "height": top + HEADING + height + FOOT_BAND,
        "margin": {"l": NARROW_LEFT if narrow else NAMES_WIDTH, "r": RIGHT, "t": top + HEADING, "b": FOOT_BAND},
        "barmode": "overlay",
        "bargap": 0,
        "uniformtext": {"minsize": 10, "mode": "hide"},
        "paper_bgcolor": SHEET,
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {"family": FONT, "color": INK},
        "hovermode": "closest",
        "hoverlabel": HOVER_LABEL,
        "dragmode": "pan",
        "uirevision": "timeline",
        "showlegend": False,
    }


def _days(anchor: str, *, narrow: bool) -> Json:
    return {
        "type": "date",
        "anchor": anchor,
        "side": "top",
        "range": [FIRST.isoformat(), (LAST + ONE_DAY).isoformat()],
        "minallowed": FIRST.isoformat(),
        "maxallowed": (LAST + ONE_DAY).isoformat(),
        "nticks": 8 if narrow else 14,
        "tickangle": 0,
        "tickformatstops": TICK_FORMATS,
        "ticklabelmode": "period",
        "tickfont": {"family": FONT, "size": 11, "color": QUIET_INK},
        "gridcolor": "rgba(90,84,76,0.16)",
        "showline": False,
        "zeroline": False,
        "ticks": "",
    }


def _bands(found: list[Group], height: float) -> list[Json]:
    """A hairline under every row, also where a base has no strip yet."""
    return [
        {
            "type": "line",
            "name": "baseline",
            "xref": "paper",
            "yref": "paper",
            "x0": 0,
            "x1": 1,
            "y0": (at := _part(group.top + row.strip, height)),
            "y1": at,
            "layer": "below",
            "line": {"color": "#d9d3c7", "width": 1, "dash": "dot"},
        }
        for group in found
        for row in group.rows
    ]


def _marks(found: list[Group], height: float, state: ViewState) -> list[Json]:
    """The line of the day shown, and the band behind the place chosen."""
    chosen = next((row for row in _where(found, height) if row["place"] and row["place"] == state.place), None)
    return [
        {
            "type": "rect",
            "name": "chosen",
            "xref": "paper",
            "yref": "paper",
            "x0": -1,
            "x1": 2,
            "y0": chosen["bottom"] if chosen else 0,
            "y1": chosen["top"] if chosen else 0,
            "opacity": 1 if chosen else 0,
            "layer": "below",
            "fillcolor": "#ece5d6",
            "line": {"width": 0},
        },
        {
            "type": "line",
            "name": "day",
            "xref": "x",
            "yref": "paper",
            "x0": state.on.isoformat(),
            "x1": state.on.isoformat(),
            "y0": 0,
            "y1": 1,
            "line": {"color": HIGHLIGHT, "width": 1.6},
        },
    ]


def _notes(
    found: list[Group], height: float, top: float, state: ViewState, record: Record, text: Text, narrow: bool
) -> list[Json]:
    left = -(NARROW_LEFT if narrow else NAMES_WIDTH) + 12
    said = furniture.title(state, record, text, text("Northern Mali: who held each place, {first}–{last}", **YEARS))
    count = sum(row.place is not None for group in found for row in group.rows)
    about = text("{count} of {all} places", count=count, all=len(record.places))
    headings = [
        furniture.note(
            f"group-{number}",
            group.title,
            0,
            _part(group.top, height),
            size=13.5,
            weight=700,
            xshift=left,
            yshift=19 if narrow else 3,
        )
        for number, group in enumerate(found)
    ]
    inside = [
        furniture.note(
            "row", row.name, 0, _part(group.top + row.top, height), size=12, xshift=0, yshift=-16, yanchor="bottom"
        )
        for group in found
        for row in group.rows
        if narrow
    ]
    ceiling = top + HEADING
    return [
        furniture.note(
            "title", strip_key.folded(f"{said} · {about}", 52 if narrow else 130), 0, 1, size=12 if narrow else 13,
            xshift=left, yshift=ceiling - 10, yanchor="top",
        ),
        furniture.note(
            "date", text.weekday(state.on), 0, 1, size=15 if narrow else 19, weight=700,
            xshift=left, yshift=ceiling - TITLE_BAND + 8,
        ),
        *headings,
        *inside,
        _foot(state, record, text, left, narrow),
    ]  # fmt: skip


YEARS = {"first": FIRST.year, "last": LAST.year}


def _foot(state: ViewState, record: Record, text: Text, left: float, narrow: bool) -> Json:
    lines = [
        text("Control: the force that garrisons or polices the named place and can keep others out."),
        text("Sources: {count} graded texts. Record {digest}.", count=len(record.sources), digest=record.digest),
    ]
    said = "<br>".join(strip_key.folded(line, 58 if narrow else 150) for line in lines)
    return furniture.note("footer", said, 0, 0, size=10.5, colour=QUIET_INK, xshift=left, yshift=-10, yanchor="top")


def _where(found: list[Group], height: float) -> list[Json]:
    return [
        {
            "place": row.place.id if row.place else None,
            "days": [day_index(max(event.date, FIRST)) for event in row.events],
            "top": _part(group.top + row.top, height),
            "bottom": _part(group.top + row.top + row.height, height),
        }
        for group in found
        for row in group.rows
    ]
