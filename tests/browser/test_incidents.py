"""Incidents of other data sets on the map: which are drawn and which only counted, what is said, whom to credit.

All incidents here were made for these tests; none is an event of any data set.
"""

from datetime import date, timedelta

import pytest
from driving import Sheet, serving
from made_incidents import an_incident, as_ged, as_workbook, imported_into, many_incidents
from playwright.sync_api import expect

from geodata.incidents.reading import Precise
from geodata.incidents.recent import recent

ON = "on=2023-11-14&layers=kidal,menaka,places,incidents"
DESERT = {"lat": 19.9, "lon": -1.5}
"""Where no place and no area is."""
LONE = an_incident(id="lone", **DESERT, where="A well")
NEAR = an_incident(id="near", lat=20.4, lon=-1.0, precise=Precise.NEAR, side_b="Civilians")
AREA = an_incident(id="area", lat=20.9, lon=-0.5, precise=Precise.AREA)


@pytest.fixture(scope="module")
def incidents(record):
    return tuple(sorted((LONE, NEAR, AREA, *many_incidents(3000, record)), key=lambda one: (one.first, one.id)))


@pytest.fixture(scope="module")
def visitor_with_files(reader_of, incidents, tmp_path_factory):
    folder = imported_into(tmp_path_factory.mktemp("imported") / "record", incidents)
    with serving(RECORD_DIR=str(folder)) as served:
        yield reader_of(served)


@pytest.fixture
def reader_with_files(visitor_with_files, has_failed):
    """A reader of an app beside whose record incidents were imported; held to the same as any other."""
    visitor_with_files.begin()
    yield visitor_with_files
    visitor_with_files.leave(failed=has_failed())
    assert not visitor_with_files.foreign
    assert not visitor_with_files.errors


def opened(reader, query=ON):
    sheet = reader.led(query)
    expect(sheet.page.locator("#incidents-credit")).to_be_visible()
    return sheet.rest()


IDS = """() => { const found = mali.incidentsLayer.sight(); const { id } = mali.incidents.series;
  return [found.drawn.map((at) => id[at]), found.counted.map((at) => id[at])]; }"""


def test_on_every_day_and_for_every_number_of_days_those_are_in_sight_that_python_says(reader_with_files, incidents):
    sheet = opened(reader_with_files, f"{ON}&frame=-12,10,7,25.5")
    west, east, south, north = sheet.extent()
    for days in (7, 30, 365):
        sheet.page.evaluate("() => document.querySelector('.incidents').closest('details').setAttribute('open', '')")
        sheet.page.locator(f'[data-incident-days="{days}"]').click()
        for day in (date(2012, 1, 1), date(2016, 2, 29), date(2023, 11, 14), date(2024, 12, 31)):
            sheet.jump(day)
            drawn, counted = sheet.page.evaluate(IDS)
            wanted = [
                one for one in recent(incidents, day, days) if west <= one.lon <= east and south <= one.lat <= north
            ]
            assert sorted(drawn) == sorted(one.id for one in wanted if one.precise is not Precise.AREA)
            assert sorted(counted) == sorted(one.id for one in wanted if one.precise is Precise.AREA)


ALPHA = """([lon, lat]) => {
  const canvas = document.querySelector('canvas.incidents-layer');
  const { xaxis, yaxis } = document.querySelector('#map .js-plotly-plot')._fullLayout;
  const ratio = window.devicePixelRatio;
  const at = [xaxis._offset + xaxis.d2p(lon), yaxis._offset + yaxis.d2p(lat)].map((one) => Math.round(one * ratio));
  const { data } = canvas.getContext('2d').getImageData(at[0] - 8, at[1] - 8, 16, 16);
  const seen = [...Array(256).keys()].map((pixel) => data[4 * pixel + 3]);
  return [seen[8 * 16 + 8], Math.max(...seen), [...data.subarray(4 * (8 * 16 + 8), 4 * (8 * 16 + 8) + 3)]];
}"""


def test_a_dot_for_what_is_at_a_place_a_ring_for_what_is_near_and_nothing_for_what_is_in_a_district(
    reader_with_files, record
):
    sheet = opened(reader_with_files, f"{ON}&frame=-2,19.5,1.5,21.5")
    middle, most, colour = sheet.page.evaluate(ALPHA, [LONE.lon, LONE.lat])
    assert (middle, most) == (255, 255)
    assert "#" + "".join(f"{part:02x}" for part in colour) == record.actors["GOV"].colour
    middle, most, _ = sheet.page.evaluate(ALPHA, [NEAR.lon, NEAR.lat])
    assert middle == 0
    assert most > 200
    assert sheet.page.evaluate(ALPHA, [AREA.lon, AREA.lat])[1] == 0
    assert "area" in sheet.page.evaluate(IDS)[1]


def test_the_pointer_is_told_what_happened_how_exactly_it_is_placed_and_which_row_it_is(reader_with_files):
    sheet = opened(reader_with_files, f"{ON}&frame=-2,19.5,1.5,21.5")
    x, y = sheet.page.evaluate(
        """([lon, lat]) => { const { xaxis, yaxis } = document.querySelector('#map .js-plotly-plot')._fullLayout;
        const box = document.querySelector('#map .nsewdrag').getBoundingClientRect();
        return [box.left + xaxis.d2p(lon), box.top + yaxis.d2p(lat)]; }""",
        [LONE.lon, LONE.lat],
    )
    sheet.page.mouse.move(x, y)
    said = sheet.rest().page.locator("#tooltip").inner_text()
    day = "14 November 2023: fighting, Government of Mali against CSP"
    for part in (day, "A well (at the place)", ": 4. ", "lone"):
        assert part in said


def test_the_list_can_be_walked_by_keys_and_rings_what_it_speaks_of(reader_with_files):
    sheet = opened(reader_with_files, f"{ON}&frame=-2,19.5,1.5,21.5")
    entry = sheet.page.locator("#incidents-list button", has_text="A well")
    picture = "() => document.querySelector('canvas.incidents-layer').toDataURL()"
    before = sheet.page.evaluate(picture)
    entry.focus()
    assert sheet.frames().page.evaluate(picture) != before
    entry.blur()
    assert sheet.frames().page.evaluate(picture) == before


def test_the_list_has_an_end_and_says_how_many_more_there_are(reader_with_files):
    sheet = opened(reader_with_files, f"{ON}&incident_days=3660")
    drawn, counted = sheet.page.evaluate(IDS)
    entries = sheet.page.locator("#incidents-list li")
    assert entries.count() == 51
    assert entries.last.inner_text() == f"and {len(drawn) + len(counted) - 50} more"


@pytest.mark.parametrize("language", ["en", "fr"])
def test_whoever_is_drawn_is_credited_and_nobody_else(reader_with_files, language):
    sheet = opened(reader_with_files, f"{ON}&lang={language}")
    credit, canvas = sheet.page.locator("#incidents-credit"), "() => document.querySelector('canvas.incidents-layer')"
    assert "CC BY 4.0" in credit.inner_text()
    assert "30" in credit.inner_text()
    sheet.page.locator('[data-layer="incidents"]').click()
    expect(credit).to_be_hidden()
    sheet.rest()
    blank = f"{canvas}.getContext('2d').getImageData(0, 0, 2000, 2000).data.every((part) => !part)"
    assert sheet.page.evaluate(blank)
    assert "incidents" not in sheet.query()
    sheet.page.locator('[data-layer="incidents"]').click()
    expect(credit).to_be_visible()


def test_nothing_is_asked_for_until_the_layer_is_wanted_and_then_once(reader_with_files):
    sheet = reader_with_files.open("on=2023-11-14")
    asked = [address for address in sheet.requests if "/incidents/" in address]
    assert asked == []
    sheet.unfold().page.locator('[data-layer="incidents"]').click()
    expect(sheet.page.locator("#incidents-credit")).to_be_visible()
    sheet.jump(date(2023, 12, 1)).jump(date(2023, 12, 2)).rest()
    assert len([address for address in sheet.requests if "/incidents/" in address]) == 1


def test_the_number_of_days_stands_in_the_address_and_comes_back(reader_with_files):
    sheet = opened(reader_with_files)
    sheet.page.locator('[data-incident-days="90"]').click()
    assert "incident_days=90" in sheet.rest().query()
    again = reader_with_files.open(sheet.query().removeprefix("?"))
    assert again.page.locator('[data-incident-days="90"]').get_attribute("aria-pressed") == "true"
    first = date(2023, 11, 14) - timedelta(days=89)
    assert f"{first.day} August 2023" in again.page.locator("#incidents-said").inner_text()


def test_the_line_of_time_shows_where_the_incidents_are_while_they_are_drawn(reader_with_files, incidents, record):
    sheet = opened(reader_with_files)
    density = sheet.page.locator("#incidents-density")
    expect(density).to_be_visible()
    tall = sheet.page.evaluate(
        """() => { const canvas = document.getElementById('incidents-density'); const { width, height } = canvas;
        const { data } = canvas.getContext('2d').getImageData(0, 0, width, height);
        const rows = [...Array(height).keys()];
        return [...Array(width).keys()].map((x) => rows.some((y) => data[4 * (y * width + x) + 3])); }"""
    )
    period = record.period
    days = [period.index(one.first) for one in incidents if one.first in period]
    assert {x for x, is_up in enumerate(tall) if is_up} == {
        int(day / (period.count - 1) * (len(tall) - 1) + 0.5) for day in days
    }
    sheet.page.locator('[data-layer="incidents"]').click()
    expect(density).to_be_hidden()


# A file of the reader's own

DROPPED = """([name, bytes]) => {
  const carried = new DataTransfer();
  carried.items.add(new File([new Uint8Array(bytes)], name));
  const drop = new DragEvent("drop", { dataTransfer: carried, bubbles: true, cancelable: true });
  document.querySelector("#map").dispatchEvent(drop);
}"""


@pytest.mark.parametrize(("name", "saved"), [("mine.csv", bytes), ("mine.xlsx", as_workbook)])
def test_a_file_dropped_on_the_page_is_drawn_for_its_reader_alone_and_is_there_again_after_a_reload(
    reader, name, saved
):
    sheet = reader.page_apart().open("on=2023-11-14")
    page, said = sheet.page, sheet.page.locator("#incidents-own-said")
    page.evaluate(DROPPED, [name, list(saved(as_ged([an_incident(where="A well", **DESERT)])))])
    expect(said).to_have_text(f"Drawn from your own file {name}, which this browser alone keeps.")
    expect(page.locator("#incidents-said")).to_contain_text("1 in sight")
    expect(page.locator("#incidents-credit")).to_contain_text("UCDP GED")
    assert "incidents" in sheet.rest().query()
    again = Sheet(page.context.new_page(), sheet.base).open(sheet.query().removeprefix("?"))
    expect(again.page.locator("#incidents-said")).to_contain_text("1 in sight")
    again.page.locator("[data-own=forget]").click()
    expect(again.page.locator("#incidents-own-said")).to_contain_text("Or drop a CSV or Excel file")
    expect(again.page.locator("#incidents-credit")).to_be_hidden()
    other = reader.page_apart().open(sheet.query().removeprefix("?"))
    expect(other.page.locator("#incidents-credit")).to_be_hidden()


REFUSALS = {
    "no store at all": """Object.defineProperty(window, "indexedDB", {
      get() { throw new DOMException("", "SecurityError"); } })""",
    "none opens": """IDBFactory.prototype.open = () => { const asked = {};
      setTimeout(() => asked.onerror(new Event("error"))); return asked; }""",
    "the room is lacking at the end": """(() => { const { put } = IDBObjectStore.prototype;
      IDBObjectStore.prototype.put = function (...given) {
        const asked = put.apply(this, given); asked.addEventListener('success', () => this.transaction.abort());
        return asked; }; })()""",
}


@pytest.mark.parametrize("refusal", REFUSALS.values(), ids=REFUSALS)
def test_where_the_browser_keeps_nothing_a_file_is_drawn_and_said_to_go_with_the_page(reader, refusal):
    sheet = reader.page_apart()
    sheet.page.add_init_script(refusal)
    page = sheet.open("on=2023-11-14").page
    page.evaluate(DROPPED, ["mine.csv", list(as_ged([an_incident()]))])
    said = "Drawn from your own file mine.csv, which this browser does not keep: it goes with the page."
    expect(page.locator("#incidents-own-said")).to_have_text(said)
    expect(page.locator("#incidents-said")).to_contain_text("1 in sight")
    sheet.rest().page.locator('a[data-view="view=timeline"]').first.click()
    sheet.page.go_back()
    sheet.ready()
    expect(page.locator("#incidents-own-said")).to_have_text(said)
    again = Sheet(page.context.new_page(), sheet.base).open(sheet.query().removeprefix("?"))
    expect(again.page.locator("#incidents-own-said")).to_contain_text("Or drop a CSV or Excel file")


def test_a_file_of_ones_own_stands_in_the_place_of_what_was_imported_until_it_is_removed(reader_with_files):
    sheet = reader_with_files.page_apart().open(ON).unfold()
    page = sheet.page
    many = page.locator("#incidents-said").inner_text()
    with page.expect_file_chooser() as chooser:
        page.locator("[data-own=choose]").click()
    chooser.value.set_files({"name": "mine.csv", "mimeType": "text/csv", "buffer": as_ged([an_incident()])})
    expect(page.locator("#incidents-said")).to_contain_text("1 in sight")
    page.locator("[data-own=forget]").click()
    expect(page.locator("#incidents-said")).to_have_text(many)


@pytest.mark.parametrize(
    ("text", "said"),
    [("a,b\n1,2\n", "Not taken: mine.csv:1:header: found the columns a, b"), ("\0" * 99, "bytes that are no text")],
)
def test_a_file_that_is_none_is_refused_in_words_and_nothing_is_kept(reader, text, said):
    sheet = reader.page_apart().open("on=2023-11-14")
    sheet.page.evaluate(DROPPED, ["mine.csv", list(text.encode())])
    expect(sheet.page.locator("#incidents-own-said")).to_contain_text(said)
    assert "incidents" not in sheet.rest().query()
    reader.errors.clear()  # the browser writes of every refusal


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "Your own incidents are not drawn in files."),
        ("fr", "Vos propres incidents ne figurent pas dans les fichiers."),
    ],
)
def test_the_export_menu_says_that_files_are_without_ones_own_incidents_while_they_are_drawn(
    reader_with_files, language, said
):
    sheet = reader_with_files.page_apart().open(f"{ON}&lang={language}")
    page, warned = sheet.page, sheet.page.get_by_text(said)
    page.locator(".export-menu summary").click()
    assert not warned.is_visible()  # what was imported beside the record is drawn in files
    page.locator(".export-menu summary").click()
    page.evaluate(DROPPED, ["mine.csv", list(as_ged([an_incident()]))])
    expect(page.locator("#incidents-own-said")).to_contain_text("mine.csv")
    sheet.rest().page.locator(".export-menu summary").click()
    assert warned.is_visible()
    page.locator(".export-menu summary").click()
    sheet.unfold().page.locator('[data-layer="incidents"]').click()
    sheet.rest().page.locator(".export-menu summary").click()
    assert not warned.is_visible()
    page.locator(".export-menu summary").click()
    page.locator('[data-layer="incidents"]').click()
    sheet.rest().page.locator(".export-menu summary").click()
    assert warned.is_visible()
    page.locator(".export-menu summary").click()
    page.locator("[data-own=forget]").click()
    sheet.rest().page.locator(".export-menu summary").click()
    assert not warned.is_visible()
