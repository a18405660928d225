#!/bin/sh
# Maqiao's commands. This folder brings everything but a shell and glibc 2.28: no npm, no compiler, no other Node.
#   ./maqiao init          asks for the settings, and writes them
#   ./maqiao install       makes it a service of systemd; uninstall undoes that, and keeps the data
#   ./maqiao start         the server, in the foreground, until SIGTERM
#   ./maqiao doctor        what is wrong with this installation, and the cure
#   ./maqiao users         people: list, find, block, unblock, export
#   ./maqiao clients       OpenID Connect clients: add, list, show, rotate-secret, remove
#   ./maqiao backup        a copy of what cannot be made again
#   ./maqiao restore       puts one in the place of what there is
#   ./maqiao keys:rotate   the next key that signs access tokens
#   ./maqiao version       which release this is
#   ./maqiao help          these, and each with its options; also --help after each
# Settings: the environment, below it the file .env of this folder, or the one that MAQIAO_ENV_FILE names.
set -eu

# In the language of whoever runs it, as the server decides it.
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
# A word about a command instead of the command. It is the first one's own, wherever it stands.
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
# The server starts the one, and each program loads the other.
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

# Compiled code is kept, where this folder may be written to: the next start takes half of the time.
export NODE_COMPILE_CACHE="${NODE_COMPILE_CACHE:-$root/.cache}"
# Where it is kept already this Node has run, and need not be tried: a trial takes a fifth of a start.
ran=''
for kept in "$NODE_COMPILE_CACHE"/v*; do if [ -d "$kept" ]; then ran=1; fi; done
if [ -z "$ran" ] && ! "$node" --version >/dev/null 2>&1; then
  say "The Node in this archive does not run here. It is for Linux with glibc 2.28 or newer, and for one kind of processor: see release.json and 'uname -m'." \
    "此安装包自带的 Node 无法在本机运行：需要 glibc 2.28 以上的 Linux，且处理器架构与 release.json 一致（uname -m）。"
  exit 1
fi

# What is for developers, as the page of the API, is not in an archive.
export NODE_ENV=production
# Stacks name our sources.
set -- --require="$root/apps/api/dist/readable-stacks.js" "$root/apps/api/dist/$entry.js" "$@"
# These read no settings, or read the file themselves, before there is one.
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
