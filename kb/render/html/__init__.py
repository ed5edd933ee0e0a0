"""What the web page shows, as HTML made by pure functions.

Every function here takes values and returns `Html`; the texts of documents, questions and file names are
escaped where an element is made, and nowhere else (`kb.render.html.element`).
"""
