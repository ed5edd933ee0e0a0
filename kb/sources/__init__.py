"""Where documents come from, and what is known about them before they are read."""
