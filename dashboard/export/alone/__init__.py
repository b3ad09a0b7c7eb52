"""The one file of HTML that opens anywhere: its parts, its page, its script and its style."""
