"""The ground of a map that is painted by the script of a file: outlines and marks once, without a colour of a day."""

from dataclasses import dataclass

from dashboard.asked.state import ViewState
from dashboard.drawing import figure_parts as parts_of
from dashboard.drawing.map_parts import MapParts, relief
from dashboard.drawing.primitives import Group, Item, Outline, Ring
from dashboard.drawing.svg import SYMBOLS, written
from dashboard.figures.map.areas import areas
from dashboard.figures.map.fading import fading_traces
from dashboard.figures.map.figure import points
from dashboard.figures.marks import SIGN_STROKES, disc
from dashboard.figures.sheets import keys, margins
from dashboard.figures.sheets.panel import Panel, scale, settled
from dashboard.figures.sheets.sheet_names import LEADERS
from dashboard.figures.sheets.window import Sizes, Window, middle
from dashboard.figures.style import SHEET
from dashboard.text import Text
from geodata.record import Record
from geodata.timeline import Timeline

SIZE = (740.0, 704.0)
Json = dict[str, object]
FIRST, NAMED = 1, 2
"""Of the groups of a map, as they lie: what is below the colours, and which bear names."""


@dataclass(frozen=True, slots=True)
class Ground:
    """A map without its colours."""

    record: Record
    state: ViewState
    timeline: Timeline
    relief: str
    """The relief as a data address."""

    @property
    def window(self) -> Window:
        """Where it lies, in pixels of its drawing."""
        return Window.of(0, 0, *SIZE, self.state.frame)

    def shapes(self) -> Json:
        """What is the same in all languages: outlines of areas, and marks of places."""
        window, sizes = self.window, Sizes.in_window(self.window)
        return {
            "size": SIZE,
            "areas": [
                {
                    "d": _path(parts_of.filled(area.outline, window)),
                    "of": area.follows,
                    "layer": area.layer,
                    "massif": area.is_massif,
                    "indicative": area.is_indicative,
                }
                for area in areas(self.record)
            ],
            "fading": {
                "sheets": [
                    _path(parts_of.filled(sheet, window))
                    for needed, sheet in fading_traces(self.record)
                    if self.state.layers.issuperset(needed)
                ],
                "colour": SHEET,
            },
            "points": [
                {
                    "of": point.place.id,
                    "layer": point.layer,
                    "at": [round(each, 1) for each in middle(point, window, sizes)],
                    "d": _outline(point.symbol, point.size * sizes.markers / 2),
                    "halo": _outline(point.symbol, (point.size + 5) * sizes.markers / 2),
                    "seen": window.shows(point.place.lon, point.place.lat),
                    "r": round(point.size * sizes.markers / 2, 1),
                }
                for point in points(self.record)
            ],
            "signs": {
                str(sign): [[_path([line], closed=is_filled), is_filled] for line, is_filled in strokes(0, 0)]
                for sign, strokes in SIGN_STROKES.items()
            },
        }

    def drawn(self, text: Text) -> Json:
        """What lies below the colours and above them, in a language."""
        panel = self._panel(text)
        groups = {item.name: item for item in MapParts(self.record, text).of(panel, lambda _: "")}
        names = [item for item in [groups.get(text("Names of the ground"))] if item]
        notes, shapes = scale(self.window)
        furniture: list[Item] = [parts_of.path_outline(each, 0, 0) for each in shapes]
        furniture += [parts_of.note_words(each, 0, 0) for each in notes]
        below = [item for item in [groups.get(text("Ground"))] if isinstance(item, Group)]
        return {
            "ground": _svg(below),
            "names": _svg(names) + self._names(panel) + _svg(furniture),
            "keys": self._keys(panel, text),
        }

    def _panel(self, text: Text) -> Panel:
        """The map on which all bases are named that there ever were."""
        asked = {"relief": self.relief, "timeline": self.timeline}
        panel = Panel.drawn(self.record, self.state, text, self.window, **asked)
        for trace in (trace for trace in panel.figure.data if trace.uid == "points"):
            trace.marker.opacity = [float(point.layer in self.state.layers) for point in points(self.record)]
        [whole] = settled([panel], self.record)
        return whole

    def _names(self, panel: Panel) -> str:
        """The names of places, each with the line that leads to it in a group of its own: it goes with its marker."""
        traces = {trace["uid"]: trace for trace in panel.figure.data}
        named = []
        for number, point in enumerate(points(self.record)):
            items: list[Item] = []
            for line in (traces[uid] for uid in LEADERS):
                own = [at for at, of in enumerate(line["customdata"]) if of == number]
                rings = parts_of.lined(parts_of.some_of(line, own), self.window) if own else []
                items += [Outline("", rings, stroke=parts_of.stroke_of(line), closed=False)] if rings else []
            items += parts_of.texts(parts_of.some_of(traces["labels"], [number]), self.window, parts_of.LABEL_GROUND)
            if items:
                named.append(f'<g data-named="{point.place.id}">{_svg(items)}</g>')
        return "".join(named)

    def _keys(self, panel: Panel, text: Text) -> str:
        """What shapes, signs and strengths of colour mean, as an SVG of its own."""
        kinds = {place.kind for place in panel.places(self.record)}
        notes, shapes = margins.together(
            keys.marker_keys(kinds, set(SIGN_STROKES), self.record, text, 0, 2), keys.grade_key(text, 420, 2, 320)
        )
        items = [parts_of.path_outline(each, 0, 0) for each in shapes]
        items += [parts_of.note_words(each | {"y": 1}, 0, 0) for each in notes]
        return f'<svg viewBox="0 0 760 140" width="760" height="140">{_svg(items)}</svg>'

    def picture(self, text: Text) -> str:
        """The relief, which lies below all."""
        panel = Panel.of(self.record, self.state, text, self.window, relief=self.relief, timeline=self.timeline)
        return _svg(relief(panel.figure.layout, self.window, text))


def _svg(items: list[Item]) -> str:
    return "".join(map(written, items))


def _path(rings: list[Ring], *, closed: bool = True) -> str:
    lines = ["L".join(f"{x:.1f} {y:.1f}" for x, y in ring) for ring in rings]
    return "".join(f"M{line}{'Z' if closed else ''}" for line in lines)


def _outline(symbol: str, radius: float) -> str:
    return _path([disc(0, 0, radius) if symbol == "circle" else SYMBOLS[symbol](radius)])
