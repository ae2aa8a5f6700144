package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/rehearse"
)

type rehearseCmd struct {
	Server   string        `default:"http://127.0.0.1:8420" help:"Where the server is."`
	Project  string        `default:"acme" help:"Whose visitors they are."`
	Visitors int           `default:"6" help:"How many are there at once, at most."`
	Rate     float64       `default:"4" help:"How many arrive in a minute, on average."`
	Seed     uint64        `default:"1" help:"Decides who comes and when: the same seed brings the same people."`
	Patience time.Duration `default:"2m" help:"How long people wait for an answer, on average."`
	Duration time.Duration `help:"How long people arrive; without it, until Ctrl-C."`
	Hostile  float64       `default:"0.05" help:"Share of visitors who send what nobody expects, 0 to 1."`
	Speed    float64       `default:"1" help:"How many times as fast as people they type and wait."`
	Scripts  string        `type:"existingdir" help:"Folder of scripts (*.txt) to play instead of our own."`
	Script   []string      `type:"existingfile" help:"Script to play instead of our own; may be repeated."`
}

// Run sends visitors until it is asked to stop, then says what became of them.
func (c *rehearseCmd) Run() error {
	ctx, cancel := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer cancel()
	scripts, err := c.scripts()
	if err != nil {
		return err
	}
	if c.Speed <= 0 || c.Hostile < 0 || c.Hostile > 1 {
		return fmt.Errorf("--speed is above 0, and --hostile between 0 and 1")
	}
	fmt.Printf("rehearsing with %d scripts at %s, seed %d\n", len(scripts), c.Server, c.Seed)
	crowd := rehearse.Crowd{
		Server: strings.TrimSuffix(c.Server, "/"), Project: desk.ProjectID(c.Project), Scripts: scripts,
		AtOnce: c.Visitors, PerMinute: c.Rate, Seed: c.Seed, Patience: c.Patience, Hostile: c.Hostile,
		For: c.Duration, Clock: rehearse.Hurried(c.Speed),
		Minute: func(f rehearse.Figures) { fmt.Println(time.Now().Format("15:04"), f) },
	}
	all, err := crowd.Run(ctx)
	if err != nil {
		return err
	}
	fmt.Println("in all:", all)
	if all.Answered > 0 {
		fmt.Printf("waits: half below %s, nine of ten below %s, the longest %s\n",
			all.Wait(0.5).Round(time.Millisecond), all.Wait(0.9).Round(time.Millisecond), all.Wait(1).Round(time.Millisecond))
	}
	if all.Arrived > 0 && all.Failed == all.Arrived {
		return fmt.Errorf("nobody got through: %w", all.First)
	}
	return nil
}

func (c *rehearseCmd) scripts() ([]rehearse.Script, error) {
	if c.Scripts == "" && c.Script == nil {
		return rehearse.Scripts(), nil
	}
	var all []rehearse.Script
	if c.Scripts != "" {
		dir, err := rehearse.ReadScripts(os.DirFS(c.Scripts))
		if err != nil {
			return nil, err
		}
		all = dir
	}
	for _, path := range c.Script {
		f, err := os.Open(path)
		if err != nil {
			return nil, err
		}
		s, err := rehearse.ReadScript(strings.TrimSuffix(filepath.Base(path), ".txt"), f)
		f.Close()
		if err != nil {
			return nil, err
		}
		all = append(all, s)
	}
	if len(all) == 0 {
		return nil, fmt.Errorf("there is no *.txt in %s", c.Scripts)
	}
	return all, nil
}
