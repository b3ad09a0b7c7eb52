"""The sheets: maps and charts on pages of fixed size, with all that explains them, ready for paper."""
