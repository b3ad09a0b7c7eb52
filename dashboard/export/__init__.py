"""Exports: the view as an editable slide, a deck, an image or a page, the same bytes for the same question."""
