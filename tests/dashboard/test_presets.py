"""The turning points: ten, each with a place, a frame that holds it, days that span it, and two sentences."""

import re

import pytest

from dashboard.asked.frame import Frame
from dashboard.asked.reading import read_view
from dashboard.asked.state import DEFAULT
from dashboard.text import LANGUAGES, Text
from dashboard.told.turning_points import presets
from dashboard.views.turning_points import turning_points

ENGLISH, FRENCH = presets(Text("en")), presets(Text("fr"))


@pytest.mark.parametrize("preset", ENGLISH, ids=lambda preset: preset.id)
def test_a_turning_point_stands_on_the_record(record, timeline, preset):
    assert preset.after < preset.on <= preset.until
    assert Frame.parse(str(preset.frame)) == preset.frame
    place = record.places[preset.place]
    if place.lat is not None:
        assert preset.frame.west < place.lon < preset.frame.east
        assert preset.frame.south < place.lat < preset.frame.north
    changed = {change.after.place.id for change in timeline.changes(preset.after, preset.until)}
    assert preset.place in changed


def test_there_are_about_ten_in_the_order_of_time():
    assert len(ENGLISH) == 10
    assert len({preset.id for preset in ENGLISH}) == 10
    assert [preset.on for preset in ENGLISH] == sorted(preset.on for preset in ENGLISH)


@pytest.mark.parametrize(("english", "french"), list(zip(ENGLISH, FRENCH, strict=True)), ids=lambda preset: preset.id)
def test_the_french_says_the_same_numbers(english, french):
    for one, other in zip((english.name, *english.told), (french.name, *french.told), strict=True):
        assert sorted(re.findall(r"\d+", one)) == sorted(re.findall(r"\d+", other))
    assert english.told != french.told


def test_each_link_leads_there(record):
    for preset, item in zip(ENGLISH, turning_points(record, DEFAULT, Text("en")).children, strict=True):
        link = item.children[0]
        for query in (link.href, getattr(link, "data-view")):
            read = read_view(query, record)
            assert not read.notices
            assert (read.state.on, read.state.place, read.state.frame) == (preset.on, preset.place, preset.frame)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_name_is_what_it_is_about_and_after_the_comma_when(language):
    for preset in presets(Text(language)):
        when = preset.name.removeprefix(f"{preset.subject}, ")
        assert preset.subject
        assert when.endswith(str(preset.on.year))
        assert not any(figure in preset.subject for figure in "0123456789")
