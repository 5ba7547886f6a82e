"""What pages may do, as a Content-Security-Policy: each in the page itself, and sent again where a server can."""

PAGE = (
    "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; "
    "object-src 'none'; base-uri 'none'; form-action 'self'"
)
LAB = (
    "default-src 'self'; script-src 'self' 'unsafe-eval'; worker-src 'self' blob:; style-src 'self' 'unsafe-inline'; "
    "connect-src 'self' blob:; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'none'"
)
"""PyScript evaluates code, starts its workers from blobs and styles its editors in line: on the lab's pages only."""

FRAME = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; frame-src 'self'; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'"
)
"""A calculator in somebody's <iframe>: its engine runs in a frame of its own (site/embed/engine.html)."""
