"""Layouts: pure functions from the record, the view and the text to components."""
