"""What a run has found: samples of every measure of every contestant, and what goes with them."""

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from statistics import median
from typing import Self

Samples = dict[str, list[float]]


@dataclass(kw_only=True)
class Run:
    """What was found and on what; kept as JSON beside the code that made it."""

    machine: dict[str, str]
    loads: list[float] = field(default_factory=list)
    """The load of the machine before each part of it."""
    minutes: float = 0
    """How long it took."""

    def save(self, path: Path) -> None:
        """Write it all down."""
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(asdict(self), ensure_ascii=False, indent=1), encoding="utf-8")

    @classmethod
    def read(cls, path: Path) -> Self:
        """Read what was written down."""
        return cls(**json.loads(path.read_text(encoding="utf-8")))


@dataclass(kw_only=True)
class Results(Run):
    """Everything behind the page of numbers."""

    rounds: int
    samples: dict[str, Samples] = field(default_factory=dict)
    """By contestant, then by measure."""

    def add(self, contestant: str, samples: Samples) -> None:
        """Put the samples of a session to those of the same contestant."""
        kept = self.samples.setdefault(contestant, {})
        for measure, values in samples.items():
            kept.setdefault(measure, []).extend(values)

    def middle(self, contestant: str, measure: str) -> float | None:
        """The median of a measure, if the contestant has it."""
        found = self.samples[contestant].get(measure)
        return median(found) if found else None

    def tail(self, contestant: str, measure: str) -> float | None:
        """The value that 95 of 100 samples do not pass."""
        found = sorted(self.samples[contestant].get(measure, []))
        return found[round(0.95 * (len(found) - 1))] if found else None
