"""Views that people may ask for, and queries that no reader of the record would write: shared by many tests."""

import random
import string
from datetime import date, timedelta
from urllib.parse import quote, urlencode

from flask.testing import FlaskClient
from hypothesis import strategies as st
from period import FIRST, LAST

from dashboard.app import create_app
from dashboard.asked.frame import Frame
from dashboard.asked.headline import LONGEST_HEADLINE
from dashboard.asked.incidents import MOST_DAYS
from dashboard.asked.layers import Layer
from dashboard.asked.marking import LONGEST_MARKING
from dashboard.asked.notes import CORNERS, NO_NOTES, WORDED, Note, NoteKind, Notes
from dashboard.asked.notes_written import write_address
from dashboard.asked.parameters import PARAMETERS
from dashboard.asked.state import ViewState
from dashboard.asked.stretch import LEAST_DAYS, Stretch
from dashboard.asked.theme import Theme
from dashboard.asked.view import Mode, Question, Table, View
from dashboard.config import Settings
from dashboard.text import LANGUAGES
from geodata.grades import Grade
from geodata.letters import hidden_sign, one_line, says_something
from geodata.record import Record
from geodata.selection import regions_of
from geodata.vocabulary import Camp, PlaceKind


def client_of(**settings: object) -> FlaskClient:
    """Someone who asks an app with these settings."""
    return create_app(Settings(**settings)).server.test_client()


def page_call(query: str) -> dict[str, object]:
    """What Dash sends when a page of the app asks for the view of a query."""
    return {
        "output": "page.children",
        "outputs": {"id": "page", "property": "children"},
        "inputs": [
            {"id": "location", "property": "search", "value": query},
            {"id": "viewport", "property": "data", "value": {"width": 1440, "height": 900}},
        ],
        "changedPropIds": ["location.search"],
    }


days = st.dates(FIRST, LAST)
grades = st.builds(Grade.parse, st.from_regex("[A-F][1-6]", fullmatch=True))
layer_sets = st.frozensets(st.sampled_from(Layer))
markings = (
    st.text(st.characters(exclude_categories=["C"]), max_size=LONGEST_MARKING)
    .map(one_line)
    .filter(lambda said: said == "" or (says_something(said) and len(said) <= LONGEST_MARKING))
    .filter(lambda said: hidden_sign(said) is None)
)
"""Whatever can stand, in its one form."""
headlines = (
    st.text(st.characters(exclude_categories=["C"]), max_size=LONGEST_HEADLINE)
    .map(one_line)
    .filter(lambda said: said == "" or (says_something(said) and len(said) <= LONGEST_HEADLINE))
    .filter(lambda said: hidden_sign(said) is None)
)
"""The same of a headline."""
known_days = st.dates(date(2011, 1, 1), date(2030, 1, 1))


@st.composite
def frames(draw: st.DrawFn) -> Frame:
    """Every piece of ground the map can open on."""
    west, east = sorted(draw(st.lists(st.integers(-650, 375), min_size=2, max_size=2, unique=True)))
    south, north = sorted(draw(st.lists(st.integers(475, 1300), min_size=2, max_size=2, unique=True)))
    return Frame(west / 50, south / 50, east / 50, north / 50)


@st.composite
def stretches(draw: st.DrawFn) -> Stretch:
    """Every stretch of days that a chart can show."""
    first = draw(st.dates(FIRST, LAST - timedelta(days=LEAST_DAYS - 1)))
    return Stretch(first, draw(st.dates(first + timedelta(days=LEAST_DAYS - 1), LAST)))


words = (
    st.text(st.characters(exclude_categories=["C"]), max_size=40)
    .map(one_line)
    .filter(lambda said: said == "" or (says_something(said) and len(said) <= 40 and hidden_sign(said) is None))
)
"""Whatever a reader can write, in any script, in its one form."""
positions = st.tuples(st.integers(-13_000, 7_500), st.integers(9_500, 26_000)).map(
    lambda at: (at[0] / 1000, at[1] / 1000)
)


@st.composite
def one_note(draw: st.DrawFn) -> Note:
    """Every note that a reader can write."""
    kind = draw(st.sampled_from(NoteKind))
    least, most = CORNERS[kind]
    first, last = sorted((draw(days), draw(days)))
    has_days = kind is NoteKind.BRACKET
    return Note(
        kind,
        tuple(draw(st.lists(positions, min_size=least, max_size=min(most, 5)))),
        draw(words.filter(bool) if kind in WORDED else words),
        first if has_days or draw(st.booleans()) else None,
        last if has_days or draw(st.booleans()) else None,
    )


def written_notes() -> st.SearchStrategy[Notes]:
    """Some notes and a key message."""
    return st.builds(Notes, words, st.lists(one_note(), max_size=4).map(tuple))


def short_notes() -> st.SearchStrategy[Notes]:
    """As many as an address bears."""
    return written_notes().filter(lambda notes: not notes or write_address(notes) != "")


@st.composite
def views(draw: st.DrawFn, record: Record) -> ViewState:
    """Every view the app can show."""
    after, until = sorted((draw(days), draw(days)))
    return ViewState(
        on=draw(days),
        view=draw(st.sampled_from(View)),
        place=draw(st.none() | st.sampled_from(list(record.places))),
        layers=draw(layer_sets),
        after=after,
        until=until,
        known=draw(st.none() | known_days),
        grade=draw(st.none() | grades),
        fresh=draw(st.sampled_from([False, False, True])),
        assessor=draw(st.none() | st.sampled_from(list(record.assessors))),
        before_assessor=draw(st.none() | st.sampled_from(list(record.assessors))),
        before_known=draw(st.none() | known_days),
        actors=draw(st.frozensets(st.sampled_from(list(record.actors)))),
        camps=draw(st.frozensets(st.sampled_from(Camp))),
        regions=draw(st.frozensets(st.sampled_from(regions_of(record)))),
        kinds=draw(st.frozensets(st.sampled_from(PlaceKind))),
        alone=draw(st.booleans()),
        lang=draw(st.sampled_from(LANGUAGES)),
        brief=draw(st.booleans()),
        table=draw(st.sampled_from(Table)),
        question=draw(st.none() | st.sampled_from(Question)),
        between=draw(st.none() | st.builds(lambda *two: Stretch(*sorted(two)), days, days)),
        frame=draw(st.none() | frames()),
        mode=draw(st.sampled_from(Mode)),
        several=draw(st.just(()) | st.sets(days, min_size=2, max_size=12).map(sorted).map(tuple)),
        flip=draw(st.booleans()),
        span=draw(st.none() | stretches()),
        divider=draw(st.none() | st.integers(-1300, 750).map(lambda hundredths: hundredths / 100)),
        marking=draw(markings),
        edition=draw(st.none() | st.just(record.digest)),
        notes=draw(st.just(NO_NOTES) | short_notes()),
        headline=draw(headlines),
        incident_days=draw(st.integers(1, MOST_DAYS)),
        theme=draw(st.none() | st.sampled_from(Theme)),
        legend=draw(st.booleans()),
    )


NO_DAYS = ["2023-02-30", "2011-12-31", "2025-01-01", "14/11/2023", "2023-11", "tomorrow", "20231114", "0", "-1"]
BAD_VALUES = {
    "on": NO_DAYS,
    "view": ["globe", "MAPS", "map,table", "../map", "1"],
    "place": ["bamako-2", "KIDALS", "kidal;gao", "../../etc/passwd", "<script>alert(1)</script>", "ménaka", "kidal'--"],
    "layers": ["roads", "kidal,roads", "kidal;menaka", ",", "all", "none,kidal", "RELIEFS"],
    "from": NO_DAYS,
    "to": NO_DAYS,
    "known": ["yesterday", "2023-13-01", "2023-1-1", "2023-W46-2", "20231114", "31.12.2023"],
    "fresh": ["2", "yes", "-1"],
    "from_known": ["yesterday", "2023-13-01", "2023-1-1", "2023-W46-2", "20231114", "31.12.2023"],
    "from_as": ["nobody", "polgeonow;gov", "polgeonow,gov", "../x", "A"],
    "as": ["nobody", "polgeonow;gov", "polgeonow,gov", "../x", "A"],
    "grade": ["A7", "G1", "22", "B", "B2B2", "2B", "b-2", "A1,A2"],
    "actors": ["NATO", "cspx", "CSP;JNIM", ",CSP", "CSP,NATO"],
    "camps": ["rebels", "States", "state,rebels", "jihadist;state"],
    "regions": ["Azawad", "kidal", "Kidal,Azawad", "Kidal;Gao"],
    "kinds": ["city", "Towns", "town,city", "UN Base"],
    "alone": ["yes", "CSP", "2", "-1"],
    "lang": ["de", "ENG", "fr-FR", "français", "en;fr"],
    "brief": ["yes", "true", "2", "01", "-1"],
    "table": ["places", "Claim", "claims,events", "1"],
    "question": ["who", "ever held", "ever-held,losses", "losses2", "1"],
    "between": ["2022-01-01", "2023-01-01,2022-01-01", "2011-01-01,2022-01-01", "2022", "a,b", "2022-01-01;2022-02-01"],
    "frame": [
        "1,2,3",
        "a,b,c,d",
        "2,16,1,17",
        "0,17,1,16",
        "-14,15,1,17",
        "0,15,8,17",
        "0,9,1,17",
        "0,15,1,27",
        "1,17,1,17",
    ],
    "mode": ["both", "Swiped", "side,swipe", "1"],
    "days": ["2023-01-01", "2023-01-01,2023-01-01", "2023-01-01,2031-01-01", "2023-01-01;2023-02-01", "6", "quarters"],
    "flip": ["yes", "true", "2", "-1"],
    "span": ["2022-01-01", "2023-01-01,2022-01-01", "2022-01-01,2022-01-09", "2011-01-01,2022-01-01", "2022", "a,b"],
    "divider": ["9", "-14", "east", "1,5", "50%", "1e1", "NaN"],
    "edition": ["0123456789ab", "newest", "0123456789abc", "0123", "../0123456789"],
    "notes": ["x", "bm8", "W10=", "e30", "kidal", "WyIiLFsidGV4dCJdXQ", "<b>"],
    "incident_days": ["0", "3661", "30 days", "-7", "7.5", "a", "²"],
    "headline": ["a\u202eb", "a\nb", "\u200f", "a\x00b", ".", "\u200b", "– -", "R\ufffdserv\ufffd"],
    "legend": ["no", "false", "2", "00", "-1"],
    "theme": ["auto", "darkest", "black", "light,dark", "1"],
    "marking": ["a\u202eb", "a\nb", "\u200f", "a\x00b", "a\tb", ".", "\u200b", "– -", "R\ufffdserv\ufffd"],
}
"""For every parameter, values that must be left out and named; all of them shorter than what a notice shows."""
assert set(BAD_VALUES) == set(PARAMETERS), "every parameter of the address has its bad values"


def as_told(value: str) -> str:
    """A wrong value as a notice shows it: what cannot be seen stands there by its number."""
    return "".join(letter if letter.isprintable() else f"⟨U+{ord(letter):04X}⟩" for letter in value)


mistakes = st.sampled_from([(name, value) for name, values in BAD_VALUES.items() for value in values])
bad_pairs = st.lists(mistakes, min_size=1, max_size=5)
anything = st.text(max_size=60)
junk = (
    st.lists(st.tuples(st.sampled_from(list(PARAMETERS)) | anything, anything | st.text(min_size=180, max_size=260)))
    .map(urlencode)
    .flatmap(lambda query: st.sampled_from([query, f"?{query}", query.replace("=", "")]))
)
raw = st.text(alphabet=string.printable + "é’\u202e\x00", max_size=120) | st.binary(max_size=60).map(quote)
bad_queries = junk | raw | bad_pairs.map(urlencode)


def some_bad_queries(count: int) -> list[str]:
    """The same few bad queries on every run: each wrong value once, then strange ones."""
    listed = [urlencode({name: value}) for name, values in BAD_VALUES.items() for value in values]
    strange = [
        "on=%FF%FE",
        "on=2023-11-14&on=x",
        "%3Cimg+src%3Dx%3E=1",
        "on",
        "=&=&",
        "&&&",
        "q=" + "9" * 5000,
        "?on=1",
    ]
    chosen = strange + random.Random(14).sample(listed, len(listed))
    return chosen[:count]


def some_days(count: int) -> list[date]:
    """The same few days on every run, spread at random over the record."""
    chosen = random.Random(2012).sample(range((LAST - FIRST).days + 1), count)
    return [FIRST + timedelta(days=index) for index in sorted(chosen)]
