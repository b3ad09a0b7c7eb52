"""A figure as the JSON that it is, read and written by the names that Plotly's own objects have.

Those look at every number that they are given and copy it, which takes longer than all the rest of a sheet. The sheets
only move names and sizes in what is known to be sound; who hands a figure to Plotly lets it look.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Self


class Part(dict[str, Any]):
    """A part of a figure, whose members are attributes too; one that is not there is None."""

    @classmethod
    def of(cls, json: Mapping[str, object]) -> Self:
        """A part that can be written to, with all parts in it; lists are shared, and only ever replaced."""
        return cls({name: cls.of(each) if isinstance(each, dict) else each for name, each in json.items()})

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        return self.get(name)

    def __setattr__(self, name: str, value: object) -> None:
        self[name] = value


@dataclass(frozen=True, slots=True)
class PlainFigure:
    """Traces, the lowest first, and what stands around them."""

    data: list[Part]
    layout: Part

    @classmethod
    def of(cls, json: Mapping[str, Any]) -> Self:
        """A figure to be changed, of one whose parts may be shared."""
        return cls([Part.of(trace) for trace in json["data"]], Part.of(json["layout"]))

    def add_traces(self, traces: Iterable[Part]) -> None:
        """Put traces above the others."""
        self.data.extend(traces)
