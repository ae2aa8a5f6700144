// Command tally reads what `go test -json` writes, shows a person what matters of it, and
// adds the counts to a file, so that build/test can end with one true line.
//
// What failed can be listed too, so that it can be tried a second time by itself.
//
// A test with subtests is not counted, its subtests are. A package that does not
// build, or ends without a verdict, counts as one failed.
package main

import (
	"bufio"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
	"regexp"
	"strings"
	"time"
)

type event struct {
	Time        time.Time
	Action      string
	Package     string
	ImportPath  string
	Test        string
	Elapsed     float64
	Output      string
	FailedBuild string
}

type count struct {
	passed, failed, skipped int
	again                   []string // what failed, each "package pattern" as go test -run takes it; "package -" if no test of it is to blame
}

type test struct {
	verdict string
	parent  bool
	output  strings.Builder
}

type pkg struct {
	tests    map[string]*test
	order    []string
	output   strings.Builder
	verdict  string
	elapsed  float64
	building string
}

func main() {
	label := flag.String("label", "", "said before each package")
	into := flag.String("into", "", "file the counts are added to, one line each run: passed failed skipped")
	failed := flag.String("failed", "", "file that lists what failed, one line each: package pattern")
	flag.Parse()
	total := read(os.Stdin, os.Stdout, *label)
	add(*into, fmt.Sprintln(total.passed, total.failed, total.skipped))
	for _, one := range total.again {
		add(*failed, one+"\n")
	}
	if total.failed > 0 {
		os.Exit(1)
	}
}

// add writes at the end of a file, if one is named.
func add(file, text string) {
	if file == "" {
		return
	}
	f, err := os.OpenFile(file, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
	if err == nil {
		_, err = f.WriteString(text)
	}
	if err == nil {
		err = f.Close()
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
}

// pattern names one test, and nothing else, to go test -run.
func pattern(test string) string {
	levels := strings.Split(test, "/")
	for i, level := range levels {
		levels[i] = "^" + regexp.QuoteMeta(level) + "$"
	}
	return strings.Join(levels, "/")
}

func read(in io.Reader, out io.Writer, label string) (total count) {
	packages := map[string]*pkg{}
	builds := map[string]*strings.Builder{}
	var order []string
	get := func(name string) *pkg {
		p := packages[name]
		if p == nil {
			p = &pkg{tests: map[string]*test{}}
			packages[name] = p
			order = append(order, name)
		}
		return p
	}
	lines := bufio.NewReader(in)
	for {
		line, err := lines.ReadBytes('\n')
		if len(line) > 0 {
			var e event
			if json.Unmarshal(line, &e) != nil {
				fmt.Fprintf(out, "%s", line) // not from a test: the go command speaking
			} else if e.Action == "build-output" || e.Action == "build-fail" {
				if builds[e.ImportPath] == nil {
					builds[e.ImportPath] = new(strings.Builder)
				}
				builds[e.ImportPath].WriteString(e.Output)
			} else if e.Package != "" {
				p := get(e.Package)
				take(p, e)
				if p.verdict != "" && e.Test == "" && e.Action == p.verdict {
					total.add(finish(out, label, e.Package, p, builds))
				}
			}
		}
		if err != nil {
			break
		}
	}
	for _, name := range order {
		if p := packages[name]; p.verdict == "" { // killed from outside
			p.verdict = "fail"
			total.add(finish(out, label, name, p, builds))
		}
	}
	return total
}

func (c *count) add(d count) {
	c.passed += d.passed
	c.failed += d.failed
	c.skipped += d.skipped
	c.again = append(c.again, d.again...)
}

func take(p *pkg, e event) {
	if e.Test == "" {
		switch e.Action {
		case "output":
			p.output.WriteString(e.Output)
		case "pass", "fail", "skip":
			p.verdict, p.elapsed, p.building = e.Action, e.Elapsed, e.FailedBuild
		}
		return
	}
	t := p.tests[e.Test]
	if t == nil {
		t = &test{}
		p.tests[e.Test] = t
		p.order = append(p.order, e.Test)
		if i := strings.LastIndex(e.Test, "/"); i > 0 {
			if parent := p.tests[e.Test[:i]]; parent != nil {
				parent.parent = true
			}
		}
	}
	switch e.Action {
	case "output":
		t.output.WriteString(e.Output)
	case "pass", "fail", "skip":
		t.verdict = e.Action
	}
}

func finish(out io.Writer, label, name string, p *pkg, builds map[string]*strings.Builder) (c count) {
	var skips []string
	for _, n := range p.order {
		t := p.tests[n]
		if t.parent {
			if t.verdict == "fail" { // its own words, if it failed by itself
				fmt.Fprint(out, indent(t.output.String()))
			}
			continue
		}
		switch t.verdict {
		case "pass":
			c.passed++
		case "skip":
			c.skipped++
			skips = append(skips, n+": "+reason(t.output.String()))
		default: // failed, or cut off
			c.failed++
			c.again = append(c.again, name+" "+pattern(n))
			fmt.Fprint(out, indent(t.output.String()))
		}
	}
	if p.verdict == "fail" && c.failed == 0 {
		c.failed++
		c.again = append(c.again, name+" -")
		if b := builds[p.building]; b != nil {
			fmt.Fprint(out, indent(b.String()))
		}
		fmt.Fprint(out, indent(p.output.String()))
	}
	if len(c.again) > 0 && p.brokeOff() {
		c.again = []string{name + " -"}
	}
	if len(p.order) == 0 && c.failed == 0 {
		return c
	}
	short := strings.TrimPrefix(name, "github.com/parley-desk/parley/")
	if short == "github.com/parley-desk/parley" {
		short = "main"
	}
	word := "ok  "
	if c.failed > 0 {
		word = "FAIL"
	}
	fmt.Fprintf(out, "  %s %s%s  %d passed", word, label, short, c.passed)
	if c.failed > 0 {
		fmt.Fprintf(out, ", %d failed", c.failed)
	}
	if c.skipped > 0 {
		fmt.Fprintf(out, ", %d skipped", c.skipped)
	}
	fmt.Fprintf(out, "  (%.1f s)\n", p.elapsed)
	for _, s := range skips {
		fmt.Fprintf(out, "       skipped %s\n", s)
	}
	return c
}

// brokeOff tells whether more went wrong than its tests say: a panic or the end of
// its time keeps others from running, and a race that is not seen again is there
// all the same. None of it is mended by a second try.
func (p *pkg) brokeOff() bool {
	bad := func(output string) bool {
		return strings.Contains(output, "panic: ") || strings.Contains(output, "WARNING: DATA RACE")
	}
	for _, t := range p.tests {
		if t.verdict == "" || bad(t.output.String()) {
			return true
		}
	}
	return bad(p.output.String())
}

// reason finds what a test said when it skipped itself.
func reason(output string) string {
	for _, line := range strings.Split(output, "\n") {
		if _, said, found := strings.Cut(strings.TrimSpace(line), ".go:"); found {
			if _, words, found := strings.Cut(said, ": "); found {
				return words
			}
		}
	}
	return "no reason given"
}

func indent(s string) string {
	s = strings.TrimRight(s, "\n")
	if s == "" {
		return ""
	}
	return "    " + strings.ReplaceAll(s, "\n", "\n    ") + "\n"
}
