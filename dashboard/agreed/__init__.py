"""What Python and the page's scripts agree on: said once, here."""
