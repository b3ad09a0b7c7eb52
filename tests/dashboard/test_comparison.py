"""Two days against each other: the list is the command's, the balance adds up, and each pair of states has one look."""

import json
from collections import Counter
from datetime import date
from urllib.parse import parse_qs

import plotly.graph_objects as go
import pytest
from asking import days
from hypothesis import given, settings
from hypothesis import strategies as st
from period import FIRST, LAST, day_index

from dashboard.asked.state import DEFAULT
from dashboard.asked.view import Mode
from dashboard.figures.map.compare import MUTED, ROWS, Key, change_legend, change_look, change_map, day_maps
from dashboard.figures.map.drawn import Drawn
from dashboard.figures.style import FADED
from dashboard.handed.pairs import change_frames
from dashboard.text import Text
from dashboard.told.turning_points import presets
from dashboard.views.compare_list import compared
from geodata.__main__ import main
from geodata.comparison import Net, are_kin, net, tallies
from geodata.grades import Grade
from geodata.selection import ALL, Filter
from geodata.timeline import ChangeKind, Lens, Timeline
from geodata.vocabulary import Camp, Status

AUTUMN = (date(2023, 10, 1), date(2023, 12, 31))
two_days = st.tuples(days, days).map(sorted).map(tuple)
ENGLISH, FRENCH = Text("en"), Text("fr")


def parts(component):
    """Every component of a tree, in reading order."""
    if isinstance(component, (list, tuple)):
        for one in component:
            yield from parts(one)
    elif hasattr(component, "to_plotly_json"):
        yield component
        yield from parts(getattr(component, "children", None))


def said(component):
    children = getattr(component, "children", component)
    if isinstance(children, (list, tuple)):
        return "".join(said(one) for one in children)
    return said(children) if hasattr(children, "children") else str(children or "")


def rows(timeline, state, text=ENGLISH):
    """The list of changes as a reader finds it: day, place, kind, grade and words of every row."""
    found = []
    for row in (one for one in parts(compared(timeline, state, text)) if "change" in (one_class(one) or "").split()):
        [link] = [one for one in parts(row) if type(one).__name__ == "A"]
        grade = next((one for one in parts(row) if one_class(one) == "grade"), None)
        to = parse_qs(vars(link)["data-view"])
        found.append(
            {
                "date": to["on"][0],
                "place": to["place"][0],
                "view": to["view"][0],
                "kind": one_class(row).removeprefix("change "),
                "grade": grade.children[0] if grade else None,
                "words": said(link),
                "href": link.href,
            }
        )
    return found


def one_class(component):
    return getattr(component, "className", None)


@pytest.fixture(scope="module")
def command(settings):
    """Answers of ``python -m geodata changes``."""

    def command(capsys, after, until, *more):
        assert main(["--record", str(settings.record_dir), "changes", str(after), str(until), *more]) == 0
        return json.loads(capsys.readouterr().out)

    return command


# The list


def is_the_same(listed, answers):
    return [(row["date"], row["place"], row["kind"]) for row in listed] == [
        (row["date"], row["place"], row["kind"]) for row in answers
    ]


def test_the_autumn_of_2023_lists_what_the_command_lists(timeline, command, capsys):
    answers = command(capsys, *AUTUMN)
    assert len(answers) > 20
    assert is_the_same(rows(timeline, DEFAULT.but(after=AUTUMN[0], until=AUTUMN[1])), answers)


def test_any_two_days_list_what_the_command_lists(timeline, command, capsys):
    @settings(max_examples=10)
    @given(pair=two_days)
    def holds(pair):
        listed = rows(timeline, DEFAULT.but(after=pair[0], until=pair[1]))
        assert is_the_same(listed, command(capsys, *pair))

    holds()


def test_the_list_is_seen_through_the_lens(record, command, capsys):
    view = DEFAULT.but(grade=Grade.parse("B2"), known=date(2023, 11, 1))
    listed = rows(Timeline(record, view.lens), view)
    answers = command(capsys, *AUTUMN, "--min-grade", "B2", "--known-on", "2023-11-01")
    assert is_the_same(listed, answers)
    assert len(listed) != len(command(capsys, *AUTUMN))


def test_the_list_obeys_the_filter_and_says_so(timeline):
    view = DEFAULT.but(camps=frozenset({Camp.INTERNATIONAL}))
    kept, whole = rows(timeline, view), rows(timeline, DEFAULT)
    assert 0 < len(kept) < len(whole)
    assert all(row in [one | {"href": row["href"]} for one in whole] for row in kept)
    assert any(one_class(one) == "filtered" for one in parts(compared(timeline, view, ENGLISH)))
    assert not any(one_class(one) == "filtered" for one in parts(compared(timeline, DEFAULT, ENGLISH)))


@pytest.mark.parametrize("text", [ENGLISH, FRENCH], ids=["en", "fr"])
def test_every_row_leads_to_its_day_and_place_and_bears_its_grade(record, timeline, text):
    view = DEFAULT.but(after=FIRST, until=LAST, lang=text.language)
    listed = rows(timeline, view, text)
    changes = timeline.changes(FIRST, LAST)
    assert len(listed) == len(changes)
    for row, change in zip(listed, changes, strict=True):
        to = {name: values[0] for name, values in parse_qs(row["href"].removeprefix("?")).items()}
        assert (to["on"], to["place"]) == (row["date"], row["place"]) == (str(change.date), change.after.place.id)
        assert to.get("view", "map") == row["view"] == "map"
        assert row["grade"] == str(record.grade_of(change.after.claim))
        assert text.of(change.after.place.name) in row["words"]


def test_a_new_name_is_said_to_be_no_change_of_hands(timeline):
    listed = rows(timeline, DEFAULT.but(after=FIRST, until=LAST))
    labels = [row for row in listed if row["kind"] == ChangeKind.LABEL]
    renamed = [row for row in labels if "under the name" in row["words"]]
    assert renamed
    assert all("no change of hands" in row["words"] for row in renamed)


def test_a_single_source_is_flagged(record, timeline):
    listed = rows(timeline, DEFAULT.but(after=FIRST, until=LAST))
    changes = timeline.changes(FIRST, LAST)
    alone = [
        row
        for row, change in zip(listed, changes, strict=True)
        if change.after.status is not Status.UNKNOWN and record.origins(change.after.claim) == 1
    ]
    assert alone
    assert all("reported by one source" in row["words"] for row in alone)


def test_two_equal_days_have_nothing_to_tell(timeline):
    view = DEFAULT.but(after=LAST, until=LAST)
    assert rows(timeline, view) == []
    assert "Nothing in the record changes" in said(compared(timeline, view, ENGLISH))


# The balance


@given(pair=two_days)
def test_the_balance_adds_up(record, timeline, pair):
    found = tallies(timeline, *pair, Filter())
    before, after = (timeline.states(day) for day in pair)
    for day, count in ((before, "held"), (after, "holds")):
        assert sum(getattr(tally, count) for tally in found) == len(record.places)
        holders = Counter(state.controller for state in day.values() if state.controller)
        for tally in (one for one in found if one.actors):
            assert getattr(tally, count) == sum(holders[actor] for actor in tally.actors)
    assert sum(tally.won for tally in found) == sum(tally.lost for tally in found)
    assert sum(tally.found for tally in found) == 0


@given(pair=two_days)
def test_what_is_won_is_drawn_as_another_holder(record, timeline, pair):
    before, after = (timeline.states(day) for day in pair)
    kinds = Counter(net(before[place], after[place], record) for place in before)
    won = sum(tally.won for tally in tallies(timeline, *pair, Filter()))
    assert kinds[Net.HANDS] == won


def test_a_new_name_is_neither_won_nor_lost(record, timeline):
    renamed = [change for change in timeline.changes(FIRST, LAST) if change.kind is ChangeKind.LABEL]
    assert renamed
    for change in renamed:
        if change.before.controller and change.after.controller:
            assert are_kin(change.before.controller, change.after.controller, record)
            assert net(change.before, change.after, record) in {Net.SAME, Net.CONTEST, Net.CALM}


@pytest.mark.parametrize(
    ("place", "after", "until", "what"),
    [
        ("kidal", date(2023, 11, 13), date(2023, 11, 14), Net.HANDS),
        ("kidal", date(2013, 5, 18), date(2013, 5, 19), Net.SAME),
        ("anefis", date(2023, 10, 5), date(2023, 10, 6), Net.CONTEST),
        ("tinzaouaten", date(2024, 7, 26), date(2024, 7, 27), Net.CALM),
        ("amassine", date(2023, 11, 13), date(2023, 11, 14), Net.SILENT),
        ("tidermene", date(2016, 9, 14), date(2016, 9, 15), Net.FOUND),
    ],
)
def test_known_differences(record, timeline, place, after, until, what):
    assert net(timeline.state(place, after), timeline.state(place, until), record) is what


# The looks


def shown_by_the_page(payload, place, pair):
    """What the page's script finds for a place and two days."""
    starts, pairs = payload["places"][place]["starts"], payload["places"][place]["pairs"]
    first, last = (max(n for n, start in enumerate(starts) if start <= day_index(day)) for day in pair)
    return payload["looks"][pairs[first][last - first]]


@given(pair=two_days)
def test_the_page_finds_the_look_of_every_pair(record, timeline, change_payload, pair):
    for place in record.places:
        one = change_look(*(timeline.state(place, day) for day in pair), ALL, record)
        found = shown_by_the_page(change_payload, place, pair)
        assert (found["area"], found["stripe"], found["point"], found["ring"], found["width"]) == (
            one.look.area,
            one.look.area_rival,
            one.look.point,
            one.look.ring,
            one.look.ring_width,
        )
        assert [list(Key)[key] for key in found["keys"]] == list(one.keys)


@pytest.fixture(scope="module")
def change_payload(record):
    return change_frames(record, DEFAULT.sight)


def test_the_looks_of_all_pairs_are_small_and_plain(change_payload):
    assert len(json.dumps(change_payload, ensure_ascii=False)) < 150_000


@settings(max_examples=8)
@given(pair=two_days)
def test_the_map_of_changes_shows_each_place_in_the_look_of_its_pair(record, timeline, pair):
    view = DEFAULT.but(after=pair[0], until=pair[1], mode=Mode.CHANGE)
    figure = go.Figure(change_map(record, view, ENGLISH, relief="relief.jpg", timeline=timeline))
    points = next(trace for trace in figure.data if trace.uid == "points")
    for number, place in enumerate(Drawn.of(record).points):
        one = change_look(*(timeline.state(place, day) for day in pair), view.filter, record)
        assert points.marker.color[number] == one.look.point
        assert points.marker.line.color[number] == one.look.ring
    notes = {note.name: note.text for note in figure.layout.annotations}
    assert notes["date"] == f"{ENGLISH.day(pair[0])} → {ENGLISH.day(pair[1])}"
    assert "what is different" in notes["title"]


def test_who_won_and_who_lost_kidal_is_seen(record, timeline):
    pair = (date(2023, 11, 13), date(2023, 11, 14))
    one = change_look(*(timeline.state("kidal", day) for day in pair), ALL, record)
    assert (one.look.colour, one.look.lost) == (record.actors["GOV"].colour, record.actors["CSP"].colour)
    assert one.look.area_rival is None, "stripes are contest and nothing else"


def test_a_new_contest_and_a_new_calm_are_told_apart(record, timeline):
    contest = change_look(
        timeline.state("anefis", date(2023, 10, 5)), timeline.state("anefis", date(2023, 10, 6)), ALL, record
    )
    calm = change_look(
        timeline.state("tinzaouaten", date(2024, 7, 26)),
        timeline.state("tinzaouaten", date(2024, 7, 27)),
        ALL,
        record,
    )
    assert contest.look.is_contested
    assert calm.look.rival is None
    assert contest.look.ring_width > calm.look.ring_width
    assert contest.keys != calm.keys


@given(day=days)
def test_nothing_is_different_from_itself(record, timeline, day):
    assert {change_look(state, state, ALL, record).look for state in timeline.states(day).values()} == {MUTED}


@given(pair=two_days)
def test_the_legend_of_changes_fits(record, timeline, pair):
    before, after = (timeline.states(day) for day in pair)
    seen = [change_look(before[place], after[place], ALL, record) for place in before]
    lines = change_legend(seen, record, ENGLISH)
    keys = {key for one in seen for key in one.keys}
    colours = {record.actors[actor].colour for one in seen for actor in one.look.actors}
    assert len(lines) == len(keys) + len(colours)
    assert len(lines) + 3 <= 2 * ROWS, "with what is left out, the massif's edge and the chosen place"


def test_what_the_filter_leaves_out_has_no_colour(record, timeline):
    view = DEFAULT.but(regions=frozenset({"Gao"}))
    pair = [timeline.state("kidal", day) for day in AUTUMN]
    assert change_look(*pair, view.filter, record).look == FADED


BELOW = ["slot-", "swatch-", "footer", "key-"]
"""How the names of what stands below a map begin."""


def test_the_two_maps_differ_in_their_day_only(record, timeline):
    left, right = map(go.Figure, day_maps(record, DEFAULT, ENGLISH, relief="relief.jpg", timeline=timeline))
    texts = [{note.name: note.text for note in figure.layout.annotations} for figure in (left, right)]
    assert {name for name in texts[0] if texts[0][name] != texts[1][name]} == {"date"}
    assert [one["date"] for one in texts] == [ENGLISH.weekday(day) for day in (DEFAULT.after, DEFAULT.until)]


@pytest.mark.parametrize("mode", [Mode.SIDE, Mode.SWIPE])
def test_two_maps_beside_each_other_say_once_what_holds_for_both_and_a_map_alone_says_it_all(record, timeline, mode):
    state = DEFAULT.but(mode=mode)
    maps = [one["layout"] for one in day_maps(record, state, ENGLISH, relief="relief.jpg", timeline=timeline)]
    for name, said in (("half", [["slot-", "swatch-"], ["footer", "key-"]]), ("whole", [BELOW, BELOW])):
        arranged = [layout["meta"]["arrangements"][name] for layout in maps]
        for places, starts in zip(arranged, said, strict=True):
            every = places["annotations"] | places["shapes"]
            seen = {start for start in BELOW for one in every if one.startswith(start) and every[one]["visible"]}
            assert seen == set(starts)
        assert arranged[0]["margin"] == arranged[1]["margin"], "the two grounds are of one size"
    first = [{one["name"]: one.get("visible", True) for one in layout["annotations"]} for layout in maps]
    assert [one["footer"] for one in first] == ([False, True] if mode is Mode.SIDE else [True, True])


def test_the_maps_say_their_filter_and_lens(record):
    view = DEFAULT.but(grade=Grade.parse("B2"), regions=frozenset({"Kidal"}))
    timeline = Timeline(record, Lens(min_grade=view.grade))
    asked = {"relief": "relief.jpg", "timeline": timeline}
    for one in (*day_maps(record, view, ENGLISH, **asked), change_map(record, view, ENGLISH, **asked)):
        figure = go.Figure(one)
        title = next(note.text for note in figure.layout.annotations if note.name == "title")
        assert "B2" in title
        assert "Kidal only" in title


# The turning points


@pytest.mark.parametrize("preset", presets(ENGLISH), ids=lambda preset: preset.id)
def test_across_every_turning_point_something_changes_at_its_place_or_around(record, timeline, preset):
    assert preset.after < preset.until
    changes = timeline.changes(preset.after, preset.until)
    assert changes
    view = DEFAULT.but(after=preset.after, until=preset.until)
    assert preset.told[0] in said(compared(timeline, view, ENGLISH))
