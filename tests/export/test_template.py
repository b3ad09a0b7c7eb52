"""Slides lie on the master and layout of an organisation's own presentation; a file that cannot serve is refused."""

import io
import os
import subprocess
import sys
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from openxml_audit import validate_pptx
from PIL import Image
from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.shapes import MSO_SHAPE
from pptx.util import Emu, Inches
from slides import said_on

from dashboard.__main__ import main
from dashboard.asked.size import SIZES, WIDE
from dashboard.asked.state import ViewState
from dashboard.asked.template import Template, TemplateError
from dashboard.asked.view import View
from dashboard.config import Settings, SettingsError, read_settings
from dashboard.export.checking import compared, stamp_in
from dashboard.export.files import make
from dashboard.export.order import Order, OrderError
from dashboard.export.request import Request
from dashboard.export.story import turning_points
from dashboard.export.story_file import story_file
from dashboard.text import Text

ROOT = Path(__file__).parents[2]
LIST = "[Content_Types].xml"
STATE = ViewState(after=date(2023, 10, 1), until=date(2023, 11, 14), lang="fr")


def made(path, inches=WIDE.inches):
    """A presentation as an organisation has it: band, logo and ground on its master, and a slide that explains it."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = map(Inches, inches)
    master = deck.slide_master
    band = deck.slides.add_slide(deck.slide_layouts[6]).shapes.add_shape(
        MSO_SHAPE.RECTANGLE, 0, deck.slide_height - Emu(160_000), deck.slide_width, Emu(160_000)
    )
    band.name = "Band of the house"
    band.fill.solid()
    band.fill.fore_color.rgb = RGBColor(0x00, 0x55, 0x44)
    master.shapes._spTree.append(band._element)
    picture = io.BytesIO()
    Image.new("RGB", (60, 30), "#005544").save(picture, "PNG")
    _, relation = master.part.get_or_add_image_part(picture)
    logo = deck.slides[0].shapes.add_picture(picture, deck.slide_width - Emu(800_000), Emu(30_000), Emu(500_000))
    logo.name = "Logo of the house"
    logo._element.blipFill.blip.set(
        "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}embed", relation
    )
    master.shapes._spTree.append(logo._element)
    master.background.fill.solid()
    master.background.fill.fore_color.rgb = RGBColor(0xEE, 0xF4, 0xF2)
    deck.slides.add_slide(deck.slide_layouts[1]).shapes.title.text = "How to use our slides"
    deck.save(path)
    return path


def with_part(path, name, body, of=b"", instead=b""):
    """The same file with a part more, and something in the list of its parts replaced."""
    with zipfile.ZipFile(path) as found:
        parts = {each: found.read(each) for each in found.namelist()}
    parts["[Content_Types].xml"] = (
        parts["[Content_Types].xml"].replace(of, instead) if of else parts["[Content_Types].xml"]
    )
    if name:
        parts[name] = body
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for each, content in parts.items():
            packed.writestr(each, content)
    return path


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    return made(tmp_path_factory.mktemp("house") / "ours.pptx")


@pytest.fixture(scope="module")
def order(path):
    return Order(STATE, "Mention", template=Template.of(path))


def drawn_below(slide):
    """What the master of a slide draws."""
    return {shape.name for shape in slide.slide_layout.slide_master.shapes}


@pytest.mark.parametrize("view", [View.MAP, View.TIMELINE])
def test_sheets_lie_on_the_layout_with_nothing_but_a_title(record, order, view, tmp_path):
    asked = Request.of(replace(order, state=STATE.but(view=view)), "pptx")
    out = tmp_path / "sheet.pptx"
    out.write_bytes(make(record, asked))
    assert [str(one) for one in validate_pptx(out).errors] == []
    deck = Presentation(str(out))
    for slide in deck.slides:
        assert slide.slide_layout.name == "Title Only"
        assert {"Band of the house", "Logo of the house"} <= drawn_below(slide)
        assert slide.follow_master_background, "the ground is that of the house"
        assert [shape.is_placeholder for shape in slide.shapes].count(True) == 1
        assert slide.shapes.title.text_frame.text
        assert "How to use our slides" not in said_on(slide)
    assert "Mention" in said_on(deck.slides[0])
    assert make(record, asked) == out.read_bytes(), "byte for byte"


def test_a_deck_and_a_story_lie_on_it_too_and_are_checked(record, order, tmp_path):
    story = turning_points(record, Text("fr"))
    files = {
        "deck.pptx": make(record, Request.of(order, "pptx", "day")),
        "story.pptx": story_file(record, replace(story, steps=story.steps[:2]), order, "pptx"),
    }
    for name, file in files.items():
        out = tmp_path / name
        out.write_bytes(file)
        assert [str(one) for one in validate_pptx(out).errors] == []
        for slide in Presentation(str(out)).slides:
            assert "Logo of the house" in drawn_below(slide)
        with zipfile.ZipFile(out) as package:
            assert len(package.namelist()) == len(set(package.namelist()))
        assert compared(stamp_in(out), record)[0]


def test_a_sheet_of_another_size_stays_as_it_is(record, order):
    size = SIZES["a4"]
    file = make(record, Request.of(replace(order, size=size), "pptx"))
    assert file == make(record, Request.of(replace(order, size=size, template=None), "pptx"))


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
def test_slides_of_every_size_of_ours_are_taken(size, tmp_path):
    assert Template.of(made(tmp_path / "ours.pptx", size.inches)).size == size


def no_presentation(path):
    path.write_text("PK, but not really")
    return path


def a_table(path):
    return with_part(made(path), "", b"", b"presentationml.presentation.main", b"spreadsheetml.sheet.main")


def with_macros(path):
    return with_part(made(path), "ppt/vbaProject.bin", b"Sub AutoOpen()")


def for_macros(path):
    return with_part(
        made(path), "", b"", b"vnd.openxmlformats-officedocument.presentationml.presentation.main",
        b"vnd.ms-powerpoint.presentation.macroEnabled.main",
    )  # fmt: skip


def with_a_link(path):
    rels = b"""<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r9"
    Type="t" Target="https://example.org/logo.png" TargetMode="External"/></Relationships>"""
    return with_part(made(path), "ppt/slideMasters/_rels/slideMaster9.xml.rels", rels)


def too_large(path):
    return with_part(made(path), "ppt/media/film.dat", os.urandom(21 << 20))


def a_bomb(path):
    return with_part(made(path), "ppt/media/nothing.xml", bytes(101 << 20))


def narrow(path):
    return made(path, (10, 5.625))


@pytest.mark.parametrize(
    ("spoil", "why"),
    [
        (no_presentation, "it is none"),
        (a_table, "it is none"),
        (with_macros, "macros"),
        (for_macros, "macros"),
        (with_a_link, "leads out of it"),
        (too_large, "more than 20 MB"),
        (a_bomb, "more than 100 MB"),
        (narrow, r"its slides have 10\.00 × 5\.62 inches"),
    ],
)
def test_a_file_that_cannot_serve_is_refused_at_start_with_what_is_allowed(spoil, why, tmp_path, monkeypatch):
    path = spoil(tmp_path / "ours.pptx")
    monkeypatch.setenv("BRIEF_TEMPLATE", str(path))
    with pytest.raises(SettingsError, match=rf"^BRIEF_TEMPLATE: found '.*ours\.pptx'; allowed: a pres.*10\.00.*{why}"):
        read_settings()


def test_a_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(TemplateError, match="it cannot be read"):
        Template.of(tmp_path / "none.pptx")


def test_no_template_is_the_usual_and_one_is_shown_by_its_name(path, monkeypatch, capsys):
    monkeypatch.setenv("BRIEF_TEMPLATE", "")
    assert Settings().brief_template is None
    monkeypatch.setenv("BRIEF_TEMPLATE", str(path))
    assert main(["--show-config"]) == 0
    assert f"BRIEF_TEMPLATE={path}\n" in capsys.readouterr().out


def test_a_template_that_changes_after_the_start_is_refused_in_words(record, tmp_path):
    path = made(tmp_path / "ours.pptx")
    order = Order(STATE, template=Template.of(path))
    path.write_bytes(path.read_bytes() + b" ")
    for state in (STATE, STATE.but(lang="en")):
        with pytest.raises(OrderError) as fault:
            make(record, Request.of(replace(order, state=state), "pptx"))
        assert "ours.pptx" in fault.value.said(Text(state.lang))
    assert make(record, Request.of(order, "svg")), "what has no slides is made as ever"


def test_the_command_writes_on_it_and_checks_what_it_wrote(path, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("BRIEF_TEMPLATE", str(path))
    out = tmp_path / "kidal.pptx"
    assert main(["brief", "--on", "2023-11-14", str(out)]) == 0
    assert "Logo of the house" in drawn_below(Presentation(str(out)).slides[0])
    assert main(["brief", "--check", str(out)]) == 0
    assert "still says the same" in capsys.readouterr().out


def test_the_server_looks_at_it_without_what_reads_presentations(path):
    asked = "import sys; from dashboard.config import read_settings; from dashboard.app import create_app; "
    asked += "create_app(read_settings()); print(sorted(name for name in sys.modules if name.startswith('pptx')))"
    env = os.environ | {"BRIEF_TEMPLATE": str(path)}
    said = subprocess.run([sys.executable, "-c", asked], cwd=ROOT, env=env, capture_output=True, text=True, check=True)
    assert said.stdout.strip().endswith("[]")
