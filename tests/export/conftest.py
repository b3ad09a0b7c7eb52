"""What the tests of the exports share: the record, and sheets of some days in both languages."""

from collections.abc import Sequence
from datetime import date

import pytest
from plotly.io.json import to_json_plotly

from dashboard.config import Settings
from dashboard.export.images import Studio, finished
from dashboard.export.order import Order
from dashboard.export.sheet import DaySheet
from dashboard.export.slides import sheet_file
from dashboard.export.stamp import stamp_of
from dashboard.state import ViewState
from geodata.record import Record, load

MARKING = "DIFFUSION RESTREINTE <b>=1+1</b> & co"
DAYS = (date(2012, 1, 17), date(2013, 2, 20), date(2014, 5, 21), date(2022, 3, 20), date(2023, 11, 14))
ADDRESS = "http://127.0.0.1:8050/"


@pytest.fixture(scope="session")
def record() -> Record:
    return load(Settings().record_dir)


@pytest.fixture(scope="session", params=[(day, lang) for day in DAYS for lang in ("en", "fr")], ids=str)
def sheet(request, record) -> DaySheet:
    day, lang = request.param
    return DaySheet(record, Order(ViewState(on=day, lang=lang), MARKING, ADDRESS))


@pytest.fixture(scope="session")
def one(record) -> DaySheet:
    """A single sheet, for what need not be asked of every day."""
    return DaySheet(record, Order(ViewState(on=date(2023, 11, 14)), MARKING, ADDRESS))


@pytest.fixture(scope="session")
def slides():
    """Makes the presentation of a sheet."""
    return lambda sheet: sheet_file([sheet], stamp_of([sheet]))


@pytest.fixture(scope="session")
def studio():
    """One browser for all images."""
    studio = Studio()
    yield studio
    studio.close()


class Album:
    """A studio that draws a figure once, and makes all kinds of images of that drawing."""

    def __init__(self, studio: Studio) -> None:
        self._studio, self._drawn = studio, {}
        self.png, self.pdf = studio.png, studio.pdf

    def svg(self, figures: Sequence[dict[str, object]], stamp: str, title: str) -> str:
        return finished([self._once(figure) for figure in figures], stamp, title)

    def _once(self, figure: dict[str, object]) -> str:
        key = to_json_plotly(figure)
        if key not in self._drawn:
            self._drawn[key] = self._studio._ask(self._studio._draw(figure)).decode()
        return self._drawn[key]


@pytest.fixture
def album(studio) -> Album:
    """The same browser, for what need not be drawn anew for every kind of image."""
    return Album(studio)
