"""The trends: charts that each count one thing through the years."""
