"""The choice of what to see only, and of how sure and how early known it must be."""

import dash_mantine_components as dmc
from dash import html

from dashboard.agreed import ids
from dashboard.asked.state import ViewState
from dashboard.asked.view import View
from dashboard.text import Text
from dashboard.told.names import camp_name, kind_name, lines_in_words, region_name
from dashboard.views.day_field import day_field
from geodata.entities import Actor
from geodata.record import Record
from geodata.selection import regions_of
from geodata.vocabulary import Camp, PlaceKind

GRADES = ("B2", "C2", "C3", "D4")
"""Floors worth offering; any other can be typed into the address."""


def filter_box(record: Record, state: ViewState, text: Text) -> html.Div:
    """Fields for every part of the filter and the lens; a change leads to the filtered view."""
    actors = [(actor.id, text.of(actor.short)) for actor in forces(record)]
    return html.Div(
        [
            _many(ids.FILTER_ACTORS, text("Actors"), actors, state.actors, text),
            _lines(record, state, text),
            _many(ids.FILTER_CAMPS, text("Camps"), [(c, camp_name(c, text)) for c in Camp], state.camps, text),
            _many(
                ids.FILTER_REGIONS,
                text("Regions"),
                [(name, region_name(name, record, text)) for name in regions_of(record)],
                state.regions,
                text,
            ),
            _many(
                ids.FILTER_KINDS,
                text("Kinds of place"),
                [(k, kind_name(k, text)) for k in PlaceKind],
                state.kinds,
                text,
            ),
            _grade(state, text),
            _fresh(state, text),
            _assessors(record, state, text),
            _before(record, state, text),
            _known(state, text),
        ],
        className="filters",
    )


def forces(record: Record) -> list[Actor]:
    """The actors that our own claims speak of, in the order of the record."""
    claims = [claim for claim in (record.own or record).claims.values() if claim.in_force(None)]
    named = {
        name for claim in claims for name in (claim.controller, *claim.contested_by, *claim.present, *claim.around)
    }
    return [actor for actor in record.actors.values() if actor.id in named]


def _many(
    field: str, label: str, options: list[tuple[str, str]], chosen: frozenset[str], text: Text
) -> dmc.MultiSelect:
    return dmc.MultiSelect(
        id=field,
        label=label,
        data=[{"value": str(value), "label": said} for value, said in options],
        value=sorted(str(value) for value in chosen),
        placeholder=text("all") if not chosen else "",
        searchable=True,
        clearable=True,
        size="xs",
    )


def _lines(record: Record, state: ViewState, text: Text) -> html.Div:
    """Whom an actor stands for, and the choice between its line and its name alone, where they differ."""
    said = lines_in_words(state.filter, record, text)
    names = {"": text("Whole line"), "1": text("Name alone")}
    choice = dmc.SegmentedControl(
        id=ids.FILTER_ALONE,
        data=[{"value": value, "label": label} for value, label in names.items()],
        value="1" if state.alone else "",
        size="xs",
        fullWidth=True,
    )
    rule = text("An actor stands for its line: all names that succession joins to it.")
    return html.Div(
        [
            *(html.P(line, className="quiet") for line in said or [rule]),
            html.Div(choice, hidden=not said and not state.alone),
        ],
        className="lines",
    )


def _grade(state: ViewState, text: Text) -> dmc.Select:
    offered = dict.fromkeys([*GRADES, *([str(state.grade)] if state.grade else [])])
    return dmc.Select(
        id=ids.FILTER_GRADE,
        label=text("Grade at least"),
        data=[{"value": grade, "label": grade} for grade in offered],
        value=str(state.grade) if state.grade else None,
        placeholder=text("any"),
        clearable=True,
        size="xs",
    )


def _fresh(state: ViewState, text: Text) -> html.Div:
    names = {"": text("Any"), "1": text("Within a year and a half")}
    return html.Div(
        [
            html.P(text("Last confirmed"), className="quiet"),
            dmc.SegmentedControl(
                id=ids.FILTER_FRESH,
                data=[{"value": value, "label": label} for value, label in names.items()],
                value="1" if state.fresh else "",
                size="xs",
                fullWidth=True,
            ),
        ]
    )


def _assessors(record: Record, state: ViewState, text: Text) -> html.Div:
    """Whose view is shown: ours, or that of another whose assessments the record has."""
    others = [{"value": one.id, "label": text.of(one.short)} for one in record.assessors.values()]
    note = text.of(record.assessors[state.assessor].note) if state.assessor else ""
    field = dmc.Select(
        id=ids.FILTER_AS,
        label=text("As seen by"),
        data=others,
        value=state.assessor,
        placeholder=text("this record"),
        searchable=True,
        clearable=True,
        size="xs",
    )
    return html.Div([field, html.P(note, className="quiet") if note else None], hidden=not others)


def _before(record: Record, state: ViewState, text: Text) -> html.Div:
    """The lens of the earlier of two compared days, where it is to have one of its own."""
    others = [{"value": one.id, "label": text.of(one.short)} for one in record.assessors.values()]
    field = dmc.Select(
        id=ids.FILTER_FROM_AS,
        label=text("Earlier side as seen by"),
        data=others,
        value=state.before_assessor,
        placeholder=text("like the later side"),
        searchable=True,
        clearable=True,
        size="xs",
    )
    known = [
        html.Label(text("Earlier side as known on"), htmlFor=ids.FILTER_FROM_KNOWN),
        day_field(ids.FILTER_FROM_KNOWN, state.before_known, text),
    ]
    return html.Div([field, *known], className="known", hidden=state.view is not View.COMPARE)


def _known(state: ViewState, text: Text) -> html.Div:
    return html.Div(
        [
            html.Label(text("As known on"), htmlFor=ids.FILTER_KNOWN),
            day_field(ids.FILTER_KNOWN, state.known, text),
            html.P(text("Leaves out what was published later; the claim before lasts on."), className="quiet"),
        ],
        className="known",
    )
