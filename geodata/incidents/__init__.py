"""Event files that a user brings: what they are, how they are read and kept, and what they say of our claims."""
