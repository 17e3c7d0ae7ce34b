"""A chat endpoint on this machine, that judges by a rule and misbehaves when it is told to."""

import json
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, final

HUGE = "9" * 1_000_000


@final
@dataclass(kw_only=True)
class Counter:
    """Who sits behind the endpoint: what it says, what it does before, and what it was sent."""

    say: Callable[[str], str]
    models: dict[str, Callable[[str], str]] = field(default_factory=dict)
    mischief: list[str] = field(default_factory=list)
    heard: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    url: str = ""
    pause: float = 0.0
    usage: bool = True
    after: str = "0"

    @property
    def prompts(self) -> list[str]:
        """All that it was asked, in order."""
        return [body["messages"][-1]["content"] for body in self.heard]


def judging(prompt: str) -> str:
    """Finds the planted word ill, and everything clear."""
    if "one word: refusal" in prompt:
        return "answer"
    return "90" if "How much sense" in prompt or "> ill" not in prompt else "10"


@contextmanager
def endpoint(say: Callable[[str], str] = judging, *, mischief: Sequence[str] = (), **more: Any) -> Iterator[Counter]:
    """An endpoint on a free port, while the block runs."""
    counter = Counter(say=say, mischief=list(mischief), **more)
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(counter))
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    counter.url = f"http://127.0.0.1:{server.server_address[1]}/v1"
    try:
        yield counter
    finally:
        server.shutdown()
        server.server_close()


def _handler(counter: Counter) -> type[BaseHTTPRequestHandler]:
    lock = threading.Lock()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            with lock:
                counter.heard.append(body)
                counter.headers.append(dict(self.headers))
                trick = counter.mischief.pop(0) if counter.mischief else ""
            time.sleep(counter.pause)
            with suppress(BrokenPipeError, ConnectionResetError):
                self._play(trick, body)

        def _play(self, trick: str, body: dict[str, Any]) -> None:
            if trick.isdigit():
                self._send({"error": {"message": f"planted; the key was {self.headers['Authorization']}"}}, status=int(trick))
            elif trick.startswith("400 "):
                self._send({"error": {"code": trick[4:]}}, status=400)
            elif trick == "cut":
                self.send_response(200)
                self.send_header("Content-Length", "1000")
                self.end_headers()
                self.wfile.write(b'{"choices": [')
                self.close_connection = True
            elif trick == "malformed":
                self._whole(b'{"choices": [{]')
            elif trick == "slow":
                time.sleep(2)
                self._send(self._told("90"))
            elif trick == "empty":
                self._send({})
            else:
                say = counter.models.get(body["model"], counter.say)
                text = {"huge": HUGE, "control": "\x00\x1b[31m90\ud800"}.get(trick) or say(body["messages"][-1]["content"])
                self._send(self._told(text, body))

        def _told(self, text: str, body: dict[str, Any] | None = None) -> dict[str, Any]:
            choice = {"message": {"role": "assistant", "content": text}, "finish_reason": "stop"}
            usage = {"usage": {"prompt_tokens": 100, "completion_tokens": 2}} if counter.usage else {}
            return {"choices": [choice], "model": f"{(body or {}).get('model')}-1", **usage}

        def _send(self, told: dict[str, Any], *, status: int = 200) -> None:
            self._whole(json.dumps(told).encode(), status=status)

        def _whole(self, data: bytes, *, status: int = 200) -> None:
            self.send_response(status)
            if status != 200:
                self.send_header("Retry-After", counter.after)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *args: Any) -> None:
            """Say nothing."""

    return Handler
