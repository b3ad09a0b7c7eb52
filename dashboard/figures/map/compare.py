"""Figures of two days: the map of each, and the map of what is different on the later one.

The map of changes gives a place the flat colour of its new holder, and a rim in that of who lost it; grey where nobody
knew who held it, dark where it was contested. Where the holder stayed, a new contest or siege is striped as on every
map, an ended one is not, both on pale ground; places that are held as before, if under a new name, are muted.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum, StrEnum
from math import ceil

from dashboard.agreed.figure_meta import Divider
from dashboard.asked.layers import OF_A_DAY
from dashboard.asked.state import ViewState
from dashboard.asked.view import Mode
from dashboard.figures import furniture, legend
from dashboard.figures.labels import text_width
from dashboard.figures.legend import NO_MARKS, LegendLine
from dashboard.figures.map.figure import Wear, day_looks, map_json, map_layout, steady_marks, visible_looks
from dashboard.figures.map.ground import Json
from dashboard.figures.map.marker_keys import MarkerKeys
from dashboard.figures.style import (
    BARE,
    DOTTED,
    FADED,
    INK,
    UNASSESSED,
    UNKNOWN,
    UNKNOWN_COLOUR,
    UNKNOWN_DOTS,
    Look,
    look,
    mixed,
)
from dashboard.text import Text
from dashboard.told.days import day_in_full
from geodata.comparison import Net, net
from geodata.record import Record
from geodata.selection import Filter
from geodata.timeline import Because, State, Timeline
from geodata.vocabulary import Symbol

CONTESTED = legend.CONTESTED_SWATCH[0]
"""Stands for a contest without a holder."""
PALE = 0.3
"""How strongly a holder is coloured that stayed while a contest began or ended."""
MUTED = Look("#efece4", None, 1.0, Symbol.NONE, ())
"""A place that is held as before."""
ROWS = 9
"""Rows of the legend: the map of changes has more to explain."""
NARROWEST_COLUMN, WIDEST_COLUMN = 150, 248
"""Pixels of the first column of a legend below a map."""
DIVIDER: Divider = {"at": 1.0, "least": 0.2}
"""Across the commune of Kidal, with the town whole on one side."""
EDGE = 4
"""Pixels kept free at the end of a line of the legend."""
HALF, WHOLE = "half", "whole"
"""How a map is arranged: beside another, with the legend below, or with the stage to itself, as every map has it."""
PLACES = ("x", "y", "xshift", "yshift", "xanchor", "yanchor", "font", "x0", "x1", "y0", "y1", "path", "visible")
"""What of a note or a shape an arrangement changes; the footer is broken to another width as well."""


class Side(IntEnum):
    """Which of two maps beside each other."""

    LEFT = 0
    RIGHT = 1


class Key(StrEnum):
    """A line of the legend of changes, beside those of the actors."""

    HANDS = "hands"
    DISPUTED = "disputed"
    STRIPED = "striped"
    CALM = "calm"
    FOUND = "found"
    SILENT = "silent"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class ChangeLook:
    """How a difference is drawn, and which lines of the legend explain it."""

    look: Look
    keys: tuple[Key, ...] = ()

    @property
    def on_ground(self) -> "ChangeLook":
        """The same as an area wears it."""
        return self


def change_look(before: State, after: State, seen: Filter, record: Record) -> ChangeLook:
    """How a place is drawn that was in one state on the earlier day and is in another on the later."""
    is_kept = seen.keeps_either(before, after, record)
    if not is_kept or Because.NOT_ASSESSED in (before.because, after.because):
        return ChangeLook(UNASSESSED if is_kept else FADED)
    match net(before, after, record):
        case Net.HANDS:
            return _hands(before, after, record)
        case Net.FOUND:
            return _found(look(after, record).on_ground, after)
        case Net.SILENT:
            lost = replace(UNKNOWN, lost=look(before, record).colour, actors=before.sides[:1])
            return ChangeLook(lost, (Key.SILENT,))
        case Net.CONTEST | Net.CALM as what:
            return _same_holder(look(after, record), what)
        case _:
            return ChangeLook(MUTED, (Key.SAME,))


def unfollowed_change(seen: Filter) -> ChangeLook:
    """How a commune that follows no place is drawn; no filter chooses it."""
    return ChangeLook(MUTED, (Key.SAME,)) if seen.is_empty else ChangeLook(FADED)


def _same_holder(seen: Look, what: Net) -> ChangeLook:
    now = seen.on_ground
    pale = replace(now, colour=mixed(now.colour, PALE), strength=1.0, sign=Symbol.NONE, others=(), pattern="/")
    if what is Net.CONTEST and seen.siege:
        return ChangeLook(replace(pale, rival=seen.siege, actors=(*now.actors, seen.besieger)), (Key.STRIPED,))
    if what is Net.CONTEST:
        return ChangeLook(pale, (Key.STRIPED,))
    return ChangeLook(replace(pale, rival=None, actors=now.actors[:1]), (Key.CALM,))


def _found(new: Look, after: State) -> ChangeLook:
    flat = replace(new, rival=None, lost=UNKNOWN_DOTS, pattern="/", actors=after.sides[:1], others=())
    return ChangeLook(flat, (Key.FOUND,))


def _hands(before: State, after: State, record: Record) -> ChangeLook:
    new, old = replace(look(after, record).on_ground, pattern="/", others=()), look(before, record)
    was_disputed = before.controller is None
    loser = INK if was_disputed else old.colour if old.colour != new.colour else mixed(old.colour, PALE)
    sides = () if was_disputed else (before.controller,)
    keys = (Key.DISPUTED,) if was_disputed else (Key.HANDS,)
    if after.controller is None:
        drawn = replace(new, lost=loser, sign=Symbol.NONE, actors=(*new.actors, *sides))
        return ChangeLook(drawn, (*keys, Key.STRIPED))
    return ChangeLook(replace(new, rival=None, lost=loser, actors=(after.controller, *sides)), keys)


def key_lines(text: Text) -> dict[Key, LegendLine]:
    """What the legend of changes says beside the actors."""
    grey = mixed(CONTESTED, PALE)
    return {
        Key.HANDS: LegendLine(BARE, CONTESTED, text("Coloured rim: who lost it"), ""),
        Key.DISPUTED: LegendLine(BARE, INK, text("Plain rim: contested before"), ""),
        Key.STRIPED: LegendLine(grey, CONTESTED, text("Stripes: new contest or siege")),
        Key.CALM: LegendLine(grey, None, text("Faint: contest or siege over")),
        Key.FOUND: LegendLine(BARE, UNKNOWN_DOTS, text("Grey rim: newly known"), ""),
        Key.SILENT: LegendLine(UNKNOWN_COLOUR, UNKNOWN_DOTS, text("Dots: no longer known"), DOTTED),
        Key.SAME: LegendLine(MUTED.colour, None, text("No change of hands")),
    }


def change_legend(
    seen: Sequence[ChangeLook], record: Record, text: Text, marks: legend.Marks = NO_MARKS
) -> list[LegendLine]:
    """The legend of the changes that are visible: whose colours are seen, then what the drawing says."""
    actors = {actor for one in seen for actor in one.look.actors}
    lines = legend.holder_lines(actors, record, text)
    if any(one.look == UNASSESSED for one in seen):
        lines.append(legend.unassessed_line(text))
    if any(one.look.is_left_out for one in seen):
        lines.append(legend.faded_line(text))
    keys = {key for one in seen for key in one.keys}
    return [*lines, *marks.lines(text), *(line for key, line in key_lines(text).items() if key in keys)]


def day_maps(
    record: Record,
    state: ViewState,
    text: Text,
    *,
    relief: str,
    timeline: Timeline,
    narrow: bool = False,
    width: float = furniture.DESK,
    marking: str = "",
) -> tuple[Json, Json]:
    """The maps of the earlier and the later day, alike in all but the day and with one legend for both.

    Each as the JSON of a Plotly figure; see :func:`~dashboard.figures.map.figure.map_json`. Its ``layout.meta`` has
    ``arrangements`` too: where margins, notes and shapes are if the map stands beside another (``half``) and if the two
    lie on each other or only one is seen (``whole``), and the ``titles`` of the maps of days and of changes in lines
    that fit. It comes in the one that the mode of the view asks for. On a phone the two are the same.

    Parameters
    ----------
    record, state, text
        What to draw, which two days, lens and layers, and in which language.
    relief
        Address of the relief image.
    timeline
        The record through the view's lens.
    narrow
        Whether the window is a phone's.
    width
        Of both maps together in pixels; on a phone of each.
    marking
        Handling marking above and below each, plain text; empty for none.
    """
    asked = {"relief": relief, "timeline": timeline, "narrow": narrow, "width": width, "marking": marking}
    days, lines = two_days(state), two_days_legend(record, state, text, timeline)
    looks = two_days_looks(state, timeline)
    before, after = [
        _map("days", side, day, wear, lines, record, text, **asked)
        for side, day, wear in zip(Side, days, looks, strict=True)
    ]
    return before, after


def two_days(state: ViewState) -> list[ViewState]:
    """The views of the earlier and of the later day; events and dashes have one day and are left out."""
    layers = state.layers - OF_A_DAY
    lens = state.lens_before
    before = {"assessor": lens.assessor, "known": lens.known_on, "before_assessor": None, "before_known": None}
    own = {"before_assessor": None, "before_known": None}  # each map is titled by its own eyes
    return [state.but(on=state.after, layers=layers, **before), state.but(on=state.until, layers=layers, **own)]


def sides(state: ViewState, timeline: Timeline) -> tuple[Timeline, Timeline]:
    """The record as the earlier and as the later of two compared days see it.

    Parameters
    ----------
    timeline
        The record through the view's lens, which the later day has and the earlier too, unless it has its own.
    """
    return (Timeline(timeline.record.ground, state.lens_before) if state.is_sided else timeline), timeline


def side_name(state: ViewState, record: Record, text: Text, *, is_sided: bool) -> str:
    """What stands above one of two maps: its day, and through whose eyes it is seen where they differ."""
    said = [day_in_full(state.on, record.period, text)]
    if is_sided:
        said.append(text.of(record.assessors[state.assessor].short) if state.assessor else text("this record"))
        if state.known:
            said.append(text("as known on {day}", day=text.day(state.known)))
    return " · ".join(said)


def two_days_looks(state: ViewState, timeline: Timeline) -> list[Wear]:
    """What places look like on the earlier and on the later day; a place that either chooses is shown on both."""
    worn = zip(sides(state, timeline), two_days(state), strict=True)
    return [day_looks(side, day, (state.after, state.until)) for side, day in worn]


def two_days_legend(record: Record, state: ViewState, text: Text, timeline: Timeline) -> list[LegendLine]:
    """The one legend of the maps of both days."""
    worn = zip(two_days(state), two_days_looks(state, timeline), strict=True)
    seen = [one for day, wear in worn for one in visible_looks(record, day, wear)]
    return legend.legend_of(seen, record, text, timeline.lens, steady_marks(record, state))


def change_looks(record: Record, state: ViewState, timeline: Timeline) -> Callable[[str | None], ChangeLook]:
    """What every place looks like on the map of changes; None stands for a commune that follows no place."""
    earlier, later = sides(state, timeline)
    before, after = earlier.states(state.after), later.states(state.until)

    def change(place_id: str | None) -> ChangeLook:
        if place_id is None:
            return unfollowed_change(state.filter)
        return change_look(before[place_id], after[place_id], state.filter, record)

    return change


def change_map(
    record: Record,
    state: ViewState,
    text: Text,
    *,
    relief: str,
    timeline: Timeline,
    narrow: bool = False,
    width: float = furniture.DESK,
    marking: str = "",
) -> Json:
    """The map of what is different on the later day; all as for :func:`day_maps`."""
    change, view = change_looks(record, state, timeline), two_days(state)[1]
    lines = change_legend(visible_looks(record, view, change), record, text, steady_marks(record, state))
    asked = {"relief": relief, "timeline": timeline, "narrow": narrow, "width": width, "marking": marking}
    drawn = _map("change", Side.RIGHT, view, lambda place_id: change(place_id).look, lines, record, text, **asked)
    notes = {note["name"]: note for note in drawn["layout"]["annotations"]}
    notes["date"]["text"] = f"{text.day(state.after)} → {text.day(state.until)}"
    return drawn


def change_title(state: ViewState, record: Record, text: Text) -> str:
    """The title of the map of changes, with every filter in force."""
    return furniture.title(state, record, text, text("Northern Mali: what is different"))


def _map(
    what: str,
    side: Side,
    view: ViewState,
    wear: Wear,
    lines: list[LegendLine],
    record: Record,
    text: Text,
    *,
    relief: str,
    timeline: Timeline,
    narrow: bool,
    width: float,
    marking: str,
) -> Json:
    """One map, in the arrangement that the mode of the view asks for."""
    asked = {"relief": relief, "width": width if narrow else width / 2, "narrow": True}
    drawn = map_json(record, view, text, timeline=timeline, worn=wear, **asked)
    seen = furniture.keys_shown(drawn["layout"])
    layouts = {HALF: drawn["layout"]}
    if view.legend:
        layouts[HALF] = _lower(layouts[HALF], text, None if narrow else width / 2)
    if not narrow:
        rows = ceil(furniture.SLOTS / 2) if view.legend else 0
        _share(layouts[HALF], side, MarkerKeys.of(record, text, width / 2), rows)
        layouts[WHOLE] = map_layout(record, view, text, relief=relief, width=width)
    said = {"days": furniture.title(view, record, text), "change": change_title(view, record, text)}
    arrangements = {}
    for name, layout in layouts.items():
        is_half = name == HALF
        room = width if narrow or not is_half else width / 2
        titles = {each: furniture.heading(title, narrow=is_half, width=room) for each, title in said.items()}
        layout["margin"]["t"] = max(map(furniture.band_above, titles.values()))
        next(note for note in layout["annotations"] if note["name"] == "title")["text"] = "<br>".join(titles[what])
        furniture.fill_legend(layout, lines)
        furniture.show_keys(layout, seen)
        layouts[name] = furniture.mark(layout, marking, room)
        arrangements[name] = _arrangement(layouts[name], titles)
    meta = drawn["layout"]["meta"] | {"arrangements": {WHOLE: arrangements[HALF]} | arrangements, "divider": DIVIDER}
    return drawn | {"layout": layouts[HALF if narrow or view.mode is Mode.SIDE else WHOLE] | {"meta": meta}}


def _lower(layout: Json, text: Text, width: float | None) -> Json:
    """Put the legend of a map below it into two columns that fit a width in pixels, if one is given."""
    lower = (ROWS - furniture.NARROW_ROWS) * furniture.NARROW_ROW_HEIGHT
    layout["margin"]["b"] += lower
    notes = {note["name"]: note for note in layout["annotations"]}
    notes["footer"]["yshift"] -= lower
    if width:
        size = notes["slot-1"]["font"]["size"]
        longest = max(text_width(said, size) for said in legend.keys(text))
        room = width - furniture.SIDE - furniture.SWATCH - longest - EDGE
        aside = max(NARROWEST_COLUMN, min(WIDEST_COLUMN, room)) - furniture.NARROW_COLUMN
        swatches = {shape["name"]: shape for shape in layout["shapes"]}
        for slot in range(1, furniture.SLOTS, 2):
            swatches[f"swatch-{slot}"]["x0"] += aside
            swatches[f"swatch-{slot}"]["x1"] += aside
            notes[f"slot-{slot}"]["xshift"] += aside
    return layout


def _share(layout: Json, side: Side, keys: MarkerKeys, rows: int) -> None:
    """Leave to one of two maps beside each other its part of what is said below both: legend left, the rest right.

    The legend has so many ``rows``; none where it is folded.
    """
    is_right = side is Side.RIGHT
    for one in (*layout["annotations"], *layout["shapes"]):
        is_legend = one["name"].startswith(("slot-", "swatch-"))
        one["visible"] = one.get("visible", True) and (is_legend != is_right or not _is_below(one))
    lifted = {one["name"]: one for one in (*keys.notes(0, 0), *keys.shapes(0, 0))}
    for one in (*layout["annotations"], *layout["shapes"]):
        one |= {key: value for key, value in lifted.get(one["name"], {}).items() if key in PLACES}
    footer = next(note for note in layout["annotations"] if note["name"] == "footer")
    footer["yshift"] = -5 - keys.height
    said = furniture.band_below(str(footer["text"]).split("<br>"), keys.height)
    layout["margin"]["b"] = max(said, furniture.FOOT_GAP + rows * furniture.NARROW_ROW_HEIGHT)


def _is_below(one: Json) -> bool:
    """Whether a note or a shape stands below the map: the legend, the keys of markers, the footer."""
    return one["name"].startswith(("slot-", "swatch-", "key-", "footer"))


def _arrangement(layout: Json, titles: Mapping[str, Sequence[str]]) -> Json:
    def places(ones: Sequence[Json]) -> Json:
        shown = {"visible": True}
        return {one["name"]: shown | {key: one[key] for key in PLACES if key in one} for one in ones}

    notes = places(layout["annotations"])
    notes["footer"]["text"] = next(note["text"] for note in layout["annotations"] if note["name"] == "footer")
    said = {name: "<br>".join(lines) for name, lines in titles.items()}
    return {"margin": layout["margin"], "annotations": notes, "shapes": places(layout["shapes"]), "titles": said}
