"""What a record says of itself: refused in words, by line and key, whatever stands in its place."""

import pytest

from geodata.about import read_about
from geodata.files import ABOUT, Files
from geodata.record import HOME

SOUND = (HOME / ABOUT).read_text("utf-8")
LAST, AS_OF, TITLE = "last = 2024-12-31", "as_of = 2024-12-31", 'title_en = "Northern Mali Control Map"'
DAMAGES = {
    "empty": (SOUND, "", "record.toml:0:title_en: found nothing"),
    "no TOML": (TITLE, "x = = 3", "record.toml:3:file: found Invalid value"),
    "a key twice": (TITLE, f"{TITLE}\n{TITLE}", "record.toml:4:file: found Cannot overwrite a value"),
    "nested without end": (SOUND, "a = " + "[" * 9000 + "]" * 9000, "found lists within lists without end"),
    "a key too many": (LAST, f"{LAST}\nfoo = 1", "foo: found 'foo'; allowed: one of title_en"),
    "a moment": (LAST, "last = 2024-12-31T00:00:00Z", "last: found '2024-12-31 00:00:00+00:00'"),
    "a number": (LAST, "last = 5", "last: found '5'"),
    "turned": (LAST, "last = 2011-12-31", "not before first"),
    "ages": (LAST, "last = 9999-12-31", "at most 100 years after it"),
    "known before it begins": (AS_OF, "as_of = 2000-01-01", "as_of: found '2000-01-01'"),
    "known after it ends": (AS_OF, "as_of = 2099-01-01", "as_of: found '2099-01-01'"),
    "no title": (TITLE, 'title_en = ""', "title_en: found ''"),
    "a title of a page": (TITLE, f'title_en = "{"x" * 81}"', "at most 80 letters"),
    "a title that turns": (TITLE, 'title_en = "a\\u202Eb"', "title_en: found"),
}


def read(text):
    return read_about(Files({ABOUT: text.encode()}, ""), {})


@pytest.mark.parametrize(("found", "put", "said"), DAMAGES.values(), ids=DAMAGES)
def test_what_is_not_as_it_may_be_is_refused_in_words(found, put, said):
    assert found in SOUND
    about, faults = read(SOUND.replace(found, put))
    assert about is None
    assert said in str(faults[0])


@pytest.mark.parametrize("text", [SOUND, "\ufeff" + SOUND, SOUND.replace("\n", "\r\n")], ids=["plain", "BOM", "CRLF"])
def test_it_is_read_as_editors_write_it(text):
    about, faults = read(text)
    assert faults == []
    assert str(about.period.last) == "2024-12-31"
