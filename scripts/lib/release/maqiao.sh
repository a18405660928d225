#!/bin/sh
# Maqiao's commands. This folder contains everything but a shell and glibc 2.28; npm, a compiler or another Node are not
# needed.
#   ./maqiao init          asks for the settings, and writes them
#   ./maqiao install       installs a systemd service; uninstall removes it, and keeps the data
#   ./maqiao start         runs the server, in the foreground, until SIGTERM
#   ./maqiao doctor        prints what is wrong with this installation, and what to do
#   ./maqiao users         users: list, find, block, unblock, export
#   ./maqiao clients       OpenID Connect clients: add, list, show, update, rotate-secret, remove
#   ./maqiao backup        backs up all data
#   ./maqiao restore       replaces the current data by a backup
#   ./maqiao keys:rotate   generates the next key that signs access tokens
#   ./maqiao version       prints the version of this release
#   ./maqiao help          lists the commands; --help after a command lists its options
# Settings: the environment, which takes precedence, and the file .env of this folder, or the one in MAQIAO_ENV_FILE.
set -eu

# Prints a message in the operator's language, which the server decides the same way.
say() {
  case "${MAQIAO_LANG:-${LC_ALL:-${LC_MESSAGES:-${LANG:-}}}}" in
  [zZ][hH]*) echo "$2" >&2 ;;
  *) echo "$1" >&2 ;;
  esac
}

self=$0
if [ -L "$self" ]; then self=$(readlink -f -- "$self"); fi
case $self in
*/*) root=${self%/*} ;;
*) root=. ;;
esac
root=$(CDPATH='' cd -- "$root" && pwd -P)
node=$root/node/bin/node

command=${1:-}
# --help in any position shows the help of the command instead of running it.
for word in "$@"; do
  case $word in
  --help | -h)
    if [ "$command" = "$word" ]; then set -- help; else set -- help "$command"; fi
    command=help
    break
    ;;
  esac
done
case $command in
--version | -V) command=version ;;
esac
case $command in
start) entry=main ;;
keys:rotate) entry=keys-rotate ;;
# No commands: the server starts the first, and every program loads the second.
draw-pictures | readable-stacks) entry='' ;;
'' | *[!a-z-]*) entry='' ;;
*) entry=$command ;;
esac
if [ -z "$entry" ] || [ ! -f "$root/apps/api/dist/$entry.js" ]; then
  say "Usage: maqiao init | install | uninstall | start | doctor | users | clients | backup | restore | keys:rotate | version | help" \
    "用法：maqiao init | install | uninstall | start | doctor | users | clients | backup | restore | keys:rotate | version | help"
  exit 2
fi
shift

# Node's compile cache, if this folder is writable: the next start takes half of the time.
export NODE_COMPILE_CACHE="${NODE_COMPILE_CACHE:-$root/.cache}"
# If there is a cache, this Node has run here before. Otherwise it is tried first, which takes a fifth of a start.
ran=''
for kept in "$NODE_COMPILE_CACHE"/v*; do if [ -d "$kept" ]; then ran=1; fi; done
if [ -z "$ran" ] && ! "$node" --version >/dev/null 2>&1; then
  say "The Node in this archive does not run here. It is for Linux with glibc 2.28 or newer, and for one kind of processor: see release.json and 'uname -m'." \
    "此安装包自带的 Node 无法在本机运行：需要 glibc 2.28 以上的 Linux，且处理器架构与 release.json 一致（uname -m）。"
  exit 1
fi

# An archive does not contain what only developers need, such as the API's documentation page.
export NODE_ENV=production
# Makes stack traces name the source files.
set -- --require="$root/apps/api/dist/readable-stacks.js" "$root/apps/api/dist/$entry.js" "$@"
# These read no settings, or read the file themselves, as it may not exist yet.
case $entry in
init | install | uninstall | version | help) exec "$node" "$@" ;;
esac
if [ -n "${MAQIAO_ENV_FILE:-}" ]; then
  if [ ! -r "$MAQIAO_ENV_FILE" ]; then
    say "MAQIAO_ENV_FILE must name a file that this account may read: $MAQIAO_ENV_FILE" \
      "MAQIAO_ENV_FILE 应指向这个账号能读取的文件：$MAQIAO_ENV_FILE"
    exit 1
  fi
  set -- --env-file="$MAQIAO_ENV_FILE" "$@"
elif [ -f "$root/.env" ]; then
  set -- --env-file="$root/.env" "$@"
fi
exec "$node" "$@"
