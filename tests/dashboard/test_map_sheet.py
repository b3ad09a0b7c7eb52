"""The sheets of maps: their names fit and give way to each other, and their legends speak of what is in the frame."""

import json
import random
from datetime import date, timedelta

import pytest

from dashboard.asked.frame import DRAWN, Frame
from dashboard.asked.layers import Layer
from dashboard.asked.state import ViewState
from dashboard.asked.view import Mode, View
from dashboard.figures.labels import HOLDING_OFF, meet, text_width, within
from dashboard.figures.map.figure import map_json
from dashboard.figures.map.ground import GROUND_NAMES
from dashboard.figures.sheets.compare_sheet import compare_sheet
from dashboard.figures.sheets.map_sheet import map_sheet
from dashboard.text import Text

FRAMES = [
    None,
    Frame(**DRAWN),
    Frame(-2.5, 17, 3, 20.5),
    Frame(0, 18.5, 2.5, 20.5),
    Frame(-1, 19, 3, 20.6),
    Frame(2.4, 15.4, 3.6, 16.2),
    Frame(-8, 12, 0, 17),
]


@pytest.fixture(scope="module")
def sheet(record, timeline):
    """Draws the sheet of a view."""

    def sheet(**changes):
        state = ViewState(**changes)
        make = compare_sheet if state.view is View.COMPARE else map_sheet
        return make(record, state, Text(state.lang), relief="", timeline=timeline)

    return sheet


def names_of(panel, uids):
    """The words and the room of every name that is drawn, in the middle of its point or at its spot."""
    for trace in panel.figure.data:
        if trace.uid not in uids or not trace.visible:
            continue
        for index, said in enumerate(trace.text):
            if not said:
                continue
            size = trace.textfont.size if isinstance(trace.textfont.size, int | float) else trace.textfont.size[index]
            lines = said.split("<br>")
            width, height = max(text_width(line, size) for line in lines), size * len(lines)
            x, y = panel.window.pixels(trace.x[index], trace.y[index])
            up, aside = trace.textposition[index].split(" ") if trace.uid == "labels" else ("middle", "center")
            away = trace.marker.size[index] / HOLDING_OFF + 1 if trace.uid == "labels" else 0
            left = {"left": x - away - width, "center": x - width / 2, "right": x + away}[aside]
            top = {"top": y - away - height, "middle": y - height / 2, "bottom": y + away}[up]
            yield said, (left, top, width, height)


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("frame", FRAMES)
def test_a_name_stands_whole_on_the_sheet_or_not_at_all(sheet, frame, language):
    for view in (View.MAP, View.COMPARE):
        for panel in sheet(view=view, frame=frame, lang=language).panels:
            cut = [said for said, room in names_of(panel, GROUND_NAMES) if not within(room, panel.window.box)]
            assert cut == []


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("frame", FRAMES)
def test_the_names_of_the_ground_give_way_to_those_of_places_on_the_sheet(sheet, frame, language):
    for view in (View.MAP, View.COMPARE):
        for panel in sheet(view=view, frame=frame, lang=language).panels:
            places = list(names_of(panel, ("labels",)))
            grounds = list(names_of(panel, GROUND_NAMES))
            assert [(one, name) for one, room in grounds for name, other in places if meet(room, other)] == []


SITES = frozenset({Layer.PLACES, Layer.MINUSMA_BASES, Layer.OTHER_BASES})
NEAR = [Frame(1.2, 18.3, 1.6, 18.6), Frame(-0.3, 16.0, 0.4, 16.5), Frame(-3.3, 16.6, -2.7, 16.95)]


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("frame", NEAR)
def test_at_close_range_the_sheet_names_the_bases_that_are_there_on_its_day_and_no_other(
    sheet, record, frame, language
):
    days = random.Random(20).sample(range((record.period.last - record.period.first).days + 1), 10)
    text = Text(language)
    for day in (record.period.first + timedelta(number) for number in days):
        [panel] = sheet(on=day, layers=SITES, frame=frame, lang=language).panels
        named = {said for said, _ in names_of(panel, ("labels",))}
        assert named == {text.of(place.name) for place in panel.places(record)}, day


def test_from_afar_the_sheet_names_settlements_only(sheet, record):
    bases = {place.name.en for place in record.places.values() if place.kind.is_base}
    [panel] = sheet(on=date(2020, 6, 1), layers=SITES).panels
    assert not bases & {said for said, _ in names_of(panel, ("labels",))}


def test_two_maps_of_a_sheet_name_at_the_same_spots_though_a_base_is_on_one_only(sheet):
    days = {"view": View.COMPARE, "after": date(2013, 1, 5), "until": date(2020, 6, 1)}
    one, other = sheet(**days, layers=SITES, frame=NEAR[0]).panels
    before, after = (
        {said: (left - panel.window.left, top) for said, (left, top, *_) in names_of(panel, ("labels",))}
        for panel in (one, other)
    )
    assert before.keys() < after.keys()
    assert all(before[said] == pytest.approx(after[said]) for said in before)


def degrees_of(panel):
    """The name and the room of every meridian and parallel that is named."""
    (left, top, _, height), layout = panel.window.box, panel.figure.layout
    for degree, said in zip(layout.xaxis.tickvals, layout.xaxis.ticktext, strict=True):
        half = text_width(said, layout.xaxis.tickfont.size) / 2
        x = panel.window.pixels(degree, 0)[0] + layout.xaxis.ticklabelshift
        yield said, (x - half, top + height - 14, 2 * half, 12)
    for degree, said in zip(layout.yaxis.tickvals, layout.yaxis.ticktext, strict=True):
        y = panel.window.pixels(0, degree)[1] + layout.yaxis.ticklabelshift
        yield said, (left + 2, y - 6, text_width(said, layout.yaxis.tickfont.size), 12)


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("frame", FRAMES)
def test_the_names_of_degrees_stand_whole_and_touch_no_other_name_on_the_sheet(sheet, frame, language):
    for view in (View.MAP, View.COMPARE):
        for panel in sheet(view=view, frame=frame, lang=language).panels:
            degrees = [(said, room) for said, room in degrees_of(panel) if said]
            names = list(names_of(panel, ("labels", *GROUND_NAMES)))
            assert [said for said, room in degrees if not within(room, panel.window.box)] == []
            assert [(said, name) for said, room in degrees for name, other in names if meet(room, other)] == []


def test_a_degree_is_named_where_there_is_room(sheet):
    [panel] = sheet(lang="fr").panels
    assert {"19° N", "21° N"} <= {said for said, _ in degrees_of(panel)}
    [panel] = sheet(lang="fr", layers=frozenset({Layer.GRATICULE})).panels
    assert {"19° N", "5° O", "2° E", "0°"} <= {said for said, _ in degrees_of(panel)}


def test_the_sheet_names_the_massif_where_there_is_room(sheet):
    [panel] = sheet().panels
    said = [said for said, _ in names_of(panel, GROUND_NAMES)]
    assert [one for one in said if one.replace("<br>", " ") == "Adrar Tigharghar"]


def legend(sheet):
    return {note["text"] for note in sheet.notes if note["name"].startswith("slot-")}


def test_the_legend_of_changes_speaks_only_of_what_is_in_the_frame(sheet):
    days = {"view": View.COMPARE, "mode": Mode.CHANGE, "after": date(2023, 10, 1), "until": date(2023, 12, 31)}
    everywhere, menaka = legend(sheet(**days)), legend(sheet(**days, frame=Frame(2.4, 15.4, 3.6, 16.2)))
    assert menaka < everywhere
    assert "CSP" in everywhere
    assert "CSP" not in menaka


def test_the_legend_names_an_event_only_where_its_star_is_in_the_frame(sheet):
    star = "★ " + Text("en")("Event (7 days)")
    assert star in legend(sheet())
    assert star not in legend(sheet(frame=Frame(2.4, 15.4, 3.6, 16.2)))


@pytest.mark.parametrize("view", [View.MAP, View.COMPARE])
def test_a_sheet_leaves_what_all_maps_share_as_it_is(sheet, record, timeline, view):
    state, text = ViewState(on=date(2023, 12, 15)), Text("en")
    before = json.dumps(map_json(record, state, text, relief="", timeline=timeline))
    sheet(view=view, on=state.on, after=date(2022, 1, 1), until=state.on).figure()
    assert json.dumps(map_json(record, state, text, relief="", timeline=timeline)) == before
