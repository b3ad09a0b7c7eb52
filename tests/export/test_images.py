"""Images read back: vectors but for the relief, the marking twice, the same bytes every time."""

import re
from html import unescape
from io import BytesIO

import pytest
from PIL import Image
from pypdf import PdfReader

from dashboard.export import images
from dashboard.export.images import NoBrowserError, Studio, with_text
from dashboard.export.stamp import stamp_of
from dashboard.figures.sheets.margins import HEIGHT, WIDTH

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def drawn(one, studio):
    return lambda: studio.svg([one.figure().to_plotly_json()], stamp_of([one]).written(), one.title)


@pytest.fixture(scope="module")
def svg(drawn):
    return drawn()


def test_the_drawing_has_no_raster_but_the_relief(svg):
    assert len(re.findall(r"<image\b", svg)) == 1
    assert "data:image/jpeg" in svg
    assert "<canvas" not in svg
    assert "foreignObject" not in svg


def test_the_drawing_fetches_nothing(svg):
    links = re.findall(r"""(?:href|src)="([^"]+)"|url\(([^)]+)\)""", svg)
    assert all(link.startswith(("data:", "#", "'#", '"#', "&quot;#")) for pair in links for link in pair if link)


def test_the_drawing_says_the_marking_twice_and_every_name(svg, one):
    assert unescape(svg).count(one.order.marking) == 2
    [labels] = [trace for trace in one.figure().data if trace.uid == "labels"]
    for name in filter(None, labels.text):
        assert name in svg


def test_the_same_view_gives_the_same_drawing(svg, drawn):
    assert drawn() == svg


def test_pixels_are_twice_the_sheet(svg, studio):
    png = studio.png(svg, "a stamp")
    with Image.open(BytesIO(png)) as image:
        assert image.size == (2 * WIDTH, 2 * HEIGHT)
        assert image.text == {"Comment": "a stamp"}
    assert studio.png(svg, "a stamp") == png


def test_pages_have_the_size_of_a_slide(svg, studio, one):
    pdf = studio.pdf([svg, svg], "a stamp", one.title)
    read = PdfReader(BytesIO(pdf))
    assert len(read.pages) == 2
    assert [float(side) for side in read.pages[0].mediabox[2:]] == [WIDTH * 0.75, HEIGHT * 0.75]
    assert "Kidal" in read.pages[0].extract_text()
    assert "/CreationDate" not in read.metadata
    assert studio.pdf([svg, svg], "a stamp", one.title) == pdf


def test_without_a_browser_it_says_what_to_install(monkeypatch, one):
    def absent(*_args, **_kwargs):
        raise images.ChromeNotFoundError("none")

    monkeypatch.setattr(images, "Kaleido", absent)
    with pytest.raises(NoBrowserError, match="apt-get install chromium"):
        Studio().svg(one.figure().to_plotly_json(), "", "")


def test_a_text_in_a_png_leaves_the_picture_alone():
    plain = BytesIO()
    Image.new("RGB", (3, 2), "red").save(plain, "PNG")
    with Image.open(BytesIO(with_text(plain.getvalue(), "Comment", "é x"))) as image:
        image.load()
        assert image.getpixel((1, 1)) == (255, 0, 0)
        assert image.text["Comment"] == "é x"
