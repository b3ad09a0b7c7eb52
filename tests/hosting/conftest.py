"""What the tests of the hosting share: a served copy of the record, and a client that asks it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from damaging import copied
from dash import Dash
from flask.testing import FlaskClient

from dashboard.app import create_app
from dashboard.config import Settings


@pytest.fixture(scope="module")
def served(tmp_path_factory) -> Path:
    """The folder of a record that a server serves and a test may damage."""
    return copied(tmp_path_factory.mktemp("served") / "record")


@pytest.fixture(scope="module")
def app(served) -> Dash:
    """The app that serves that folder; nothing looks at it but the test."""
    return create_app(Settings(record_dir=served), is_tried=False)


@pytest.fixture
def client(app) -> Iterator[FlaskClient]:
    """A client of that app."""
    with app.server.test_client() as client:
        yield client
