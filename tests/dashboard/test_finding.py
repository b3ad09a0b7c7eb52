"""The headline of a view says what the record says, by its stated rules, in both languages and in one line."""

import re
from datetime import date
from html import unescape

import pytest
from asking import days, grades
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.asked.frame import Frame
from dashboard.asked.reading import read_view
from dashboard.asked.state import DEFAULT
from dashboard.asked.view import View
from dashboard.export.order import Order
from dashboard.export.sheets import sheets_of
from dashboard.figures.labels import text_width, wrapped
from dashboard.figures.sheets import beside, margins
from dashboard.figures.sheets.margins import HEADLINE
from dashboard.figures.trends.charts import places_chart
from dashboard.handed.headlines import of_changes
from dashboard.handed.headlines import standing as handed
from dashboard.text import LANGUAGES, Text
from dashboard.told import chart_finding, finding, latest
from dashboard.told.latest import ARROW
from dashboard.views.headline import found
from geodata.comparison import Net, net
from geodata.selection import ALL, Filter, changed_on, is_told, told_changes
from geodata.timeline import Lens, Timeline

EN, FR = Text("en"), Text("fr")
DESK, PHONE = 1280 - 380 - 28, 390 - 24
"""Pixels of width that a headline has beside the widest panel of a small desk, and on a phone."""


@pytest.fixture(scope="module")
def timeline(record):
    return Timeline(record)


@pytest.fixture(scope="module")
def change_days(timeline):
    return sorted({one.date for one in timeline.all_changes() if is_told(one)})


@pytest.mark.parametrize(
    ("day", "english", "french"),
    [
        (
            date(2023, 11, 14),
            "The army and Wagner take Kidal and 2 more places from the CSP",
            "L’armée et Wagner prennent Kidal et 2 autres lieux, que perd le CSP",
        ),
        (date(2023, 10, 7), "The army takes Anéfis from the CSP", "L’armée prend Anéfis, que perd le CSP"),
        (date(2023, 8, 8), "JNIM besieges Timbuktu", "Le GSIM assiège Tombouctou"),
        (
            date(2019, 1, 5),
            "The army holds Ménaka, Gao and Timbuktu; the CMA holds Kidal",
            "L’armée tient Ménaka, Gao et Tombouctou\N{NARROW NO-BREAK SPACE}; la CMA tient Kidal",
        ),
    ],
)
def test_known_days_are_told_in_both_languages(timeline, day, english, french):
    for text, said in ((EN, english), (FR, french)):
        assert finding.chosen(finding.on_day(timeline, day, ALL, text)) == said


def test_every_headline_of_every_day_fits_one_line(timeline, change_days):
    for text in (EN, FR):
        said = [one.said for day in change_days for one in finding.on_day(timeline, day, ALL, text)]
        assert len(said) > len(change_days)
        assert [one for one in said if not 0 < len(one) <= finding.LONGEST] == []
        assert [one for one in said if text_width(one, 21, 700) > DESK] == []
        assert [one for one in said if len(wrapped(one, 16, PHONE, 700)) > 2] == []


@settings(max_examples=50)
@given(day=days, text=st.sampled_from([EN, FR]), grade=st.none() | grades)
def test_a_headline_names_only_places_whose_holder_it_tells(record, day, text, grade):
    timeline = Timeline(record, Lens(min_grade=grade))
    changed = {one.after.place.id for one in changed_on(timeline, day, ALL)}
    for number, one in enumerate(finding.on_day(timeline, day, ALL, text)):
        assert one.places <= changed | set(finding.seats(record)), number
        assert all(text.of(record.places[name].name).lower()[:4] in one.said.lower() for name in one.places) or (
            text("{count} places", count=len(one.places)) in one.said
        )


def test_a_change_of_hands_comes_before_a_lesser_change_of_as_weighty_a_place(timeline, change_days):
    record = timeline.record
    for day in change_days:
        pairs = [(one.before, one.after) for one in changed_on(timeline, day, ALL)]
        hands = {pair[1].place.id for pair in pairs if net(*pair, record) is Net.HANDS}
        heaviest = max(finding.weight(pair[1].place) for pair in pairs)
        if any(finding.weight(record.places[name]) == heaviest for name in hands):
            first = finding.of_changes(timeline, day, ALL, EN)[0]
            assert first.places & hands or "places" in first.said, day


def test_a_sheet_of_other_ground_does_not_tell_of_kidal(record):
    [whole] = sheets_of(record, Order(DEFAULT))
    assert "Kidal" in _headline(whole)
    [menaka] = sheets_of(record, Order(DEFAULT.but(frame=Frame(1.3, 15.1, 3.7, 16.9))))
    assert "Kidal" not in _headline(menaka)
    assert "Ménaka" in _headline(menaka)


def test_the_readers_own_headline_stands_and_is_marked_as_theirs(record):
    for language in LANGUAGES:
        state = DEFAULT.but(headline="Kidal has fallen <b>", lang=language)
        for view in (View.MAP, View.COMPARE):
            [sheet] = sheets_of(record, Order(state.but(view=view)))
            notes = {note.name: note.text for note in sheet.figure().layout.annotations}
            assert notes[HEADLINE] == "Kidal has fallen &lt;b&gt;"
            assert notes["title"].startswith(Text(language)("The reader’s own headline"))


def _headline(sheet):
    [said] = [note.text for note in sheet.figure().layout.annotations if note.name == HEADLINE]
    return said


def test_what_the_page_is_handed_is_what_a_sheet_says(timeline, change_days):
    record = timeline.record
    standing = handed(timeline, ALL, EN)
    for day in (*change_days[::9], date(2015, 8, 1), date(2024, 12, 31)):
        number = [value for start, value in _pairs(standing["runs"]) if start <= record.period.index(day)][-1]
        told = [*of_changes(changed_on(timeline, day, ALL), record, EN), *standing["told"][number]]
        assert told[0]["said"] == finding.chosen(finding.on_day(timeline, day, ALL, EN))


def _pairs(runs):
    return list(zip(runs[::2], runs[1::2], strict=True))


@settings(max_examples=20)
@given(one=days, other=days)
def test_what_changed_between_two_days_is_told_of_places_that_differ(timeline, one, other):
    after, until = sorted((one, other))
    record = timeline.record
    before, later = timeline.states(after), timeline.states(until)
    differ = {name for name in before if net(before[name], later[name], record) in finding.KINDS}
    told = finding.between(timeline, after, until, ALL, EN)
    assert told[0].places <= differ or not differ
    lines = latest.between(timeline, after, until, ALL, EN, set(record.places), 4)
    assert len(lines) <= 4


@pytest.mark.parametrize("language", LANGUAGES)
def test_whoever_took_a_place_is_named_beside_a_sheet_however_narrow_its_column(record, timeline, language):
    text = Text(language)
    days = {change.after.since for change in told_changes(timeline, record.period.first, record.period.last, ALL)}
    told, shortened = 0, 0
    for day in sorted(days):
        lines = latest.before(timeline, day, ALL, text, set(record.places), 4)
        notes, _ = beside.changes(lines, text, 0)
        drawn = [unescape(one["text"]) for one in notes if one["name"].startswith("changes-what")]
        for line, said in zip(lines, drawn, strict=True):
            assert said == line.what or said.rpartition(ARROW)[2] == line.shorter.rpartition(ARROW)[2]
            told, shortened = told + 1, shortened + (said != line.what)
    assert told > 1000
    assert 0 < shortened < told / 4


@given(st.text("abcé ’:", min_size=1, max_size=200), st.sampled_from(["{} → Army", "{}: contested", "{}", "x → {}"]))
def test_a_line_beside_a_sheet_ends_within_it_whatever_is_called_what(name, shape):
    said = shape.format(name)
    line = latest.Line("14 November 2023", f"{said} and much more", "B2", said)
    notes, _ = beside.changes([line], EN, 0)
    what, grade = (next(one for one in notes if one["name"] == f"changes-{part}-0") for part in ("what", "grade"))
    wide = text_width(unescape(what["text"]), what["font"]["size"])
    room = margins.WIDTH - margins.EDGE - text_width(grade["text"], margins.NOTED) - what["xshift"]
    assert wide <= room or shape == "x → {}", "a holder's name is short in any record, and is never cut"


def test_a_filter_is_obeyed(record, timeline):
    seen = Filter(regions=frozenset({"Gao"}))
    said = finding.chosen(finding.on_day(timeline, date(2023, 11, 14), seen, EN))
    assert "Gao" in said
    assert "Kidal" not in said


def test_charts_say_who_moved_and_what_changed_hands_most(timeline):
    strips = found(timeline, DEFAULT.but(view=View.TIMELINE), EN)
    assert strips.startswith("Ménaka changes hands most often: ")
    assert " goes from " in found(timeline, DEFAULT.but(view=View.TRENDS), EN)


@given(st.tuples(days, days).map(sorted), st.sampled_from(["", "kinds=town", "actors=CSP,CMA", "regions=Kidal"]))
def test_the_headline_of_the_trends_gives_the_numbers_of_its_first_chart(timeline, stretch, asked):
    state = read_view(f"view=trends&{asked}", timeline.record).state
    said = chart_finding.of_counts(timeline, *stretch, state.filter, EN)
    colours = {actor.colour for actor in timeline.record.actors.values()}
    lines = [one for one in places_chart(timeline, state, EN).series if one.colour in colours]
    moves = {tuple(int(line.on(day)[1]) for day in stretch) for line in lines}
    most = max((abs(after - before) for before, after in moves), default=0)
    if not most:
        assert said == ""
    else:
        told = tuple(map(int, re.findall(r" from (\d+) to (\d+) places held$", said)[0]))
        assert told in moves
        assert abs(told[1] - told[0]) == most
