"""What is zoomed or divided on the screen is so in what is exported: the same days, the same ground on each side."""

from datetime import date

import pytest

from dashboard.asked.state import DEFAULT
from dashboard.asked.stretch import Stretch
from dashboard.asked.view import Mode, View
from dashboard.drawing.chart_parts import number
from dashboard.figures.sheets.compare_sheet import panel_windows
from dashboard.figures.sheets.timeline_sheet import timeline_sheets
from dashboard.figures.sheets.trend_sheet import trend_sheets
from dashboard.text import Text
from geodata.timeline import ONE_DAY, Timeline

YEARS = Stretch(date(2022, 1, 1), date(2023, 12, 31))
MONTHS = Stretch(date(2023, 9, 15), date(2023, 12, 10))
ENGLISH, FRENCH = Text("en"), Text("fr")


@pytest.fixture(scope="module")
def timeline(record):
    return Timeline(record)


@pytest.mark.parametrize("days", [YEARS, MONTHS, Stretch(date(2012, 1, 1), date(2012, 1, 30))], ids=str)
@pytest.mark.parametrize("make", [timeline_sheets, trend_sheets])
def test_nothing_drawn_lies_outside_the_days_shown(timeline, make, days):
    first, end = number(days.first.isoformat()), number((days.last + ONE_DAY).isoformat())
    for figure in make(timeline, DEFAULT.but(view=View.TIMELINE, span=days), ENGLISH):
        assert [number(day) for day in figure.layout.xaxis.range] == [first, end]
        for trace in figure.data:
            if trace.type == "bar" and trace.orientation == "h":
                ends = [(number(base), number(base) + wide) for base, wide in zip(trace.base, trace.x, strict=True)]
            elif trace.type == "bar":
                halves = [width / 2 for width in trace.width]
                ends = [(number(x) - half, number(x) + half) for x, half in zip(trace.x, halves, strict=True)]
            else:
                ends = [(number(x), number(x)) for x in trace.x if x is not None]
            assert all(first <= low <= high <= end for low, high in ends), trace.name


@pytest.mark.parametrize("make", [timeline_sheets, trend_sheets])
def test_a_sheet_of_all_days_is_what_it_was(timeline, make):
    spans = (None, Stretch.of(timeline.record.period))
    whole, asked = (make(timeline, DEFAULT.but(view=View.TIMELINE, span=span), ENGLISH) for span in spans)
    assert [one.to_json() for one in whole] == [one.to_json() for one in asked]


def test_the_title_says_the_days(timeline):
    def title(days, text):
        [figure, *_] = timeline_sheets(timeline, DEFAULT.but(span=days, lang=text.language), text)
        return next(note.text for note in figure.layout.annotations if "Mali" in note.text).replace("\n", " ")

    assert "2022–2023" in title(YEARS, ENGLISH)
    assert "15 September 2023 to 10 December 2023" in title(MONTHS, ENGLISH)
    assert "15 septembre 2023" in title(MONTHS, FRENCH)


def test_the_lines_of_a_trend_begin_with_what_held_before_and_end_with_the_days(timeline):
    whole, zoomed = (trend_sheets(timeline, DEFAULT.but(span=span), ENGLISH)[0] for span in (None, MONTHS))
    for long, short in zip(whole.data, zoomed.data, strict=True):
        held = [y for x, y in zip(long.x, long.y, strict=True) if x <= MONTHS.first.isoformat()][-1]
        assert short.y[0] == held
        assert short.x[0] == MONTHS.first.isoformat()
        assert short.x[-1] == (MONTHS.last + ONE_DAY).isoformat()


@pytest.mark.parametrize(("divider", "flip"), [(None, False), (0.5, False), (0.5, True), (-13.0, False), (7.5, False)])
def test_a_swipe_is_parted_where_its_divider_stands(divider, flip):
    left, right = panel_windows(DEFAULT.but(view=View.COMPARE, mode=Mode.SWIPE, divider=divider, flip=flip))
    assert left.east == right.west
    assert left.left + left.width == pytest.approx(right.left)
    assert left.pixels_per_degree == right.pixels_per_degree
    assert min(left.width, right.width) > 20
    if divider == 0.5:
        assert left.east == pytest.approx(0.5)
    whole = DEFAULT.but(view=View.COMPARE, mode=Mode.CHANGE)
    assert left.south < panel_windows(whole)[0].north
