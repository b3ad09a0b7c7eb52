"""What a reader asks to see: the view as one value, its address, and what is said where it is not understood."""
