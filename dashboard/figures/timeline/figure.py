"""The timeline: every place as a strip of its holders through the thirteen years, the events above.

Each group of rows is a pair of axes of its own, so that the years stand beside every heading; their days match, so
that all zoom as one. Within a group heights are counted in pixels.
"""

from dataclasses import dataclass

from dashboard.asked.state import ViewState
from dashboard.asked.stretch import Stretch
from dashboard.figures import furniture
from dashboard.figures.labels import PITCH, listed, wrapped
from dashboard.figures.style import BARE, FONT, HIGHLIGHT, INK, QUIET_INK
from dashboard.figures.timeline.rows import HEADING, Group, groups
from dashboard.figures.timeline.strip_key import Key, KeyLine, key_lines
from dashboard.figures.timeline.strips import SHEET
from dashboard.figures.timeline.traces import group_traces
from dashboard.text import Text
from dashboard.told.days import day_in_full
from geodata.period import Period
from geodata.record import Record
from geodata.timeline import ONE_DAY, Timeline

Json = dict[str, object]

NAMES_WIDTH, RIGHT = 218, 16
"""Pixels left of the strips for the names, and right of them."""
NARROW_LEFT = 12
TITLE_BAND, FOOT_BAND = 74, 62
"""Pixels for the date and a title in one line, and for a footer in two; every further line adds its own."""
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
    "font": {"family": FONT, "size": 13, "color": BARE},
}


def timeline_json(
    timeline: Timeline, state: ViewState, text: Text, *, narrow: bool = False, width: float = furniture.DESK
) -> Json:
    """Every strip that the filter keeps, as the JSON of a Plotly figure; see ``map.figure.map_json`` for the reason.

    Parameters
    ----------
    timeline
        The record through the view's lens.
    state, text
        Which filter, day and place, and in which language.
    narrow
        Whether the figure is for a phone: the names then stand above the strips.
    width
        Of the figure in pixels, within which its notes are broken and its key is laid out.

    Returns
    -------
    dict
        ``data`` and ``layout``, which has the height it needs. ``layout.meta`` says where the page's script finds
        things: ``rows`` with for each its ``place`` or the ``days`` of its events, and ``top`` and ``bottom`` as
        parts of the plot area, from below; the shapes ``day`` and ``chosen`` and the note ``date`` are found by name.
    """
    seen, record = state.filter, timeline.record
    found = groups(timeline, seen, text, narrow=narrow)
    lines = key_lines([row for group in found for row in group.rows], timeline, text, Stretch.of(record.period))
    words = Words.of(found, lines, state, record, text, narrow=narrow, width=width)
    corner = (words.left, HEADING + words.key.height)
    height = found[-1].top + found[-1].height if found else 0
    day = day_in_full(state.on, record.period, text)
    data = [
        trace | {"xaxis": f"x{pair}", "yaxis": f"y{pair}", "showlegend": False}
        for pair, group in zip(_pairs(found), found, strict=True)
        for trace in group_traces(group, timeline, text)
    ]
    layout = _layout(found, height, words, state, record.period, narrow) | {
        "shapes": [
            *_bands(found, height),
            *furniture.carried_days(record.period),
            *_marks(found, height, state, record.period),
            *words.key.shapes(corner),
        ],
        "annotations": [*_notes(found, height, words, day, narrow), *words.key.notes(corner)],
        "meta": {"rows": _where(found, height, record.period)},
    }
    return {"data": data, "layout": layout}


@dataclass(frozen=True, slots=True)
class Words:
    """What is said above and below the strips, in lines that fit the figure, and the room that it takes."""

    title: list[str]
    foot: list[str]
    key: Key
    size: float
    """Type size of the title."""
    left: float
    """Where its lines begin, from the left edge of the strips."""

    @classmethod
    def of(
        cls,
        found: list[Group],
        key: list[KeyLine],
        state: ViewState,
        record: Record,
        text: Text,
        *,
        narrow: bool,
        width: float,
    ) -> "Words":
        """Break title, key and footer to the width of the figure."""
        room = width - 2 * furniture.SIDE
        size = furniture.NARROW_TITLE_SIZE if narrow else furniture.TITLE_SIZE
        count = sum(row.place is not None for group in found for row in group.rows)
        about = text("{count} of {all} places", count=count, all=len(record.places))
        subject = text("Northern Mali: who held each place, {days}", days=Stretch.of(record.period).said(text))
        said = furniture.title(state, record, text, subject)
        below = [furniture.control(text), furniture.sources(record, text)]
        return cls(
            wrapped(listed(f"{said} · {about}"), size, room if narrow else room - furniture.SPAN_BUTTONS),
            [line for each in below for line in wrapped(each, furniture.FOOT_SIZE, room)],
            Key.of(key, room),
            size,
            furniture.SIDE - (NARROW_LEFT if narrow else NAMES_WIDTH),
        )

    @property
    def top(self) -> float:
        """Height of title, date and key."""
        return TITLE_BAND + self.size * PITCH * (len(self.title) - 1) + self.key.height

    @property
    def bottom(self) -> float:
        """Height of the footer."""
        return FOOT_BAND + furniture.FOOT_SIZE * PITCH * max(0, len(self.foot) - 2)


def _pairs(found: list[Group]) -> list[str]:
    """What Plotly calls the axes of the groups: x and y, x2 and y2, and so on."""
    return ["", *map(str, range(2, len(found) + 1))][: len(found)]


def _part(pixels: float, height: float) -> float:
    """Pixels from the top of the plot area as a part of it, from below."""
    return 1 - pixels / height


def _layout(found: list[Group], height: float, words: Words, state: ViewState, period: Period, narrow: bool) -> Json:
    axes: Json = {}
    for pair, group in zip(_pairs(found), found, strict=True):
        matches = {"matches": "x"} if pair else {}
        axes[f"xaxis{pair}"] = _days(f"y{pair}", state.days(period), period, narrow=narrow) | matches
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
        "height": words.top + HEADING + height + words.bottom,
        "margin": {
            "l": NARROW_LEFT if narrow else NAMES_WIDTH,
            "r": RIGHT,
            "t": words.top + HEADING,
            "b": words.bottom,
        },
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


def _days(anchor: str, span: Stretch, period: Period, *, narrow: bool) -> Json:
    return {
        "type": "date",
        "anchor": anchor,
        "side": "top",
        "range": [span.first.isoformat(), (span.last + ONE_DAY).isoformat()],
        "minallowed": period.first.isoformat(),
        "maxallowed": (period.last + ONE_DAY).isoformat(),
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


def _marks(found: list[Group], height: float, state: ViewState, period: Period) -> list[Json]:
    """The line of the day shown, and the band behind the place chosen."""
    chosen = next((row for row in _where(found, height, period) if row["place"] and row["place"] == state.place), None)
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


def _notes(found: list[Group], height: float, words: Words, day: str, narrow: bool) -> list[Json]:
    left = words.left
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
    return [
        furniture.note(
            "title", "<br>".join(words.title), 0, 1, size=words.size,
            xshift=left, yshift=words.top + HEADING - 10, yanchor="top",
        ),
        furniture.note(
            "date", day, 0, 1, size=15 if narrow else 19, weight=700,
            xshift=left, yshift=words.key.height + HEADING + 8,
        ),
        *headings,
        *inside,
        furniture.note(
            "footer", "<br>".join(words.foot), 0, 0, size=furniture.FOOT_SIZE, colour=QUIET_INK,
            xshift=left, yshift=-10, yanchor="top",
        ),
    ]  # fmt: skip


def _where(found: list[Group], height: float, period: Period) -> list[Json]:
    return [
        {
            "place": row.place.id if row.place else None,
            "days": [period.index(max(event.date, period.first)) for event in row.events],
            "top": _part(group.top + row.top, height),
            "bottom": _part(group.top + row.top + row.height, height),
        }
        for group in found
        for row in group.rows
    ]
