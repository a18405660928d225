#!/bin/sh
# Ends Maqiao's session, for where a session of your own ends: the next visit then asks for a scan. Reads the `sid` that
# the introspection told from standard input; ends with 0 when that session is over, also when it was before.
#   printf %s "$SID" | MAQIAO_URL=https://login.example.com SITE_API_KEY=… sh end-session.sh
set -eu

sid=$(cat)
case $sid in '' | *[!A-Za-z0-9_-]*) echo 'not a session' >&2; exit 1 ;; esac

# The key goes in by a file that is not there: arguments can be read by everybody on the machine.
# DELETE /api/sessions/{sid}, written as a POST: some firewalls refuse DELETE.
curl --silent --show-error --fail --max-time 5 --config - "$MAQIAO_URL/api/sessions/$sid/delete" <<CONFIG || exit 2
header = "Authorization: Bearer $SITE_API_KEY"
header = "Content-Type: application/json"
data = "{}"
CONFIG
