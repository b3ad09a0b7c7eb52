"""The records in a browser: a grid fetched only here, searched, filtered, downloaded, and left with a way back."""

import csv
import io
import re
from pathlib import Path

import pytest
from driving import grave_faults
from pypdf import PdfReader

from dashboard.asked.view import Table
from dashboard.text import Text
from geodata.cells import safe_cell

FORMULAS = ["=1+1", "@SUM(1+1)", "-2+3", "\t=1", "\r=1", " =1+1", "＝1", "＠name", "−1+2", "\ufeff=1"]
PLAIN = ["", "Kidal", "2023-11-14", "-2.5", "+3", "1,5", "a=b", "’=1"]
pytestmark = pytest.mark.browser

DESK, PHONE = (1440, 900), (390, 844)


def open_records(reader, query="", size=DESK):
    return reader.page(size).visit(f"view=records&{query}", "#records .ag-row")


def count(sheet):
    return sheet.page.locator("#records-count").inner_text()


def wait_for_count(sheet, said):
    sheet.page.locator("#records-count", has_text=said).wait_for()


def downloaded(sheet):
    with sheet.page.expect_download() as started:
        sheet.page.locator("[data-records=download]").click()
    path = Path(started.value.path())
    return started.value.suggested_filename, list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"))))


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("table", Table)
def test_every_table_opens_from_its_address_and_is_readable(reader, table, language):
    sheet = open_records(reader, f"table={table}&lang={language}", DESK)
    current = sheet.page.locator(".records-tables [aria-current]")
    assert current.get_attribute("data-view") == f"table={table}"
    for size in (DESK, PHONE):
        widths = sheet.resized(size).page.evaluate("() => [document.scrollingElement.scrollWidth, innerWidth]")
        assert widths[0] <= widths[1], size
        assert not grave_faults(sheet.page), size


def test_the_grid_is_fetched_with_the_records_and_not_with_the_map(reader):
    sheet = reader.open(on="2023-11-14")
    assert not [address for address in sheet.requests if "ag_grid" in address]
    sheet.page.get_by_role("link", name="Records").click()
    sheet.page.wait_for_selector("#records .ag-row")
    assert [address for address in sheet.requests if "dash_ag_grid" in address]


def test_a_row_leads_to_the_map_and_back_leads_back(reader):
    sheet = open_records(reader, "table=events")
    sheet.page.locator("#records-search").fill("largely deserted")
    sheet.page.locator("#records-count", has_text=" of ").wait_for()
    said = count(sheet)
    link = sheet.page.locator("#records .ag-row a[data-view]").first
    assert "place=" in link.get_attribute("href")
    link.click()
    sheet.ready()
    sheet.card.wait_for()
    assert "place=" in sheet.query()
    sheet.page.go_back()
    sheet.page.wait_for_selector("#records .ag-row")
    wait_for_count(sheet, said)
    assert sheet.page.locator("#records-search").input_value() == "largely deserted"


def test_the_search_looks_into_all_columns_whatever_the_accents(reader):
    sheet = open_records(reader)
    field = sheet.page.locator("#records-search")
    field.fill("menaka 2015")
    sheet.page.locator("#records-count", has_text=" of ").wait_for()
    with_plain = count(sheet)
    assert not with_plain.startswith("0 of")
    field.fill("MÉNAKA 2015")
    assert count(sheet.rest()) == with_plain
    field.fill("nothing like this anywhere")
    wait_for_count(sheet, "0 of")


def test_what_is_downloaded_is_what_is_shown(reader, record):
    sheet = open_records(reader, "table=events")
    name, rows = downloaded(sheet)
    assert name == f"northern-mali-events-{record.digest}-en.csv"
    assert len(rows) == len(record.events)
    assert [row["Title"] for row in rows] == [
        event.title.en for event in sorted(record.events.values(), key=lambda event: event.date)
    ]
    sheet.page.locator("#records-search").fill("Tinzaouaten")
    sheet.page.locator("#records-count", has_text=" of ").wait_for()
    _, fewer = downloaded(sheet)
    assert 0 < len(fewer) < len(rows)
    assert all("tinzaouaten" in " ".join(row.values()).lower() for row in fewer)
    assert count(sheet).startswith(f"{len(fewer)} of")


def test_a_file_has_whole_days_with_their_precision_and_leads_back_to_the_record(reader, record):
    sheet = open_records(reader, "table=claims")
    _, rows = downloaded(sheet)
    for row in rows:
        claim = record.claims[row["Claim (id)"]]
        assert (row["From"], row["Precision"]) == (claim.valid_from.isoformat(), str(claim.precision))
        assert row["Place (id)"] == claim.place_id
        assert row["Sources (ids)"].split(", ") == list(claim.source_ids) or not claim.source_ids
    assert list(rows[0]).index("Precision") <= list(rows[0]).index("From") + 2


def test_script_and_python_agree_on_what_a_spreadsheet_would_run(reader):
    sheet = reader.open(on="2023-11-14")
    cells = [*FORMULAS, *PLAIN]
    assert sheet.page.evaluate("(cells) => cells.map(mali.safeCell)", cells) == [safe_cell(cell) for cell in cells]


def test_a_date_column_is_filtered_and_sorted_by_day(reader):
    sheet = open_records(reader, "table=claims")
    sheet.page.evaluate(
        """() => dash_ag_grid.getApi('records').setFilterModel({
             from: { filterType: 'date', type: 'lessThan', dateFrom: '2012-02-01 00:00:00' } })"""
    )
    sheet.page.locator("#records-count", has_text=" of ").wait_for()
    _, rows = downloaded(sheet)
    assert rows
    to_the_day = [row for row in rows if "day" in row.values()]  # the others are sought by the first day they may mean
    assert to_the_day
    assert all(row["From"] < "2012-02" for row in to_the_day)
    sheet.page.locator("[data-records=clear]").click()
    sheet.page.locator("#records-count", has_text=" of ").wait_for(state="detached")
    sheet.page.locator('.ag-header-cell[col-id="from"] .ag-header-cell-label').click()
    sheet.rest()
    _, rows = downloaded(sheet)
    days = [row["From"] for row in rows if "day" in row.values()]
    assert days == sorted(days)


def test_filter_and_place_are_said_and_obeyed(reader, record):
    sheet = open_records(reader, "place=kidal&actors=CSP")
    head = sheet.page.locator(".records-title").inner_text()
    assert "CSP only" in head
    assert "Kidal only" in head
    places = sheet.page.locator('#records .ag-row [col-id="place"]').all_inner_texts()
    assert set(places) == {"Kidal"}
    sheet.page.get_by_role("link", name="Show all places").click()
    sheet.page.locator(".records-title", has_text="Kidal only").wait_for(state="detached")
    assert "place" not in sheet.query()
    assert "actors=CSP" in sheet.query()


def test_a_place_found_by_name_leaves_only_its_rows(reader):
    sheet = open_records(reader)
    field = sheet.page.locator("#search")
    field.click()
    field.press_sequentially("tinzawaten")
    sheet.page.locator("[role=option]:visible").first.click()
    sheet.page.locator(".records-title", has_text="Tinzaouaten only").wait_for()
    assert "place=tinzaouaten" in sheet.query()


def test_sources_lead_out_and_say_so(reader):
    sheet = open_records(reader, "table=sources")
    link = sheet.page.locator('#records .ag-row [col-id="title"] a').first
    assert link.get_attribute("target") == "_blank"
    assert "noopener" in link.get_attribute("rel")


def printed(sheet):
    """What stands on paper, without the breaks of lines and pages."""
    pages = PdfReader(io.BytesIO(sheet.page.pdf(prefer_css_page_size=True))).pages
    return squeezed("".join(page.extract_text() for page in pages))


def squeezed(said):
    return re.sub(r"\s+", "", said)


def test_every_row_is_printed_in_the_order_in_which_it_is_seen(reader, record):
    sheet = open_records(reader, "table=events")
    said = printed(sheet)
    events = sorted(record.events.values(), key=lambda event: event.date)
    spots = [said.find(squeezed(event.summary.en)) for event in events if event.summary.en]
    assert -1 not in spots
    assert spots == sorted(spots)
    assert sheet.page.locator("#records-paper").inner_html() == "", "and gone from the screen again"


@pytest.mark.parametrize("language", ["en", "fr"])
def test_what_is_left_out_is_not_printed_and_the_filters_are_said(reader, record, language):
    sheet, text = open_records(reader, f"regions=Kidal&lang={language}"), Text(language)
    sheet.page.locator("#records-search").fill("kidal")
    sheet.page.evaluate(
        """() => dash_ag_grid.getApi('records').setFilterModel({
             from: { filterType: 'date', type: 'lessThan', dateFrom: '2013-01-01 00:00:00' },
             claim: { filterType: 'text', operator: 'OR', conditions: [
               { filterType: 'text', type: 'contains', filter: 'a' },
               { filterType: 'text', type: 'blank' } ] } })"""
    )
    shown, said = count(sheet.rest()), printed(sheet)
    for line in (
        text("{what}: {names} only", what=text("regions"), names="Kidal"),
        text("Search: “{words}”", words="kidal"),
        text("{column}: {how}", column=text("From"), how=f"{text('Before').lower()} 2013-01-01"),
        f"{text('Contains').lower()} a {text('or')} {text('Empty').lower()}",
        shown,
    ):
        assert squeezed(line) in said, line
    assert "2013-" not in "".join(re.findall(r"Kidal(\d{4}-\d\d)", said))
    assert squeezed(record.claims["kidal-2023-11-14-r2"].text[language]) not in said


def test_no_more_rows_are_printed_than_stated(reader):
    sheet = open_records(reader)
    sheet.page.evaluate("() => { document.getElementById('records-paper').dataset.most = 5; }")
    said = printed(sheet)
    assert squeezed("The first 5 of ") in said


def test_a_question_opens_from_its_address_and_is_asked_otherwise_and_back_leads_back(reader):
    sheet = reader.page(DESK).visit(
        "view=records&question=ever-held&actors=MNLA&between=2013-01-01,2014-12-31", ".questions-answer tbody tr"
    )
    finding = sheet.page.locator(".questions-finding")
    first = finding.inner_text()
    assert "1 January 2013" in first
    assert "the MNLA and its line ever held" in first
    for size in (DESK, PHONE):
        widths = sheet.resized(size).page.evaluate("() => [document.scrollingElement.scrollWidth, innerWidth]")
        assert widths[0] <= widths[1], size
        assert not grave_faults(sheet.page), size
    sheet.resized(DESK).page.locator(".questions-list").get_by_role("link", name="Losses").click()
    sheet.page.locator(".questions-finding", has_text="Losses of the MNLA").wait_for()
    assert "question=losses" in sheet.rest().query()
    sheet.page.locator("#question-party").select_option("GOV")
    sheet.page.locator(".questions-finding", has_text="Losses of the army").wait_for()
    assert "actors=GOV" in sheet.rest().query()
    field = sheet.page.locator("#question-from")
    field.fill("1 Jan 2012")
    field.press("Enter")
    sheet.page.locator(".questions-finding", has_text="after 1 January 2012").wait_for()
    assert "between=2012-01-01%2C2014-12-31" in sheet.rest().query()
    lost = sheet.page.locator(".questions-answer tbody a").first
    lost.click()
    sheet.ready()
    sheet.card.wait_for()
    for said in ("after 1 January 2012", "Losses of the army", "Losses of the MNLA", first):
        sheet.page.go_back()
        sheet.page.locator(".questions-finding", has_text=said).wait_for()
        sheet.rest()
    assert finding.inner_text() == first


def test_a_question_is_printed_with_its_finding_and_every_row_and_without_its_fields(reader):
    sheet = reader.page(DESK).visit("view=records&question=losses&actors=CSP", ".questions-answer tbody tr")
    rows, finding = sheet.page.locator(".questions-answer tbody th"), sheet.page.locator(".questions-finding")
    said = printed(sheet)
    assert squeezed(finding.inner_text()) in said
    assert [name for name in rows.all_inner_texts() if squeezed(name) not in said] == []
    assert squeezed("Without filters") not in said
