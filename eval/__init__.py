"""Regression evaluation: was a change better or worse, question by question."""
