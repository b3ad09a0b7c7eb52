"""What the tests of the dashboard share: one record, one timeline, one app."""

from dataclasses import fields

import pytest
from dash import Dash

from dashboard.app import create_app
from dashboard.config import Settings
from geodata.record import Record, load
from geodata.timeline import Timeline


class Named:
    """Is named, not written out, where a test fails; a record is a megabyte of text."""

    def __repr__(self) -> str:
        return type(self).__name__

    def _repr_pretty_(self, printer, cycle) -> None:
        printer.text(repr(self))


class NamedRecord(Named, Record):
    """The record of the tests."""


class NamedTimeline(Named, Timeline):
    """The timeline of the tests."""


@pytest.fixture(scope="session")
def settings() -> Settings:
    """The settings of this machine: the record that comes with the package unless RECORD_DIR names another."""
    return Settings()


@pytest.fixture(scope="session")
def record(settings) -> Record:
    """The record that is shown; frozen, so one for all tests will do."""
    found = load(settings.record_dir)
    return NamedRecord(**{part.name: getattr(found, part.name) for part in fields(found)})


@pytest.fixture(scope="session")
def timeline(record) -> Timeline:
    """The record with no lens."""
    return NamedTimeline(record)


@pytest.fixture(scope="session")
def app(settings) -> Dash:
    """The app as an administrator without wishes gets it."""
    return create_app(settings)
