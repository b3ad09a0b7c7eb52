"""What the page's scripts look up: worked out once for a sight of a record, handed over as JSON."""
