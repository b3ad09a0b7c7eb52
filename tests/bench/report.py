"""The page of numbers, ``docs/measured.md``, from the results of a run."""

from collections.abc import Iterable
from pathlib import Path

from tests.bench.contestants import ALL, RIVALS
from tests.bench.markdown import span, table, told, yes_or_no
from tests.bench.results import Results

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs/measured.md"
NONE = "–"

Row = tuple[str, str, str, int]
"""What it is called, the measure, ``middle`` or ``tail`` or ``both``, and how many decimals."""
STEPS: tuple[Row, ...] = (
    ("event to painted, ms, median", "step, painted", "middle", 1),
    ("event to painted, ms, p95", "step, painted", "tail", 1),
    ("event to next frame, ms, median", "step, next frame", "middle", 1),
    ("work of the main thread a step, ms", "step, main thread", "middle", 1),
    ("requests to the server a step", "step, requests", "middle", 0),
)
PLAY: tuple[Row, ...] = (
    ("of 156 months asked for, one every 17 ms, shown", "play, frames", "middle", 0),
    ("longest stall, ms", "play, longest stall", "middle", 0),
    ("until the last month is shown, s", "play, seconds", "middle", 1),
    ("pan by pointer: longest stall while it moves, ms", "pan, moving", "middle", 0),
    ("pan by pointer: longest stall after it is let go, ms", "pan, settling", "middle", 0),
    ("zoom by wheel: longest stall while it turns, ms", "zoom, moving", "middle", 0),
    ("zoom by wheel: longest stall afterwards, ms", "zoom, settling", "middle", 0),
)
VISITS: tuple[Row, ...] = (
    ("first visit: over the wire, kB", "first bytes", "middle", 0),
    ("first visit: requests", "first requests", "middle", 0),
    ("first visit: navigation to the map seen, s", "first seen", "both", 2),
    ("first visit: navigation to a map that can be used, s", "first usable", "both", 2),
    ("return visit: over the wire, kB", "return bytes", "middle", 0),
    ("return visit: requests", "return requests", "middle", 0),
    ("return visit: navigation to the map seen, s", "return seen", "both", 2),
    ("return visit: navigation to a map that can be used, s", "return usable", "both", 2),
)
COSTS: tuple[Row, ...] = (
    ("PNG of the view, s", "png", "both", 2),
    ("the first PNG after a start, s", "first png", "middle", 2),
    ("memory of the tab, MB", "tab memory", "middle", 0),
    ("memory of the server, MB", "server memory", "middle", 0),
    ("the same with the processes that make images, MB", "server memory, exports", "middle", 0),
    ("server: start to first answer, s", "server start", "middle", 1),
)
TARGETS: tuple[tuple[str, str, str, float, str], ...] = (
    ("step by pointer, median", "step, painted", "middle", 20, "ms"),
    ("step by pointer, p95", "step, painted", "tail", 17.5, "ms"),
    ("month by key, median", "month by key, painted", "middle", 20, "ms"),
    ("month by key, p95", "month by key, painted", "tail", 33, "ms"),
    ("day by key, median", "day by key, painted", "middle", 20, "ms"),
    ("day by key, p95", "day by key, painted", "tail", 33, "ms"),
    ("requests while sliding", "step, requests", "middle", 0, ""),
    ("first visit, bytes", "first bytes", "middle", 2000, "kB"),
    ("return visit, bytes", "return bytes", "middle", 60, "kB"),
    ("pan by pointer, longest stall while it moves", "pan, moving", "middle", 35, "ms"),
    ("pan by pointer, longest stall afterwards", "pan, settling", "middle", 35, "ms"),
    ("zoom by wheel, longest stall while it turns", "zoom, moving", "middle", 35, "ms"),
    ("zoom by wheel, longest stall afterwards", "zoom, settling", "middle", 35, "ms"),
    ("first visit, map seen", "first seen", "middle", 0.45, "s"),
    ("first visit, usable", "first usable", "middle", 1.2, "s"),
    ("return visit, usable", "return usable", "middle", 1.2, "s"),
    ("PNG of a view, another day each time", "png", "middle", 0.35, "s"),
    ("first PNG after a start", "first png", "middle", 0.6, "s"),
    ("memory of the server, images being made", "server memory, exports", "middle", 420, "MB"),
    ("worker memory", "worker memory", "middle", 220, "MB"),
    ("server start to first answer", "server start", "middle", 4, "s"),
)


def write(results: Results) -> None:
    """Write the page."""
    PAGE.write_text(_page(results), encoding="utf-8")


HEAD = """\
# Measured against what people would use instead

Written by `make bench`; not by hand. Same record, same months, same colours (compared before anything is timed), same
browser and flags, same machine. The contestants take turns, round by round, each in a browser of its own: {rounds}
rounds, and behind every figure at least {fewest} values. Only ratios within one run mean anything elsewhere.

{machine}

{never}

The machine's load before a session was {loads} (with {cores} cores; more means that others were at work too). The run
took {minutes:.0f} minutes. What a larger record costs is in [measured: growth](measured-growth.md).

## Who

{who}

## A step of the slider

One month by the pointer. *Painted*: the page's thread has drawn the frame with the new day. All wait for the screen's
next frame (16.7 ms apart), which is most of what the fastest need.

{steps}

How many times what this map needs for a step:

{ratios}

## Play, pan and zoom

{play}

A drag or a turn of the wheel moves what Plotly has drawn: the outlines as they are, signs and names at their size. When
it rests, legend, names and scale follow, a frame each.

## Visits

Median (p95). A first visit is by a browser that has nothing of the page yet. *Seen*: a picture of the map is on the
screen; what the others show first can be used at once.

{visits}

## Images, memory, requests

The product's image is its whole sheet, drawn by the server, another day each time; the very first waits for the process
that makes images. The others' is what their library makes of the map alone. Median (p95). A minute of use: 60 steps,
6 pans, 6 zooms. At rest this map asks its server once a minute whether it has newer data; the others never learn of
any.

{costs}

## Against the numbers to reach

{targets}
"""


def _page(results: Results) -> str:
    counts = [
        len(values) for samples in results.samples.values() for name, values in samples.items() if name != "never drawn"
    ]
    who = [[f"**{one.name}**", one.what, one.cannot or NONE] for one in ALL]
    return HEAD.format(
        rounds=results.rounds,
        fewest=min(counts),
        machine=told(results.machine),
        never=_never(results),
        loads=span(results.loads),
        cores=results.machine["cores"],
        minutes=results.minutes,
        who=table(["who", "how it is made", "what it cannot"], who),
        steps=_contest(results, STEPS),
        ratios=_ratios(results),
        play=_contest(results, PLAY),
        visits=_contest(results, VISITS),
        costs=_contest(results, COSTS, [_minute(results)]),
        targets=_targets(results),
    )


def _never(results: Results) -> str:
    """Who gave up drawing, and how often."""
    names = {one.key: one.name for one in ALL}
    found = [
        f"{names[key]} {len(one['never drawn'])} times" for key, one in results.samples.items() if "never drawn" in one
    ]
    return f"Pages that never drew and were opened anew: {', '.join(found) or 'none'}."


def _contest(results: Results, rows: Iterable[Row], more: Iterable[list[str]] = ()) -> str:
    body = [
        [name, *(_cell(results, one.key, measure, kind, places) for one in ALL)] for name, measure, kind, places in rows
    ]
    return table(["", *(one.name for one in ALL)], [*body, *more])


def _minute(results: Results) -> list[str]:
    """Requests of 60 steps and 12 moves, and the one question of the product's."""
    counts = []
    for one in ALL:
        step, move = (results.middle(one.key, f"{what}, requests") for what in ("step", "move"))
        counts.append(f"{60 * step + 12 * move + one.is_product:.0f}")
    return ["requests to the server in a minute of use", *counts]


def _cell(results: Results, key: str, measure: str, kind: str, places: int) -> str:
    middle, tail = results.middle(key, measure), results.tail(key, measure)
    if middle is None:
        return NONE
    said = {"middle": f"{middle:.{places}f}", "tail": f"{tail:.{places}f}"}
    return said.get(kind) or f"{said['middle']} ({said['tail']})"


def _ratios(results: Results) -> str:
    ours = results.middle("product", "step, painted")
    work = results.middle("product", "step, main thread")
    said = {one.key: results.middle(one.key, "step, painted") / ours for one in RIVALS}
    asked = {"usual": "at least 7", "leaflet": "at least 0.77 (we within 1.3)", "svg": "at least 0.33 (we within 3)"}
    rows = [
        [
            one.name,
            f"{said[one.key]:.2f}",
            f"{results.middle(one.key, 'step, main thread') / work:.2f}",
            asked.get(one.key, NONE),
        ]
        for one in RIVALS
    ]
    return table(["rival", "time, median", "work of the main thread", "asked of the time"], rows)


def _targets(results: Results) -> str:
    rows = []
    for name, measure, kind, most, unit in TARGETS:
        found = (results.middle if kind == "middle" else results.tail)("product", measure)
        said = f"{found:.0f}" if found >= 100 else f"{found:.3g}"
        rows.append([name, f"{said} {unit}".strip(), f"≤ {most:g} {unit}".strip(), yes_or_no(found <= most)])
    usual = results.middle("usual", "step, painted") / results.middle("product", "step, painted")
    rows.append(["times faster a step than the usual app", f"{usual:.1f}", "≥ 7", yes_or_no(usual >= 7)])
    return table(["what", "measured", "target", "met"], rows)
