"""Figures: pure functions from the record and a view to a Plotly figure. Nothing here knows Dash.

``map``, ``timeline`` and ``trends`` are what the page shows; ``sheets`` lays the same out on paper. All take their
looks from ``style`` and their words from ``furniture``.
"""
