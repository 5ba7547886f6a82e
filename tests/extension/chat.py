"""A chat of our own on this machine, which speaks ChatGPT's format, for browsers that are told it is chatgpt.com.

Elsewhere it is a server like OpenAI's, whose answers do not say which message they are to.

Its answers are invented sentences, streamed a few words at a time; it keeps what it was asked, and nothing reaches a
network.
"""

import json
import ssl
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

HOST = "chatgpt.com"
PATH = "/backend-api/f/conversation"
OWN = "llm.example.org"
OWN_PATH = "/v1/chat/completions"
THOUGHT = "High water here is at six, so it will be low at noon."
ANSWER = (
    "The tide turns twice a day, and the boats turn with it. A harbour that faces east sees the sun come up over "
    "the water; one that faces west keeps its evenings. Which is better depends on when you rise. "
)
PAGE = (Path(__file__).parent / "page/chat.html").read_text(encoding="utf-8")
SCRIPT = (Path(__file__).parent / "page/chat.js").read_text(encoding="utf-8")
POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; frame-src 'self'"
FRAMED = "<!doctype html><title>A page around a chat</title><iframe src='/'></iframe>"


class Chat(ThreadingHTTPServer):
    """`pace` is the pause between two pieces in seconds, `pieces` how many there are, `answer` what is said;
    `finished` the ids whose stream was written to its end, `refuses` the questions that are answered with 429,
    `ponders` those that are thought about first, in a message of its own, as long thinking is."""

    daemon_threads = True

    def __init__(self, folder: Path, pace: float = 0.005, pieces: int = 20, answer: str = ANSWER) -> None:
        super().__init__(("127.0.0.1", 0), Answer)
        self.pace, self.pieces, self.answer = pace, pieces, answer
        self.asked: list[str] = []
        self.started: list[str] = []
        self.finished: list[str] = []
        self.refuses: set[str] = set()
        self.ponders: set[str] = set()
        certificate = folder / "chat.pem"
        if not certificate.exists():
            subprocess.run(
                ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", f"/CN={HOST}",
                 "-addext", f"subjectAltName=DNS:{HOST}", "-keyout", str(certificate), "-out", str(folder / "crt")],
                check=True, capture_output=True,
            )  # fmt: skip
            certificate.write_bytes(certificate.read_bytes() + (folder / "crt").read_bytes())
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        self.socket = context.wrap_socket(self.socket, server_side=True)

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that is killed hangs up."""


class Answer(BaseHTTPRequestHandler):
    """One connection."""

    protocol_version = "HTTP/1.1"
    server: Chat

    def do_GET(self) -> None:
        """The page, its script, a page with the chat in a frame, nothing else."""
        html = "text/html; charset=utf-8"
        known = {"/": (PAGE, html), "/chat.js": (SCRIPT, "text/javascript"), "/framed": (FRAMED, html)}
        text, type = known.get(self.path.split("?")[0], ("", "text/plain"))
        self.send_response(200 if text else 404)
        self.send_header("Content-Type", type)
        self.send_header("Content-Security-Policy", POLICY)
        self.send_header("Content-Length", str(len(text.encode())))
        self.end_headers()
        self.wfile.write(text.encode())

    def do_POST(self) -> None:
        """One answer, streamed."""
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        (message,) = body["messages"]
        name, content = message["id"], message["content"]
        self.server.asked.append(content if self.path == OWN_PATH else content["parts"][0])
        if name in self.server.refuses:
            self.send_response(429)
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        id = f"chatcmpl-{name}" if self.path == OWN_PATH else f"a-{name}"
        self.server.started.append(id)
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream; charset=utf-8")
        self.send_header("Connection", "close")
        self.end_headers()
        if self.path == OWN_PATH:
            self._complete(id)
        else:
            self._converse(name, body.get("conversation_id") or "c-demo")
        self.data("[DONE]")
        self.server.finished.append(id)
        self.close_connection = True

    def _converse(self, name: str, talk: str) -> None:
        """As ChatGPT does: messages, and what changes in them."""
        self.data('"v1"', event="delta_encoding")
        if name in self.server.ponders:
            self._message(f"t-{name}", name, talk, {"content_type": "thoughts", "thoughts": []})
            thought = [{"summary": "Tides", "content": THOUGHT}]
            self.data(json.dumps({"p": "/message/content/thoughts", "o": "append", "v": thought}), event="delta")
            time.sleep(self.server.pace)
        self._message(f"a-{name}", name, talk, {"content_type": "text", "parts": [""]})
        for piece in self._pieces():
            self.data(json.dumps({"p": "/message/content/parts/0", "o": "append", "v": piece}), event="delta")
        end = [{"p": "/message/status", "o": "replace", "v": "finished_successfully"},
               {"p": "/message/end_turn", "o": "replace", "v": True}]  # fmt: skip
        self.data(json.dumps({"p": "", "o": "patch", "v": end}), event="delta")
        self.data(json.dumps({"type": "message_stream_complete", "conversation_id": talk}))

    def _message(self, id: str, asked: str, talk: str, content: dict[str, object]) -> None:
        made = {"message": {"id": id, "author": {"role": "assistant"}, "status": "in_progress", "channel": "final",
                            "recipient": "all", "content": content,
                            "metadata": {"model_slug": "gpt-5", "parent_id": asked}},
                "conversation_id": talk}  # fmt: skip
        self.data(json.dumps({"p": "", "o": "add", "v": made, "c": 0}), event="delta")

    def _complete(self, id: str) -> None:
        """As a server like OpenAI's does."""
        for piece in self._pieces():
            self.data(json.dumps({"id": id, "model": "gpt-5", "choices": [{"index": 0, "delta": {"content": piece}}]}))

    def _pieces(self) -> Iterator[str]:
        step = max(1, len(self.server.answer) // self.server.pieces)
        for start in range(0, len(self.server.answer), step):
            time.sleep(self.server.pace)
            yield self.server.answer[start : start + step]

    def data(self, text: str, event: str = "") -> None:
        """One event of the stream."""
        head = f"event: {event}\n" if event else ""
        self.wfile.write(f"{head}data: {text}\n\n".encode())
        self.wfile.flush()

    def log_message(self, format: str, *args: object) -> None:
        """Silence."""


@contextmanager
def chatting(folder: Path | None = None, pace: float = 0.005, pieces: int = 20, answer: str = ANSWER) -> Iterator[Chat]:
    """The chat for as long as the block runs; its port is `server_port`."""
    with tempfile.TemporaryDirectory() as own, Chat(folder or Path(own), pace, pieces, answer) as chat:
        threading.Thread(target=chat.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        try:
            yield chat
        finally:
            chat.shutdown()
