"""Memory of processes, what they share counted in equal parts."""

from contextlib import suppress
from pathlib import Path


def proportional(pid: int) -> float:
    """Megabytes of a process; 0 if it is gone."""
    with suppress(OSError):
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1000
    return 0


def of_server(pid: int) -> float:
    """Megabytes of a server and everything it has started."""
    return sum(map(proportional, [pid, *descendants(pid)]))


def of_workers(pid: int) -> float:
    """The same without the processes that make exports."""
    return sum(map(proportional, [pid, *workers(pid)]))


def largest_worker(pid: int) -> float:
    """Resident megabytes of the largest process that answers."""
    return max(map(_resident, workers(pid) or [pid]))


def workers(pid: int) -> list[int]:
    """The forks of a server that answer: started by the same command, and not called after other work."""
    return [child for child in descendants(pid) if _name(child) == _name(pid)]


def _name(pid: int) -> tuple[bytes, ...]:
    with suppress(OSError):
        return tuple(Path(f"/proc/{pid}/{file}").read_bytes() for file in ("cmdline", "comm"))
    return ()


def descendants(pid: int) -> list[int]:
    found = []
    with suppress(OSError):
        for task in Path(f"/proc/{pid}/task").iterdir():
            for child in map(int, (task / "children").read_text().split()):
                found += [child, *descendants(child)]
    return found


def _resident(pid: int) -> float:
    with suppress(OSError):
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS:")) / 1000
    return 0
