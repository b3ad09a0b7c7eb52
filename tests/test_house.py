"""The rules of the house: who may import whom, what modules are called, and no address elsewhere in our assets."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
OURS = ("geodata", "dashboard")
WEB = {"dash", "dash_mantine_components", "dash_ag_grid", "plotly", "flask", "gunicorn", "requests", "urllib", "http"}
DASH = {"dash", "dash_mantine_components", "dash_ag_grid"}
SERVER = {"flask", "gunicorn"}
NAMES_THAT_SAY_NOTHING = {"utils", "util", "constants", "helpers", "common", "misc", "tools", "base", "core"}
NAMESPACE = re.compile(r"https?://www\.w3\.org/[\w/.#-]*")
ADDRESS = re.compile(r"""\b(?:https?|wss?)://|["'(=\s]//[\w-]+\.\w""", re.IGNORECASE)


def module_name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {module_name(path): path for package in OURS for path in sorted((ROOT / package).rglob("*.py"))}


def imports(module: str) -> Iterator[tuple[str, str | None]]:
    """Every import of a module, wherever it stands: the module named, and the name taken from it."""
    path = MODULES[module]
    package = module if path.name == "__init__.py" else module.rpartition(".")[0]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((alias.name, None) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
            base = ".".join([*above, *([node.module] if node.module else [])])
            yield from ((base, alias.name) for alias in node.names)


@cache
def imported(module: str) -> frozenset[str]:
    """The modules that a module imports by itself, ours by their full name."""
    found = set()
    for base, name in imports(module):
        found.add(f"{base}.{name}" if f"{base}.{name}" in MODULES else base)
    return frozenset(found)


@cache
def reached(module: str) -> frozenset[str]:
    """The modules that are loaded with a module, over any number of our own, packages on the way included."""
    found, waiting = set(), [module]
    while waiting:
        name = waiting.pop()
        if name in found:
            continue
        found.add(name)
        if name in MODULES:
            waiting += imported(name)
            waiting += [package for package in (name.rpartition(".")[0],) if package]
    return frozenset(found)


def inside(package: str) -> list[str]:
    return [name for name in MODULES if name == package or name.startswith(f"{package}.")]


def tops(names: frozenset[str]) -> set[str]:
    return {name.partition(".")[0] for name in names}


@pytest.mark.parametrize("module", inside("geodata"))
def test_the_record_knows_nothing_of_the_web(module):
    assert tops(reached(module)) & (WEB | {"dashboard"}) == set()


PURE = [
    name
    for room in ("agreed", "asked", "told", "figures", "drawing", "handed", "text")
    for name in inside(f"dashboard.{room}")
]
"""What the page says and draws, and for which question."""


@pytest.mark.parametrize("module", PURE)
def test_what_is_said_and_drawn_does_without_dash(module):
    assert module in MODULES
    assert tops(reached(module)) & DASH == set()


HOSTING = inside("dashboard.hosting")


@pytest.mark.parametrize("module", HOSTING)
def test_hosting_takes_the_settings_the_language_asked_for_and_the_edition_and_knows_nothing_of_what_it_serves(module):
    ours = {name for name in imported(module) if name.startswith("dashboard.")}
    assert ours - set(HOSTING) <= {
        "dashboard.agreed.edition",
        "dashboard.config",
        "dashboard.asked.link",
        "dashboard.text",
    }
    shown = {*inside("dashboard.figures"), *inside("dashboard.views"), *inside("dashboard.export")}
    assert reached(module) & shown == set()


@pytest.mark.parametrize("module", [*PURE, *inside("dashboard.views"), *inside("dashboard.export")])
def test_what_is_said_drawn_and_exported_knows_nothing_of_how_it_is_served(module):
    assert reached(module) & set(HOSTING) == set()
    assert tops(reached(module)) & SERVER == set()


@pytest.mark.parametrize("room", ["map", "timeline", "trends"])
def test_what_the_page_shows_knows_nothing_of_paper(room):
    sheets = set(inside("dashboard.figures.sheets"))
    assert [name for name in inside(f"dashboard.figures.{room}") if reached(name) & sheets] == []


def test_views_and_callbacks_meet_only_in_ids():
    views, callbacks = set(inside("dashboard.views")), set(inside("dashboard.web.callbacks"))
    assert [(name, other) for name in sorted(views) for other in sorted(reached(name) & callbacks)] == []
    assert [(name, other) for name in sorted(callbacks) for other in sorted(imported(name) & views)] == []


def test_only_the_app_imports_the_app():
    app = {"dashboard.app", "dashboard.__main__"}
    assert {name for name in MODULES if "dashboard.app" in imported(name)} <= app


@pytest.mark.parametrize("module", MODULES)
def test_nobody_takes_a_private_name_from_another_module(module):
    taken = [
        f"{base}.{name}"
        for base, name in imports(module)
        if base.split(".")[0] in OURS and name and name.startswith("_") and not name.startswith("__")
    ]
    assert taken == []


@pytest.mark.parametrize("module", MODULES)
def test_a_module_has_a_name_that_says_something_and_hides_no_dependency(module):
    name = module.rpartition(".")[2]
    assert name not in NAMES_THAT_SAY_NOTHING
    assert name not in WEB
    assert ast.get_docstring(ast.parse(MODULES[module].read_text(encoding="utf-8")))


# What we wrote ourselves. Vendored libraries name their authors; the browser tests see that nothing is ever asked for.
ASSETS = [*sorted((ROOT / "assets").glob("*.js")), *sorted((ROOT / "assets").glob("*.css"))]


@pytest.mark.parametrize("path", ASSETS, ids=lambda path: path.name)
def test_no_asset_names_an_address_elsewhere(path):
    text = NAMESPACE.sub("", path.read_text(encoding="utf-8"))
    assert [line for line in text.splitlines() if ADDRESS.search(line)] == []


@pytest.mark.parametrize(
    ("line", "is_address"),
    [
        ('fetch("https://example.org/a.js")', True),
        ("@import url(//fonts.example.org/a.css);", True),
        ('new WebSocket("wss://example.org")', True),
        ("// a remark, not.an address", False),
        ("const half = width; // 2 sides", False),
        ("grid-template-rows: auto minmax(0, 1fr);", False),
        ('fetch("/api/at?on=2023-11-14")', False),
    ],
)
def test_an_address_is_told_from_a_remark(line, is_address):
    assert bool(ADDRESS.search(NAMESPACE.sub("", line))) is is_address


def test_the_namespace_of_svg_is_no_address():
    assert not ADDRESS.search(NAMESPACE.sub("", 'xmlns="http://www.w3.org/2000/svg"'))


FLOORS = ("text", "agreed", "asked", "told", "figures", "drawing handed", "export", "views", "web", "app", "__main__")
"""The rooms of the dashboard from the ground up; those of one floor know nothing of each other."""
BESIDE = {"config", "hosting"}
FLOOR_OF = {room: floor for floor, rooms in enumerate(FLOORS) for room in rooms.split()}


def room_of(module):
    return module.split(".")[1]


@pytest.mark.parametrize("module", [name for name in inside("dashboard") if name != "dashboard"])
def test_a_room_knows_only_the_floors_below_it(module):
    own = room_of(module)
    others = {room_of(name) for name in imported(module) if name.startswith("dashboard.")} - {own}
    assert {own, *others} <= {*FLOOR_OF, *BESIDE, "__init__"} | {"__version__"}
    if own not in BESIDE:
        assert [room for room in others - BESIDE if FLOOR_OF[room] >= FLOOR_OF[own]] == []


def test_four_modules_stand_at_the_top_of_the_dashboard():
    loose = {path.name for path in (ROOT / "dashboard").glob("*.py")}
    assert loose == {"__init__.py", "__main__.py", "app.py", "config.py"}
