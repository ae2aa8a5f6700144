package main

import (
	"context"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/parley-desk/parley/backend/attach"
	"github.com/parley-desk/parley/backend/auth"
	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/floor"
	"github.com/parley-desk/parley/backend/mail"
	"github.com/parley-desk/parley/backend/scan"
	"github.com/parley-desk/parley/backend/store"
	"github.com/parley-desk/parley/backend/translate"
	"github.com/parley-desk/parley/backend/web"
)

type serveCmd struct {
	database
	Listen    string `default:"127.0.0.1:8420" help:"Address to listen on."`
	BehindTLS bool   `help:"A proxy before this server speaks https to the world."`
	PublicURL string `name:"public-url" help:"Where visitors' browsers reach this server, as in https://desk.acme.example (with --files-url)."`
	FilesURL  string `name:"files-url" help:"Where files are read, as in https://files.acme.example: another name that leads to this server too, so that nothing a stranger sent shares a host with anything else. Without one, files are read where all the rest is."`
	LogFormat string `enum:"json,text" default:"json" help:"How log lines look."`

	VisitorRate  float64 `default:"1" help:"Messages a second a visitor may send for long."`
	VisitorBurst int     `default:"10" help:"Messages a visitor may send at once."`
	AgentRate    float64 `default:"5" help:"Commands a second an agent may send for long."`
	AgentBurst   int     `default:"20" help:"Commands an agent may send at once."`

	SMTP            string `name:"smtp" help:"Mail server, as in smtp://user:password@mail.example:587 or smtps://…; without one no mail is sent. Better in PARLEY_SMTP, where others do not see it."`
	MailFrom        string `help:"Whom mail is from, as in \"ACME <desk@acme.example>\" (with --smtp)."`
	Translate       string `help:"Translation service, as in libretranslate=https://translate.example or deepl=https://api-free.deepl.com; without one nothing is translated."`
	TranslateKey    string `help:"Its key (with --translate). Better in PARLEY_TRANSLATE_KEY, where others do not see it."`
	TranslatePlain  bool   `help:"Speak plain http to a translation service on another machine: for one within your own network."`
	ScanCommand     string `help:"Program that looks files through before they are kept, as in \"clamdscan --no-summary -\": it is given each on its standard input and ends with 0 where it is clean, with 1 where something was found, and otherwise the file is tried again."`
	AddressLines    int    `default:"50" help:"Visitors' pages open at once from one address; 0 for any number."`
	AddressOpenings int    `default:"3" help:"Conversations that may begin in a minute from one address; 0 for any number."`
	AddressHourly   int    `default:"20" help:"Conversations that may begin in an hour from one address; 0 for any number."`
	SiteOpenings    int    `default:"300" help:"Conversations that may begin in a minute in one project; 0 for any number."`

	Pprof string `help:"Loopback address for Go's profiles, as in 127.0.0.1:6060; go tool pprof reads them."`

	Dev       bool `help:"Demo project and accounts, and a clock that can be moved. Never in production."`
	DemoSlots int  `default:"3" help:"Chats a demo agent can hold at once (with --dev)."`
	// DemoAgents is for loads that need more hands than a demonstration.
	DemoAgents int `hidden:"" help:"More agents, load-1@acme.test and so on (with --dev)."`
}

// Run serves until it is asked to stop.
func (c *serveCmd) Run() error {
	logger := c.logger()
	ctx, cancel := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer cancel()
	filesHost, err := web.NewFilesHost(c.PublicURL, c.FilesURL)
	if err != nil {
		e := desk.AsError(err)
		return fmt.Errorf("--%s: %s", e.Field, e.Message)
	}
	db, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer db.Close()
	clock := &movableClock{}
	if c.Dev {
		shop, err := demoShop(c.Listen)
		if err == nil {
			err = seedDemo(ctx, db, shop, c.DemoSlots, c.DemoAgents)
		}
		if err == nil {
			err = stockDemo(ctx, db, shop)
		}
		if err != nil {
			return fmt.Errorf("set the demo project up: %w", err)
		}
	}
	all, err := setups(ctx, db)
	if err != nil {
		return fmt.Errorf("read the projects: %w", err)
	}
	fl := floor.New(floor.Options{
		Log: db, Clock: clock, Holder: holder(), NewID: auth.NewID, Logger: logger,
		IsFatal: store.Broken,
		Fatal: func(err error) {
			logger.Error("the log's disk failed; stopping, because what is durable is unknown", "error", err)
			os.Exit(exitSoftware)
		},
		IsPassing: store.Passing, Refusal: store.Refusal,
	}, all)
	if err := fl.Start(ctx); err != nil {
		return err
	}
	defer fl.Stop()
	if c.Dev {
		demoAgentsAvailable(ctx, fl, all)
	}
	stopMail, err := c.mail(ctx, db, fl, clock, all, logger)
	if err != nil {
		return fmt.Errorf("--smtp and --mail-from: %w", err)
	}
	defer stopMail()
	projects := make([]desk.ProjectID, 0, len(all))
	for _, s := range all {
		projects = append(projects, s.Project.ID)
	}
	sweeper := attach.NewSweeper(db, fl, projects, clock, logger)
	if err := sweeper.Start(ctx); err != nil {
		return err
	}
	defer sweeper.Stop()
	opt := web.Options{
		Floor: fl, Store: db, Clock: clock, Logger: logger, Version: version, Refusal: store.Refusal, BehindTLS: c.BehindTLS, FilesHost: filesHost,
		VisitorLimit: web.SendLimit{PerSecond: c.VisitorRate, Burst: c.VisitorBurst},
		AgentLimit:   web.SendLimit{PerSecond: c.AgentRate, Burst: c.AgentBurst},
		APILimit:     web.APILimit, Mail: c.SMTP != "",
		Crowd: web.CrowdLimit{
			Lines: c.AddressLines, PerMinute: c.AddressOpenings, PerHour: c.AddressHourly, SitePerMinute: c.SiteOpenings,
		},
	}
	if c.Translate != "" {
		service, err := translate.New(c.Translate, c.TranslateKey, c.TranslatePlain)
		if err != nil {
			return fmt.Errorf("--translate: %w", err)
		}
		defer service.Close()
		opt.Translator = service
	}
	if c.ScanCommand != "" {
		scanner, err := scan.New(c.ScanCommand)
		if err != nil {
			return fmt.Errorf("--scan-command: %w", err)
		}
		opt.Scanner = scanner
	}
	if c.Dev {
		opt.AdvanceClock = clock.advance
	}
	if c.Pprof != "" {
		stop, err := profiles(c.Pprof)
		if err != nil {
			return fmt.Errorf("--pprof: %w", err)
		}
		defer stop()
	}
	return c.serve(ctx, cancel, web.New(opt), logger)
}

// mail begins to send mail, where there is a server for it.
func (c *serveCmd) mail(ctx context.Context, db *store.Store, fl *floor.Floor, clock floor.Clock, all []floor.Setup, logger *slog.Logger) (stop func(), err error) {
	if c.SMTP == "" {
		return func() {}, nil
	}
	server, err := mail.NewServer(c.SMTP, c.MailFrom)
	if err != nil {
		return nil, err
	}
	o := mail.Options{
		Log: db, Server: server, Now: clock.Now, Logger: logger, Undelivered: fl.Undelivered,
		Username: func(project desk.ProjectID, id desk.AgentID) string {
			setup, _ := fl.Setup(project)
			p, _ := setup.Profile(id)
			return p.Username
		},
	}
	for _, s := range all {
		o.Projects = append(o.Projects, s.Project)
	}
	m := mail.New(o)
	return m.Stop, m.Start(ctx)
}

func (c *serveCmd) serve(ctx context.Context, again func(), server *web.Server, logger *slog.Logger) error {
	listener, err := net.Listen("tcp", c.Listen)
	if err != nil {
		return err
	}
	httpServer := &http.Server{
		Handler: server.Handler(), ReadHeaderTimeout: 5 * time.Second, IdleTimeout: time.Minute,
		MaxHeaderBytes: 8 << 10, ErrorLog: slog.NewLogLogger(logger.Handler(), slog.LevelWarn),
	}
	failed := make(chan error, 1)
	go func() { failed <- httpServer.Serve(listener) }()
	logger.Info("listening", "address", "http://"+listener.Addr().String(), "version", version)
	if c.Dev {
		fmt.Fprintf(os.Stderr, "Demo accounts (ada, ben, cleo, mia, dan)@acme.test, password %s\n", demoPassword)
	}
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
	}
	again() // a second signal ends it at once
	logger.Info("stopping")
	server.Stop()
	stop, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	if err := httpServer.Shutdown(stop); err != nil {
		logger.Warn("some requests were cut off", "error", err)
	}
	return nil
}

func (c *serveCmd) logger() *slog.Logger {
	if c.LogFormat == "text" {
		return slog.New(slog.NewTextHandler(os.Stderr, nil))
	}
	return slog.New(slog.NewJSONHandler(os.Stderr, nil))
}

// holder names this process in the lease of a project.
func holder() string {
	host, err := os.Hostname()
	if err != nil {
		host = "unnamed"
	}
	return fmt.Sprintf("%s/%d", host, os.Getpid())
}
