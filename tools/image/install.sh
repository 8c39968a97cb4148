#!/bin/sh
# The steps that make the image. The Dockerfile runs them one by one, and check.sh beside this runs the same ones without
# Docker, so that what is tested is what is shipped. Each works in the current folder, which has the project's files:
#
#   install.sh packages          all packages of the lock file, for the build
#   install.sh production DIR    DIR gets the packages that the service itself needs
#   install.sh build             dist/: the service and the playground
#   install.sh tree DIR          DIR gets the rest of the service, and is closed: root's own, written by nobody
#   install.sh user DATA         the user that the service runs as, and the one folder that is its own
set -eu

# As numbers, since an orchestrator that is to refuse root can tell only by a number that a user is not root. It is beyond
# those that a host gives to people, so a file that a volume shares with the host belongs to nobody else.
USER_ID=10001
USER_NAME=commitments

packages() {
  npm ci --ignore-scripts --no-audit --no-fund
}

production() {
  mkdir -p "$1"
  cp package.json package-lock.json .npmrc "$1"
  (cd "$1" && npm ci --omit=dev --ignore-scripts --no-audit --no-fund)
  # half of their size, and only compilers and debuggers read it
  find "$1/node_modules" -type f \( -name '*.map' -o -name '*.d.ts' -o -name '*.d.mts' -o -name '*.d.cts' \) -delete
  # the stand-in for the SQLite that Node has built in since 22.13: binaries for every system that there is
  if node -e 'process.exit(process.getBuiltinModule?.("node:sqlite") ? 0 : 1)' 2>/dev/null; then
    rm -rf "$1/node_modules/@photostructure"
  fi
}

build() {
  npm run build
}

tree() {
  cp -R dist seed LICENSE "$1"
  # what a start shows and prepares, and what asks for its health
  mkdir -p "$1/web" "$1/tools/image"
  cp -R web/questions "$1/web"
  cp tools/image/health.mjs "$1/tools/image"
  rm -rf "$1/dist/.tsbuildinfo" "$1"/dist/.b* "$1/.npmrc" "$1/package-lock.json"
  find "$1/dist" -type f \( -name '*.js.map' -o -name '*.d.ts' \) -delete
  chown -R 0:0 "$1"
  chmod -R a-w,a+rX "$1"
}

user() {
  getent group "$USER_ID" >/dev/null || groupadd --gid "$USER_ID" "$USER_NAME"
  getent passwd "$USER_ID" >/dev/null ||
    useradd --uid "$USER_ID" --gid "$USER_ID" --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin "$USER_NAME"
  # a volume that is mounted there first takes its owner from this folder
  install -d -m 750 -o "$USER_ID" -g "$USER_ID" "$1"
}

step=${1:-}
case $step in
  packages | build | production | tree | user) shift && "$step" "$@" ;;
  *) echo "usage: install.sh packages|build|production DIR|tree DIR|user DATA" >&2 && exit 2 ;;
esac
