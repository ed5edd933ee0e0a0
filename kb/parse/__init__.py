"""Files into pages: which characters are running text, which are notes, which are furniture."""
