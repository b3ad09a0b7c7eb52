"""The map of a day, and of two: ground, coloured areas, markers, stars."""
