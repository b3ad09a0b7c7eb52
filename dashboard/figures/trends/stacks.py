"""Stacked step areas of amounts by lineage: sure, less sure, contested; then what nobody is known to hold."""

from collections.abc import Sequence
from datetime import date
from typing import Protocol

import pandas as pd

from dashboard.figures.legend import CONTESTED_SWATCH, unknown_line
from dashboard.figures.style import UNKNOWN_COLOUR, mixed
from dashboard.figures.trends.chart import Json, Series
from dashboard.text import Text
from geodata.shares import NOT_YET_OPEN
from geodata.timeline import ONE_DAY, Lens
from geodata.vocabulary import Status

WEAKER = 0.45
"""How strongly what rests on weaker claims is coloured."""
SHEET = "#fdfcf9"


class Lineage(Protocol):
    """Actors that wear one colour."""

    colour: str
    name: str
    actors: frozenset[str]


def times(amounts: pd.DataFrame, frame: pd.DataFrame) -> pd.DataFrame:
    """Amounts at every time at which anything in a table changes, zero where there are none, and at its end."""
    run = amounts.reindex(sorted(frame["since"].unique()), fill_value=0)
    if not len(run):
        return run
    after = date.fromisoformat(frame["until"].max()) + ONE_DAY
    return pd.concat([run, run.iloc[[-1]].set_axis([after.isoformat()])])


def stacked(
    frame: pd.DataFrame, lineages: Sequence[Lineage], text: Text, lens: Lens, *, unit: str = ""
) -> list[Series]:
    """Layers from the bottom up. What a lineage holds for sure names it in the key and in the hover."""
    series: list[Series] = []
    for one in lineages:
        own = frame[frame["actor"].isin(one.actors)]
        held = sum(_sums(own, status, frame) for status in Status if status.is_held)
        contested = _sums(own, Status.CONTESTED, frame)
        pale = mixed(one.colour, WEAKER)
        weaker, fought = text("{name}, weaker claims", name=one.name), text("{name}, contested", name=one.name)
        layers = (
            _layer(one.name, one.colour, held["best"], _said(one.name, held, contested, text, unit)),
            _layer(one.name, pale, held["claimed"] - held["best"]) | {"name": weaker},
            _layer(one.name, pale, contested["claimed"], stripe=one.colour) | {"name": fought},
        )
        series.append(Series(one.name, one.colour, layers, held, contested))
    return [*series, *_rest(frame, text, lens, unit)]


def _rest(frame: pd.DataFrame, text: Text, lens: Lens, unit: str) -> list[Series]:
    """What no single actor holds."""
    nobody = frame[frame["actor"].isna()]
    rest = (
        (Status.CONTESTED, text("Contested, no single holder"), CONTESTED_SWATCH[1], CONTESTED_SWATCH[0]),
        (Status.UNKNOWN, unknown_line(lens, text), UNKNOWN_COLOUR, None),
        (NOT_YET_OPEN, text("Not open yet"), SHEET, None),
    )
    series = []
    for status, name, colour, stripe in rest:
        amounts = _sums(nobody, status, frame)
        if amounts.to_numpy().any():
            layer = _layer(name, colour, amounts["claimed"], _plain(name, amounts, text, unit), stripe=stripe)
            series.append(Series(name, colour, (layer,), amounts, stripe=stripe))
    return series


def _sums(rows: pd.DataFrame, status: str, frame: pd.DataFrame) -> pd.DataFrame:
    return times(rows[rows["status"] == str(status)].groupby("since")[["claimed", "best"]].sum(), frame)


def _layer(
    name: str, colour: str, amounts: pd.Series, said: list[str] | None = None, stripe: str | None = None
) -> Json:
    pattern = {"shape": "/", "size": 7, "solidity": 0.45, "fillmode": "replace", "bgcolor": colour, "fgcolor": stripe}
    return {
        "type": "scatter",
        "x": amounts.index.tolist(),
        "y": amounts.tolist(),
        "name": name,
        "mode": "lines",
        "line": {"shape": "hv", "width": 0.4, "color": "rgba(29,35,43,0.35)"},
        "stackgroup": "all",
        "fillcolor": colour,
        **({"fillpattern": pattern} if stripe else {}),
        "legendgroup": name,
        "showlegend": said is not None,
        **({"hoverinfo": "skip"} if said is None else _hover(said)),
    }


def _hover(said: list[str]) -> Json:
    return {"hovertemplate": "%{customdata}<extra></extra>", "customdata": said}


def _said(name: str, held: pd.DataFrame, contested: pd.DataFrame, text: Text, unit: str) -> list[str]:
    """One line for every time: what is held, how much of it for sure, what is contested."""
    return [
        text(
            "{name}: {amount}{unit} ({best} at C2 or better), contested: {contested}",
            name=name,
            amount=text.number(claimed, "#,##0"),
            best=text.number(best, "#,##0"),
            contested=text.number(fought, "#,##0"),
            unit=unit,
        )
        for claimed, best, fought in zip(held["claimed"], held["best"], contested["claimed"], strict=True)
    ]


def _plain(name: str, amounts: pd.DataFrame, text: Text, unit: str) -> list[str]:
    return [
        text("{name}: {amount}{unit}", name=name, amount=text.number(amount, "#,##0"), unit=unit)
        for amount in amounts["claimed"]
    ]
