package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"slices"
	"strconv"
	"syscall"
)

// postgres is a throwaway cluster: its files in a temporary folder, a socket
// there and no port, durability on.
type postgres struct {
	dir, bin string
	as       *syscall.SysProcAttr
}

func startPostgres(ctx context.Context) (*postgres, error) {
	found, _ := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	if len(found) == 0 {
		return nil, errors.New("PostgreSQL is not installed")
	}
	dir, err := os.MkdirTemp("/tmp", "parley-pg") // short: a socket's path may have 107 bytes
	if err != nil {
		return nil, err
	}
	p := &postgres{dir: dir, bin: filepath.Dir(slices.Max(found))}
	if os.Getuid() == 0 { // it refuses to run as root
		if err := p.lower(); err != nil {
			return nil, errors.Join(err, os.RemoveAll(dir))
		}
	}
	// -N: only the making of the empty cluster skips the wait for the disk.
	err = p.tool(ctx, "initdb", "-N", "-D", dir+"/data", "-U", "parley", "--auth=trust", "-E", "UTF8", "--locale=C.UTF-8")
	if err == nil {
		err = p.tool(ctx, "pg_ctl", "-w", "-D", dir+"/data", "-l", dir+"/log", "-o",
			"-c listen_addresses= -c unix_socket_directories="+dir+" -c fsync=on -c synchronous_commit=on", "start")
	}
	for _, name := range []string{"desk", "raw"} {
		if err == nil {
			err = p.create(ctx, name)
		}
	}
	if err != nil {
		p.stop()
		return nil, err
	}
	return p, nil
}

// lower lets the cluster belong to the user its package made.
func (p *postgres) lower() error {
	u, err := user.Lookup("postgres")
	if err != nil {
		return err
	}
	uid, _ := strconv.Atoi(u.Uid)
	gid, _ := strconv.Atoi(u.Gid)
	p.as = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}}
	return os.Chown(p.dir, uid, gid)
}

func (p *postgres) tool(ctx context.Context, name string, args ...string) error {
	cmd := exec.CommandContext(ctx, filepath.Join(p.bin, name), args...)
	cmd.Dir, cmd.SysProcAttr = "/", p.as
	// Into a file: the server keeps what its starter was given.
	out, err := os.CreateTemp("", "parley-pg-log")
	if err != nil {
		return err
	}
	defer out.Close()
	defer os.Remove(out.Name())
	cmd.Stdout, cmd.Stderr = out, out
	if err := cmd.Run(); err != nil {
		said, _ := os.ReadFile(out.Name())
		return fmt.Errorf("%s: %w: %s", name, err, said)
	}
	return nil
}

func (p *postgres) create(ctx context.Context, name string) error {
	db, err := sql.Open("pgx", p.dsn("postgres"))
	if err != nil {
		return err
	}
	defer db.Close()
	_, err = db.ExecContext(ctx, "CREATE DATABASE "+name)
	return err
}

func (p *postgres) dsn(name string) string {
	return "postgres:///" + name + "?host=" + p.dir + "&user=parley"
}

func (p *postgres) stop() {
	_ = p.tool(context.Background(), "pg_ctl", "-m", "immediate", "-D", p.dir+"/data", "stop") // it may not run
	os.RemoveAll(p.dir)
}
