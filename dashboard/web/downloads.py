"""What can be taken away as data: the whole record, and the table behind every chart as CSV.

A chart's table obeys the view's filter and lens; the record comes whole.
"""

from collections.abc import Callable, Iterable

from flask import Blueprint, Response, request
from pandas import DataFrame

from dashboard.asked.addresses import trend_address
from dashboard.asked.marking import both_markings
from dashboard.asked.reading import Notice
from dashboard.asked.state import ViewState
from dashboard.config import Settings
from dashboard.export.order import marked_name
from dashboard.export.workshop import Job, Workshop
from dashboard.figures.trends.charts import TABLES
from dashboard.hosting.language import asked_text
from dashboard.hosting.live import LiveRecord
from dashboard.web import export_log
from dashboard.web.asked_record import EDITION, asked_record
from dashboard.web.exports import handed_out, refusal, to_be_saved
from dashboard.web.parameters import takes
from geodata.cells import safe_cell
from geodata.record import Record
from geodata.timeline import Timeline

AskedView = Callable[[Record], ViewState]
WHOLE = ("gpkg", "zip", "xlsx")
"""The kinds of file that hold the whole record."""


def record_address(suffix: str) -> str:
    """Where the whole record is found, below the prefix of the app: as ``gpkg``, ``zip`` or ``xlsx``."""
    return f"download/record.{suffix}"


def spreadsheet(table: DataFrame, language: str) -> bytes:
    """A table as CSV for spreadsheets of a language: text that none of them runs; in French with its own separators."""
    safe = table.map(lambda cell: safe_cell(cell) if isinstance(cell, str) else cell)
    if language == "fr":
        return safe.to_csv(index=False, sep=";", decimal=",").encode("utf-8-sig")
    return safe.to_csv(index=False).encode()


def register(
    routes: Blueprint, live: LiveRecord, workshop: Workshop, asked_view: AskedView, settings: Settings
) -> None:
    """Add the routes.

    Parameters
    ----------
    routes
        What the routes are added to.
    live
        The record the tables are made from.
    workshop
        Where the whole record is put into one file.
    asked_view
        Reads the view from the query of the request, or complains in words.
    settings
        The language of refusals where the address asks for none, and the marking of the house.
    """
    default_lang, marking = settings.default_lang, settings.marking

    def unknown(name: str, allowed: Iterable[str]) -> Response:
        notice = Notice(request.path.rpartition("/")[0].lstrip("/"), name[:60], ", ".join(allowed))
        return refusal(notice.refused(asked_text(default_lang)), 404)

    @routes.get(f"/{record_address('<suffix>')}")
    @takes(EDITION)
    def record_whole(suffix: str) -> Response:
        if suffix not in WHOLE:
            return unknown(suffix, WHOLE)
        record, text = asked_record(live), asked_text(default_lang)
        job = Job(record.digest, suffix, marking=marking, lang=text.language)
        return handed_out(workshop.answer(record, job), job)

    @routes.get(f"/{trend_address('<name>')}")
    def trend(name: str) -> Response:
        if name not in TABLES:
            return unknown(name, TABLES)
        record = asked_record(live)
        state = asked_view(record)
        table = TABLES[name](Timeline(record, state.lens), state.filter)
        file = spreadsheet(table, state.lang)
        export_log.tell("csv", record.digest, len(file), state.query())
        response = Response(file, mimetype="text/csv")
        return to_be_saved(response, marked_name(f"{name}_{record.digest}.csv", both_markings(marking, state.marking)))
