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
from dashboard.figures.trends.charts import CHARTS, TABLES, lineages
from dashboard.figures.trends.figure import chart_json
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


@pytest.mark.parametrize("name", ["places", "hands"])
def test_few_places_are_counted_one_by_one(timeline, name):
    few = drawn(name, timeline, ViewState(regions=frozenset({"Gao"}), actors=frozenset({"MSA"})))
    assert 0 < max(amount for trace in few.data for amount in trace.y) <= 8
    assert few.layout.yaxis.dtick == 1
    assert drawn(name, timeline, ViewState()).layout.yaxis.dtick is None


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


def test_lines_end_with_their_names_and_never_touch(timeline):
    figure = drawn("places", timeline, STATE)
    labels = [note for note in figure.layout.annotations if note.name == "label"]
    heights = sorted((-note.yshift, note.text.count("<br>") + 1) for note in labels)
    assert len(labels) == len([trace for trace in figure.data if trace.hoverinfo != "skip"])
    for (above, lines), (below, others) in pairwise(heights):
        assert below - above >= 6.5 * (lines + others)


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
