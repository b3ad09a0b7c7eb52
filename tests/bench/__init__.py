"""Benchmarks: numbers for people to read, never tests that fail on a slow machine. ``python -m tests.bench``."""
