"""A learning record store for tests: it gives a token once, keeps documents and statements, and lets pages of any host ask (CORS).

`opened(…)` runs one. What it refuses, it refuses as cmi5 says; what it received is there to be looked at.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

ACTIVITY = "https://lms.example/activities/7f3a"
REGISTRATION = "760e3480-ba55-4991-94b0-01820dbd23a2"
SESSION = "session-1"
ACTOR = {"objectType": "Agent", "account": {"homePage": "https://lms.example", "name": "1625378"}}
TOKEN = "c2VjcmV0OnRva2Vu"
_CORS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Headers": "Authorization, Content-Type, X-Experience-API-Version",
    "Access-Control-Allow-Methods": "GET, PUT, POST, OPTIONS",
}


@dataclass
class Store:
    """What the store holds, for one learner in one unit."""

    launch: dict[str, Any]
    """LMS.LaunchData."""
    preferences: dict[str, Any] | None = None
    documents: dict[str, Any] = field(default_factory=dict)
    statements: list[dict[str, Any]] = field(default_factory=list)
    tokens: int = 1
    """How often a token may be fetched."""
    error: str = "1"
    """What is told of a token that may not."""
    down: bool = False
    """Whether it takes no statements."""
    mute: bool = False
    """Whether it takes statements and answers that it did not."""
    strict: bool = False
    """Whether it refuses all that comes with a statement that it has."""
    unwanted: str = ""
    """Verb that it refuses for good, and all that comes with it."""
    forbidden: str = ""
    """Verb that it forbids, and all that comes with it."""
    once: bool = False
    """Whether it forbids a second “passed” or “completed” (cmi5, 9.3)."""
    refusals: set[int] = field(default_factory=set)
    """What it answered to statements that it refused."""
    wrong: list[str] = field(default_factory=list)
    """Requests that no unit should make."""
    address: str = ""

    def take(self, statement: dict[str, Any]) -> None:
        """Keep a statement; one that came before is there already, and may not have changed (xAPI 1.0.3, 2.3.1)."""
        before = [one for one in self.statements if one["id"] == statement["id"]]
        if not before:
            self.statements.append(statement)
        elif before != [statement]:
            self.wrong.append(f"changed: {statement['id']}")

    def refusal(self, sent: list[dict[str, Any]]) -> int:
        """Return what is answered to statements that are not taken; 0 where they are."""
        verbs = [one["verb"]["id"].rpartition("/")[2] for one in sent]
        if self.down:
            return 503
        if self.unwanted in verbs:
            return 400
        if self.forbidden in verbs:
            return 403
        if self.once and {"passed", "completed"} & set(verbs) & set(self.verbs()):
            return 403
        return (
            409 if self.strict and {one["id"] for one in sent} & {one["id"] for one in self.statements} else 0
        )

    def launch_url(self, page: str) -> str:
        """Return the address by which an LMS opens a page."""
        query = {
            "endpoint": f"{self.address}xapi",
            "fetch": f"{self.address}fetch?k=1",
            "actor": json.dumps(ACTOR),
            "registration": REGISTRATION,
            "activityId": ACTIVITY,
        }
        return f"{page}?{urlencode(query)}"

    def verbs(self, defined: bool = True) -> list[str]:
        """Return the verbs of statements in order of time, of those that cmi5 defines or of the others."""
        return [one["verb"]["id"].rpartition("/")[2] for one in self.ordered if is_defined(one) == defined]

    @property
    def ordered(self) -> list[dict[str, Any]]:
        """Return all statements in order of time."""
        return sorted(self.statements, key=lambda one: str(one["timestamp"]))


def is_defined(statement: dict[str, Any]) -> bool:
    """Tell whether a statement is one that cmi5 defines."""
    category = statement["context"]["contextActivities"].get("category", [])
    return any(one["id"] == "https://w3id.org/xapi/cmi5/context/categories/cmi5" for one in category)


def launch_data(**more: Any) -> dict[str, Any]:
    """Return what an LMS tells of a launch."""
    template = {
        "contextActivities": {"grouping": [{"id": "https://publisher.example/au"}]},
        "extensions": {"https://w3id.org/xapi/cmi5/context/extensions/sessionid": SESSION},
    }
    return {"contextTemplate": template, "launchMode": "Normal", "moveOn": "Completed"} | more


class _Request(BaseHTTPRequestHandler):
    server: _Server

    def log_message(self, *args: object) -> None:
        """Say nothing."""

    def _answer(self, status: int, value: Any = None) -> None:
        body = b"" if value is None else json.dumps(value).encode()
        self.send_response(status)
        for name, one in _CORS.items():
            self.send_header(name, one)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _read(self) -> Any:
        return json.loads(self.rfile.read(int(self.headers.get("Content-Length", 0))))

    def _is_known(self) -> bool:
        store = self.server.store
        known = (
            self.headers.get("Authorization") == f"Basic {TOKEN}"
            and self.headers.get("X-Experience-API-Version") == "1.0.3"
        )
        if not known:
            store.wrong.append(f"unknown: {self.command} {self.path}")
        return known

    @property
    def _query(self) -> dict[str, str]:
        return {name: values[0] for name, values in parse_qs(urlsplit(self.path).query).items()}

    def _is_ours(self) -> bool:
        asked = self._query
        return (
            asked.get("activityId") == ACTIVITY
            and json.loads(asked.get("agent", "null")) == ACTOR
            and asked.get("registration") == REGISTRATION
        )

    def do_OPTIONS(self) -> None:
        """Answer what browsers ask before a request to another host."""
        self._answer(204)

    def do_GET(self) -> None:
        """Give documents."""
        store, path = self.server.store, urlsplit(self.path).path
        if not self._is_known():
            self._answer(401)
        elif path == "/xapi/activities/state" and self._is_ours():
            name = self._query["stateId"]
            found = store.launch if name == "LMS.LaunchData" else store.documents.get(name)
            self._answer(404 if found is None else 200, found)
        elif path == "/xapi/agents/profile" and self._query.get("profileId") == "cmi5LearnerPreferences":
            self._answer(404 if store.preferences is None else 200, store.preferences)
        else:
            store.wrong.append(f"GET {self.path}")
            self._answer(400)

    def do_PUT(self) -> None:
        """Keep a document."""
        body, store = self._read(), self.server.store
        if not self._is_known() or not self._is_ours() or self._query["stateId"].startswith("LMS."):
            store.wrong.append(f"PUT {self.path}")
            self._answer(400)
            return
        store.documents[self._query["stateId"]] = body
        self._answer(204)

    def do_POST(self) -> None:
        """Give the token, or keep statements."""
        store, path = self.server.store, urlsplit(self.path).path
        if path == "/fetch":
            if store.tokens:
                store.tokens -= 1
                self._answer(200, {"auth-token": TOKEN})
            else:
                self._answer(200, {"error-code": store.error, "error-text": "no"})
            return
        body = self._read()
        if not self._is_known() or path != "/xapi/statements":
            store.wrong.append(f"POST {self.path}")
            self._answer(400)
            return
        sent = body if isinstance(body, list) else [body]
        refusal = store.refusal(sent)
        if not refusal:
            for one in sent:
                store.take(one)
            refusal = 503 if store.mute else 0
        if refusal:
            store.refusals.add(refusal)
        self._answer(refusal or 200, [one["id"] for one in sent])


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    store: Store

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of browsers that stop listening."""


@contextmanager
def opened(**launch: Any) -> Iterator[Store]:
    """Run a store, with more of LMS.LaunchData."""
    server = _Server(("127.0.0.1", 0), _Request)
    server.store = Store(launch_data(**launch))
    server.store.address = f"http://127.0.0.1:{server.server_address[1]}/"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server.store
    finally:
        server.shutdown()
        server.server_close()
