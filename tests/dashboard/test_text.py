"""The French catalogue: every sentence the page says is in it, with the same places to fill, and nothing else is."""

import re
from datetime import date
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

import dashboard
from dashboard.text import LANGUAGES, Text, catalogue
from geodata.entities import Bilingual
from geodata.vocabulary import Precision

HOUSE = Path(dashboard.__file__).parent
KEYWORDS = {"text": None, "self": None}
"""What a sentence is handed to in the code: ``text("…")``, and ``self("…")`` inside Text."""
NO_BREAK = "\N{NARROW NO-BREAK SPACE}\N{NO-BREAK SPACE}"
"""What stands before ; : ? ! and » in French, and after «."""


@pytest.fixture(scope="module")
def said():
    """Every sentence in the code, with where it stands."""
    found = {}
    for file, line, sentence, *_ in extract_from_dir(HOUSE, [("**.py", "python")], keywords=KEYWORDS, comment_tags=()):
        found.setdefault(sentence, f"{file}:{line}")
    return found


@pytest.fixture(scope="module")
def french():
    """The catalogue as it is written, fuzzy and empty entries too."""
    with (HOUSE / "text/fr.po").open("rb") as file:
        return {message.id: message for message in read_po(file, locale="fr", abort_invalid=True) if message.id}


def places(sentence):
    """What is filled into a sentence, and in which format."""
    return sorted(
        (name, form, conversion) for _, name, form, conversion in Formatter().parse(sentence) if name is not None
    )


def test_the_code_says_something(said):
    assert len(said) > 100
    assert "held by {actor}" in said
    assert "since about {month}" in said, "sentences inside Text count too"


def test_every_sentence_has_its_french(said, french):
    missing = {sentence: where for sentence, where in said.items() if sentence not in french}
    assert not missing
    assert not [sentence for sentence in said if not str(french[sentence].string).strip()]
    assert not [sentence for sentence in said if french[sentence].fuzzy]


def test_no_french_is_left_over(said, french):
    assert not set(french) - set(said)


def test_every_french_sentence_fills_the_same_places(french):
    pairs = {sentence: message.string for sentence, message in french.items()}
    assert not {sentence: said for sentence, said in pairs.items() if places(sentence) != places(said)}


def test_french_sentences_end_as_the_english_do(french):
    assert not [
        sentence for sentence, message in french.items() if sentence.endswith(".") != message.string.endswith(".")
    ]


def test_french_punctuation_stands_off(french):
    close = re.compile(rf"[^{NO_BREAK}](?:[;?!»]|:(?!\w|//))|«[^{NO_BREAK}]")
    assert not [message.string for message in french.values() if close.search(message.string)]


def test_french_uses_the_curly_apostrophe(french):
    assert not [message.string for message in french.values() if re.search(r"\w'\w", message.string)]


def test_the_catalogue_read_at_run_time_is_the_one_written(french):
    assert catalogue("en") == {}
    assert catalogue("fr") == {sentence: message.string for sentence, message in french.items()}


def test_a_sentence_without_its_french_stays_english():
    assert Text("fr")("No such sentence, {name}.", name="Kidal") == "No such sentence, Kidal."


def test_the_record_speaks_english_where_its_french_is_missing():
    assert Text("fr").of(Bilingual("in English", "")) == "in English"
    assert Text("fr").of(Bilingual("in English", "en français")) == "en français"


@pytest.mark.parametrize(
    ("language", "precision", "since", "when"),
    [
        ("en", Precision.DAY, "since 1 March 2012", "1 March 2012"),
        ("en", Precision.MONTH, "since March 2012", "March 2012"),
        ("en", Precision.SEASON, "since about March 2012", "about March 2012"),
        ("en", Precision.YEAR, "since 2012", "2012"),
        ("fr", Precision.DAY, "depuis le 1ᵉʳ mars 2012", "1ᵉʳ mars 2012"),
        ("fr", Precision.MONTH, "depuis mars 2012", "mars 2012"),
        ("fr", Precision.SEASON, "depuis mars 2012 environ", "vers mars 2012"),
        ("fr", Precision.YEAR, "depuis 2012", "2012"),
    ],
)
def test_dates_are_said_no_more_exactly_than_they_are_known(language, precision, since, when):
    text, day = Text(language), date(2012, 3, 1)
    assert text.since(day, precision) == since
    assert text.when(day, precision) == when


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_contributor_of_troops_has_a_name(record, language):
    codes = {code for base in record.bases.values() for code in base.contributors}
    assert codes
    assert all(Text(language).country(code) for code in codes)
