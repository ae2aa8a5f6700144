package scan

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os/exec"
	"strings"
	"time"
)

const (
	// within is how long the program may take for a file once its turn has come, and
	// grace how long it may go on after that before it is no longer waited for.
	within = 30 * time.Second
	grace  = time.Second
	// atOnce is how many of it may run at once.
	atOnce = 4
	// maxSaid is how much is kept of what it says, in bytes.
	maxSaid = 200
)

// Command is a program that looks files through.
type Command struct {
	argv []string
	turn chan struct{}
}

// New takes a program and its arguments, apart by spaces. One that is not on this
// machine is an error.
func New(line string) (*Command, error) {
	argv := strings.Fields(line)
	if len(argv) == 0 {
		return nil, errors.New("there is no program")
	}
	path, err := exec.LookPath(argv[0])
	if err != nil {
		return nil, err
	}
	argv[0] = path
	return &Command{argv: argv, turn: make(chan struct{}, atOnce)}, nil
}

// Clean tells whether nothing was found in a file. An error is that this is not
// known.
func (c *Command) Clean(ctx context.Context, body []byte) (bool, error) {
	select {
	case c.turn <- struct{}{}:
		defer func() { <-c.turn }()
	case <-ctx.Done():
		return false, ctx.Err()
	}
	ctx, cancel := context.WithTimeout(ctx, within)
	defer cancel()
	run := exec.CommandContext(ctx, c.argv[0], c.argv[1:]...)
	together(run)
	run.WaitDelay = grace
	run.Stdin = bytes.NewReader(body)
	var said beginning
	run.Stdout, run.Stderr = &said, &said
	err := run.Run()
	var ended *exec.ExitError
	switch {
	case err == nil:
		return true, nil
	case errors.As(err, &ended) && ended.ExitCode() == 1 && ctx.Err() == nil:
		return false, nil
	}
	return false, fmt.Errorf("%w: %s", err, strings.TrimSpace(string(said)))
}

// beginning keeps the first of what is written to it.
type beginning []byte

// Write implements [io.Writer].
func (b *beginning) Write(p []byte) (int, error) {
	*b = append(*b, p[:min(len(p), maxSaid-len(*b))]...)
	return len(p), nil
}
