"""What Python hands to the scripts is what is declared: no key more or less, and no script reads another."""

import json
import re
from types import UnionType
from typing import NotRequired, Union, get_args, get_origin, get_type_hints, is_typeddict

import pytest
from made_incidents import many_incidents, origin_of

from dashboard.agreed import figure_meta, payload
from dashboard.agreed.edition import CHECKOUT
from dashboard.asked.reading import read_view
from dashboard.asked.state import DEFAULT
from dashboard.asked.view import View
from dashboard.config import Settings
from dashboard.figures.map.compare import change_map, day_maps
from dashboard.figures.timeline.figure import timeline_json
from dashboard.handed.days import frames
from dashboard.handed.incidents import incident_columns
from dashboard.handed.pairs import change_frames
from dashboard.text import Text
from dashboard.views import map_view
from dashboard.views.context import Context
from dashboard.web.reader import Reader
from dashboard.web.trial import StillRecord

SCRIPTS = {path.name: path.read_text(encoding="utf-8") for path in (CHECKOUT / "assets").glob("*.js")}
READ_AS = {
    "frames": payload.Days,
    "payload": payload.Days,
    "start": payload.StartOfPage,
    "meta": figure_meta.MapMeta | figure_meta.TimelineMeta,
    "locator": figure_meta.Locator,
    "series": payload.Incidents,
    "look": payload.PairLook,
}
"""What scripts call each payload."""


def wrong(found, kind, at=""):
    """Where a value is not of a kind, down to the last key; empty if it is."""
    origin = get_origin(kind)
    if origin is NotRequired:
        return wrong(found, get_args(kind)[0], at)
    if is_typeddict(kind):
        hints = get_type_hints(kind, include_extras=True)
        needed = {name for name, hint in hints.items() if get_origin(hint) is not NotRequired}
        if not isinstance(found, dict) or not needed <= set(found) <= set(hints):
            return f"{at}: {sorted(set(found) ^ set(hints))}"
        parts = ((found[name], hints[name], f"{at}.{name}") for name in found)
    elif origin in (Union, UnionType):
        return min((wrong(found, one, at) for one in get_args(kind)), key=len)
    elif origin is list:
        parts = ((one, *get_args(kind), f"{at}[{number}]") for number, one in enumerate(found))
    elif origin is dict:
        parts = ((one, get_args(kind)[1], f"{at}.{name}") for name, one in found.items())
    else:
        fits = kind is object or isinstance(found, (int, float) if kind is float else kind)
        return "" if fits and (kind is not int or type(found) is int) else f"{at}: {found!r} is no {kind}"
    return next((said for part in parts if (said := wrong(*part))), "")


def sent(made):
    return json.loads(json.dumps(made))


@pytest.fixture(scope="module")
def views(record):
    """The views whose payloads differ most: nothing asked, a filter and a lens, French."""
    asked = ("", "actors=JNIM&regions=Kidal", "known=2014-05-25&grade=C3&lang=fr&view=compare")
    return [read_view(query, record).state for query in asked]


def test_the_payload_of_all_days_is_as_declared(record, views):
    for view in views:
        made = sent(frames(record, view.sight))
        assert not wrong(made, payload.Days)
        assert made["shape"] == payload.SHAPE


def test_the_payload_of_all_pairs_of_days_is_as_declared(record, views):
    for view in views:
        assert not wrong(sent(change_frames(record, view.sight)), payload.Pairs)


def test_the_payload_of_incidents_is_as_declared(record):
    made = many_incidents(60, record)
    assert not wrong(sent(incident_columns([(origin_of(made), made)], record, Text("fr"))), payload.Incidents)


def test_what_a_page_begins_with_is_as_declared(record, views):
    reader = Reader(StillRecord(record), Settings())
    for view in views:
        assert not wrong(sent(reader._start(view, record)), payload.StartOfPage)


def test_what_a_figure_says_to_the_scripts_is_as_declared(record, timeline):
    text = Text("en")
    asked = (record, DEFAULT, text, timeline, "relief.jpg", False, 1060)
    page = map_view.body(Context(*asked)).to_plotly_json()
    figures = re.findall(r'"meta": ', json.dumps(sent_figure(page)))
    assert figures
    maps = day_maps(*asked[:3], relief="relief.jpg", timeline=timeline, narrow=False, width=1060, marking="")
    change = change_map(*asked[:3], relief="relief.jpg", timeline=timeline, narrow=False, width=1060, marking="")
    for figure in (sent_figure(page), *maps, change):
        assert not wrong(sent(figure["layout"]["meta"]), figure_meta.MapMeta)
    drawn = timeline_json(timeline, DEFAULT.but(view=View.TIMELINE), text)
    assert not wrong(sent(drawn["layout"]["meta"]), figure_meta.TimelineMeta)


def sent_figure(component):
    """The first figure of a page."""
    if isinstance(component, dict):
        props = component.get("props", {})
        if "figure" in props:
            return props["figure"]
        return sent_figure(props.get("children"))
    if isinstance(component, list | tuple):
        return next((found for one in component if (found := sent_figure(one))), None)
    return sent_figure(component.to_plotly_json()) if hasattr(component, "to_plotly_json") else None


def keys_of(kind):
    """The keys of a payload, or of one of several."""
    return {name for one in get_args(kind) or (kind,) for name in get_type_hints(one)}


@pytest.mark.parametrize("name", READ_AS)
def test_no_script_reads_what_is_not_handed_over(name):
    read = re.compile(rf"(?<![.\w]){name}\.(\w+)|const {{ ([\w, ]+) }} = (?:\w+\.)*{name};")
    told = re.compile(rf"\.layout\.{name}\.(\w+)")
    found = {
        key
        for text in SCRIPTS.values()
        for match in [*read.finditer(text), *told.finditer(text)]
        for group in match.groups()
        if group
        for key in group.split(", ")
    }
    own = keys_of(READ_AS[name])
    assert found, name
    assert found <= own, found - own


@pytest.mark.parametrize("part", ["legend", "says", "hatch", "calendar", "titles"])
def test_no_script_reads_of_a_part_what_is_not_there(part):
    kind = get_type_hints(payload.Days)[part]
    found = {key for text in SCRIPTS.values() for key in re.findall(rf"\bframes\.{part}\.(\w+)", text)}
    assert found <= set(get_type_hints(kind))


def test_the_scripts_know_the_number_of_the_shapes():
    assert f"const SHAPE = {payload.SHAPE};" in SCRIPTS["wiring.js"]
