"""The web desk: one Gradio page for each interface language, in a document of our own making.

`mount.mount` puts both into a FastAPI application; the tabs are modules with `build(room)`. What is shown
comes from `kb.render.html`. Importing this package alone does not load Gradio.
"""
