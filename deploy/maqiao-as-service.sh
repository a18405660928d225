#!/bin/sh
# Maqiao's commands (doctor, users, backup, restore, keys:rotate) with the settings and as the account of
# maqiao.service, for root. `maqiao install` puts this file at /usr/local/bin/maqiao.
# What root itself restored or backed up the service could not write to.
set -eu

# As the units have it: nobody else on this server reads what is written.
umask 077
export MAQIAO_ENV_FILE="${MAQIAO_ENV_FILE:-/etc/maqiao.env}"
# These change what is root's, or only say something.
case "${1:-}" in
init | install | uninstall | version | --version | help | --help | '') exec /opt/maqiao/current/maqiao "$@" ;;
esac
export NODE_COMPILE_CACHE="${NODE_COMPILE_CACHE:-/var/cache/maqiao}"
if [ "$(id -u)" -eq 0 ]; then
  exec runuser --user maqiao -- /opt/maqiao/current/maqiao "$@"
fi
exec /opt/maqiao/current/maqiao "$@"
