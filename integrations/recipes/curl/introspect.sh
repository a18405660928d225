#!/bin/sh
# Whose token is this? Reads it from standard input, prints the id of the person, ends with 1 when it is no good.
#   printf %s "$TOKEN" | MAQIAO_URL=https://login.example.com SITE_ORIGIN=https://www.example.com SITE_API_KEY=… sh introspect.sh
set -eu

token=$(cat)
case $token in '' | *[!A-Za-z0-9._-]*) echo 'not a token' >&2; exit 1 ;; esac

# The key and the token go in by a file that is not there: arguments can be read by everybody on the machine.
answer=$(curl --silent --show-error --fail --max-time 5 --config - "$MAQIAO_URL/api/introspect" <<CONFIG
header = "Authorization: Bearer $SITE_API_KEY"
header = "Content-Type: application/json"
data = "{\"token\":\"$token\"}"
CONFIG
) || exit 2

member() { printf %s "$answer" | sed -n "s/.*\"$1\":\"\{0,1\}\([^\",}]*\).*/\1/p"; }

[ "$(member active)" = true ] || { echo 'not active' >&2; exit 1; }
# A token that was given for another site is active too: only one for our own pages signs in here.
[ "$(member aud)" = "$SITE_ORIGIN" ] || { echo 'for another site' >&2; exit 1; }
member sub
