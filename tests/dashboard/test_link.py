"""Links as mail, chat and other pages leave them are read as they were meant."""

from dataclasses import replace
from urllib.parse import quote, quote_plus

import pytest
from asking import views
from hypothesis import given
from hypothesis import strategies as st

from dashboard.asked.marking import LONGEST_MARKING
from dashboard.asked.reading import ReadView, read_exactly, read_view
from dashboard.asked.state import DEFAULT, ViewState
from dashboard.asked.view import View

LONGEST_ADDRESS = 4094
"""Signs that every proxy and server takes."""
MEANT = "on=2022-09-01&view=timeline&place=menaka&regions=Kidal%2CM%C3%A9naka&actors=CSP%2CJNIM&lang=fr"
MANGLED = {
    "an entity": MEANT.replace("&", "&amp;"),
    "an entity twice": MEANT.replace("&", "&amp;amp;"),
    "an entity in capitals": MEANT.replace("&", "&AMP;"),
    "an entity by number": MEANT.replace("&", "&#38;"),
    "separators encoded": MEANT.replace("&", "%26"),
    "separators encoded as entities": MEANT.replace("&", "%26amp%3B"),
    "all of it encoded": quote(MEANT, safe=""),
    "all of it encoded twice": quote(quote(MEANT, safe=""), safe=""),
    "values encoded twice": MEANT.replace("%", "%25"),
    "old separators": MEANT.replace("&", ";"),
    "a sentence ends": f"{MEANT}.",
    "a bracket closes": f"{MEANT})",
    "a bracket closes and a sentence ends": f"{MEANT}).",
    "angle brackets": f"{MEANT}%3E",
    "a comma": f"{MEANT},",
    "quotes": f"{MEANT}%22",
    "French quotes": f"{MEANT}%C2%A0%C2%BB",
    "a mark of mail for bold": f"{MEANT}**",
    "a broken line": MEANT.replace("place=men", "place=men\r\n"),
    "quoted-printable": MEANT.replace("&place", "=\n&place").replace("on=", "on=3D").replace("lang=", "lang=3D"),
    "a broken line, encoded": MEANT.replace("place=men", "place=men%0D%0A "),
    "a space in the middle": MEANT.replace("2022-09-01", "2022-09-%2001"),
    "a zero-width space": MEANT.replace("menaka", "menaka%E2%80%8B"),
    "spaces around": f"%20{MEANT}+".replace("&lang=", "&+lang="),
    "keys in capitals": "&".join(
        f"{name.upper()}={value}" for name, value in (part.split("=") for part in MEANT.split("&"))
    ),
    "HTML took the beginning of regions for a sign": MEANT.replace("&regions", "%C2%AEions"),
    "the same, not encoded": MEANT.replace("&regions", "®ions"),
    "campaigns": f"utm_source=mail&{MEANT}&utm_medium=email&fbclid=abc&gclid=x&mc_cid=1&_ga=2.3",
    "Safe Links": f"{MEANT}&data=05%7C01%7C&sdata=aBc%3D&reserved=0",
    "hyphens that do not break": MEANT.replace("2022-09-01", "2022%E2%80%9109%E2%80%9101"),
    "dashes": MEANT.replace("2022-09-01", "2022–09–01"),
    "an id as a name": MEANT.replace("place=menaka", "place=Menaka"),
    "ids in small letters": MEANT.replace("CSP%2CJNIM", "csp,jnim"),
    "an empty value": f"{MEANT}&grade=&known=",
}
INTENDED = ViewState(
    on=DEFAULT.on.replace(2022, 9, 1),
    view=View.TIMELINE,
    place="menaka",
    regions=frozenset({"Kidal", "Ménaka"}),
    actors=frozenset({"CSP", "JNIM"}),
    lang="fr",
)


@pytest.mark.parametrize("query", MANGLED.values(), ids=MANGLED.keys())
def test_a_link_is_read_as_it_was_meant_and_nothing_is_said_of_it(record, query):
    read = read_view(query, record)
    assert read.state == INTENDED
    assert read.notices == ()
    assert read_exactly(query, record) == INTENDED


@given(data=st.data(), mangle=st.sampled_from(["&amp;", "&amp;amp;", "&#38;", "&#x26;"]))
def test_every_view_survives_separators_written_as_entities(record, data, mangle):
    view = data.draw(views(record))
    read = read_view(view.query().replace("&", mangle), record)
    assert (read.state, read.notices) == (view, ())


@given(data=st.data())
def test_every_view_without_a_marking_survives_being_encoded_again(record, data):
    view = data.draw(views(record)).but(marking="")
    for query in (quote(view.query(), safe=""), view.query().replace("&", "%26")):
        read = read_view(query, record)
        assert (read.state, read.notices) == (view, ())


@pytest.mark.parametrize(
    "marking", ["R&D ONLY", "A&lang=fr", "SECRET!", "50%26 OFF", "(RESTRICTED)", "A=3DB", "NATO;lang=fr"]
)
def test_a_marking_stays_what_was_typed(record, marking):
    assert len(marking) <= LONGEST_MARKING
    assert read_view(f"lang=en&marking={quote_plus(marking)}", record).state.marking == marking


def test_what_is_wrong_is_said_in_the_language_of_the_mangled_link(record):
    [notice] = read_view("on=2031-01-01&amp;lang=fr", record).notices
    assert "AAAA-MM-JJ" in notice.allowed


def test_whatever_can_be_chosen_makes_an_address_that_is_read(record):
    fields = {"actors": record.actors, "regions": {place.region for place in record.places.values() if place.region}}
    for part, ids in fields.items():
        chosen = DEFAULT.but(**{part: frozenset(ids)})
        assert read_view(chosen.query(), record).state == chosen
    actor = record.actors["CSP"]
    larger = replace(record, actors={f"ACTOR{number:03}": actor for number in range(200)})
    chosen = DEFAULT.but(actors=frozenset(larger.actors))
    assert read_view(chosen.query(), larger) == ReadView(chosen)
    assert len(chosen.query()) < LONGEST_ADDRESS


@pytest.mark.parametrize("query", ["", "on=", "?on=&lang=en", "lang=en"])
def test_a_view_without_a_day_opens_on_the_usual_one_and_says_nothing(record, query):
    assert read_view(query, record) == read_view("on=2023-11-14", record)


@pytest.mark.parametrize("day", ["undefined", "null", "NaN", "2023-11", "2023", "2023-11-", "2011-12-31", "2025-01-01"])
def test_a_day_that_is_none_of_the_records_is_named_and_the_usual_one_shown(record, day):
    read = read_view(f"on={day}&place=kidal", record)
    assert read.state == DEFAULT.but(place="kidal")
    assert [notice.parameter for notice in read.notices] == ["on"]
