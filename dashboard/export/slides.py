"""Slides: a sheet as native shapes in named groups, with its words and sources in the notes. No browser is needed."""

import base64
import io
import zipfile
from collections.abc import Iterable, Mapping
from datetime import datetime

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.opc.package import Part
from pptx.opc.packuri import PackURI
from pptx.oxml import parse_xml
from pptx.presentation import Presentation as Deck
from pptx.slide import Slide
from pptx.util import Emu

from dashboard.export import shapes
from dashboard.export.drawing import EMU, NAMESPACES, Pen, Stroke, colour_of
from dashboard.export.sheet import Sheet, Stamp
from dashboard.figures.margins import EDGE, HEIGHT, WIDTH
from dashboard.figures.sheet import Window, map_window
from dashboard.figures.style import INK
from dashboard.frames import Drawn
from dashboard.text import Text
from dashboard.words import state_in_words
from geodata.export import last_changed
from geodata.record import Record

TITLE_ONLY = 5
"""The layout of the default template that has a title and nothing else."""
GROUND = ("neighbours", "borders", "regions", "border", "river", "tracks", "wadi")
GROUND_NAMES = ("countries", "region-names", "massif-name")

Json = Mapping[str, object]


def new_deck(record: Record, title: str, stamp: Stamp) -> Deck:
    """An empty wide deck that carries the date of the record and never that of today."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = Emu(WIDTH * EMU), Emu(HEIGHT * EMU)
    about = deck.core_properties
    day = datetime.combine(last_changed(record), datetime.min.time())
    about.title, about.author, about.last_modified_by = title, "Northern Mali Control Map", "Northern Mali Control Map"
    about.created = about.modified = about.last_printed = day
    about.subject, about.revision = f"Record {record.digest}", 1
    about.comments = stamp.written()[:255] if len(stamp.written()) <= 255 else ""
    _keep_stamp(deck, stamp)
    return deck


STAMP_PART = "/docProps/stamp.json"


def _keep_stamp(deck: Deck, stamp: Stamp) -> None:
    part = Part(PackURI(STAMP_PART), "application/json", deck.part.package, stamp.written().encode())
    deck.part.package.relate_to(part, "urn:northern-mali-control-map:stamp")


def written(deck: Deck) -> bytes:
    """The deck as a file whose entries all bear one date, so that the same deck gives the same bytes."""
    raw, out = io.BytesIO(), io.BytesIO()
    deck.save(raw)
    with zipfile.ZipFile(raw) as found, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as packed:
        for name in found.namelist():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            packed.writestr(entry, found.read(name))
    return out.getvalue()


def blank(deck: Deck, title: str, *, box: tuple[float, float, float, float], size: float) -> Slide:
    """A slide with a title at a place of its own, in pixels."""
    slide = deck.slides.add_slide(deck.slide_layouts[TITLE_ONLY])
    shape = slide.shapes.title
    shape.left, shape.top, shape.width, shape.height = (Emu(round(each * EMU)) for each in box)
    pen = Pen()
    drawn = pen.write("title", [title], 0, 0, size=size, weight=700, colour=INK)
    body = parse_xml(f"<p:holder {NAMESPACES}>{drawn}</p:holder>").find(".//{*}txBody")
    shape._element.replace(shape._element.txBody, body)
    return slide


def add_shapes(slide: Slide, xml: Iterable[str]) -> None:
    """Put shapes written as text on a slide, above what is there."""
    tree = slide.shapes._spTree
    for child in parse_xml(f"<p:holder {NAMESPACES}>{''.join(xml)}</p:holder>"):
        tree.append(child)


def paint_ground(slide: Slide, colour: str) -> None:
    """Give a slide its plain background."""
    digits, _ = colour_of(colour)
    fill = slide.background.fill
    fill.solid()
    fill.fore_color.rgb = RGBColor.from_string(digits)


class SheetWriter:
    """Writes sheets as slides of one deck; outlines that do not change are worked out once."""

    def __init__(self, deck: Deck) -> None:
        self.deck = deck
        self.paths: dict[object, str] = {}
        self.ground: dict[str, Json] = {}

    def add(self, sheet: Sheet) -> Slide:
        """One sheet as one slide."""
        figure = sheet.figure(ground=not self.ground).to_plotly_json()
        layout, window = figure["layout"], map_window(sheet.state)
        date = next(each for each in layout["annotations"] if each["name"] == "date")
        box = (EDGE, 84 - date["font"]["size"] * 1.3, window.width, date["font"]["size"] * 1.3)
        slide = blank(self.deck, date["text"], box=box, size=date["font"]["size"])
        paint_ground(slide, layout["paper_bgcolor"])
        _add_relief(slide, layout, window, sheet.text)
        add_shapes(slide, self._map(figure, sheet, window))
        add_shapes(slide, self._margins(slide, layout, sheet))
        slide.notes_slide.notes_text_frame.text = "\n".join(sheet.notes())
        return slide

    def _map(self, figure: Json, sheet: Sheet, window: Window) -> list[str]:
        pen, text = Pen(paths=self.paths), sheet.text
        self._pen = pen
        traces = {trace["uid"]: trace for trace in shapes.visible(figure["data"])}
        self.ground = self.ground or {uid: traces[uid] for uid in GROUND if uid in traces}
        light = shapes.GROUND_NAME_GROUND
        named = [traces[uid] for uid in GROUND_NAMES if uid in traces]
        names = [each for trace in named for each in shapes.draw_texts(pen, trace, window, light)]
        ground = [each for trace in self.ground.values() for each in self._ground(pen, trace, window)]
        stars = [
            each
            for marker in (shapes.markers(traces["events"], window) if "events" in traces else [])
            for each in shapes.draw_marker(pen, marker, text("Event"))
        ]
        chosen = [
            each
            for marker in shapes.markers(traces["selected"], window)
            for each in shapes.draw_marker(pen, marker, text("Chosen place"))
        ]
        return [
            pen.group(text("Ground"), [*_graticule(pen, figure["layout"], window), *ground]),
            pen.group(text("Areas"), self._areas(pen, traces, sheet, window, figure["layout"]["meta"])),
            pen.group(text("Names of the ground"), names),
            pen.group(text("Places and bases"), _places(pen, traces, sheet, window)),
            pen.group(text("Events"), stars),
            pen.group(text("Names of places"), shapes.draw_texts(pen, traces["labels"], window, shapes.LABEL_GROUND)),
            pen.group(text("Chosen place"), chosen),
        ]

    def _ground(self, pen: Pen, trace: Json, window: Window) -> list[str]:
        key = (window, trace["uid"])
        is_filled = bool(trace.get("fill"))
        rings = [] if key in self.paths else (shapes.filled if is_filled else shapes.lined)(trace, window)
        if key not in self.paths and not rings:
            return []
        fill = str(trace["fillcolor"]) if is_filled else None
        return [pen.freeform(trace["uid"], rings, fill=fill, stroke=shapes.stroke_of(trace), closed=is_filled, key=key)]

    def _areas(self, pen: Pen, traces: Mapping[str, Json], sheet: Sheet, window: Window, meta: Json) -> Iterable[str]:
        states = sheet.timeline.states(sheet.state.on)
        names = area_names(sheet.record, sheet.text)
        for area, follows in Drawn.of(sheet.record).communes:
            trace = traces.get(f"area-{area}")
            key = (window, f"area-{area}")
            rings = shapes.filled(trace, window) if trace and key not in self.paths else []
            if trace is None or (key not in self.paths and not rings):
                continue
            said = (
                state_in_words(states[follows], sheet.record, sheet.text)
                if follows
                else sheet.text("No place is followed here: unknown")
            )
            fill, stripe = shapes.fills_of(trace)
            edge = shapes.stroke_of(trace)
            if stripe is None:
                yield pen.freeform(names[area], rings, fill=fill, stroke=edge, said=said, key=key)
                continue
            bands = [] if (*key, "stripes") in self.paths else shapes.stripes(trace, window)
            contested = [
                pen.freeform(names[area], rings, fill=fill, stroke=edge, said=said, key=key),
                pen.freeform(f"{names[area]}: stripes", bands, fill=stripe, key=(*key, "stripes")),
            ]
            yield pen.group(names[area], contested)
        if "mission-regions" in traces:
            yield from self._ground(pen, traces["mission-regions"], window)

    def _margins(self, slide: Slide, layout: Json, sheet: Sheet) -> list[str]:
        pen, text = self._pen, sheet.text
        groups: dict[str, list[str]] = {}
        drawn = [(each, shapes.draw_path) for each in layout["shapes"]]
        drawn += [(each, shapes.draw_note) for each in layout["annotations"] if each["name"] != "date"]
        for each, draw in drawn:
            groups.setdefault(_group_of(each["name"], text), []).append(draw(pen, each, WIDTH, HEIGHT))
        if sheet.order.link:
            link = slide.part.relate_to(sheet.order.link, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
            x, y = WIDTH - EDGE, HEIGHT - EDGE - 22
            said = text("Open this view")
            groups[text("Link")] = [pen.write("link", [said], x, y, size=12, across="right", link=link)]
        return [pen.group(name, children) for name, children in groups.items()]


def area_names(record: Record, text: Text) -> dict[str, str]:
    """What each area is called: the commune, or the massif."""
    communes = record.layers["communes"]
    names = dict(zip(communes["commune_id"], communes["name"], strict=True))
    return names | {"massif": text.of(record.places["adrar-tigharghar"].name)}


def _group_of(name: str, text: Text) -> str:
    groups = {
        "swatch": text("Legend"),
        "slot": text("Legend"),
        "legend": text("Legend"),
        "north": text("North arrow"),
        "scale": text("Scale bar"),
        "marking": text("Handling marking"),
        "locator": text("Locator"),
        "grade": text("Key to grades"),
        "grades": text("Key to grades"),
        "title": text("Title"),
        "cut": text("Title"),
        "footer": text("Definitions and sources"),
        "map": text("Edge of the map"),
    }
    return groups.get(name.split("-", maxsplit=1)[0], text("Key to markers"))


def _places(pen: Pen, traces: Mapping[str, Json], sheet: Sheet, window: Window) -> Iterable[str]:
    """Halos and rings of the day below; above them every place as a group of its own: marker and sign."""
    states = sheet.timeline.states(sheet.state.on)
    ids = Drawn.of(sheet.record).points
    named = [sheet.text.of(states[place].place.name) for place in ids]
    below = [
        each
        for uid in ("today", "halos")
        for marker in shapes.markers(traces[uid], window)
        for each in shapes.draw_marker(pen, marker, f"{named[marker.index]}: {uid}")
    ]
    yield pen.group(sheet.text("Halos"), below)
    parts: dict[int, list[str]] = {}
    for uid in ["points", *(uid for uid in traces if uid.startswith("sign-"))]:
        for marker in shapes.markers(traces[uid], window):
            state, name = states[ids[marker.index]], named[marker.index]
            said = state_in_words(state, sheet.record, sheet.text) if uid == "points" else ""
            label = name if uid == "points" else f"{name}: {uid}"
            parts.setdefault(marker.index, []).extend(shapes.draw_marker(pen, marker, label, said))
    for index, drawn in parts.items():
        yield pen.group(named[index], drawn)


def _graticule(pen: Pen, layout: Json, window: Window) -> Iterable[str]:
    left, top, width, height = window.box
    yield pen.preset(
        "ground", "rect", window.box, fill=None if layout["images"][0]["visible"] else layout["plot_bgcolor"]
    )
    axis = layout["xaxis"]
    if not axis["showgrid"]:
        return
    stroke, font = Stroke(axis["gridcolor"], axis["gridwidth"]), axis["tickfont"]
    for lon in range(-12, 8):
        x, _ = window.pixels(lon, 0)
        if left < x < left + width:
            yield pen.freeform(f"{lon}° E", [[(x, top), (x, top + height)]], stroke=stroke, closed=False)
            where = {"size": font["size"], "colour": font["color"], "across": "center", "down": "bottom"}
            if left + 12 < x < left + width - 130:
                yield pen.write(f"{lon}°", [f"{lon}°".replace("-", "−")], x, top + height - 2, **where)
    for lat in range(10, 26):
        _, y = window.pixels(0, lat)
        if top < y < top + height:
            yield pen.freeform(f"{lat}° N", [[(left, y), (left + width, y)]], stroke=stroke, closed=False)
            where = {"size": font["size"], "colour": font["color"], "across": "left", "down": "middle"}
            if y < top + height - 24:
                yield pen.write(f"{lat}°", [f"{lat}°"], left + 3, y, **where)


def _add_relief(slide: Slide, layout: Json, window: Window, text: Text) -> None:
    """The relief behind everything, cut to the map; it is the only picture."""
    image = layout["images"][0]
    if not image["visible"]:
        return
    data = base64.b64decode(image["source"].partition(",")[2])
    west, north = image["x"], image["y"]
    across, down = image["sizex"], image["sizey"]
    seen = (
        max(window.west, west),
        min(window.north, north),
        min(window.east, west + across),
        max(window.south, north - down),
    )
    (left, top), (right, bottom) = window.pixels(*seen[:2]), window.pixels(*seen[2:])
    places = (left, top, right - left, bottom - top)
    picture = slide.shapes.add_picture(io.BytesIO(data), *(Emu(round(each * EMU)) for each in places))
    picture.crop_left, picture.crop_right = (seen[0] - west) / across, (west + across - seen[2]) / across
    picture.crop_top, picture.crop_bottom = (north - seen[1]) / down, (seen[3] - (north - down)) / down
    picture.name = text("Relief")
    picture._element.nvPicPr.cNvPr.set("descr", text("Shaded relief, behind the map"))


def sheet_file(sheet: Sheet, stamp: Stamp) -> bytes:
    """One sheet as a presentation of one slide."""
    deck = new_deck(
        sheet.record, f"{sheet.text('Northern Mali: who held what')}, {sheet.text.day(sheet.state.on)}", stamp
    )
    SheetWriter(deck).add(sheet)
    return written(deck)
