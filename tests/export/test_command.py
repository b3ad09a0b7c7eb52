"""``python -m dashboard brief``: writes, checks, and refuses in words."""

import pytest
from pptx import Presentation
from slides import said_on

from dashboard.__main__ import main


@pytest.fixture
def brief(capsys):
    """Runs the command; gives its code, what it said, and what it complained of."""

    def run(*arguments):
        code = main(["brief", *map(str, arguments)])
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


def test_a_sheet_is_written_and_checked(brief, tmp_path):
    path = tmp_path / "kidal.pptx"
    code, said, _ = brief("--on", "2023-11-14", "--lang", "fr", "--marking", "Réservé", path)
    assert code == 0
    assert "kidal.pptx" in said
    [slide] = Presentation(path).slides
    assert slide.shapes.title.text_frame.text == "L’armée et Wagner prennent Kidal et 2 autres lieux, que perd le CSP"
    assert "Mardi 14 novembre 2023" in said_on(slide)
    code, said, _ = brief("--check", path)
    assert code == 0
    assert "still says the same" in said


def test_a_deck_is_written_and_checked(brief, tmp_path):
    path = tmp_path / "deck.pptx"
    assert brief("--from", "2023-08-01", "--to", "2023-12-31", "--every", "month", path)[0] == 0
    assert len(Presentation(path).slides) > 6
    assert brief("--check", path)[0] == 0


@pytest.mark.parametrize("kind", ["pptx", "svg", "pdf", "png"])
def test_several_days_are_one_sheet_that_is_checked(brief, tmp_path, kind):
    path = tmp_path / f"days.{kind}"
    assert brief("--days", "2023-08-01,2023-11-14,2023-12-31", path)[0] == 0
    assert brief("--check", path)[0] == 0
    if kind == "pptx":
        [slide] = Presentation(path).slides
        assert slide.shapes.title.text_frame.text == "The army and Wagner take Kidal, Anéfis and Ber from the CMA"
        assert "1 August 2023 to 31 December 2023: 3 days" in said_on(slide)


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["--on", "2031-01-01", "a.pptx"], "allowed: YYYY-MM-DD"),
        (["--on", "2023-11-14", "a.gif"], "allowed: pptx, pdf, png, svg"),
        (["--on", "2023-11-14", "--marking", "x" * 81, "a.pptx"], "at most 80"),
        (["--from", "2023-08-01", "--to", "2023-12-31", "a.png"], "one file holds one sheet"),
        (["--days", "2023-08-01", "a.png"], "2 to 12 days"),
        (["--check", "nowhere.pptx"], "no stamp"),
        (["--on", "2023-11-14", "/nowhere/at/all/a.pptx"], "No such file"),
    ],
)
def test_what_cannot_be_done_is_said(brief, arguments, complaint, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    code, _, complained = brief(*arguments)
    assert code == 1
    assert complaint in complained
    assert not list(tmp_path.iterdir())
