"""A story is views in an order with a sentence each: read from a file, written as one file, checked step by step."""

import json
import re
from datetime import date
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pptx import Presentation
from pypdfium2 import PdfDocument

from dashboard.asked.notes import Note, NoteError, NoteKind, Notes
from dashboard.asked.state import ViewState
from dashboard.asked.story import SCHEMA, Step, Story, read_story, states_of, write_story
from dashboard.export.checking import compared, stamp_in
from dashboard.export.order import Order, OrderError
from dashboard.export.story import TURNING_POINTS, story_named, turning_points
from dashboard.export.story_file import story_file
from dashboard.text import LANGUAGES, Text
from dashboard.told.turning_points import presets_of

NOTED = Notes("", (Note(NoteKind.TEXT, ((2.4, 15.9),), "The war moves east"),))
STORY = Story(
    "Two days",
    (
        Step(ViewState(on=date(2023, 11, 14), notes=NOTED).query(), "The army enters Kidal."),
        Step(ViewState(view="compare", after=date(2023, 10, 1), until=date(2023, 12, 31)).query(), "And stays."),
    ),
)

JSON = st.dictionaries(st.text(max_size=6), st.text(max_size=6)).map(lambda one: json.dumps(one).encode())


def test_a_story_comes_back_from_its_file(record):
    assert read_story(write_story(STORY)) == STORY
    assert states_of(STORY, record, ViewState())[0].notes == NOTED


@settings(max_examples=50, deadline=None)
@given(st.binary(max_size=60) | JSON)
def test_no_file_breaks_the_reader(junk):
    with pytest.raises(NoteError):
        read_story(junk)


@pytest.mark.parametrize(
    ("steps", "complaint"),
    [
        ([], "allowed: 1 to 40"),
        ([{"view": 3}], "step 1: found no view"),
        ([{"view": "on=2023-11-14", "said": "a\nb"}], "step 1: words: found the sign"),
        ([{"view": "on=2023-11-14", "said": "x" * 321}], "at most 320"),
    ],
)
def test_what_is_no_story_is_refused_and_said(steps, complaint):
    with pytest.raises(NoteError, match=complaint):
        read_story(json.dumps({"schema": SCHEMA, "title": "", "steps": steps}).encode())


def test_a_step_that_the_record_does_not_have_is_named(record):
    with pytest.raises(NoteError, match="step 1: on: found"):
        story_file(record, Story("", (Step("on=2031-01-01", ""),)), Order(ViewState()), "pptx")
    with pytest.raises(OrderError, match="png"):
        story_file(record, STORY, Order(ViewState()), "png")


def test_each_step_is_a_slide_with_its_sentence_that_is_checked(record, tmp_path):
    path = tmp_path / "story.pptx"
    path.write_bytes(story_file(record, STORY, Order(ViewState(), "RESTRICTED"), "pptx"))
    slides = list(Presentation(path).slides)
    assert len(slides) == len(STORY.steps)
    for slide, step in zip(slides, STORY.steps, strict=True):
        names = [shape.name for shape in slide.shapes]
        assert "Key message" in names
        assert step.said in slide.notes_slide.notes_text_frame.text
    assert "Notes of the reader" in [shape.name for shape in slides[0].shapes]
    stamp = stamp_in(path)
    assert len(stamp.sheets) == len(STORY.steps)
    assert compared(stamp, record)[0]
    other = stamp.__class__(stamp.record, stamp.query, ((stamp.sheets[1][0], "0" * 16),))
    assert not compared(other, record)[0]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_turning_points_are_a_story_that_comes_along(record, lang):
    story = story_named(TURNING_POINTS, record, lang)
    offered = presets_of(record, Text(lang))
    assert [step.said for step in story.steps] == [" ".join(one.told) for one in offered]
    states = states_of(read_story(write_story(story)), record, ViewState(lang=lang))
    assert [(state.after, state.until, state.frame, state.lang) for state in states] == [
        (one.after, one.until, one.frame, lang) for one in offered
    ]


def test_a_story_is_one_file_of_html_with_its_days_and_sentences(record):
    page = story_file(record, turning_points(record, Text("en")), Order(ViewState()), "html").decode()
    data = json.loads(re.search(r'<script type="application/json" id="data">(.*?)</script>', page, re.DOTALL)[1])
    index = record.period.index
    assert data["steps"] == [
        [[index(one.after), index(one.until)], " ".join(one.told)] for one in presets_of(record, Text("en"))
    ]


def test_pages_of_a_story_are_as_many_as_its_steps(record):
    pages = PdfDocument(BytesIO(story_file(record, STORY, Order(ViewState()), "pdf")))
    assert len(pages) == len(STORY.steps)
