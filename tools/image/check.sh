#!/usr/bin/env bash
# Makes what the image holds, by the same steps and without Docker, and runs it as the image does: on Node 24, in a tree
# that is root's and that nobody may write to, as an unprivileged user without any capability. Needs Debian (or a system
# like it), root, npm and the network; takes a minute or two. Leaves nothing behind.
#
#   tools/image/check.sh [NODE]     NODE is a Node 24; by default node of the PATH
set -euo pipefail
cd "$(dirname "$0")/../.."

node=$(readlink -f "$(command -v "${1:-node}")")
wanted=$(sed -n 's/^FROM node:\([0-9]*\)\..*/\1/p' Dockerfile | sort -u)
fail() {
  echo "image: $*" >&2
  exit 1
}
[ "$(id -u)" = 0 ] || fail "this makes files of root and a user of its own: run it as root"
[ "$("$node" -p 'process.versions.node.split(".")[0]')" = "$wanted" ] || fail "the image has Node $wanted, and $node is $("$node" --version): give the path of one"

work=$(mktemp -d)
service=
had_user=$(getent passwd commitments || true)
had_group=$(getent group commitments || true)
clean() {
  [ -z "$service" ] || kill -KILL "$service" 2>/dev/null || true
  rm -rf "$work"
  # the user is the image's, not this machine's
  [ -n "$had_user" ] || userdel commitments 2>/dev/null || true
  [ -n "$had_group" ] || groupdel commitments 2>/dev/null || true
}
trap clean EXIT
# mktemp's folders are for their owner alone, and the service is somebody else
chmod 755 "$work"

# The files that Docker would be given: those that git knows or would take, less what .dockerignore keeps out.
mkdir "$work/build" "$work/bin"
allowed=$(sed -n 's/^!//p' .dockerignore)
# shellcheck disable=SC2086 # one path a line
git ls-files -z --cached --others --exclude-standard -- $allowed | tar --null --files-from=- --ignore-failed-read -cf - | tar -xf - -C "$work/build"
# Node itself may lie where only root gets
cp "$node" "$work/bin/node"

cd "$work/build"
step() { PATH="$work/bin:$PATH" sh tools/image/install.sh "$@"; }
step packages
step production "$work/app"
step build
step tree "$work/app"
step user "$work/data"
cd "$work/app"
echo "image: the tree has $(du -sh . | cut -f1) in $(find . -type f | wc -l) files"

user=$(stat -c %u "$work/data")
# what `cap_drop: ALL`, `no-new-privileges` and USER come to; nothing of this shell's environment goes along
# (a list, not a function: started in the background, its process becomes node's own)
confined=(setpriv --reuid "$user" --regid "$user" --clear-groups --no-new-privs --bounding-set=-all --inh-caps=-all
  env -i PATH="$work/bin:/usr/bin:/bin")
if "${confined[@]}" touch "$work/app/new" 2>/dev/null || "${confined[@]}" sh -c ': >> dist/cli.js' 2>/dev/null; then
  fail "the service's user can write to the tree"
fi
# a change of a file's content, owner, mode or name changes its ctime, or that of its folder
inventory() { find "$work/app" -printf '%p %y %s %m %u %C@\n' | sort; }
inventory >"$work/before"

# Starts the service and waits until it is ready. $1: the most seconds that this may take.
start() {
  : >"$work/messages" # before the service does, so that nothing of an earlier one is read
  "${confined[@]}" NODE_ENV=production NODE_DISABLE_COMPILE_CACHE=1 HOST=127.0.0.1 PORT=0 DATA_DIR="$work/data" \
    node dist/cli.js serve >"$work/log" 2>"$work/messages" &
  service=$!
  local end=$((SECONDS + $1))
  until address=$(sed -n 's|.*answers at \(http://[^ ]*\).*|\1|p' "$work/messages") && [ -n "$address" ]; do
    kill -0 "$service" 2>/dev/null && [ $SECONDS -lt $end ] || fail "the service did not start: $(cat "$work/messages" "$work/log")"
    sleep 0.1
  done
  until "${confined[@]}" HOST=127.0.0.1 PORT="${address##*:}" node tools/image/health.mjs /readyz; do
    kill -0 "$service" 2>/dev/null && [ $SECONDS -lt $end ] || fail "/readyz is not green: $(cat "$work/messages" "$work/log")"
    sleep 0.5
  done
}
# not by the service's user: who asks is somebody else
ask() { "$work/bin/node" "$work/build/tools/image/ask.mjs" "$address"; }
stop() {
  local code=0
  kill -TERM "$service"
  wait "$service" || code=$?
  service=
  [ "$code" = 0 ] || fail "SIGTERM ended the service with $code: $(cat "$work/messages" "$work/log")"
}

start 60
ask
grep -E '^(VmHWM|CapEff|NoNewPrivs|Uid)' "/proc/$service/status"
stop
# and once more, with the database that is there
start 20
ask
stop

inventory | diff "$work/before" - >&2 || fail "the service wrote into its tree"
echo "image: built, ready, answered, stopped; nothing was written but in DATA_DIR ($(du -sh "$work/data" | cut -f1))"
