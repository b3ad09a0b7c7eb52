"""What the tests of the hosting share: a served copy of the record, and a client that asks it."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from damaging import copied
from dash import Dash
from flask.testing import FlaskClient

from dashboard.app import create_app
from dashboard.config import Settings
from dashboard.hosting.state_folder import StateFolder
from dashboard.web.admission import Admission


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


@pytest.fixture(scope="session")
def tried(record) -> Path:
    """What a state folder keeps of the trial of our record."""
    state = StateFolder(Path(os.environ["STATE_DIR"]))
    Admission(state)(record)
    return state.root / "tried"


@pytest.fixture
def state_folder(tmp_path, tried) -> Callable[[str], str]:
    """Makes the state folder of a server that tried our record before: a trial takes six seconds of a processor."""

    def made(name: str) -> str:
        folder = tmp_path / name
        folder.mkdir(mode=0o700)
        shutil.copytree(tried, folder / "tried")
        return str(folder)

    return made
