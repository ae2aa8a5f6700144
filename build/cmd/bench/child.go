package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"syscall"
	"time"
)

// child is a process that is measured.
type child struct {
	cmd     *exec.Cmd
	address string
	ready   time.Duration // from its start to its first answer
}

// freeAddress is one nobody listens on.
func freeAddress() (string, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	defer l.Close()
	return l.Addr().String(), nil
}

// boundless lets everybody come from one address, as a load does.
var boundless = []string{"--address-lines", "0", "--address-openings", "0", "--address-hourly", "0", "--site-openings", "0"}

// desk starts the server with the demo project, and no limit on how fast its
// people may write.
func (b *bench) desk(ctx context.Context, data string, more ...string) (*child, error) {
	address, err := freeAddress()
	if err != nil {
		return nil, err
	}
	args := append([]string{"serve", "--dev", "--data", data, "--listen", address,
		"--visitor-rate", "1000000", "--visitor-burst", "1000000", "--agent-rate", "1000000", "--agent-burst", "1000000",
		"--site-openings", "0"}, more...)
	return run(ctx, address, "/healthz", b.parleyd, args...)
}

// shipped starts the server as companies run it: on what is set up already. Of
// the demo accounts even the making of their passwords would take longer than
// everything else.
func (b *bench) shipped(ctx context.Context, data string) (*child, error) {
	address, err := freeAddress()
	if err != nil {
		return nil, err
	}
	args := []string{"serve", "--data", data, "--listen", address}
	return run(ctx, address, "/healthz", b.parleyd, slices.Concat(args, boundless)...)
}

// bareServer starts one of the servers in bare.go.
func bareServer(ctx context.Context, kind string, more ...string) (*child, error) {
	address, err := freeAddress()
	if err != nil {
		return nil, err
	}
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	return run(ctx, address, "/healthz", self, append([]string{"bare", kind, address}, more...)...)
}

// run starts a program and returns when it answers.
func run(ctx context.Context, address, path, program string, args ...string) (*child, error) {
	log, err := os.CreateTemp("", "parley-bench-log")
	if err != nil {
		return nil, err
	}
	defer log.Close()
	defer os.Remove(log.Name())
	c := &child{cmd: exec.Command(program, args...), address: "http://" + address}
	c.cmd.Stderr = log
	c.cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGTERM}
	began := time.Now()
	if err := c.cmd.Start(); err != nil {
		return nil, err
	}
	for time.Since(began) < 3*time.Minute && ctx.Err() == nil {
		// A listener that is not there yet refuses at once.
		conn, err := net.Dial("tcp", address)
		if err != nil {
			time.Sleep(200 * time.Microsecond)
			continue
		}
		conn.Close()
		if resp, err := http.Get(c.address + path); err == nil {
			resp.Body.Close()
			if resp.StatusCode == http.StatusOK {
				c.ready = time.Since(began)
				return c, nil
			}
		}
		if c.gone() {
			break
		}
	}
	c.stop()
	said, _ := os.ReadFile(log.Name())
	return nil, errors.Join(ctx.Err(), fmt.Errorf("%s did not answer: %s", filepath.Base(program), said))
}

func (c *child) gone() bool { return c.cmd.Process.Signal(syscall.Signal(0)) != nil }

func (c *child) pid() int { return c.cmd.Process.Pid }

// stop ends the process and waits for it.
func (c *child) stop() {
	_ = c.cmd.Process.Signal(syscall.SIGTERM) // it may be gone already
	late := time.AfterFunc(20*time.Second, func() { _ = c.cmd.Process.Kill() })
	defer late.Stop()
	_ = c.cmd.Wait() // how it ended is of no interest
}
