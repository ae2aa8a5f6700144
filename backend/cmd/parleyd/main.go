// Command parleyd is Parley's server.
//
//	parleyd serve      brings visitors to agents
//	parleyd rehearse   sends simulated visitors to a server
//	parleyd verify     recomputes everything from the log and compares
//	parleyd rules      checks, writes and reads routing settings as a text
//	parleyd replay     runs a day of the log again, under other settings
//	parleyd version    says which version this is
//
// Settings are flags, or PARLEY_* in the environment; a flag wins.
package main

import (
	"errors"
	"fmt"
	"os"

	"github.com/alecthomas/kong"

	"github.com/parley-desk/parley/backend/sqlkit"
)

// version is set when a release is linked.
var version = "0.1.0-dev"

// Exit codes, after sysexits: those who start services act upon them.
const (
	exitSoftware = 70 // what is durable is unknown; start anew
	exitConfig   = 78 // it would break a promise to run like this
)

type cli struct {
	Serve    serveCmd    `cmd:"" help:"Serve agents and visitors."`
	Rehearse rehearseCmd `cmd:"" help:"Send simulated visitors to a server."`
	Verify   verifyCmd   `cmd:"" help:"Recompute everything from the log and compare."`
	Rules    rulesCmd    `cmd:"" help:"Routing settings as a text, with tests in it."`
	Replay   replayCmd   `cmd:"" help:"Run a day of the log again, under other settings."`
	Version  versionCmd  `cmd:"" help:"Say which version this is."`
}

type versionCmd struct{}

// Run prints the version.
func (versionCmd) Run() error {
	fmt.Println("parleyd", version)
	return nil
}

func main() {
	var c cli
	k := kong.Parse(&c, kong.Name("parleyd"), kong.Description("The server of Parley, the conversation desk."),
		kong.DefaultEnvars("PARLEY"), kong.UsageOnError(), kong.Vars{"data": defaultData()})
	err := k.Run()
	var refusal *sqlkit.Refusal
	switch {
	case err == nil:
	case errors.As(err, &refusal):
		fmt.Fprintln(os.Stderr, "parleyd:", refusal)
		os.Exit(exitConfig)
	default:
		fmt.Fprintln(os.Stderr, "parleyd:", err)
		os.Exit(1)
	}
}
