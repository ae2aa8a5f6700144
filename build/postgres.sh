# A PostgreSQL for one run; sourced after lib.sh. WORK is a folder for its words.
# shellcheck shell=bash

# A PostgreSQL of this run's own: its files in a temporary folder, a socket there and no port, durability on.
stop_postgres() { :; }
start_postgres() {
  local bin as=()
  bin=$(compgen -G '/usr/lib/postgresql/*/bin/initdb' | sort -V | tail -n 1)
  bin=${bin%/initdb}
  PG=$(mktemp -d /tmp/parley-pg.XXXXXX) # short: a socket's path may have 107 bytes
  if [ "$(id -u)" -eq 0 ]; then         # it refuses to run as root
    chown postgres "$PG"
    as=(runuser -u postgres --)
  fi
  # -N: only the making of the empty cluster skips the wait for the disk; the server does not.
  (cd / && "${as[@]}" "$bin/initdb" -N -D "$PG/data" -U parley --auth=trust -E UTF8 --locale=C.UTF-8) >"$WORK/pg.log" 2>&1 ||
    { cat "$WORK/pg.log"; die "PostgreSQL could not be set up."; }
  (cd / && "${as[@]}" "$bin/pg_ctl" -w -D "$PG/data" -l "$PG/log" -o "-c listen_addresses= -c unix_socket_directories=$PG -c max_connections=300 -c fsync=on -c synchronous_commit=on" start) >"$WORK/pg.log" 2>&1 ||
    { cat "$WORK/pg.log" "$PG/log"; die "PostgreSQL did not start."; }
  stop_postgres() {
    (cd / && "${as[@]}" "$bin/pg_ctl" -m immediate -D "$PG/data" stop) >/dev/null 2>&1 || true
    rm -rf "$PG"
    stop_postgres() { :; }
  }
  export PARLEY_TEST_POSTGRES="postgres:///postgres?host=$PG&user=parley"
}
