#!/bin/sh
# Introspects a token. Reads it from standard input, prints the user's id, exits with 1 when it is invalid.
#   printf %s "$TOKEN" | MAQIAO_URL=https://login.example.com SITE_ORIGIN=https://www.example.com SITE_API_KEY=… sh introspect.sh
set -eu

token=$(cat)
case $token in '' | *[!A-Za-z0-9._-]*) echo 'not a token' >&2; exit 1 ;; esac

# Key and token are passed on standard input: arguments can be read by every account of the machine.
answer=$(curl --silent --show-error --fail --max-time 5 --config - "$MAQIAO_URL/api/introspect" <<CONFIG
header = "Authorization: Bearer $SITE_API_KEY"
header = "Content-Type: application/json"
data = "{\"token\":\"$token\"}"
CONFIG
) || exit 2

member() { printf %s "$answer" | sed -n "s/.*\"$1\":\"\{0,1\}\([^\",}]*\).*/\1/p"; }

[ "$(member active)" = true ] || { echo 'not active' >&2; exit 1; }
# A token for another site is active too: accept only tokens that were issued for our own origin.
[ "$(member aud)" = "$SITE_ORIGIN" ] || { echo 'for another site' >&2; exit 1; }
member sub
