"""The handling marking: what people type is taken, what cannot stand is named, and that of the house stays."""

import zipfile
from io import BytesIO

import pyogrio
import pytest
from asking import client_of, markings
from hypothesis import given
from hypothesis import strategies as st
from pptx import Presentation

from dashboard.asked.marking import BETWEEN, LONGEST_MARKING, both_markings, checked_marking
from dashboard.asked.reading import read_view
from dashboard.asked.state import DEFAULT
from dashboard.asked.view import Table, View
from dashboard.figures.labels import text_width
from dashboard.figures.sheets.margins import NOTED, WIDTH, marking_size
from dashboard.text import LANGUAGES, Text
from dashboard.views import records_view
from dashboard.views.context import Context
from geodata import export
from geodata.letters import hidden_sign, one_line

HOUSE = "CONFIDENTIEL DEFENSE"
ON = "on=2023-11-14"


@pytest.mark.parametrize(
    ("typed", "taken"),
    [
        ("DIFFUSION RESTREINTE\u00a0: MALI", "DIFFUSION RESTREINTE : MALI"),
        ("SECRET\u202f!", "SECRET !"),
        ("SECRET\u2009/\u2003X", "SECRET / X"),
        ("DIFFU\u00adSION", "DIFFUSION"),
        ("SE\u200bCRET\ufeff", "SECRET"),
        ("NON\u2011CLASSIFI\u00c9", "NON-CLASSIFIÉ"),
        ("CLASSIFIE\u0301", "CLASSIFIÉ"),
        ("“Réservé” – à l’usage…", "“Réservé” – à l’usage…"),
        ("\u200fسري للغاية\u200e", "سري للغاية"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("机密", "机密"),
        ("🔒 interne", "🔒 interne"),
        ("  two   spaces ", "two spaces"),
        ("", ""),
        ("\u00a0 ", ""),
    ],
)
def test_what_people_type_and_paste_is_taken(typed, taken):
    assert checked_marking(typed) == taken


@pytest.mark.parametrize(
    ("typed", "named"),
    [
        ("a\u202eb", "U+202E right-to-left override"),
        ("a\nb", "U+000A control sign"),
        ("a\x07b", "U+0007 control sign"),
        ("a\u2028b", "U+2028 line separator"),
        ("R\ufffdserv\ufffd", "U+FFFD replacement character"),
        ("\ue000 x", "U+E000 sign of a private font"),
        ("x" * (LONGEST_MARKING + 1), "81 characters"),
        (".", "found ."),
        ("– -", "found – -"),
        ("\u200b", "U+200B"),
        ("\u3164", "found ㅤ"),
    ],
)
def test_what_cannot_stand_is_refused_and_named(typed, named):
    with pytest.raises(ValueError, match="allowed") as refused:
        checked_marking(typed)
    assert named in str(refused.value)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_page_names_the_sign_that_it_left_out(language, record):
    [notice] = read_view(f"lang={language}&marking=a%E2%80%AEb", record).notices
    assert notice.found == "a⟨U+202E⟩b"
    assert "U+202E" in notice.allowed
    assert ("without" in notice.allowed) is (language == "en")
    assert notice.refused(Text(language)).startswith("marking")


@given(st.text(max_size=60))
def test_one_line_is_one_form(text):
    once = one_line(text)
    assert one_line(once) == once


@given(markings, markings)
def test_a_reader_only_adds(house, reader):
    both = both_markings(house, reader)
    assert both.startswith(house)
    assert hidden_sign(both) is None
    assert both_markings(house, both) == both
    assert reader.casefold() in both.casefold()


@pytest.fixture(scope="module")
def client():
    return client_of(marking=HOUSE, exports_per_minute=600)


@pytest.mark.parametrize("view", ["map", "compare", "timeline", "trends"])
@pytest.mark.parametrize(
    ("asked", "drawn"),
    [
        ("PUBLIC", HOUSE + BETWEEN + "PUBLIC"),
        ("", HOUSE),
        ("confidentiel%C2%A0defense", HOUSE),
        ("CONFIDENTIEL%20DEFENSE%20%C2%B7%20PUBLIC", HOUSE + BETWEEN + "PUBLIC"),
    ],
)
def test_no_address_takes_the_marking_of_the_house_off_a_slide(client, view, asked, drawn, slides_of):
    answer = client.get(f"/brief.pptx?{ON}&view={view}&regions=Kidal&marking={asked}")
    assert answer.status_code == 200
    for texts in slides_of(answer.data):
        assert texts.count(drawn) == 2, texts[:3]


@pytest.fixture
def slides_of():
    def texts(shapes):
        for shape in shapes:
            if shape.shape_type == 6:  # a group
                yield from texts(shape.shapes)
            elif shape.has_text_frame:
                yield shape.text_frame.text

    return lambda file: [list(texts(slide.shapes)) for slide in Presentation(BytesIO(file)).slides]


def test_every_slide_of_a_deck_bears_both(client, slides_of):
    answer = client.get("/brief.pptx?from=2023-11-01&to=2023-11-30&every=day&marking=PUBLIC")
    slides = slides_of(answer.data)
    assert len(slides) > 3
    assert all(texts.count(HOUSE + BETWEEN + "PUBLIC") == 2 for texts in slides)


def test_two_long_markings_fit_on_the_sheet():
    both = both_markings("W" * LONGEST_MARKING, "M" * LONGEST_MARKING)
    assert text_width(both, marking_size(both), 700) < WIDTH
    assert marking_size(HOUSE) == NOTED


def test_data_that_leave_bear_the_marking_and_stay_as_they_are(client, record, tmp_path):
    zipped = client.get("/download/record.zip")
    assert f"{record.digest}_confidentiel-defense.zip" in zipped.headers["Content-Disposition"]
    with zipfile.ZipFile(BytesIO(zipped.data)) as archive:
        assert archive.read("MARKING.txt").decode().strip() == HOUSE
        assert archive.read("tables/claims.csv") == record.files["tables/claims.csv"]
    export.write(record, tmp_path / "a.gpkg", marking=HOUSE)
    assert pyogrio.read_info(tmp_path / "a.gpkg", layer="claims")["dataset_metadata"]["MARKING"] == HOUSE
    table = client.get("/download/trends/places.csv?marking=PUBLIC")
    assert f"places_{record.digest}_confidentiel-defense-public.csv" in table.headers["Content-Disposition"]


@pytest.mark.parametrize("table", Table)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_table_of_the_records_view_bears_both_in_the_name_of_its_file(record, timeline, table, language):
    state = DEFAULT.but(view=View.RECORDS, table=table, lang=language, marking="PUBLIC")
    look = {"relief": "", "narrow": False, "room": 1060, "house_marking": HOUSE}
    grid = str(records_view.body(Context(record, state, Text(language), timeline, **look)))
    assert f"northern-mali-{table}-{record.digest}-{language}_confidentiel-defense-public.csv" in grid
