"""Every view on paper, from a Firefox and from a Chromium: nothing blank, nothing left out behind the first page."""

import pypdfium2
import pytest
from firefox import firefox, firefox_path

from dashboard.asked.view import View

pytestmark = pytest.mark.browser

READY = {
    View.MAP: "#map[data-on]",
    View.COMPARE: "#compare[data-from]",
    View.TIMELINE: "[data-charts][data-on]",
    View.TRENDS: "[data-charts][data-on]",
    View.RECORDS: "#records .ag-row",
    View.METHOD: ".reading h2",
}
COLOURED, BLANK = 3, 0.2
"""Per cent of a page: as much colour as strips have at least, and less ink than anything said."""


def pages_of(pdf):
    """Of each page what it says, and its shares in per cent of colour and of ink."""
    for page in pypdfium2.PdfDocument(pdf):
        seen = page.render(scale=0.6).to_numpy()[:, :, :3].astype(int)
        coloured = (seen.max(axis=2) - seen.min(axis=2) > 60).mean() * 100
        inked = (seen.min(axis=2) < 200).mean() * 100
        yield page.get_textpage().get_text_range(), coloured, inked


def check(view, pages, record):
    assert all(inked > BLANK for _, _, inked in pages), f"blank pages: {[round(inked, 1) for *_, inked in pages]}"
    if view in (View.MAP, View.COMPARE):
        assert pages[0][1] > COLOURED / 3, "two small maps, much of them unknown"
    if view is View.TIMELINE:
        assert len(pages) > 3
        assert min(coloured for _, coloured, _ in pages[:3]) > COLOURED
        said = "".join("".join(text.split()) for text, *_ in pages)
        if "Kidal" in said:  # Firefox draws letters as shapes
            names = {place.name.en for place in record.places.values()}
            assert {name for name in names if "".join(name.split()) not in said} == set()
    if view is View.TRENDS:
        assert sum(coloured > COLOURED / 3 for _, coloured, _ in pages) >= 3


@pytest.fixture(scope="module")
def fox(tmp_path_factory):
    if firefox_path() is None:
        pytest.skip("no Firefox is installed: what it prints was not looked at (Debian: firefox-esr)")
    with firefox(tmp_path_factory.mktemp("firefox")) as found:
        yield found


@pytest.mark.parametrize("view", View)
def test_firefox_prints_every_view_whole(fox, server, record, view):
    fox.open(f"{server.url}?view={view}&on=2023-11-14", READY[view])
    check(view, list(pages_of(fox.printed())), record)


@pytest.mark.parametrize("view", [View.TIMELINE, View.TRENDS])
def test_chromium_prints_every_chart_whole(reader, record, view):
    sheet = reader.page((1366, 768)).visit(f"view={view}&on=2023-11-14", READY[view])
    check(view, list(pages_of(sheet.page.pdf(prefer_css_page_size=True, print_background=True))), record)
    assert sheet.page.locator(".slice, .sliced").count() == 0
