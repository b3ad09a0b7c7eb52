"""The trends: every chart says what it counts, draws its table, and gives it away."""

from datetime import date
from io import StringIO
from itertools import pairwise

import pandas as pd
import plotly.graph_objects as go
import pytest
from asking import views
from checks import on_day
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboard.asked.addresses import trend_address
from dashboard.asked.state import ViewState
from dashboard.figures.style import PAPER, legible
from dashboard.figures.trends.charts import CHARTS, TABLES, lineages, places_chart
from dashboard.figures.trends.figure import PANEL_GAP, chart_json
from dashboard.figures.trends.panels import Panels
from dashboard.text import LANGUAGES, Text
from geodata.selection import Filter
from geodata.timeline import Timeline

TEXT = Text("en")
STATE = ViewState(on=date(2023, 11, 14))


@pytest.fixture(scope="module")
def client(app):
    return app.server.test_client()


def drawn(name, timeline, state, text=TEXT, **how):
    """A chart as it stands on the page."""
    return go.Figure(chart_json(CHARTS[name](timeline, state, text), timeline, state, text, **how))


def notes(figure):
    return {note.name: note.text.replace("<br>", " ") for note in figure.layout.annotations}


@pytest.mark.parametrize("name", CHARTS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_chart_explains_itself(timeline, name, language):
    state = ViewState(on=date(2023, 11, 14), lang=language, regions=frozenset({"Kidal"}))
    figure = drawn(name, timeline, state, Text(language))
    said = notes(figure)
    assert Text(language).weekday(state.on) == said["date"]
    assert "Kidal" in said["title"]
    assert timeline.record.digest in said["footer"]
    assert any(shape.name == "day" and shape.x0 == "2023-11-14" for shape in figure.layout.shapes)


def test_few_places_are_counted_one_by_one(timeline):
    few = ViewState(regions=frozenset({"Gao"}), actors=frozenset({"MSA"}))
    hands, places = drawn("hands", timeline, few), drawn("places", timeline, few)
    assert 0 < max(amount for trace in hands.data for amount in trace.y) <= 8
    assert hands.layout.yaxis.dtick == 1
    assert drawn("hands", timeline, ViewState()).layout.yaxis.dtick is None
    assert {"0", "1", "2"} <= set(places.layout.yaxis.ticktext)


def test_the_charts_are_those_that_can_be_downloaded():
    assert list(CHARTS) == list(TABLES)


@pytest.fixture(scope="module")
def stacks(timeline):
    """The table and the layers of every stacked chart."""
    return {
        name: (
            TABLES[name](timeline, Filter()),
            [trace for trace in drawn(name, timeline, STATE).data if trace.stackgroup],
        )
        for name in ("area", "bases")
    }


@pytest.mark.parametrize("name", ["area", "bases"])
@given(day=st.dates(date(2012, 1, 1), date(2024, 12, 31)))
def test_the_layers_of_a_stack_add_up(stacks, name, day):
    table, layers = stacks[name]
    table = on_day(table, day)
    number = max(index for index, since in enumerate(layers[0].x) if since <= day.isoformat())
    assert sum(layer.y[number] for layer in layers) == pytest.approx(table["claimed"].sum())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("narrow", [False, True])
def test_each_line_has_a_panel_with_its_name_and_last_amount_the_army_first_the_unknown_last(
    timeline, language, narrow
):
    text = Text(language)
    series = places_chart(timeline, STATE, text).series
    figure = drawn("places", timeline, STATE, text, narrow=narrow)
    labels = [note for note in figure.layout.annotations if note.name == "label"]
    lasts = [note for note in figure.layout.annotations if note.name == "last"]
    assert [note.text for note in labels] == [one.name for one in series]
    assert [note.text for note in lasts] == [text.number(one.amounts["claimed"].iloc[-1]) for one in series]
    assert labels[0].text == text.of(timeline.record.actors["GOV"].short)
    assert [note.text for note in labels][-2:] == [text("Contested"), text("Unknown")]
    assert [note.font.color for note in labels] == [legible(one.colour) for one in series]
    heights = [note.yshift for note in labels]
    assert heights == sorted(heights, reverse=True)
    assert all(above - below >= PANEL_GAP for above, below in pairwise(heights))
    assert text.short_day(timeline.record.period.last) in notes(figure)["last-day"]


@settings(max_examples=20, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_a_place_is_as_tall_in_every_panel_and_no_panel_reaches_into_another(record, data):
    state = data.draw(views(record))
    chart = places_chart(Timeline(record, state.lens), state, TEXT)
    if not chart.total:
        return
    stood = Panels.within(chart.series, 500, PANEL_GAP)
    assert stood.height == pytest.approx(500)
    ceiling = stood.top
    for one in stood.panels:
        for lifted, trace in zip(one.traces, one.series.traces, strict=True):
            assert [y - one.base for y in lifted["y"]] == pytest.approx(trace["y"], abs=0.001)
            assert max(lifted["y"]) <= ceiling - PANEL_GAP / stood.pixels + 0.001
        ceiling = one.base
    assert stood.panels[-1].base == pytest.approx(0, abs=1e-6)
    places = sorted(place for place, _ in stood.ticks(20))
    assert all(above - below >= 20 / stood.pixels - 0.002 for below, above in pairwise(places))
    assert [amount for _, amount in stood.ticks(20)].count(0) == len(stood.panels)


@given(colour=st.from_regex("#[0-9a-f]{6}", fullmatch=True))
def test_a_name_in_its_colour_can_be_read_on_paper(colour):
    assert contrast(legible(colour), PAPER) >= 4.5


def contrast(ink, ground):
    """The contrast of two colours by the rule of the web's guidelines."""

    def luminance(colour):
        channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
        linear = [one / 12.92 if one <= 0.03928 else ((one + 0.055) / 1.055) ** 2.4 for one in channels]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    dark, light = sorted((luminance(ink), luminance(ground)))
    return (light + 0.05) / (dark + 0.05)


def test_one_colour_is_one_lineage(timeline):
    found = lineages(TABLES["places"](timeline, Filter()), timeline.record, TEXT)
    assert len({one.colour for one in found}) == len(found)
    assert sum(len(one.actors) for one in found) == len(frozenset().union(*(one.actors for one in found)))


@pytest.mark.parametrize("name", CHARTS)
def test_nothing_to_count_is_said(timeline, name):
    kinds = frozenset({"UN base"} if name != "bases" else {"town"})
    state = ViewState(kinds=kinds, actors=frozenset({"TAKUBA"}))
    assert "Nothing to count" in notes(drawn(name, timeline, state)).get("nothing", "")


@settings(max_examples=10, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_any_view_can_be_drawn(record, data):
    state = data.draw(views(record))
    for name in CHARTS:
        assert drawn(name, Timeline(record, state.lens), state, Text(state.lang), narrow=True).layout.height > 0


@pytest.mark.parametrize("name", TABLES)
def test_a_table_can_be_taken_away_as_it_is_drawn(client, timeline, name):
    answer = client.get(f"/{trend_address(name)}?regions=Kidal")
    assert answer.status_code == 200
    assert answer.mimetype == "text/csv"
    assert name in answer.headers["Content-Disposition"]
    found = pd.read_csv(StringIO(answer.text))
    table = TABLES[name](timeline, Filter(regions=frozenset({"Kidal"})))
    assert list(found.columns) == list(table.columns)
    assert len(found) == len(table)


def test_a_download_obeys_the_lens(client, record):
    sure = pd.read_csv(StringIO(client.get(f"/{trend_address('places')}?grade=B2").text))
    every = pd.read_csv(StringIO(client.get(f"/{trend_address('places')}").text))
    unknown = [counted.loc[counted["status"] == "unknown", "claimed"].iloc[-1] for counted in (sure, every)]
    assert unknown[0] > unknown[1], "on the last day"


def test_a_bad_question_is_told_what_is_allowed(client):
    assert client.get(f"/{trend_address('nothing')}").status_code == 404
    assert "allowed" in client.get(f"/{trend_address('nothing')}").text
    assert client.get(f"/{trend_address('places')}?grade=Z9").status_code == 400
