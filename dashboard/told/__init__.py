"""The record in words: what things of it are called on the page."""
