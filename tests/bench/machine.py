"""What was measured on, without its name."""

import os
import platform
import re
from importlib.metadata import version
from pathlib import Path

LIBRARIES = ("dash", "plotly", "geopandas", "dash-leaflet", "gunicorn", "playwright")


def machine(browser: str) -> dict[str, str]:
    """Cores, memory, processor, system, browser and libraries."""
    memory = re.search(r"MemTotal:\s+(\d+)", Path("/proc/meminfo").read_text())[1]
    processor = re.search(r"model name\s*:\s*(.+)", Path("/proc/cpuinfo").read_text())
    return {
        "cores": str(os.cpu_count()),
        "memory": f"{int(memory) / 1e6:.0f} GB",
        "processor": processor[1] if processor else platform.machine(),
        "system": f"{platform.system()} {platform.release().split('-')[0]}",
        "browser": f"Chromium {browser}, no window, no graphics card",
        "Python": platform.python_version(),
        "libraries": ", ".join(f"{name} {version(name)}" for name in LIBRARIES),
    }


def load() -> float:
    """How many processes wanted to run in the last minute: more than there are cores disturbs what is timed."""
    return os.getloadavg()[0]
