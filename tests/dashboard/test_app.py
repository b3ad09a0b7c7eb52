"""The app as a whole: it can be made, its parts know each other, and any address gives a page."""

import json
import re
from pathlib import Path

import plotly.offline
import pytest
from asking import bad_queries, some_bad_queries, views
from dash.development.base_component import Component
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.agreed import ids
from dashboard.agreed.rooms import SIDES, without_script
from dashboard.app import create_app
from dashboard.asked.reading import read_view
from dashboard.asked.view import View
from dashboard.text import LANGUAGES
from dashboard.web.bundle import Bundle
from dashboard.web.calls import LONGEST_QUERY

ASSETS = Path(__file__).parents[2] / "assets"
WIDTHS = (1440, 390)


@pytest.fixture(scope="module")
def client(app):
    return app.server.test_client()


@pytest.fixture(scope="module")
def show(client):
    """The page that a query gives, as the browser gets it."""

    def show(query, width=1440):
        return client.post(
            "/_dash-update-component",
            json={
                "output": f"{ids.PAGE}.children",
                "outputs": {"id": ids.PAGE, "property": "children"},
                "inputs": [
                    {"id": ids.LOCATION, "property": "search", "value": query},
                    {"id": ids.VIEWPORT, "property": "data", "value": {"width": width, "height": 900}},
                ],
                "changedPropIds": [f"{ids.VIEWPORT}.data"],
            },
        )

    return show


def page_of(answer):
    assert answer.status_code == 200, answer.text[:500]
    return json.loads(answer.text)["response"][ids.PAGE]["children"]


def components(node):
    """Every component of a page that came as JSON."""
    if isinstance(node, dict):
        if "props" in node and "type" in node:
            yield node
        for value in node.values():
            yield from components(value)
    elif isinstance(node, list):
        for value in node:
            yield from components(value)


def ids_of(node):
    return [one["props"]["id"] for one in components(node) if "id" in one["props"]]


def notices_of(page):
    [notices] = [one for one in components(page) if one["props"].get("id") == "notices"]
    return json.dumps(notices, ensure_ascii=False)


def known_ids():
    values = [value for name, value in vars(ids).items() if name.isupper()]
    flat = [item for value in values for item in (value.values() if isinstance(value, dict) else [value])]
    return {item for item in flat if isinstance(item, str)}


# Wiring


def test_the_app_can_be_made_and_serves_its_frame(client):
    answer = client.get("/")
    assert answer.status_code == 200
    assert answer.mimetype == "text/html"


def test_every_component_that_is_wired_is_in_ids(app):
    wired = set()
    for callback in app.callback_map.values():
        wired |= {part["id"] for part in callback["inputs"] + callback["state"]}
        outputs = callback.get("output") or []
        wired |= {one.component_id for one in (outputs if isinstance(outputs, list | tuple) else [outputs])}
    wired = {name for name in wired if isinstance(name, str)}
    assert len(wired) > 8
    assert wired - {"_no_output"} <= known_ids()


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("view", View)
def test_no_two_components_of_a_page_share_an_id(app, show, view, width):
    skeleton = app.layout() if callable(app.layout) else app.layout
    found = ids_of(page_of(show(f"?view={view}", width))) + ids_of(json.loads(json.dumps(skeleton, cls=PlotlyEncoder)))
    assert sorted(found) == sorted(set(found))


class PlotlyEncoder(json.JSONEncoder):
    """Writes components as Dash sends them."""

    def default(self, o):
        return o.to_plotly_json() if isinstance(o, Component) else super().default(o)


def test_every_script_of_the_page_is_wired_by_a_name_that_exists(app):
    wiring = "\n".join(path.read_text(encoding="utf-8") for path in ASSETS.glob("*.js"))
    called = {
        one["clientside_function"]["function_name"] for one in app._callback_list if one.get("clientside_function")
    }
    for name in called:
        assert re.search(rf"\b{name}\b\s*[:(]", wiring), f"no script is called {name}"


def test_nothing_is_left_to_do_upon_the_first_request(settings):
    fresh = create_app(settings)
    assert "dash_mantine_components" in fresh.registered_paths, "two early requests would meet it half done"


# Assets


def test_our_plotly_script_is_of_the_version_python_expects():
    header = (ASSETS / "vendor/plotly-cartesian.min.js").read_bytes()[:400].decode(errors="replace")
    [version] = re.findall(r"plotly\.js \(cartesian - minified\) v([\d.]+)", header)
    assert version == plotly.offline.get_plotlyjs_version()


def test_the_page_loads_scripts_and_styles_from_us_alone(client):
    index = client.get("/").text
    loaded = re.findall(r'<(?:script|link|image|img)\b[^>]*\b(?:src|href)="([^"]+)"', index)
    assert len(loaded) > 10
    ours = ("/assets/", "/_dash-component-suites/", "data:image/svg+xml;base64,", "/ground/", "/dark/")
    assert all(address.startswith((*ours, "#")) for address in loaded), loaded
    assert any("plotly-cartesian" in address for address in loaded)


@pytest.mark.parametrize("kind", ["js", "css"])
def test_our_own_files_of_a_kind_come_in_one(client, kind):
    loaded = re.findall(r'(?:src|href)="(/assets/[^"]+)"', client.get("/").text)
    [ours] = [address for address in loaded if re.fullmatch(rf"/assets/ours\.[0-9a-f]{{12}}\.{kind}", address)]
    told = client.get(ours).text
    for path in ASSETS.glob(f"*.{kind}"):
        written = path.read_text(encoding="utf-8")
        assert (without_script(written) if kind == "css" else written) in told
        assert not any(address.startswith(f"/assets/{path.name}") for address in loaded)


def test_one_who_works_on_our_files_gets_each_by_itself(settings):
    index = create_app(settings, is_bundled=False).server.test_client().get("/").text
    for path in (*ASSETS.glob("*.js"), *ASSETS.glob("*.css")):
        assert f"/assets/{path.name}?m=" in index
    assert "ours." not in index


def test_no_browser_is_given_what_only_browsers_of_ten_years_ago_need(client):
    index = client.get("/").text
    assert "polyfill" not in index
    assert "vendor/regenerator-runtime.js" in index, "Dash needs this much of it"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_frame_says_its_language(client, language):
    assert f'<html lang="{language}" ' in client.get(f"/?lang={language}").text


def test_the_frame_of_a_strange_language_is_in_the_usual_one(client):
    assert '<html lang="en" ' in client.get("/?lang=%3Cscript%3E").text


# Any address


@settings(max_examples=12)
@given(data=st.data())
def test_every_view_gives_a_page_without_a_notice(show, record, data):
    view = data.draw(views(record))
    page = page_of(show(f"?{view.query()}"))
    assert "start" in ids_of(page)
    assert not read_view(view.query(), record).notices


@pytest.mark.parametrize("query", some_bad_queries(40))
def test_a_bad_address_gives_a_page_that_names_what_was_left_out(show, record, query):
    page = page_of(show(f"?{query.removeprefix('?')}"))
    wanted = read_view(query, record)
    said = notices_of(page)
    for notice in wanted.notices[:3]:
        assert json.dumps(notice.found, ensure_ascii=False)[1:-1] in said


@settings(max_examples=25)
@given(query=bad_queries)
def test_no_address_whatever_is_an_error(show, query):
    shown = show(f"?{query}")
    if len(query.encode()) > LONGEST_QUERY:  # refused at the door, before anything reads it
        assert shown.status_code in (400, 414)
    else:
        assert "start" in ids_of(page_of(shown))


@pytest.mark.parametrize("query", [None, "", "?"])
def test_no_query_is_the_usual_page(show, query):
    assert "start" in ids_of(page_of(show(query)))


def test_rules_for_a_room_hold_where_no_script_has_measured_the_window():
    style = Bundle("css").body.decode()
    rooms = re.findall(r'^:where\(\[data-room~="(\w+)"\]\) \{', style, re.MULTILINE)
    assert len(rooms) >= 10
    for name, (side, most) in SIDES.items():
        asked = rf"^@media screen and \(max-{side}: {most / 16:g}em\) \{{\n:where\(:root:not\(\[data-room\]\)\) \{{$"
        assert len(re.findall(asked, style, re.MULTILINE)) == rooms.count(name), name
    assert style.count("{") == style.count("}")
    named = re.findall(r"^.*\[data-room~=.*$", style, re.MULTILINE)
    assert [line for line in named if not re.fullmatch(r":where\(\[data-room~=.*\) \{", line)] == []
