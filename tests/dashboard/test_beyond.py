"""What lies beyond the ground on which the map opens is named at its edge, with an arrow that points there."""

from datetime import date
from math import atan2, cos, degrees, radians

import pytest

from dashboard.asked.size import WIDE
from dashboard.asked.state import DEFAULT
from dashboard.figures.map.beyond import ARROWS, beyond_traces
from dashboard.figures.map.ground import OPENING_VIEW
from dashboard.figures.map.markers import points
from dashboard.figures.sheets.map_sheet import map_window
from dashboard.figures.sheets.panel import Panel
from dashboard.text import LANGUAGES, Text
from geodata.events import spot_of
from geodata.timeline import Timeline

WIDEST_MARKER = 9
"""Pixels from the middle of a marker to the edge of what lies around it, on the lowest map of a desk."""
LOWEST = 50
"""Pixels of a degree on that map."""


def beyond(record):
    return [
        point.place for point in points(record) if not OPENING_VIEW["south"] <= point.place.lat <= OPENING_VIEW["north"]
    ]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_place_beyond_has_a_name_at_the_edge_whose_arrow_points_to_it(record, lang):
    [(_, trace)] = beyond_traces(record, Text(lang))
    named = list(zip(trace["text"], trace["x"], trace["y"], strict=True))
    places = beyond(record)
    assert places
    for place in places:
        [(said, lon, lat)] = [one for one in named if one[0][2:] in (place.name[lang], place.cercle, place.region)]
        across, up = (place.lon - lon) * cos(radians(18.5)), place.lat - lat
        pointed = ARROWS.index(said[0]) * 45
        off = (degrees(atan2(up, across)) - pointed + 180) % 360 - 180
        assert abs(off) <= 22.5
        assert OPENING_VIEW["south"] < lat < OPENING_VIEW["north"]


def test_no_marker_is_cut_by_the_upper_or_the_lower_edge(record):
    room = WIDEST_MARKER / LOWEST
    for point in points(record):
        place = spot_of(point.place, record)
        away = min(abs(place.lat - OPENING_VIEW[side]) for side in ("south", "north"))
        assert away >= room, place.id


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("day", [date(2012, 6, 1), date(2014, 6, 1), date(2023, 11, 14)])
def test_a_sheet_names_what_lies_beyond_whatever_the_day(record, lang, day):
    view, text = DEFAULT.but(on=day, lang=lang), Text(lang)
    panel = Panel.of(
        record, view, text, map_window(view, WIDE), relief="relief.jpg", timeline=Timeline(record), sheet=WIDE
    )
    [drawn] = [trace for trace in panel.figure.data if trace.uid == "beyond"]
    assert {said[2:] for said in drawn.text} >= {"Taoudénit", "Bamako"}  # others may give way to names of places
