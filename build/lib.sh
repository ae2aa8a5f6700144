# Shared by the commands in this folder; sourced, not run.
# shellcheck shell=bash

cd "$(dirname "${BASH_SOURCE[0]}")/.."
ROOT=$PWD
BIN=$ROOT/build/bin
TAGS=desktop,production,webkit2_41
LINT_VERSION=v2.15.0
mkdir -p "$BIN"

say() { printf '%s\n' "$*"; }
die() {
  printf '%s\n' "$*" >&2
  exit 1
}

# at_least 1.26 1.26.8: is the second version as new as the first?
at_least() { [ "$(printf '%s\n%s\n' "$1" "$2" | sort -V | head -n 1)" = "$1" ]; }

need_go() {
  local have
  command -v go >/dev/null || PATH=$PATH:/usr/local/go/bin
  command -v go >/dev/null || die "Go is missing: install Go 1.26 or newer as https://go.dev/doc/install says, then run this again."
  have=$(GOTOOLCHAIN=local go env GOVERSION | sed 's/^go//; s/[^0-9.].*//')
  at_least 1.26 "$have" || die "Go $have is too old: install Go 1.26 or newer as https://go.dev/doc/install says, then run this again."
  export GOTOOLCHAIN=local
  # A clone owned by somebody else would make the version stamp fail the build; we set our own.
  export GOFLAGS="${GOFLAGS:-} -buildvcs=false"
}

need_node() {
  local have
  command -v node >/dev/null && command -v npm >/dev/null ||
    die "Node is missing: install Node 20.19 or newer with npm as https://nodejs.org/en/download says, then run this again."
  have=$(node --version | tr -d v)
  at_least 20.19 "$have" || die "Node $have is too old: install Node 20.19 or newer as https://nodejs.org/en/download says, then run this again."
}

# What each part needs of the system: a test that is quick and true when it is there, then the package.
missing=()
want() {
  local package=$1
  shift
  "$@" >/dev/null 2>&1 || missing+=("$package")
}
any_postgres() { compgen -G '/usr/lib/postgresql/*/bin/initdb'; }
# One mail server takes the place of another, and which one stands here is not ours to choose.
any_mail_server() { [ -x /usr/sbin/exim4 ] || [ -x /usr/sbin/sendmail ]; }
any_font() { compgen -G '/usr/share/fonts/truetype/*/*.ttf'; }

want_base() {
  want ca-certificates test -e /etc/ssl/certs/ca-certificates.crt
}
want_window() {
  want build-essential command -v cc
  want pkg-config command -v pkg-config
  want libgtk-3-dev pkg-config --exists gtk+-3.0
  want libwebkit2gtk-4.1-dev pkg-config --exists webkit2gtk-4.1
  want fonts-dejavu-core any_font
}
want_tests() {
  want build-essential command -v cc
  want xvfb command -v Xvfb
  want dbus command -v dbus-daemon
  want webkit2gtk-driver command -v WebKitWebDriver
  want imagemagick command -v import
  want x11-utils command -v xwininfo
  want xdotool command -v xdotool
  want xclip command -v xclip
  want chromium command -v chromium
  want postgresql any_postgres
  want exim4-daemon-light any_mail_server
  want git command -v git
  want hunspell-en-us test -e /usr/share/hunspell/en_US.dic
  want hunspell-fr test -e /usr/share/hunspell/fr.dic
}

# Installs what `want` noted. Silent and quick when nothing is missing.
install_missing() {
  [ ${#missing[@]} -gt 0 ] || return 0
  local packages
  mapfile -t packages < <(printf '%s\n' "${missing[@]}" | sort -u)
  missing=()
  command -v apt-get >/dev/null || die "These are missing and only apt-get is known here, please install them: ${packages[*]}"
  local as=()
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || die "These are missing, please install them as root: apt-get install ${packages[*]}"
    as=(sudo)
  fi
  say "Installing with apt-get: ${packages[*]}"
  local log
  log=$(mktemp)
  if ! { "${as[@]}" apt-get -q update && "${as[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qy -o Dpkg::Use-Pty=0 install --no-install-recommends "${packages[@]}"; } >"$log" 2>&1 </dev/null; then
    tail -n 20 "$log" >&2
    die "apt-get could not install: ${packages[*]}"
  fi
  rm -f "$log"
}

# quietly LABEL CMD…: one line for the person, everything else only when it fails.
quietly() {
  local label=$1 log
  shift
  log=$(mktemp)
  say "$label"
  if ! "$@" >"$log" 2>&1 </dev/null; then
    cat "$log" >&2
    rm -f "$log"
    die "This failed: $*"
  fi
  rm -f "$log"
}

node_modules() {
  local stamp=frontend/node_modules/.parley-lock
  if ! cmp -s frontend/package-lock.json "$stamp"; then
    quietly "Fetching the front end's packages" npm ci --prefix frontend --no-audit --no-fund
    cp frontend/package-lock.json "$stamp"
  fi
}

frontend() {
  local now stamp=$BIN/.frontend
  now=$(find frontend \( -name node_modules -o -path frontend/dist -o -name '*.test.*' \) -prune -o -type f -printf '%p %T@ %s\n' | LC_ALL=C sort | sha256sum)
  if [ "$(cat "$stamp" 2>/dev/null)" != "$now" ] || [ ! -s frontend/dist/panel/index.html ]; then
    quietly "Building the panel, the widget and the demo shop" npm run build --prefix frontend
    # A build empties its folder; the marks keep a fresh clone compiling and belong to the repository.
    touch frontend/dist/{panel,widget,demo}/.gitkeep
    printf '%s' "$now" >"$stamp"
  fi
}

version() { git describe --tags --always --dirty 2>/dev/null || echo development; }

go_build() { # NAME PACKAGE: a plain program, no C
  CGO_ENABLED=0 go build -trimpath -ldflags "-s -w -X main.version=$(version)" -o "$BIN/$1" "$2"
}
build_parleyd() { quietly "Building the server" go_build parleyd ./backend/cmd/parleyd; }
build_browserhost() { quietly "Building the panel for browsers" go_build browserhost ./app/cmd/browserhost; }
build_desktop() {
  quietly "Building the desktop" go build -tags "$TAGS" -trimpath -ldflags "-s -w -X main.version=$(version)" -o "$BIN/parley" .
}

# ---- processes of ours, and no others

pids=()
# start LOG CMD…: in the background, noted for stop_all. The new process's id is in $started.
start() {
  local log=$1
  shift
  "$@" >"$log" 2>&1 </dev/null &
  started=$!
  pids+=("$started")
}
stop_all() {
  local i pid deadline
  for ((i = ${#pids[@]} - 1; i >= 0; i--)); do
    kill -TERM "${pids[i]}" 2>/dev/null || true
  done
  deadline=$((SECONDS + 10))
  for pid in "${pids[@]}"; do
    while kill -0 "$pid" 2>/dev/null && [ $SECONDS -lt $deadline ]; do sleep 0.1; done
    kill -KILL "$pid" 2>/dev/null || true
    wait "$pid" 2>/dev/null || true
  done
  pids=()
}

# answers PORT PATH: does http://127.0.0.1:PORT/PATH say 200? Without curl, which a bare system does not have.
answers() {
  local line
  { exec 9<>"/dev/tcp/127.0.0.1/$1"; } 2>/dev/null || return 1
  printf 'GET %s HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n' "$2" >&9 2>/dev/null || true
  IFS= read -r -t 3 line <&9 || true
  exec 9>&-
  [[ $line == HTTP/1.?\ 200* ]]
}
listening() { { exec 9<>"/dev/tcp/127.0.0.1/$1"; } 2>/dev/null && exec 9>&-; }
