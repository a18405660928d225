"""A site that signs people in with Maqiao. Python 3.8 or newer with Flask, authlib and requests.

ISSUER=https://login.example.com CLIENT_ID=… CLIENT_SECRET=… SITE_URL=https://www.example.com PORT=8080 python3 app.py
"""
import os
import secrets
from urllib.parse import urlencode

from authlib.integrations.flask_client import OAuth, OAuthError
from flask import Flask, redirect, session
from markupsafe import escape

SITE_URL = os.environ["SITE_URL"]
# Not set: sessions end when the program does.
SESSION_SECRET = os.environ.get("SESSION_SECRET") or secrets.token_hex(32)

app = Flask(__name__)
app.config.update(
    SECRET_KEY=SESSION_SECRET,
    SESSION_COOKIE_SAMESITE="Lax",
    SESSION_COOKIE_SECURE=SITE_URL.startswith("https:"),
)
maqiao = OAuth(app).register(
    "maqiao",
    server_metadata_url=os.environ["ISSUER"] + "/.well-known/openid-configuration",
    client_id=os.environ["CLIENT_ID"],
    client_secret=os.environ["CLIENT_SECRET"],
    client_kwargs={"scope": "openid profile", "code_challenge_method": "S256"},
)


@app.get("/")
def home():
    user = session.get("user")
    if user is None:
        return '<a href="/login">Sign in</a>'
    # Keep what you know of a person under sub: the name can change.
    return (
        f"<p>Signed in as <b>{escape(user['name'])}</b></p>"
        '<form method="post" action="/logout"><button>Sign out</button></form>'
    )


@app.get("/login")
def login():
    return maqiao.authorize_redirect(SITE_URL + "/callback")


@app.get("/callback")
def callback():
    try:
        token = maqiao.authorize_access_token()
    except OAuthError:
        # Declined, or a link that is too old, or not of this browser.
        return '<p>Not signed in.</p><a href="/login">Try again</a>', 400
    person = maqiao.userinfo(token=token)
    session.clear()
    session["user"] = {"sub": person["sub"], "name": person["name"]}
    session["id_token"] = token["id_token"]
    return redirect("/")


@app.post("/logout")
def logout():
    id_token = session.get("id_token")
    session.clear()
    if id_token is None:
        return redirect("/")
    # Ends Maqiao's session, too: otherwise the next sign-in would need no scan.
    query = urlencode({"id_token_hint": id_token, "post_logout_redirect_uri": SITE_URL + "/"})
    return redirect(maqiao.load_server_metadata()["end_session_endpoint"] + "?" + query)


if __name__ == "__main__":
    app.run(host="127.0.0.1", port=int(os.environ.get("PORT", "8080")))
