"""What the app answers over HTTP, and how its page is wired: the rooms that know Dash, views and hosting at once."""
