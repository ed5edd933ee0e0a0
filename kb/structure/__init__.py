"""Pages into a document: headings, paragraphs, lists, notes and annexes, each with its place."""
