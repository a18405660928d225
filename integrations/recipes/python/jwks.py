"""Verifies a token locally, with Maqiao's public keys. Reads the token from standard
input, prints the user's id, exits with 1 when it is invalid.

Python's own library verifies no signatures: pip install 'pyjwt[crypto]' (Debian: python3-jwt python3-cryptography).

printf %s "$TOKEN" | MAQIAO_URL=https://login.example.com SITE_ORIGIN=https://www.example.com python3 jwks.py
"""
import json
import os
import sys
from urllib.request import urlopen

import jwt

MAQIAO_URL = os.environ["MAQIAO_URL"]
SITE_ORIGIN = os.environ["SITE_ORIGIN"]


def claims_of(token):
    """The claims of a valid token (RFC 9068). Raises jwt.InvalidTokenError, or OSError when Maqiao does not answer."""
    header = jwt.get_unverified_header(token)
    if header.get("typ") != "at+jwt":
        raise jwt.InvalidTokenError("not an access token")
    with urlopen(MAQIAO_URL + "/.well-known/jwks.json", timeout=5) as answer:
        keys = {key["kid"]: key for key in json.load(answer)["keys"]}
    if header.get("kid") not in keys:
        raise jwt.InvalidTokenError("signed with an unknown key")
    return jwt.decode(
        token,
        jwt.PyJWK(keys[header["kid"]]).key,
        algorithms=["ES256"],  # fixed here: the token must not choose the algorithm
        issuer=MAQIAO_URL,
        audience=SITE_ORIGIN,
        leeway=30,
        options={"require": ["exp", "iat", "iss", "aud", "sub"]},
    )


try:
    print(claims_of(sys.stdin.read().strip())["sub"])
except jwt.InvalidTokenError as error:
    sys.exit(f"{error}")
except OSError as error:
    print(error, file=sys.stderr)
    sys.exit(2)
