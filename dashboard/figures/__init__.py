"""Figures: pure functions from the record and a view to a Plotly figure. Nothing here knows Dash."""
