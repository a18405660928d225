#!/bin/sh
# Keeps Maqiao's session for as long as your own lives, so that the user sees it on the phone and can end it there. Reads
# the `sid` of the introspection from standard input, prints when it expires; exits with 1 when it has ended already:
# then end yours too. Run it again whenever yours is renewed.
#   printf %s "$SID" | MAQIAO_URL=https://login.example.com SITE_API_KEY=… SESSION_SECONDS=604800 sh keep-session.sh
set -eu

sid=$(cat)
case $sid in '' | *[!A-Za-z0-9_-]*) echo 'not a session' >&2; exit 1 ;; esac

# The key is passed on standard input: arguments can be read by every account of the machine.
# PUT /api/sessions/{sid}/keep, written as a POST: some firewalls refuse PUT.
answer=$(curl --silent --show-error --max-time 5 --write-out '%{http_code}' --config - "$MAQIAO_URL/api/sessions/$sid/keep" <<CONFIG
header = "Authorization: Bearer $SITE_API_KEY"
header = "Content-Type: application/json"
data = "{\"expiresIn\":${SESSION_SECONDS:-604800}}"
CONFIG
) || exit 2

case $answer in
  *'}200') printf %s "$answer" | sed -n 's/.*"expiresAt":"\([^"]*\)".*/\1/p' ;;
  *'}410') echo 'it has ended' >&2; exit 1 ;;
  *) echo "answered $answer" >&2; exit 2 ;;
esac
