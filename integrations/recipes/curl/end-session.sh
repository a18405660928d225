#!/bin/sh
# Ends Maqiao's session together with your own, so that the next visit requires a scan. Reads the `sid`
# of the introspection from standard input; exits with 0 when that session has ended, also when it had before.
#   printf %s "$SID" | MAQIAO_URL=https://login.example.com SITE_API_KEY=… sh end-session.sh
set -eu

sid=$(cat)
case $sid in '' | *[!A-Za-z0-9_-]*) echo 'not a session' >&2; exit 1 ;; esac

# The key is passed on standard input: arguments can be read by every account of the machine.
# DELETE /api/sessions/{sid}, written as a POST: some firewalls refuse DELETE.
curl --silent --show-error --fail --max-time 5 --config - "$MAQIAO_URL/api/sessions/$sid/delete" <<CONFIG || exit 2
header = "Authorization: Bearer $SITE_API_KEY"
header = "Content-Type: application/json"
data = "{}"
CONFIG
