"""What a browser that stays open learns of the server's data, and that no page breaks the policy it comes with."""

import json

import pytest

from dashboard.asked.view import View

MINUTE_AND_A_BIT = 63_000  # milliseconds
VIOLATIONS = """() => {
  window.violations = [];
  document.addEventListener("securitypolicyviolation", (event) =>
    window.violations.push(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`));
}"""


@pytest.mark.browser
@pytest.mark.parametrize("view", View)
def test_no_view_breaks_the_policy(view, reader):
    sheet = reader.page()
    sheet.page.add_init_script(f"({VIOLATIONS})()")
    sheet.visit(f"view={view}&on=2023-11-14", "#main > *")
    assert sheet.page.evaluate("() => window.violations") == []


@pytest.mark.browser
@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ({"status": "ok", "record": "0123456789ab"}, "Newer data is on the server. Load it"),
        (
            {"status": "degraded", "faults": ["tables/claims.csv:1:file: found x; allowed: y"]},
            "The server's data files were changed and do not pass their checks.",
        ),
        ({"status": "ok"}, ""),
    ],
)
def test_an_open_page_says_what_the_server_has_to_say(answer, said, reader):
    sheet = reader.page_apart()
    page = sheet.page
    page.clock.install()
    page.goto(f"{sheet.base}?on=2023-11-14")
    page.wait_for_selector("#map[data-on]")
    page.wait_for_selector("#first", state="detached")  # a page whose clock is ours knows no rest
    notice = page.locator("#server")
    served = {"record": notice.get_attribute("data-record")} | answer
    page.route("**/api/health", lambda route: route.fulfill(body=json.dumps(served), content_type="application/json"))
    with page.expect_response("**/api/health"):
        page.clock.run_for(MINUTE_AND_A_BIT)
    page.wait_for_function("(said) => document.querySelector('#server').innerText.trim().startsWith(said)", arg=said)
    assert notice.inner_text().strip().startswith(said)
    assert bool(notice.inner_text().strip()) is bool(said)


@pytest.mark.browser
def test_a_quiet_mark_leads_to_what_has_changed_since_this_browser_last_looked(reader):
    sheet = reader.page_apart()
    page = sheet.page
    sheet.open(on="2023-11-14")
    mark = page.locator("#since")
    page.wait_for_function("() => localStorage.getItem('mali-edition')")
    digest = page.locator("#server").get_attribute("data-record")
    assert page.evaluate("() => localStorage.getItem('mali-edition')") == digest
    assert not mark.is_visible(), "who looks for the first time has missed nothing"
    page.evaluate("() => localStorage.setItem('mali-edition', '0123456789ab')")
    sheet.open(on="2023-11-14", lang="fr")
    mark.wait_for(state="visible")
    assert mark.inner_text().startswith("Les données ont changé depuis votre dernière visite.")
    assert mark.locator("a").get_attribute("href") == f"editions?from=0123456789ab&to={digest}&lang=fr"
    sheet.open(on="2023-11-14", edition=digest)
    assert not mark.is_visible(), "a page of a named edition does not speak of others"
