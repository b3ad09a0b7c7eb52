"""Every answer is looked at: what does not come, comes late, half, or from someone else is said, and asked again."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, Route, expect

from dashboard.agreed.edition import edition

pytestmark = pytest.mark.browser

ON = "on=2023-11-14"
WHERE = {
    "layout": "**/_dash-layout",
    "dependencies": "**/_dash-dependencies",
    "page": "**/_dash-update-component",
    "frames": "**/frames/*",
    "changes": "**/changes/*",
}


def away(route: Route) -> None:
    """The server cannot be reached."""
    route.abort("connectionrefused")


def busy(route: Route) -> None:
    """The server's own refusal under load."""
    route.fulfill(status=503, headers={"Retry-After": "1"}, json={"error": "Too many requests at this moment."})


def sign_on(route: Route) -> None:
    """A proxy that answers with its form, and says that all is well."""
    route.fulfill(status=200, content_type="text/html", body="<!doctype html><form>Sign on</form>")


def sent_to_sign_on(route: Route) -> None:
    """A proxy that sends the caller to another machine."""
    route.fulfill(status=302, headers={"Location": "https://sign-on.example/login"})


def no_name(route: Route) -> None:
    """The server's own refusal of someone without a name."""
    route.fulfill(status=401, json={"error": "No user name came with this request."})


def half(route: Route) -> None:
    """An answer that was cut off on the way, by someone who counted it again."""
    whole = route.fetch()
    headers = {
        name: value for name, value in whole.headers.items() if name not in ("content-encoding", "content-length")
    }
    route.fulfill(status=200, headers=headers, body=whole.body()[: len(whole.body()) // 2])


def another_record(route: Route) -> None:
    """A second server, which does not serve this record yet."""
    route.fulfill(status=404, json={"error": "this server has record 0123456789ab"})


SAYS = {
    away: "The server cannot be reached.",
    busy: "The server is busy.",
    sign_on: "Your sign-on has ended",
    sent_to_sign_on: "Your sign-on has ended",
    no_name: "Your sign-on has ended",
    half: "The answer of the server came incomplete.",
    another_record: "The server has another edition of the data now.",
}


@pytest.fixture
def troubled(reader) -> Iterator[object]:
    """A reader whose browser may note what did not come; an error of the page's own scripts still fails the test."""
    yield reader
    noted = re.compile(r"Failed to load resource|net::ERR_|violates the following Content Security Policy|CORS policy")
    reader.errors[:] = [said for said in reader.errors if not noted.search(said)]
    reader.foreign.clear()


def kept_in(these: list) -> Callable[[object], None]:
    """Keeps what it is called with; Playwright does not take a list's own method."""

    def keep(one: object) -> None:
        these.append(one)

    return keep


def begun(page: Page, address: str) -> None:
    page.goto(address, wait_until="commit")


@pytest.mark.parametrize(
    ("what", "trouble"),
    [
        ("layout", away),
        ("layout", sign_on),
        ("dependencies", half),
        ("page", busy),
        ("page", half),
        ("page", sent_to_sign_on),
        ("frames", away),
        ("frames", half),
        ("frames", no_name),
        ("frames", another_record),
        ("changes", busy),
    ],
)
def test_what_does_not_come_while_a_page_opens_is_said_and_asked_again(troubled, what, trouble):
    sheet = troubled.page_apart()
    page = sheet.page
    page.route(WHERE[what], trouble)
    begun(page, f"{sheet.base}?{ON}&view={'compare' if what == 'changes' else 'map'}")
    button = page.locator("#trouble button")
    expect(button).to_be_visible(timeout=60_000)
    expect(page.locator("#trouble p")).to_contain_text(SAYS[trouble])
    needs_sign_on = trouble in (sign_on, sent_to_sign_on, no_name)
    expect(page.get_by_role("button", name="Load the page anew" if needs_sign_on else "Try again")).to_be_visible()
    page.unroute(WHERE[what])
    button.click()
    page.wait_for_selector("#compare[data-from]" if what == "changes" else "#map[data-on]")
    expect(page.locator("#trouble")).to_be_hidden()


def of_another_program(page):
    """Make a page one that another edition of the program has sent, as after an upgrade of the server."""
    page.evaluate("() => (document.documentElement.dataset.program = '0123456789ab')")


def test_a_page_that_was_open_while_the_server_was_renewed_loads_the_next_view_anew(troubled):
    sheet = troubled.page_apart().open(ON)
    page = sheet.page
    of_another_program(page)
    page.get_by_role("link", name="Trends").first.click()
    page.wait_for_selector("[data-charts][data-on]")
    sheet.rest()
    assert page.evaluate("() => document.documentElement.dataset.program") == edition()
    assert "view=trends" in sheet.query()
    assert page.evaluate("() => performance.getEntriesByType('navigation')[0].type") == "reload"
    expect(page.locator("#trouble")).to_be_hidden()


def test_a_part_of_a_page_that_a_renewed_server_does_not_know_is_said_and_the_page_loaded_anew(troubled):
    sheet = troubled.page_apart().open(ON)
    page = sheet.page
    of_another_program(page)
    page.mouse.click(*sheet.spot("kidal"))
    expect(page.locator("#trouble p")).to_contain_text("The server was renewed")
    page.get_by_role("button", name="Load the page anew").click()
    page.wait_for_function("(edition) => document.documentElement.dataset.program === edition", arg=edition())
    sheet.ready()
    expect(sheet.card.locator("h2")).to_have_text("Kidal")


@pytest.mark.parametrize("what", ["layout", "page", "frames"])
def test_a_refusal_that_passes_is_asked_again_as_told(troubled, what):
    sheet = troubled.page_apart()
    page, refused = sheet.page, []

    def once(route: Route) -> None:
        refused.append(route.request.url)
        busy(route)

    page.route(WHERE[what], once, times=1)
    begun(page, f"{sheet.base}?{ON}")
    page.wait_for_selector("#map[data-on]")
    assert len(refused) == 1
    expect(page.locator("#trouble")).to_be_hidden()


def test_a_slow_answer_is_said_to_be_slow(troubled):
    sheet = troubled.page_apart()
    page, waiting = sheet.page, []
    page.clock.install()
    page.route(WHERE["frames"], kept_in(waiting))
    begun(page, f"{sheet.base}?{ON}")
    page.wait_for_selector("#time", state="attached")
    for _ in range(100):
        page.clock.run_for(100)
        if page.locator("#trouble").is_visible():
            break
    expect(page.locator("#trouble p")).to_have_text("The server takes long to answer.")
    waiting[0].continue_()
    expect(page.locator("#trouble")).to_be_hidden()


def test_a_second_server_with_a_newer_record_gives_its_own(troubled):
    sheet = troubled.page_apart()
    page, old = sheet.page, []

    def first(route: Route) -> None:
        old.append(route.request.url)
        (another_record if len(old) <= 3 else Route.continue_)(route)

    page.route(WHERE["frames"], first)
    begun(page, f"{sheet.base}?{ON}")
    page.wait_for_selector("#map[data-on]", timeout=60_000)
    assert len(old) == 4
    sheet.press("ArrowRight")
    page.wait_for_selector("#map[data-on='2023-11-15']")


# Inside a page


def test_a_step_that_does_not_come_leaves_address_and_page_in_step(troubled):
    sheet = troubled.page_apart()
    page = sheet.page
    sheet.open(ON)
    length = page.evaluate("() => history.length")
    page.context.set_offline(True)
    timeline = page.locator("a[data-view='view=timeline']")
    timeline.click()
    said = page.locator("#trouble p")
    expect(said).to_have_text("The server cannot be reached. What is shown stays as it was.")
    assert "view=timeline" not in sheet.query()
    sheet.press("ArrowRight").rest()
    assert sheet.query() == "?on=2023-11-15"
    page.context.set_offline(False)
    page.wait_for_selector("[data-charts][data-on='2023-11-14'], [data-charts][data-on='2023-11-15']")
    expect(page.locator("#trouble")).to_be_hidden()
    assert "view=timeline" in sheet.query()
    page.go_back()
    page.wait_for_selector("#map[data-on='2023-11-15']")
    assert page.evaluate("() => history.length") == length + 1


def test_a_step_that_failed_can_be_made_again_by_its_link(troubled):
    sheet = troubled.page_apart()
    page = sheet.page
    sheet.open(ON)
    page.route(WHERE["page"], sign_on)
    page.locator("a[data-view='view=trends']").click()
    expect(page.locator("#trouble p")).to_contain_text("Your sign-on has ended")
    assert "view" not in sheet.query()
    page.unroute(WHERE["page"])
    page.locator("a[data-view='view=trends']").click()
    page.wait_for_selector("[data-charts][data-on]")
    expect(page.locator("#trouble")).to_be_hidden()
    page.route(WHERE["page"], away)
    page.go_back()
    expect(page.locator("#trouble p")).to_contain_text("The server cannot be reached.")
    assert "view=trends" in sheet.query()
    page.unroute(WHERE["page"])
    page.locator("#trouble button").click()
    page.wait_for_selector("#map[data-on]")


def test_a_card_that_does_not_come_is_asked_for_again(troubled):
    sheet = troubled.page_apart()
    sheet.open(ON)
    sheet.page.route(WHERE["page"], away)
    sheet.page.locator("#words [data-place=kidal]").click()
    expect(sheet.page.locator("#trouble button")).to_be_visible()
    sheet.page.unroute(WHERE["page"])
    sheet.page.locator("#trouble button").click()
    expect(sheet.card).to_contain_text("Kidal")
    sheet.page.route("**/api/words*", half)
    sheet.unfold()
    expect(sheet.page.locator("#trouble p")).to_contain_text("incomplete")
    sheet.page.unroute("**/api/words*")
    sheet.page.locator("#trouble button").click()
    expect(sheet.page.locator("#in-words p").first).to_be_visible()


def test_a_link_back_to_the_day_on_which_the_page_opened_leads_there(reader):
    sheet = reader.open(ON, size=(1280, 720))
    sheet.press("ArrowRight", 3).rest()
    sheet.page.evaluate("() => mali.address.go({ on: '2023-11-14' })")
    sheet.page.wait_for_selector("#map[data-on='2023-11-14']")


# Files


def test_nothing_is_saved_that_is_not_the_file(troubled):
    sheet = troubled.page_apart()
    page, saved = sheet.page, []
    sheet.open(ON)
    page.locator(".export-menu summary").click()
    page.on("download", kept_in(saved))
    said = page.locator("#export-said")
    told = {no_name: "No user name", busy: "Too many requests"}
    for trouble in (sign_on, half, no_name, busy, away, sent_to_sign_on):
        page.route("**/brief.*", trouble)
        page.locator("[data-export=svg]").click()
        expect(said).to_contain_text(f"No file: {told.get(trouble, SAYS[trouble])}", timeout=60_000)
        expect(page.locator("[data-export=svg]")).to_be_enabled()
        page.unroute("**/brief.*")
    assert not saved
    with page.expect_download():
        page.locator("[data-export=pptx]").first.click()


def test_a_table_is_saved_whole_or_not_at_all(troubled):
    sheet = troubled.page_apart().visit(f"view=trends&{ON}", "[data-charts][data-on]")
    page, saved = sheet.page, []
    page.on("download", kept_in(saved))
    page.route("**/download/**", half)
    link = page.locator("a[download]").first
    link.click()
    expect(page.locator("#trouble button")).to_be_visible()
    assert not saved
    page.unroute("**/download/**")
    with page.expect_download() as download:
        page.locator("#trouble button").click()
    assert download.value.suggested_filename.endswith(".csv")


# Pages that overlap


def test_a_page_that_was_left_does_not_take_hold_of_the_next(reader):
    sheet = reader.page_apart()
    page = sheet.open(ON).page
    let_go = sheet.hold_back("**/frames/*actors=JNIM*")
    with page.expect_request("**/frames/*actors=JNIM*"):
        page.evaluate("() => mali.address.go({ actors: 'JNIM' })")
    page.go_back()
    page.wait_for_function("() => !document.querySelector('.main-svg .annotation-text')?.textContent.includes('JNIM')")
    sheet.ready()
    whole = page.evaluate("() => mali.map.painters[0].frames.looks.length")
    with page.expect_response("**/frames/*actors=JNIM*"):  # the answer that nobody wants any longer
        let_go()
    sheet.rest()
    assert page.evaluate("() => mali.map.painters[0].frames.looks.length") == whole
    assert "actors" not in sheet.query()
    sheet.press("ArrowRight").rest()
    assert sheet.query() == "?on=2023-11-15"


def test_a_comparison_that_was_left_does_not_take_hold_of_the_next(reader):
    sheet = reader.page_apart().visit(f"view=compare&{ON}", "#compare[data-from]")
    page, let_go = sheet.page, sheet.hold_back("**/changes/*actors=JNIM*")
    with page.expect_request("**/changes/*actors=JNIM*"):
        page.evaluate("() => mali.address.go({ actors: 'JNIM' })")
    page.evaluate("() => mali.address.go({ view: '' })")
    page.wait_for_selector("#map[data-on]")
    with page.expect_response("**/changes/*actors=JNIM*"):  # the answer that nobody wants any longer
        let_go()
    sheet.rest()
    assert page.evaluate("() => mali.map.painters.length") == 1
    sheet.press("ArrowRight")
    page.wait_for_selector("#map[data-on='2023-11-15']")


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_trouble_has_its_sentence(reader, language):
    page = reader.open(f"{ON}&lang={language}").page
    kinds = page.evaluate(
        "(lang) => Object.entries(JSON.parse(document.getElementById('trouble').dataset.says)[lang])", language
    )
    told = dict(kinds)
    assert {"away", "busy", "signed", "other", "cut", "slow", "failed", "old"} <= set(told)
    assert (told["again"] == "Try again") is (language == "en")
