"""Incidents of other data sets on sheets: drawn where the view has their layer, by their own precision, and credited.

All incidents here were made for these tests; none is an event of any data set.
"""

from dataclasses import replace
from io import BytesIO

import pytest
from made_incidents import an_incident, imported_into
from measuring import note_boxes, off_the_sheet
from pptx import Presentation
from slides import shapes_in, texts_in

from dashboard.asked.layers import SHOWN_AT_FIRST, Layer
from dashboard.asked.state import DEFAULT
from dashboard.drawing.primitives import Group, Outline, Sign, walk
from dashboard.export.deck import Series
from dashboard.export.drawer import Drawer
from dashboard.export.files import make
from dashboard.export.order import Order, OrderError
from dashboard.export.request import Request
from dashboard.export.sheets import DaySheet
from dashboard.figures.incidents import MOST_ON_A_SHEET
from dashboard.figures.sheets.map_sheet import map_window
from dashboard.text import Text
from geodata.incidents.keeping import FOLDER, Imported
from geodata.incidents.reading import Kind, Precise

DRAWN = SHOWN_AT_FIRST | {Layer.INCIDENTS}
STATE = DEFAULT.but(layers=DRAWN)
NAME = "Incidents of other data sets"


@pytest.fixture(scope="module")
def imported(tmp_path_factory):
    made = (
        an_incident(id="exact", lat=19.9, lon=-1.5),
        an_incident(id="near", lat=20.4, lon=-1.0, precise=Precise.NEAR),
        an_incident(id="area", lat=20.9, lon=-0.5, precise=Precise.AREA),
        an_incident(id="early", lat=17.0, lon=-1.0, first=STATE.on.replace(month=1), last=STATE.on.replace(month=1)),
    )
    return Imported.of(imported_into(tmp_path_factory.mktemp("imported") / "record", made))


def drawn(record, order):
    """The marks of incidents on the sheet of a day."""
    sheet = DaySheet(record, order)
    groups = [one for one in Drawer(record, sheet.text).draw(sheet).items if isinstance(one, Group)]
    found = [one for group in groups if group.name == NAME for one in walk(group.parts)]
    return [one for one in found if isinstance(one, Sign | Outline)]


def test_a_sheet_draws_what_the_map_draws_and_no_dot_for_a_district(record, imported):
    marks = drawn(record, Order(STATE, imported=imported))
    window = map_window(STATE)
    spots = {(round(one.x), round(one.y), one.fill is not None) for one in marks}
    exact, near = (tuple(map(round, window.pixels(*at))) for at in ((-1.5, 19.9), (-1.0, 20.4)))
    assert spots == {(*exact, True), (*near, False)}
    assert len(marks) == 3, "a disc, and a ring for each side"


def test_without_the_layer_or_without_an_import_nothing_of_them_is_on_a_sheet(record, imported):
    for order in (Order(DEFAULT, imported=imported), Order(STATE)):
        assert drawn(record, order) == []
        sheet = DaySheet(record, order)
        assert "incidents" not in {note.name for note in sheet.figure().layout.annotations}
        assert "CC BY 4.0 (Sundberg" not in "\n".join(sheet.notes())


@pytest.mark.parametrize("language", ["en", "fr"])
def test_whom_to_credit_stands_below_the_map_and_in_the_notes(record, tmp_path, language):
    folder = tmp_path / "record"
    for kind in Kind:
        imported_into(folder, (an_incident(),), kind)
    sheet = DaySheet(record, Order(STATE.but(lang=language, marking="SECRET"), imported=Imported.of(folder)))
    figure = sheet.figure()
    boxes = note_boxes(figure)
    assert not off_the_sheet({"incidents": boxes["incidents"]})
    window = map_window(sheet.state)
    _, top, _, height = boxes["incidents"]
    assert window.top + window.height <= top
    assert top + height <= boxes["footer"][1] + 1
    [said] = [note.text for note in figure.layout.annotations if note.name == "incidents"]
    for part in ("CC BY 4.0", "UCDP GED", "UCDP Candidate", "acleddata.com", "30"):
        assert part in said.replace("<br>", " ")
        assert part == "30" or part in "\n".join(sheet.notes())


def test_a_slide_has_them_as_shapes_and_their_credit_as_text(record, imported):
    file = make(record, Request.of(Order(STATE, imported=imported), "pptx"))
    [slide] = Presentation(BytesIO(file)).slides
    assert any(shape.name == NAME for shape in shapes_in(slide.shapes))
    assert any("CC BY 4.0 (Sundberg" in text for text in texts_in(slide.shapes))


def test_every_sheet_of_a_deck_has_those_of_its_own_days(record, imported):
    order = Order(STATE.but(incident_days=7), imported=imported)
    early = STATE.on.replace(month=1)
    first, second = Series.of(record, order, [early, STATE.on]).sheets()
    assert len(drawn(record, first.order)) == 1
    assert len(drawn(record, second.order)) == 3


def test_too_many_for_a_sheet_and_damaged_files_are_refused_in_words(record, tmp_path, imported):
    many = tuple(an_incident(id=str(number)) for number in range(MOST_ON_A_SHEET + 1))
    folder = imported_into(tmp_path / "record", many)
    with pytest.raises(OrderError) as fault:
        DaySheet(record, Order(STATE, imported=Imported.of(folder))).figure()
    assert f"allowed: at most {MOST_ON_A_SHEET}" in fault.value.said(Text("en"))
    (folder / FOLDER / f"{Kind.GED}.csv").write_text("id\n1\n", encoding="utf-8")
    damaged = replace(Imported.of(folder), digest="another")
    with pytest.raises(OrderError) as fault:
        DaySheet(record, Order(STATE, imported=damaged)).figure()
    assert "allowed" in fault.value.said(Text("en"))
