"""How the layers of the ground are made from pinned packages; no server and no question needs any of it."""
