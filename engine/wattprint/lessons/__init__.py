"""The small models of the explainer: real, written out in plain Python, and quick enough for a reader's page.

Nothing here knows a language, a file or a page: drawings and texts come as arguments, chance comes with its seed.
"""
