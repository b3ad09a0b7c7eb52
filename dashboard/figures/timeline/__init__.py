"""The timeline: every place as a strip of its holders."""
