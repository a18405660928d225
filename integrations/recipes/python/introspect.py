"""The backend of a site that signs people in with Maqiao. Python 3.8 or newer, nothing to install.

MAQIAO_URL=https://login.example.com SITE_ORIGIN=https://www.example.com SITE_API_KEY=… WEBHOOK_SECRET=whsec_… python3 introspect.py
"""
import base64
import hashlib
import hmac
import json
import os
import re
import secrets
import sys
import time
from http.cookies import CookieError, SimpleCookie
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.error import HTTPError
from urllib.request import HTTPRedirectHandler, Request, build_opener

MAQIAO_URL = os.environ["MAQIAO_URL"]
SITE_ORIGIN = os.environ["SITE_ORIGIN"]
SITE_API_KEY = os.environ["SITE_API_KEY"]
WEBHOOK_SECRET = os.environ.get("WEBHOOK_SECRET", "")

# Our own sessions. On a real site: a table in the database.
sessions = {}
# How long one of them lives. Maqiao's session is kept as long, at most SESSION_MAX_DAYS of its settings.
SESSION_SECONDS = 7 * 86400


class NoRedirects(HTTPRedirectHandler):
    """Follows no redirects, so that the key is not sent to another address."""

    def redirect_request(self, *args):
        return None


def call_maqiao(path, body):
    """POSTs to Maqiao and returns the body. Raises OSError when it does not answer, or refuses."""
    request = Request(
        MAQIAO_URL + path,
        data=json.dumps(body).encode(),
        headers={"Authorization": "Bearer " + SITE_API_KEY, "Content-Type": "application/json"},
    )
    with build_opener(NoRedirects).open(request, timeout=5) as answer:
        return answer.read()


def person_of(token):
    """The user of a token, or None when it is not valid here."""
    person = json.loads(call_maqiao("/api/introspect", {"token": token}))
    # A token for another site is active too: accept only tokens that were issued for our own origin.
    return person if person["active"] and person["aud"] == SITE_ORIGIN else None


def keep_at_maqiao(sid):
    """Keeps Maqiao's session for as long as ours lives, so that the user sees it on the phone and can end it there. Call
    it again whenever ours is renewed. False when it has ended: end ours too."""
    try:
        call_maqiao(f"/api/sessions/{sid}/keep", {"expiresIn": SESSION_SECONDS})
        return True
    except HTTPError as error:
        if error.code == 410:
            return False
        raise


def end_at_maqiao(sid):
    """Ends Maqiao's session, as otherwise the next visit would sign in without a scan."""
    call_maqiao(f"/api/sessions/{sid}/delete", {})


def sent_by_maqiao(headers, body):
    """Whether Maqiao sent this webhook (standardwebhooks.com; its library for Python does the same)."""
    sent = headers.get("webhook-timestamp", "")
    if not WEBHOOK_SECRET or not re.fullmatch(r"[0-9]{1,12}", sent) or abs(time.time() - int(sent)) > 300:
        return False
    key = base64.b64decode(WEBHOOK_SECRET.replace("whsec_", ""))
    signed = f"{headers.get('webhook-id', '')}.{sent}.".encode() + body
    right = b"v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest())
    given = headers.get("webhook-signature", "").encode().split(b" ")
    return any(hmac.compare_digest(signature, right) for signature in given)


class Handler(BaseHTTPRequestHandler):
    def do_POST(self):
        if self.path == "/login":
            self.login()
        elif self.path == "/logout":
            self.logout()
        elif self.path == "/hooks/maqiao":
            self.webhook()
        else:
            self.answer(404)

    def do_GET(self):
        person = sessions.get(self.session_id()) if self.path == "/me" else None
        if person is None or "sub" not in person:
            return self.answer(401 if self.path == "/me" else 404)
        headers = {"Content-Type": "application/json", "Cache-Control": "no-store"}
        self.answer(200, headers, json.dumps({"sub": person["sub"]}).encode())

    def login(self):
        """The page sends the token once; after that our own cookie identifies the user."""
        token = re.fullmatch(r"Bearer ([A-Za-z0-9._-]{1,4096})", self.headers.get("Authorization", ""))
        try:
            person = person_of(token[1]) if token else None
            kept = person is not None and keep_at_maqiao(person["sid"])
        except OSError as error:  # Maqiao did not answer, which does not mean that the token is invalid
            print(error, file=sys.stderr)
            return self.answer(503)
        if not kept:
            return self.answer(401)
        session = secrets.token_urlsafe(32)
        # `sub` is the key of the account. `openid` finds users in a table that you had before.
        sessions[session] = {key: person.get(key) for key in ("sub", "openid", "sid")}
        secure = "; Secure" if SITE_ORIGIN.startswith("https:") else ""
        cookie = f"session={session}; Path=/; Max-Age={SESSION_SECONDS}; HttpOnly; SameSite=Lax{secure}"
        self.answer(204, {"Set-Cookie": cookie})

    def logout(self):
        """Ends both sessions, ours first. If Maqiao does not answer, `sid` is kept for another try."""
        session = self.session_id()
        sid = sessions.get(session, {}).get("sid")
        if sid:
            sessions[session] = {"sid": sid}
            try:
                end_at_maqiao(sid)
            except OSError as error:
                print(error, file=sys.stderr)
                return self.answer(503)
        sessions.pop(session, None)
        self.answer(204, {"Set-Cookie": "session=; Path=/; Max-Age=0"})

    def webhook(self):
        """A webhook about sessions that ended elsewhere: on the phone, with the account, by a block. Ours end too."""
        length = self.headers.get("Content-Length", "")
        if not re.fullmatch(r"[0-9]{1,5}", length) or int(length) > 65536:
            return self.answer(413)
        body = self.rfile.read(int(length))
        if not sent_by_maqiao(self.headers, body):
            return self.answer(401)
        event = json.loads(body)
        for session, person in list(sessions.items()):
            signed_out = event["type"] == "user.signed_out" and person.get("sid") == event["data"]["sid"]
            gone = event["type"] in ("user.deleted", "user.blocked") and person.get("sub") == event["data"]["sub"]
            if signed_out or gone:
                sessions.pop(session, None)
        self.answer(204)

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
