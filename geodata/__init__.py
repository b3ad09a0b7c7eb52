"""The record of control in northern Mali, 2012-2024: tables, layers, timeline. Knows nothing of the web."""
