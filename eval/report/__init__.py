"""Runs into a report that a person reads: Markdown, or one page of HTML that needs nothing beside it."""
