# The steps that build/check and build/test share; sourced after lib.sh.
# shellcheck shell=bash

export NO_COLOR=1 # the words go through a file
WORK=$(mktemp -d)
COUNTS=$WORK/counts
: >"$COUNTS"

# plain: indented, and without the colours and links that some tools send to files too.
plain() { sed -e $'s/\x1b\\[[0-9;]*m//g' -e $'s/\x1b]8;[^\x1b]*\x1b\\\\//g' -e 's/^/    /'; }

# step LABEL CMD…: counts as one, shows its words only when it fails, and never ends the run.
step() {
  local label=$1 began=$SECONDS
  shift
  if "$@" >"$WORK/step.log" 2>&1 </dev/null; then
    say "  ok   $label ($((SECONDS - began)) s)"
    echo 1 0 0 >>"$COUNTS"
  else
    plain <"$WORK/step.log"
    say "  FAIL $label ($((SECONDS - began)) s)"
    echo 0 1 0 >>"$COUNTS"
  fi
}

go_files() { find . \( -name node_modules -o -name .git -o -path ./build/bin \) -prune -o -name '*.go' -print0; }

formatted() {
  local bad
  bad=$(go_files | xargs -0 gofmt -l)
  [ -z "$bad" ] || { echo "gofmt would change:" "$bad"; return 1; }
}

vet_plain() { CGO_ENABLED=0 go vet ./...; }
vet_desktop() { go vet -tags "$TAGS" . ./app/platform/...; }

lint() {
  local tool=$BIN/tools/golangci-lint-$LINT_VERSION
  if [ ! -x "$tool" ]; then # builds in a minute or two, once
    mkdir -p "$BIN/tools"
    GOFLAGS= CGO_ENABLED=0 GOBIN="$BIN/tools/new" go install "github.com/golangci/golangci-lint/v2/cmd/golangci-lint@$LINT_VERSION"
    mv "$BIN/tools/new/golangci-lint" "$tool"
    rmdir "$BIN/tools/new"
  fi
  "$tool" run ./...
}

# Everything that is or would be committed, except what a build writes. Compared before and after generating, so that
# work in progress elsewhere in the tree is not taken for a stale file.
fingerprint() {
  git ls-files -z --cached --others --exclude-standard | while IFS= read -r -d '' f; do [ -f "$f" ] && sha256sum "$f"; done
}
generated() {
  fingerprint >"$WORK/before"
  go generate ./...
  fingerprint >"$WORK/after"
  diff "$WORK/before" "$WORK/after" >"$WORK/changed" || { echo "Stale until now; commit what go generate wrote:"; sed -n 's/^> [0-9a-f]* */  /p' "$WORK/changed"; return 1; }
}

quick_steps() {
  step "gofmt" formatted
  step "go vet, no C" vet_plain
  step "go vet, desktop" vet_desktop
  step "golangci-lint $LINT_VERSION" lint
  step "Biome and TypeScript" npm run check --prefix frontend
  if git rev-parse --is-inside-work-tree >/dev/null 2>&1; then
    step "generated files are current" generated
  fi
}

# The last line of everything: how many passed, failed and were skipped. Fails when anything did.
totals() {
  local passed failed skipped
  read -r passed failed skipped < <(awk '{p += $1; f += $2; s += $3} END {print p + 0, f + 0, s + 0}' "$COUNTS")
  rm -rf "$WORK"
  say
  if [ "$skipped" -gt 0 ]; then
    say "$passed passed, $failed failed, $skipped skipped"
  else
    say "$passed passed, $failed failed"
  fi
  [ "$failed" -eq 0 ]
}
