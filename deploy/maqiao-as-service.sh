#!/bin/sh
# For root: runs Maqiao's commands (doctor, users, backup, restore, keys:rotate) with the settings and the account of
# maqiao.service, because the service could not write to files that root creates. `maqiao install` copies this file to
# /usr/local/bin/maqiao.
set -eu

# The same umask as in the units: other accounts cannot read new files.
umask 077
export MAQIAO_ENV_FILE="${MAQIAO_ENV_FILE:-/etc/maqiao.env}"
# These change files of root, or only print something.
case "${1:-}" in
init | install | uninstall | version | --version | help | --help | '') exec /opt/maqiao/current/maqiao "$@" ;;
esac
export NODE_COMPILE_CACHE="${NODE_COMPILE_CACHE:-/var/cache/maqiao}"
if [ "$(id -u)" -eq 0 ]; then
  exec runuser --user maqiao -- /opt/maqiao/current/maqiao "$@"
fi
exec /opt/maqiao/current/maqiao "$@"
