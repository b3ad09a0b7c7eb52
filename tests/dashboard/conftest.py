"""What the tests of the dashboard share: one record, one timeline, one app."""

import pytest
from dash import Dash

from dashboard.app import create_app
from dashboard.config import Settings
from geodata.record import Record, load
from geodata.timeline import Timeline


@pytest.fixture(scope="session")
def settings() -> Settings:
    """The settings of this machine: the record that comes with the package unless RECORD_DIR names another."""
    return Settings()


@pytest.fixture(scope="session")
def record(settings) -> Record:
    """The record that is shown; frozen, so one for all tests will do."""
    return load(settings.record_dir)


@pytest.fixture(scope="session")
def timeline(record) -> Timeline:
    """The record with no lens."""
    return Timeline(record)


@pytest.fixture(scope="session")
def app(settings) -> Dash:
    """The app as an administrator without wishes gets it."""
    return create_app(settings)
