"""What a browser keeps for a year has another address for every other code, word and colour."""

import shutil

import pytest

from dashboard.agreed.edition import CHECKOUT, MADE_OF, edition, edition_of


@pytest.fixture(scope="module")
def checkout(tmp_path_factory):
    """A copy of all that payloads are made by."""
    copy = tmp_path_factory.mktemp("checkout")
    for path in {path for pattern in MADE_OF for path in CHECKOUT.glob(pattern)}:
        to = copy / path.relative_to(CHECKOUT)
        to.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, to)
    return copy


def test_the_same_program_elsewhere_has_the_same_edition(checkout):
    assert edition_of(checkout) == edition()


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("dashboard/text/fr.po", "Rien ne change ce jour-là", "Rien ne bouge ce jour-là"),
        ("dashboard/figures/style.py", "#", "#0"),
        ("dashboard/handed/days.py", "asOf", "reach"),
        ("geodata/timeline.py", "inclusive", "included"),
    ],
)
def test_a_sentence_a_colour_or_a_line_of_code_changed_gives_another_address(checkout, file, old, new):
    path = checkout / file
    before = path.read_text(encoding="utf-8")
    assert old in before
    path.write_text(before.replace(old, new, 1), encoding="utf-8")
    assert edition_of(checkout) != edition()
    path.write_text(before, encoding="utf-8")
    assert edition_of(checkout) == edition()
