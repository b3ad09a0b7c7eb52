"""What the tests of the exports share: the record, and sheets of some days in both languages."""

from datetime import date

import pytest

from dashboard.asked.state import ViewState
from dashboard.config import Settings
from dashboard.export.order import Order
from dashboard.export.sheets import DaySheet
from dashboard.export.slides import sheet_file
from dashboard.export.stamp import stamp_of
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
