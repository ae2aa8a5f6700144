package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"
)

// bench is one run.
type bench struct {
	parleyd     string
	desktop     string
	browserhost string
	flat        string // the desktop's with every line drawn
	empty       string // the empty window
	dist        string // the built front end
	full        bool
	dir         string // for this run's files
}

// measures are the rows in the order of the table.
var measures = []struct {
	id  string
	run func(context.Context, *bench) ([]row, error)
}{
	{"S1", saturationSQLite}, {"S2", saturationPostgres}, {"S3", latency}, {"S4", memory},
	{"S5", starting}, {"S6", storm}, {"S7", growth}, {"S8", idling},
	{"THEORY", theory}, {"R1", assignments}, {"R3", offering}, {"R4", takeover}, {"R5", decisionCost},
	{"D1", windowStarting}, {"D2", windowMemory}, {"D3", windowDrawing}, {"D5", windowIdling}, {"W1", sizes},
}

func main() {
	if len(os.Args) > 2 && os.Args[1] == "bare" {
		exitOn(bare(os.Args[2], os.Args[3:]))
		return
	}
	b := &bench{}
	flag.StringVar(&b.parleyd, "parleyd", "build/bin/parleyd", "the server's program")
	flag.StringVar(&b.desktop, "desktop", "build/bin/parley", "the desktop's program")
	flag.StringVar(&b.browserhost, "browserhost", "build/bin/browserhost", "the desktop for browsers")
	flag.StringVar(&b.flat, "flat", "build/bin/parley-flat", "the desktop's program whose threads draw every line they have")
	flag.StringVar(&b.empty, "empty", "build/bin/emptywindow", "the window to compare with")
	flag.StringVar(&b.dist, "dist", "frontend/dist", "the built front end")
	flag.BoolVar(&b.full, "full", false, "the sizes of the targets: 5,000 clients, 1 GiB, a million messages")
	only := flag.String("only", "", "rows to measure, as in S1,S3")
	flag.Parse()
	for _, program := range []*string{&b.parleyd, &b.desktop, &b.browserhost, &b.flat, &b.empty} {
		// Some of them run in a folder of their own.
		if full, err := filepath.Abs(*program); err == nil {
			*program = full
		}
	}
	ctx, cancel := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer cancel()
	exitOn(b.all(ctx, strings.FieldsFunc(strings.ToUpper(*only), func(r rune) bool { return r == ',' || r == ' ' })))
}

func exitOn(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func (b *bench) all(ctx context.Context, only []string) error {
	var err error
	if b.dir, err = os.MkdirTemp("", "parley-bench"); err != nil {
		return err
	}
	defer os.RemoveAll(b.dir)
	adopt()
	printHead()
	for _, m := range measures {
		if len(only) > 0 && !slices.Contains(only, m.id) {
			continue
		}
		began, busy := time.Now(), watch(os.Getpid())
		rows, err := m.run(ctx, b)
		if ctx.Err() != nil {
			return ctx.Err()
		}
		took, others := time.Since(began), busy.others()
		if err != nil {
			fmt.Printf("%-4s could not be measured: %v\n", m.id, err)
			continue
		}
		for _, r := range rows {
			r.print(took, others)
		}
	}
	return nil
}

// folder makes an empty folder of this run.
func (b *bench) folder(name string) (string, error) {
	return os.MkdirTemp(b.dir, filepath.Base(name)+"-")
}
