"""The backend of a site that signs people in with Maqiao. Python 3.8 or newer, nothing to install.

MAQIAO_URL=https://login.example.com SITE_ORIGIN=https://www.example.com SITE_API_KEY=… python3 introspect.py
"""
import json
import os
import re
import secrets
import sys
from http.cookies import CookieError, SimpleCookie
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.request import HTTPRedirectHandler, Request, build_opener

MAQIAO_URL = os.environ["MAQIAO_URL"]
SITE_ORIGIN = os.environ["SITE_ORIGIN"]
SITE_API_KEY = os.environ["SITE_API_KEY"]

# Our own sessions. In a real site: a table of the database.
sessions = {}


class NoRedirects(HTTPRedirectHandler):
    """The key must not follow a redirect to anywhere else."""

    def redirect_request(self, *args):
        return None


def person_of(token):
    """Who a token belongs to, or None when it is no good here. Raises OSError when Maqiao does not answer."""
    request = Request(
        MAQIAO_URL + "/api/introspect",
        data=json.dumps({"token": token}).encode(),
        headers={"Authorization": "Bearer " + SITE_API_KEY, "Content-Type": "application/json"},
    )
    with build_opener(NoRedirects).open(request, timeout=5) as answer:
        person = json.load(answer)
    # A token that was given for another site is active too: only one for our own pages signs in here.
    return person if person["active"] and person["aud"] == SITE_ORIGIN else None


class Handler(BaseHTTPRequestHandler):
    def do_POST(self):
        if self.path == "/login":
            self.login()
        elif self.path == "/logout":
            sessions.pop(self.session_id(), None)
            self.answer(204, {"Set-Cookie": "session=; Path=/; Max-Age=0"})
        else:
            self.answer(404)

    def do_GET(self):
        person = sessions.get(self.session_id()) if self.path == "/me" else None
        if person is None:
            return self.answer(401 if self.path == "/me" else 404)
        headers = {"Content-Type": "application/json", "Cache-Control": "no-store"}
        self.answer(200, headers, json.dumps({"sub": person["sub"]}).encode())

    def login(self):
        """The page sends the token once; from here on our own cookie says who it is."""
        token = re.fullmatch(r"Bearer ([A-Za-z0-9._-]{1,4096})", self.headers.get("Authorization", ""))
        try:
            person = person_of(token[1]) if token else None
        except OSError as error:  # Maqiao is away, which is not the same as a bad token
            print(error, file=sys.stderr)
            return self.answer(503)
        if person is None:
            return self.answer(401)
        session = secrets.token_urlsafe(32)
        # `sub` is the key of the account. `openid` finds people in a table that you had before.
        sessions[session] = {key: person.get(key) for key in ("sub", "openid", "sid")}
        secure = "; Secure" if SITE_ORIGIN.startswith("https:") else ""
        self.answer(204, {"Set-Cookie": f"session={session}; Path=/; HttpOnly; SameSite=Lax{secure}"})

    def session_id(self):
        try:
            cookie = SimpleCookie(self.headers.get("Cookie", "")).get("session")
        except CookieError:
            return None
        return cookie.value if cookie else None

    def answer(self, status, headers={}, body=b""):
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if status != 204:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


ThreadingHTTPServer(("127.0.0.1", int(os.environ.get("PORT", "8080"))), Handler).serve_forever()
