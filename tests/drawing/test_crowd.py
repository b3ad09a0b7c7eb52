"""Marks that are too many to be drawn one by one are left to the page's canvas; nothing else about a figure changes."""

import pytest

from dashboard.asked.state import ViewState
from dashboard.drawing import crowd
from dashboard.figures.map.figure import map_json
from dashboard.text import LANGUAGES, Text


@pytest.fixture(scope="module", params=LANGUAGES)
def figure(record, request):
    return map_json(record, ViewState(), Text(request.param), relief="relief.jpg")


@pytest.fixture
def crowded(figure, monkeypatch):
    monkeypatch.setattr(crowd, "MOST", 0)
    monkeypatch.setattr(crowd, "MOST_NAMES", 12)
    return crowd.on_canvas(figure)


def test_a_map_of_our_size_is_drawn_one_by_one(figure):
    assert crowd.on_canvas(figure) is figure
    assert crowd.one_by_one(figure) is figure


def test_all_marks_and_nothing_else_is_left_to_the_canvas(figure, crowded):
    hidden = {
        before["uid"]
        for before, after in zip(figure["data"], crowded["data"], strict=True)
        if before["visible"] and not after["visible"]
    }
    assert {"points", "halos", "siege", "moats", "today", "stale"} < hidden
    assert all(uid.startswith("sign-") for uid in hidden - {"points", "halos", "siege", "moats", "today", "stale"})
    told = crowded["layout"]["meta"]["crowd"]
    assert told["traces"] == sorted(told["traces"])
    worn = {
        symbol
        for number in (*told["traces"], *told["above"])
        for symbol in [figure["data"][number]["marker"]["symbol"]]
        for symbol in (symbol if isinstance(symbol, list) else [symbol])
    }
    assert worn == told["outlines"].keys()


def test_what_lies_over_the_marks_stays_plotlys_and_is_painted_over_them_too(crowded):
    above = [crowded["data"][number]["uid"] for number in crowded["layout"]["meta"]["crowd"]["above"]]
    assert above == ["events", "selected"]


def test_on_paper_every_mark_is_back(figure, crowded):
    whole = crowd.one_by_one(crowded)
    told = crowded["layout"]["meta"]["crowd"]["traces"]
    assert [whole["data"][number] for number in told] == [figure["data"][number] | {"visible": True} for number in told]


def test_the_names_that_are_kept_are_those_that_go_first_whole_with_their_look(figure, crowded):
    before, after = (one["data"][figure["layout"]["meta"]["labels"]] for one in (figure, crowded))
    ranks = [rank for _, rank, _ in before["customdata"]]
    assert len(after["x"]) == 12
    assert sorted(rank for _, rank, _ in after["customdata"]) == sorted(ranks)[:12]
    rows = {number: at for at, (_, _, number) in enumerate(before["customdata"])}
    for at, (_, _, number) in enumerate(after["customdata"]):
        was = rows[number]
        assert (after["x"][at], after["y"][at]) == (before["x"][was], before["y"][was])
        assert after["customdata"][at] == before["customdata"][was]
        assert after["marker"]["size"][at] == before["marker"]["size"][was]
        assert after["textfont"]["weight"][at] == before["textfont"]["weight"][was]
