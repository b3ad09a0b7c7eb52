"""What a view draws, as one list of named shapes, texts and pictures; and the pens that write it."""
