"""Where the page finds what is served beside it; what answers at these addresses is in ``api`` and ``downloads``."""

from dataclasses import dataclass
from urllib.parse import urlencode

from dashboard.agreed.edition import MADE, edition
from dashboard.asked.parameters import write_set
from dashboard.asked.sight import Sight
from dashboard.asked.state import ViewState
from dashboard.asked.view import Question
from geodata.period import Period


@dataclass(frozen=True, slots=True)
class Addresses:
    """What the page asks for while one record is served below one prefix."""

    prefix: str
    digest: str

    @property
    def relief(self) -> str:
        """The relief image of this record."""
        return f"{self.prefix}ground/{self.digest}/relief.jpg"

    @property
    def dark(self) -> str:
        """The style sheet that shows this record on a dark ground."""
        return f"{self.prefix}dark/{self.digest}.css?{self._made}"

    @property
    def health(self) -> str:
        """How the server is, as far as its readers are told."""
        return f"{self.prefix}api/health"

    @property
    def words(self) -> str:
        """The situation on a day in words; the page adds its query."""
        return f"{self.prefix}api/words"

    @property
    def sheets(self) -> str:
        """The finished sheets of a view in briefing mode; the page adds its query."""
        return f"{self.prefix}sheets/{self.digest}.json"

    @property
    def _made(self) -> str:
        """What a kept payload was made by: another program gives another address."""
        return f"{MADE}={edition()}"

    def frames(self, sight: Sight) -> str:
        """All days of this record as they are seen."""
        return f"{self.prefix}frames/{self.digest}.json?{self._made}&{ViewState.of(sight).query()}"

    def incidents(self, imported: str, language: str) -> str:
        """The incidents that were imported beside this record, by the digest of what was."""
        return f"{self.prefix}incidents/{self.digest}.json?{self._made}&imported={imported}&lang={language}"

    def own_incidents(self, language: str) -> str:
        """Where a file of the reader's own is read; the page adds its name and the day on which it was given."""
        return f"{self.prefix}own-incidents/{self.digest}.json?lang={language}"

    def changes(self, sight: Sight) -> str:
        """What is different between any two of its days, as they are seen."""
        return f"{self.prefix}changes/{self.digest}.json?{self._made}&{ViewState.of(sight).query()}"


def tally_address(question: Question, state: ViewState, period: Period, digest: str) -> str:
    """Where the answer to a question is found as a table for spreadsheets, below the prefix of the app.

    Parameters
    ----------
    question
        What is asked.
    state
        About which days, through which lens, by which filter and in which language.
    period
        The days of the record.
    digest
        The edition that is to answer.
    """
    days, seen = state.asked_days(period), state.filter
    asked = {
        "from": days.first,
        "to": days.last,
        "form": "csv",
        "actor": write_set(seen.actors),
        "camp": write_set(seen.camps),
        "region": write_set(seen.regions),
        "kind": write_set(seen.kinds),
        "alone": "1" if seen.alone else "",
        "known": state.known or "",
        "grade": state.grade or "",
        "fresh": "1" if state.fresh else "",
        "as": state.assessor or "",
        "edition": digest,
        "marking": state.marking,
        "lang": state.lang,
    }
    return f"api/tally/{question}?{urlencode({name: value for name, value in asked.items() if value})}"


def trend_address(name: str) -> str:
    """Where the table of a chart is found, below the prefix of the app; the page adds its query."""
    return f"download/trends/{name}.csv"
