"""The web app: reads the record through geodata's public names and shows it."""

__version__ = "0.1.0"
