"""The records: claims, events and sources as a grid with filters, search and a download; or questions."""

import os
from pathlib import Path

import dash_ag_grid
from dash import dcc, fingerprint, html

from dashboard.agreed import ids
from dashboard.asked.view import Question, Table
from dashboard.export.order import marked_name
from dashboard.figures.furniture import title
from dashboard.text import Text
from dashboard.told.rows import rows
from dashboard.views.columns import columns, grid_words
from dashboard.views.context import Context
from dashboard.views.questions import asked_of, questions

SEPARATORS = {"en": ",", "fr": ";"}
"""Between the cells of a file: what spreadsheets of the language expect."""
MOST_PRINTED = 1000
"""Rows on paper, some hundred pages: more than any table has, and no more than a browser lays out in a moment."""
GRID_SCRIPT = "dash_ag_grid.min.js"
# The grid weighs a third of a megabyte on the wire. Only this view loads it, by its own script: see assets/records.js.
for _resource in dash_ag_grid._js_dist:
    if _resource["relative_package_path"] == GRID_SCRIPT:
        _resource["dynamic"] = True


def grid_address() -> str:
    """Where the page finds the grid's script, relative to the page; it changes with the version."""
    path = Path(dash_ag_grid.__file__).with_name(GRID_SCRIPT)
    name = fingerprint.build_fingerprint(GRID_SCRIPT, dash_ag_grid.__version__, int(os.stat(path).st_mtime))
    return f"_dash-component-suites/dash_ag_grid/{name}"


def body(context: Context) -> html.Main:
    """The records view."""
    text, table = context.text, context.state.table
    head = html.Div([_heading(context), _tables(context)], className="records-head")
    if context.state.question:
        return html.Main([head, *questions(context)], className="records questions")
    found = rows(table, context.timeline, context.state, text)
    return html.Main(
        [
            head,
            _tools(len(found), text),
            html.Div(html.P(text("Loading …"), className="quiet"), id=ids.GRID, className="records-grid"),
            html.Div(id=ids.RECORDS_PAPER, className="on-paper", **_on_paper(text)),
            dcc.Store(id=ids.GRID_WANTED, data={"script": grid_address(), "grid": _grid(context, found)}),
        ],
        className="records",
        **{"data-table": str(table)},
    )


def _on_paper(text: Text) -> dict[str, object]:
    """What the page's script needs to print the rows as they are seen."""
    return {
        "data-most": MOST_PRINTED,
        "data-first": text(
            "The first {most} of {count} rows; the download has them all.", most="{most}", count="{count}"
        ),
        "data-filtered": text("{column}: {how}", column="{column}", how="{how}"),
        "data-searched": text("Search: “{words}”", words="{words}"),
    }


def table_name(table: Table, text: Text) -> str:
    """What a table is called."""
    return {
        Table.CLAIMS: text("Claims"),
        Table.EVENTS: text("Events"),
        Table.SOURCES: text("Sources"),
    }[table]


def _heading(context: Context) -> html.Div:
    state, text = asked_of(context.state), context.text
    parts: list[object] = [html.H2(title(state, context.record, text, text("Records")))]
    if state.place and not state.question:
        name = text.of(context.record.places[state.place].name)
        leave = html.A(text("Show all places"), href=f"?{state.but(place=None).query()}", **{"data-view": "place="})
        parts.append(html.P([text("{place} only", place=name), " · ", leave], className="records-filter"))
    return html.Div(parts, className="records-title")


def _tables(context: Context) -> html.Nav:
    state, text = context.state, context.text
    leaving = "&question=" if state.question else ""
    links = [
        html.A(
            table_name(table, text),
            href=f"?{state.but(table=table, question=None).query()}",
            **_tab(f"table={table}{leaving}", is_current=state.question is None and table is state.table),
        )
        for table in Table
    ]
    asked = state.but(question=state.question or Question.EVER_HELD)
    tab = _tab(f"question={asked.question}", is_current=state.question is not None)
    links.append(html.A(text("Questions"), href=f"?{asked.query()}", **tab))
    return html.Nav(links, className="records-tables", **{"aria-label": text("Tables")})


def _tab(changes: str, *, is_current: bool) -> dict[str, str]:
    return {"data-view": changes} | ({"aria-current": "page"} if is_current else {})


def _tools(count: int, text: Text) -> html.Div:
    return html.Div(
        [
            html.Label(text("Search in all columns"), htmlFor=ids.RECORDS_SEARCH, className="unseen"),
            dcc.Input(id=ids.RECORDS_SEARCH, type="search", placeholder=text("Search in all columns")),
            html.P(
                text("{count} rows", count=count),
                id=ids.RECORDS_COUNT,
                role="status",
                **{"data-some": text("{shown} of {count} rows", shown="{shown}", count="{count}")},
            ),
            html.Button(text("Clear filters and sorting"), className="step", **{"data-records": "clear"}),
            html.Button(text("Download these rows (CSV)"), className="step", **{"data-records": "download"}),
        ],
        className="records-tools",
    )


def _grid(context: Context, found: list[dict[str, object]]) -> dash_ag_grid.AgGrid:
    text, table = context.text, context.state.table
    return dash_ag_grid.AgGrid(
        id=ids.RECORDS,
        rowData=found,
        columnDefs=columns(table, text, narrow=context.narrow),
        defaultColDef={
            "sortable": True,
            "resizable": True,
            "cellDataType": False,  # dates come as far as they are known; the grid must not read them its own way
            "filter": "agTextColumnFilter",
            "filterParams": {"textFormatter": {"function": "maliFold(params)"}, "buttons": ["reset"]},
            "floatingFilter": not context.narrow,
            "suppressFloatingFilterButton": True,
            "wrapHeaderText": True,
            "autoHeaderHeight": True,
        },
        dashGridOptions={
            "localeText": grid_words(text),
            "quickFilterParser": {"function": "maliWords(params)"},
            "quickFilterMatcher": {"function": "maliMatches"},
            "includeHiddenColumnsInQuickFilter": True,
            "enableCellTextSelection": True,
            "ensureDomOrder": True,
            "suppressColumnVirtualisation": False,
            "animateRows": False,
            "suppressDragLeaveHidesColumns": True,
        },
        csvExportParams={
            "fileName": marked_name(
                f"northern-mali-{table}-{context.record.digest}-{text.language}.csv", context.marking
            ),
            "columnSeparator": SEPARATORS[text.language],
        },
        style={"height": "100%"},
        className="records-sheet",
    )
