"""What is seen before any script runs: the same page, which gives way to the live one without a move."""

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.request import urlopen

import brotli
import pytest

from dashboard.asked.view import View
from geodata.selection import ALL, told_changes
from geodata.timeline import Timeline

pytestmark = pytest.mark.browser

DAY = "on=2013-01-05"
DESK, PHONE = (1440, 900), (390, 844)
MOST_BYTES = 60_000
SHIFTS = """() => {
  window.shifts = [];
  const note = (list) => list.getEntries().forEach(({ value, sources }) =>
    shifts.push([value, sources.map(({ node }) => node?.parentElement?.className ?? '')]));
  new PerformanceObserver(note).observe({ type: 'layout-shift', buffered: true });
}"""
PAINTED_IN_A_WHILE = """() => Promise.race([
  new Promise((done) => requestAnimationFrame(() => done(true))),
  new Promise((done) => setTimeout(() => done(false), 1000)),
])"""
PLACED = """() => {
  const root = document.getElementById('first') ?? document.getElementById('page');
  const isSeen = (node) => {
    for (let one = node; one !== root; one = one.parentElement) {
      const { display, visibility, opacity } = getComputedStyle(one);
      if (display === 'none' || visibility === 'hidden' || opacity === '0') return false;
    }
    return true;
  };
  const span = (node) => {
    const range = document.createRange();
    range.selectNodeContents(node);
    const { left, top, right, bottom } = range.getBoundingClientRect();
    return [left, top, right, bottom];
  };
  const named = (nodes) => Object.fromEntries([...nodes].reverse().filter(isSeen)
    .map((node) => [node.textContent.trim(), span(node)]).filter(([said]) => said));
  const box = (name) => { const { x, y, width, height } = root.querySelector(name).getBoundingClientRect();
    return [x, y, width, height]; };
  const isLine = (node) => node.matches('.leader') || node.getAttribute('stroke-width') === '1.2';
  const lines = [...root.querySelectorAll('.ground .k path, .leader')].filter((node) => isLine(node) && isSeen(node));
  const ends = ({ left, top, right, bottom }) => [left, top, right, bottom];
  return {
    lines: lines.map((node) => ends(node.getBoundingClientRect())).sort(([a], [b]) => a - b),
    texts: named(root.querySelectorAll('.stage svg text:not(:has(tspan))')),
    panel: named(root.querySelectorAll('.panel > section, .panel summary')),
    boxes: Object.fromEntries(['.masthead', '.views', '.search', '.stage', '.zooms', '.panel', '.strip', '.play',
      '.date-field', '.track'].map((name) => [name, box(name)])),
  };
}"""


def in_its_typeface(route) -> None:
    """A busy machine has the typeface too late for a page that does not wait for it."""
    answer = route.fetch()
    route.fulfill(response=answer, body=answer.text().replace("font-display: optional", "font-display: block"))


def until_live(page) -> None:
    page.wait_for_function("() => document.querySelector('#map[data-on]') && !document.getElementById('first')")


@pytest.mark.parametrize(("size", "asked"), [(DESK, f"?{DAY}"), (PHONE, f"?{DAY}&lang=fr&place=kidal")])
def test_the_live_map_takes_the_place_of_the_first_without_a_move(reader, size, asked):
    placed = []
    for has_scripts in (False, True):
        sheet = reader.page_apart(viewport={"width": size[0], "height": size[1]}, java_script_enabled=has_scripts)
        if has_scripts:
            sheet.page.goto(f"{sheet.base}{asked}")  # a busy machine may have the typeface too late for a first visit
            sheet.page.add_init_script(f"({SHIFTS})()")
        else:
            sheet.page.route("**/assets/*.css*", in_its_typeface)
        sheet.page.goto(f"{sheet.base}{asked}")
        if has_scripts:
            until_live(sheet.page)
            assert sheet.page.evaluate("() => shifts") == []
        sheet.page.evaluate("() => document.fonts.ready.then(() => true)")
        placed.append(sheet.page.evaluate(PLACED))
    first, live = placed
    assert len(live["lines"]) > 0
    assert len(first["lines"]) == len(live["lines"])
    for one, other in zip(first["lines"], live["lines"], strict=True):
        assert one == pytest.approx(other, abs=1.6)
    for what, least in (("texts", 0.9), ("panel", 1), ("boxes", 1)):  # scripts set a few texts in other pieces
        both = first[what].keys() & live[what].keys()
        assert len(both) >= least * len(live[what]), what
        for name in both:
            assert first[what][name] == pytest.approx(live[what][name], abs=1.6), (what, name)


@contextmanager
def halfway(url: str) -> Iterator[tuple[str, threading.Event]]:
    """A line that brings half of the page, and the rest once the event is set; and nothing that the page asks for."""
    rest = threading.Event()

    class Line(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if not self.path.startswith("/?"):
                return self.send_error(404)
            whole = urlopen(f"{url}{self.path[1:]}", timeout=60).read()
            middle = whole.index(b'class="strip"')
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(whole[:middle])
            self.wfile.flush()
            rest.wait(60)
            return self.wfile.write(whole[middle:])

        def log_message(self, *_: object) -> None:
            """Say nothing of it."""

    line = ThreadingHTTPServer(("127.0.0.1", 0), Line)
    threading.Thread(target=line.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{line.server_port}/", rest
    finally:
        rest.set()
        line.shutdown()
        line.server_close()


def test_nothing_is_painted_before_the_page_that_is_sent_whole_is_all_there(server, browser):
    """Half of it would stand elsewhere, and move when the rest comes: as on any slow line or machine."""
    with halfway(server.url) as (url, rest):
        page = browser.new_page(viewport={"width": DESK[0], "height": DESK[1]})
        page.add_init_script(f"({SHIFTS})()")
        page.goto(f"{url}?{DAY}", wait_until="commit")
        page.wait_for_selector("#first .stage", state="attached")
        assert page.evaluate(PAINTED_IN_A_WHILE) is False
        rest.set()
        page.wait_for_selector("#first .strip .years", state="attached")
        page.evaluate("() => new Promise(requestAnimationFrame)")
        assert page.evaluate("() => shifts") == []
        page.close()


def test_the_first_map_has_the_names_of_one_window_at_a_time(reader):
    sheet = reader.page_apart(java_script_enabled=False)
    page = sheet.page
    shown = """() => [...document.querySelectorAll("#first .ground > :is(.low, .lower, .usual, .high, .slim)")]
      .filter((node) => getComputedStyle(node).display !== "none").map((node) => node.getAttribute("class"))"""
    for size, wanted in ((DESK, {"usual", "high"}), ((1280, 720), {"low", "lower"}), (PHONE, {"slim"})):
        page.set_viewport_size({"width": size[0], "height": size[1]})
        page.goto(f"{sheet.base}?{DAY}")
        found = set(page.evaluate(shown))
        assert len(found) == 1
        assert found <= wanted


def test_without_scripts_the_page_is_a_map_with_its_words_and_leads_on(reader, record):
    sheet = reader.page_apart(viewport={"width": 1280, "height": 720}, java_script_enabled=False)
    sheet.page.goto(f"{sheet.base}?{DAY}")
    page = sheet.page
    assert page.get_by_role("img", name="Saturday 5 January 2013").is_visible()
    assert "Kidal" in page.locator(".stage").inner_text()
    page.get_by_text("The situation in words").click()
    assert page.get_by_text("Tinzaouaten: held by the MNLA, contested").first.is_visible()
    changes = {
        change.date.isoformat()
        for change in told_changes(Timeline(record), record.period.first, record.period.last, ALL)
    }
    page.get_by_role("link", name="change ›").click()
    day = re.search(r"on=([\d-]+)", page.url)[1]
    assert day == min(each for each in changes if each > "2013-01-05")
    page.get_by_role("link", name="‹ change").click()
    assert re.search(r"on=([\d-]+)", page.url)[1] == max(each for each in changes if each < day)
    for view in View:
        page.goto(f"{sheet.base}?{DAY}")
        page.locator(f'.views a[href*="view={view}"], .views a[aria-current]').first.click()
        assert page.locator("main").is_visible()


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_first_map_costs_little(reader, language):
    sheet = reader.page()
    html = sheet.page.request.get(f"{sheet.base}?{DAY}&lang={language}").text()
    start, end = html.index('<div id="first">'), html.index('<div id="react-entry-point">')
    whole, without = (len(brotli.compress(each.encode(), quality=5)) for each in (html, html[:start] + html[end:]))
    assert whole - without < MOST_BYTES
    assert "<script" not in html[start:end]
    assert not re.search(r"\son\w+=", html[start:end])
