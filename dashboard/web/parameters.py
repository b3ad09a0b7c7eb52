"""Which parameters an address of the API takes: whatever else is asked is refused, not left out in silence."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from flask import request

from dashboard.asked.reading import Notice, NotUnderstoodError

Given = ParamSpec("Given")
Answer = TypeVar("Answer")
ALWAYS = "lang"
"""The language of refusals."""


class BadQuestion(ValueError):
    """A question that cannot be answered; the text says what was found and what is allowed."""


def takes(*names: str) -> Callable[[Callable[Given, Answer]], Callable[Given, Answer]]:
    """Say of a route which parameters it takes, each once at most; a request with others is refused."""
    known = (*names, ALWAYS)

    def declared(route: Callable[Given, Answer]) -> Callable[Given, Answer]:
        @wraps(route)
        def asked(*given: Given.args, **named: Given.kwargs) -> Answer:
            for name in request.args:
                if name not in known:
                    raise BadQuestion(f"found parameter '{name[:60]}'; allowed: {', '.join(known)}")
            each_once()
            return route(*given, **named)

        asked.takes = known
        return asked

    return declared


def each_once() -> None:
    """Refuse a parameter that is given twice: nobody could tell which of the two was meant."""
    for name, values in request.args.lists():
        if len(values) > 1:
            raise NotUnderstoodError(Notice(name[:40], ", ".join(values)[:60], "1 ×").refused)
