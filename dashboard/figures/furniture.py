"""What stands on the sheet around the map, inside the figure: title, date, legend, scale, north, sources.

A raw grab of the figure must explain itself, so all of it is part of the figure and none of it of the page.
The legend has a fixed number of slots; which of them are filled depends on what is visible on the day.
"""

from collections.abc import Collection, Sequence
from html import escape
from math import ceil

from dashboard.asked.state import ViewState
from dashboard.figures.labels import PITCH, listed, text_width, wrapped
from dashboard.figures.legend import LegendLine
from dashboard.figures.map.ground import STANDARD_PARALLEL
from dashboard.figures.style import BARE, DOTTED, FONT, INK, QUIET_INK
from dashboard.text import Text
from dashboard.told.days import reach
from dashboard.told.names import filter_in_words
from geodata.export import last_changed
from geodata.period import Period
from geodata.record import Record
from geodata.timeline import ONE_DAY

Json = dict[str, object]

EMPTY = "\N{NO-BREAK SPACE}"
"""Plotly leaves a note without text out, and the painter would not find it."""
SLOTS = 16
"""How many lines the legend can have: every holder ever visible at once, and the keys below them."""
SLOT_HEIGHT = 18
LEGEND_COLUMN = 222
"""Pixels left of the ground for the legend, which has them to itself: nothing lies on the ground that is none of it."""
TOP_BAND = 46
"""Height in pixels of the band above the map, inside the figure, with a title of one line."""
TITLE_SIZE, NARROW_TITLE_SIZE = 13, 12
FOOT_SIZE, FOOT_GAP = 10.5, 11
"""Size of the lines below the map, and the pixels left around them."""
SPAN_BUTTONS = 200
"""Pixels right of a chart's title that the buttons for the span of time cover; on a phone they stand above it."""
SIDE = 12
"""Pixels between the notes and the sides of the figure."""
DESK = 1060
"""Pixels: how wide a figure is that nobody said the width of."""
MARKING_BAND = 18
"""How much higher both are where a marking of one line is set."""
VEIL = "rgba(253,252,249,0.5)"
"""What lies over the days on which states are carried forward, not observed."""
MARKING_SIZE, MARKING_PITCH = 12, 16
"""Size of its type, and pixels from line to line, where it needs several."""
SWATCH = 24
"""Pixels from the left end of a slot to its words."""
NARROW_ROWS = 8
NARROW_ROW_HEIGHT = 17
NARROW_COLUMN = 174
"""On a narrow figure the legend stands below the map, in two columns, and notes are shorter."""


def band_above(heading: Sequence[str]) -> int:
    """Height in pixels of the band above the map, which holds the day and a title of so many lines."""
    return TOP_BAND + ceil(PITCH * TITLE_SIZE * (len(heading) - 1))


def legend_beside(*, narrow: bool, is_folded: bool) -> int:
    """Width in pixels of the legend where it stands left of the map."""
    return 0 if narrow or is_folded else LEGEND_COLUMN


def legend_below(*, narrow: bool, is_folded: bool) -> int:
    """Height in pixels of the legend where it stands below the map."""
    return NARROW_ROWS * NARROW_ROW_HEIGHT if narrow and not is_folded else 0


def band_below(footer: Sequence[str], keys: float) -> int:
    """Height in pixels of what stands below the map and its legend: the keys of the markers, the footer."""
    return ceil(FOOT_GAP + PITCH * FOOT_SIZE * len(footer) + keys)


def show_keys(layout: Json, seen: Collection[str]) -> None:
    """Show the keys of the markers, and of the signs in them, that are seen, and no other."""
    for one in (*layout["shapes"], *layout["annotations"]):
        if one["name"].startswith("key-"):
            one["opacity"] = float(one["name"].split("/")[1] in seen)


def keys_shown(layout: Json) -> set[str]:
    """The keys of the markers that a layout shows."""
    return {
        one["name"].split("/")[1] for one in layout["annotations"] if one["name"].startswith("key-") and one["opacity"]
    }


def annotations(
    day: str, heading: Sequence[str], footer: Sequence[str], *, narrow: bool, beside: float, below: float
) -> list[Json]:
    """Title, the day in words, footer, north arrow and scale caption, by name.

    ``beside`` and ``below`` are the pixels that others have left of the ground, and between it and the footer.
    """
    left = SIDE - beside
    size = NARROW_TITLE_SIZE if narrow else TITLE_SIZE
    foot = {"size": FOOT_SIZE, "colour": QUIET_INK, "yshift": -5 - below, "xshift": left, "yanchor": "top"}
    return [
        note("date", day, 0, 1, size=15 if narrow else 16, weight=700, yshift=3, xshift=left),
        note("title", "<br>".join(heading), 0, 1, size=size, weight=400, yshift=25, xshift=left),
        note("marking", "", 0.5, 1, size=12, weight=700, yshift=46, xanchor="center"),
        note("footer", "<br>".join(footer), 0, 0, **foot),
        note("north", "N", 1, 1, size=12, weight=700, xshift=-22, yshift=-14, xanchor="center", yanchor="top"),
        note("scale", "", 1, 0, size=10.5, xshift=-16, yshift=15, xanchor="right"),
    ]


def heading(said: str, *, narrow: bool, width: float) -> list[str]:
    """A title in lines that fit a figure of some width in pixels."""
    return wrapped(listed(said), NARROW_TITLE_SIZE if narrow else TITLE_SIZE, width - 2 * SIDE)


def footer(state: ViewState, record: Record, text: Text, *, narrow: bool, width: float) -> list[str]:
    """Everything that is said below the map, in lines that fit a figure of some width in pixels."""
    said = footer_lines(state, record, text, narrow=narrow)
    if not narrow:
        said.append(reading_line(state, record, text))
    return [line for each in said for line in wrapped(each, FOOT_SIZE, width - 2 * SIDE)]


def reading_line(state: ViewState, record: Record, text: Text) -> str:
    """How far the information reaches, what the strength of a colour says, and how the map is projected."""
    strength = text("Strength of colour: credibility, full 1–2, faintest 6.")
    if state.assessor:
        strength = text("Full colour throughout: another’s view, not graded by us.")
    return f"{cut_off(state, record, text)} {strength} {projection(text)}"


def cut_off(state: ViewState, record: Record, text: Text) -> str:
    """How far the information reaches, as a sentence: when the record was written, its newest source, its last day."""
    newest = max((source.published.first for source in record.sources.values() if source.published), default=None)
    said = text(
        "Record of {day}; newest source {month}; covers to {last}.",
        day=text.day(last_changed(record)),
        month=text.month(newest) if newest else text("undated"),
        last=text.day(record.period.last),
    )
    if state.known is None:
        return said
    known = text("As known on {day}.", day=text.day(state.known))
    return f"{known} {said}"


def projection(text: Text) -> str:
    """How the map is projected, in one line."""
    return text(
        "Equidistant cylindrical projection, true to scale at {parallel}° N; WGS 84.",
        parallel=text.number(STANDARD_PARALLEL),
    )


def mark(layout: Json, marking: str, width: float) -> Json:
    """The layout of a figure with a handling marking above and below everything else.

    Parameters
    ----------
    layout
        Its ``annotations`` and ``margin`` are read, and its ``height``, if it has one.
    marking
        Plain text, never read as markup; empty for none.
    width
        Of the figure in pixels, within which the marking is broken into lines.
    """
    if not marking:
        return layout
    lines = wrapped(marking, MARKING_SIZE, width - 2 * SIDE, 700)
    widest = max(text_width(line, MARKING_SIZE, 700) for line in lines)
    band = MARKING_BAND + MARKING_PITCH * (len(lines) - 1)
    margin = dict(layout["margin"])
    margin["t"], margin["b"] = margin["t"] + band, margin["b"] + band
    size = min(MARKING_SIZE, MARKING_SIZE * (width - 2 * SIDE) / widest)
    middle = (margin["r"] - margin["l"]) / 2  # of the figure, not of its ground
    look = {"size": round(size, 1), "weight": 700, "xanchor": "center", "xshift": middle}
    said = "<br>".join(escape(line, quote=False) for line in lines)
    top = note("marking", said, 0.5, 1, yshift=margin["t"] - band, **look) | {"align": "center"}
    bottom = note("marking-bottom", said, 0.5, 0, yshift=1 - margin["b"], **look) | {"align": "center"}
    others = [one for one in layout["annotations"] if one["name"] != "marking"]
    taller = {"height": layout["height"] + 2 * band} if layout.get("height") else {}
    return layout | {"annotations": [*others, top, bottom], "margin": margin} | taller


def title(state: ViewState, record: Record, text: Text, what: str | None = None) -> str:
    """The title of the map or, with ``what``, of another figure, with every filter in force said after it."""
    said = [what or text("Northern Mali: who held what")]
    if state.assessor:
        said.append(text("as seen by {assessor}", assessor=text.of(record.assessors[state.assessor].short)))
    if state.known:
        said.append(text("as known on {day}", day=text.day(state.known)))
    said += before_in_words(state, record, text)
    if state.grade:
        said.append(text("claims of grade {grade} or better", grade=state.grade))
    if state.fresh:
        said.append(text("confirmed within a year and a half"))
    said += filter_in_words(state.filter, record, text)
    return " · ".join(said)


def before_in_words(state: ViewState, record: Record, text: Text) -> list[str]:
    """Through whose eyes, and as known when, the earlier of two compared days is seen, where it has its own lens."""
    said = []
    if state.before_assessor:
        name = text.of(record.assessors[state.before_assessor].short)
        said.append(text("earlier side as seen by {assessor}", assessor=name))
    if state.before_known:
        said.append(text("earlier side as known on {day}", day=text.day(state.before_known)))
    return said


def control(text: Text) -> str:
    """What is meant by control."""
    return text("Control: the force that garrisons or polices the named place and can keep others out.")


def sources(record: Record, text: Text) -> str:
    """What a chart rests on, and how far that reaches."""
    said = text("Sources: {count} graded texts. Record {digest}.", count=len(record.sources), digest=record.digest)
    return said + reach(record.period, text)


def footer_lines(state: ViewState, record: Record, text: Text, *, narrow: bool) -> list[str]:
    """Definition of control, what colour means, sources and version: what is said below every map."""
    areas = text("Areas take the colour of the place they follow; empty desert is held by nobody.")
    long = text(
        "Sources: {count} graded texts. Boundaries: geoBoundaries CC BY 4.0, Natural Earth; places: GeoNames "
        "CC BY 4.0; relief: T. Patterson. Not an endorsement of any border. Record {digest}.",
        count=len(record.sources),
        digest=record.digest,
    )
    if narrow:
        strength = text("Strength of colour: credibility. Not an endorsement of any border.")
        if state.assessor:
            strength = text("Another’s view, not graded by us. Not an endorsement of any border.")
        short = text(
            "Sources: {count} graded texts; geoBoundaries, GeoNames. Record {digest}.",
            count=len(record.sources),
            digest=record.digest,
        )
        return [control(text), short + reach(record.period, text), f"{cut_off(state, record, text)} {strength}"]
    return [f"{control(text)} {areas}", long + reach(record.period, text)]


def shapes(slots: int, *, narrow: bool) -> list[Json]:
    """The legend's slots, the north arrow and the scale bar, in pixels from the corners."""
    return [*(_swatch(slot, narrow=narrow) for slot in range(slots)), _north_arrow(), _scale_bar()]


def legend_labels(slots: int, *, narrow: bool) -> list[Json]:
    """The empty labels of the slots; the painter fills them."""
    labels = []
    for slot in range(slots):
        anchor, left, top = _slot(slot, narrow=narrow)
        size = 10.5 if narrow else 12
        label = note(f"slot-{slot}", "", 0, anchor, size=size, xshift=left + SWATCH, yshift=top - 6, yanchor="middle")
        labels.append(label)
    return labels


def _slot(slot: int, *, narrow: bool) -> tuple[int, int, int]:
    """Where a slot stands: anchor (1 top, 0 bottom of the map), left and top in pixels from it."""
    if narrow:
        return 0, 12 + NARROW_COLUMN * (slot % 2), -6 - NARROW_ROW_HEIGHT * (slot // 2)
    return 1, SIDE - LEGEND_COLUMN, -5 - SLOT_HEIGHT * slot


def fill_legend(layout: Json, lines: Sequence[LegendLine]) -> None:
    """Put the lines into the slots of a layout, which has none where its legend is folded."""
    named_shapes = {shape["name"]: shape for shape in layout["shapes"]}
    named_notes = {note["name"]: note for note in layout["annotations"]}
    for slot in range(sum(name.startswith("swatch-") for name in named_shapes)):
        line = lines[slot] if slot < len(lines) else None
        swatch = named_shapes[f"swatch-{slot}"]
        swatch["opacity"] = 1 if line else 0
        named_notes[f"slot-{slot}"]["text"] = line.label if line else EMPTY
        if line:
            swatch["fillcolor"] = line.colour
            is_rimmed = line.rival and line.pattern != DOTTED
            swatch["line"] = {"color": line.rival if is_rimmed else INK, "width": 2.6 if is_rimmed else 0.6}


def _swatch(slot: int, *, narrow: bool) -> Json:
    anchor, left, top = _slot(slot, narrow=narrow)
    return {
        "name": f"swatch-{slot}",
        "type": "rect",
        **pixels(0, anchor, left, top - 11, left + 16, top),
        "fillcolor": BARE,
        "line": {"color": INK, "width": 0.6},
        "opacity": 0,
        "layer": "above",
    }


def _north_arrow() -> Json:
    return {
        "name": "north-arrow",
        "type": "path",
        "xref": "paper",
        "yref": "paper",
        "xsizemode": "pixel",
        "ysizemode": "pixel",
        "xanchor": 1,
        "yanchor": 1,
        "path": "M -22 -30 L -28 -50 L -22 -45 L -16 -50 Z",
        "fillcolor": INK,
        "line": {"width": 0},
    }


def _scale_bar() -> Json:
    return {
        "name": "scale-bar",
        "type": "path",
        "xref": "paper",
        "yref": "paper",
        "xsizemode": "pixel",
        "ysizemode": "pixel",
        "xanchor": 1,
        "yanchor": 0,
        "path": "M -116 15 L -116 10 L -16 10 L -16 15",
        "line": {"color": INK, "width": 1.4},
    }


def carried_days(period: Period) -> list[Json]:
    """A veil over the days of a chart on which states are carried forward; none where information reaches its end."""
    if not period.carries(period.last):
        return []
    first, end = period.as_of + ONE_DAY, period.last + ONE_DAY
    across = {"xref": "x", "x0": first.isoformat(), "x1": end.isoformat()}
    down = {"yref": "paper", "y0": 0, "y1": 1}
    veil = {"fillcolor": VEIL, "line": {"width": 0}, "layer": "above"}
    return [{"type": "rect", "name": "carried", **across, **down, **veil}]


def pixels(x: float, y: float, x0: float, y0: float, x1: float, y1: float) -> Json:
    """Where a shape stands: in pixels from a point of the plot area (0 to 1), upwards and to the right."""
    anchored = {"xref": "paper", "yref": "paper", "xanchor": x, "yanchor": y}
    return anchored | {"xsizemode": "pixel", "ysizemode": "pixel", "x0": x0, "y0": y0, "x1": x1, "y1": y1}


def note(
    name: str,
    said: str,
    x: float,
    y: float,
    *,
    size: float,
    weight: int = 400,
    colour: str = INK,
    xshift: float = 0,
    yshift: float = 0,
    xanchor: str = "left",
    yanchor: str = "bottom",
) -> Json:
    """A note at a place of the plot area (0 to 1), shifted by pixels; the painter finds it by its name."""
    return {
        "name": name,
        "text": said or EMPTY,
        "x": x,
        "y": y,
        "xref": "paper",
        "yref": "paper",
        "xshift": xshift,
        "yshift": yshift,
        "xanchor": xanchor,
        "yanchor": yanchor,
        "align": "left",
        "showarrow": False,
        "font": {"family": FONT, "size": size, "color": colour, "weight": weight},
    }
