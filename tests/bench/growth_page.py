"""The page of what a larger record costs, ``docs/measured-growth.md``, and its plot."""

import json
from pathlib import Path
from urllib.parse import unquote

import plotly.graph_objects as go
from playwright.sync_api import sync_playwright

from tests.bench.contestants import ALL
from tests.bench.markdown import span, table, told, yes_or_no
from tests.driving import CHROMIUMS, launch

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs/measured-growth.md"
PLOT = ROOT / "docs/measured-growth.svg"
MOST = 3
"""How many times as long a step may take with ten times the record."""
TWO_FRAMES = 33.3
"""Milliseconds of a screen that shows sixty a second."""
Row = dict[str, float | str]
COLUMNS = (
    ("points", "points", 0),
    ("areas", "areas", 0),
    ("claims", "claims", 0),
    ("step", "step, ms", 1),
    ("step p95", "p95", 1),
    ("first", "usable, s", 1),
    ("bytes", "over the wire, kB", 0),
    ("start", "server start, s", 1),
    ("worker", "worker, MB", 0),
)
"""Of a row: its key, how it is called, how many decimals."""
COLOURS = {"product": "#2b59b0", "svg": "#7a7a7a"}
NAMES = {one.key: one.name for one in ALL}
TEXT = """\
# What a larger record costs

Written by `make growth`; not by hand. A generated record of the same shape: more places about the same ground, each
with a history like ours, and communes in as many pieces. *2 × years*: 2012 to 2037, the history told again from 2025
on. Plain SVG, the limit of what a browser can do, is driven beside this map, in turns. Behind every figure of a visit
are five first visits, behind one of a step thirty of them; a server is started once for each size.

{machine}

The machine's load before a size was {loads}. The run took {minutes:.0f} minutes. What the other ways to build it need
is in [measured](measured.md).

Where the limit is: a record of more than 10,000 places or 100,000 claims is refused in words, by `check`, at the start
and while it is served ([decision](decisions/2026-11-25-how-large-a-record.md)). Above some hundred places, marks and
names are drawn on one canvas; areas are not. The rows of incidents are this record with so many of another data set
drawn over it, those of thirty days at a time; they come when the layer is asked for, not with a visit.

{table}

![Cost of a step and of a first visit as the record grows]({plot})

{targets}
"""


def write(machine: dict[str, str], rows: list[Row], loads: list[float], minutes: float) -> None:
    """Write the page and the plot."""
    _plot(rows)
    said = TEXT.format(
        machine=told(machine),
        loads=span(loads),
        minutes=minutes,
        table=_all(rows),
        plot=PLOT.name,
        targets=_targets(rows),
    )
    PAGE.write_text(said, encoding="utf-8")


def _all(rows: list[Row]) -> str:
    body = [
        [row["size"], NAMES[row["contestant"]], *(f"{row[key]:.{places}f}" for key, _, places in COLUMNS)]
        for row in rows
    ]
    return table(["record", "who", *(name for _, name, _ in COLUMNS)], body)


def _targets(rows: list[Row]) -> str:
    step = {row["size"]: row["step"] for row in rows if row["contestant"] == "product"}
    ratio = step["10 ×"] / step["1 ×"]
    said = [["step with ten times the record", f"{ratio:.1f} ×", f"≤ {MOST} ×", yes_or_no(ratio <= MOST)]]
    for size in ("100 ×", "10,000 incidents", "100,000 incidents"):
        within = yes_or_no(step[size] <= TWO_FRAMES)
        said.append([f"step: {size}", f"{step[size]:.1f} ms", f"≤ {TWO_FRAMES} ms, two frames", within])
    return table(["what", "measured", "target", "met"], said)


def _plot(rows: list[Row]) -> None:
    figure = go.Figure()
    for key, colour in COLOURS.items():
        own = [row for row in rows if row["contestant"] == key and row["size"].endswith("×")]
        for measure, factor, said, dash in (("step", 1, "a step", "solid"), ("first", 1000, "a first visit", "dot")):
            figure.add_scatter(
                x=[row["points"] for row in own],
                y=[row[measure] * factor for row in own],
                name=f"{NAMES[key]}: {said}",
                mode="lines+markers",
                line={"color": colour, "dash": dash},
            )
    axis = {"type": "log", "gridcolor": "#e4e4e4", "dtick": 1, "linecolor": "#888888"}
    figure.update_layout(
        width=760,
        height=420,
        template="none",
        font={"family": "sans-serif", "size": 13},
        xaxis=axis | {"title": "points on the map"},
        yaxis=axis | {"title": "milliseconds, median"},
        legend={"x": 0.02, "y": 0.98},
        margin={"l": 70, "r": 20, "t": 20, "b": 60},
    )
    PLOT.write_text(_as_svg(figure), encoding="utf-8")


def _as_svg(figure: go.Figure) -> str:
    """A figure as the browser draws it, with the plotly.js of the page."""
    with sync_playwright() as playwright:
        browser = launch(playwright, names=CHROMIUMS)
        page = browser.new_page()
        page.add_script_tag(path=ROOT / "assets/vendor/plotly-cartesian.min.js")
        said = page.evaluate("(figure) => Plotly.toImage(figure, { format: 'svg' })", json.loads(figure.to_json()))
        browser.close()
    return unquote(said.partition(",")[2])
