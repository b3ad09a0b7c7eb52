"""Why something asked for is not given: raised where nobody knows in which language to say it, told where one does."""

from collections.abc import Callable

from dashboard.text import Text

Said = Callable[[Text], str]


class Refusal(Exception):
    """What cannot be given, and why. ``said`` says it in a language; the exception itself speaks English, for logs."""

    def __init__(self, said: Said) -> None:
        super().__init__(said(Text("en")))
        self.said = said
