package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"os"
	"os/user"
	"path/filepath"
	"runtime/debug"
	"time"

	"github.com/tocsin-org/tocsin"
	"github.com/tocsin-org/tocsin/internal/forecast"
	"github.com/tocsin-org/tocsin/internal/ledger"
	"github.com/tocsin-org/tocsin/internal/resolve"
	"github.com/tocsin-org/tocsin/internal/web"
)

type serveCommand struct {
	database
	Addr   string `default:"127.0.0.1:8077" env:"TOCSIN_ADDR" placeholder:"HOST:PORT" help:"Where to listen (${default}); a port of 0 takes a free one."`
	Demo   bool   `help:"Serve a ledger of the shipped examples and an invented history, made anew and deleted at the end."`
	SignIn bool   `name:"sign-in" help:"Demand accounts on this machine too."`
	Cert   string `placeholder:"FILE" help:"Serve TLS with this certificate (PEM), and its key in --key."`
	Key    string `placeholder:"FILE" help:"The key of --cert (PEM)."`
	Proxy  bool   `help:"A proxy in front serves TLS: cookies are for TLS alone, and whose attempts to sign in are counted is told by the last of X-Forwarded-For. Demands accounts."`
	Plain  bool   `help:"Serve another address than this machine's without TLS: passwords cross the network readable."`
	Name   string `placeholder:"NAME" help:"The name under which your decisions are entered, where nobody signs in; your account's by default."`
}

// Help teaches how to use the command.
func (serveCommand) Help() string {
	return `Serves the workbench, incidents on a map and a timeline, reports with their evidence, review, actors, forecasts, and the
API, until it is interrupted. Nothing is fetched from any other host. On a loopback address whoever reaches it may do
all; any other address demands accounts ('tocsin user add') and TLS.

  tocsin serve
  tocsin serve --demo
  tocsin serve --db postgres:///tocsin --addr 0.0.0.0:8077 --cert desk.pem --key desk.key`
}

// Run serves until the context ends.
func (c *serveCommand) Run(ctx context.Context, s stdio) (err error) {
	if c.Demo {
		dir, err := os.MkdirTemp("", "tocsin-demo-")
		if err != nil {
			return err
		}
		defer os.RemoveAll(dir)
		c.DB = "sqlite:" + filepath.Join(dir, "demo.db")
		fmt.Fprintln(s.Err, "making the ledger of the demonstration …")
		if err := makeDemo(ctx, c.DB); err != nil {
			return fmt.Errorf("making the ledger of the demonstration: %w", err)
		}
	}
	l, err := ledger.Open(ctx, c.DB)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, l.Close()) }()
	v, err := openView(ctx, l)
	if err != nil {
		return err
	}
	log := slog.New(slog.NewTextHandler(s.Err, nil))
	bench := newWorkbench(l, v, c.database)
	if c.Demo {
		if err := peopleDemo(ctx, bench); err != nil {
			return err
		}
	}
	config := bench.config()
	config.User, config.Log, config.Demo = c.name(), log, c.Demo
	spareProcessors()
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", c.Addr)
	if err != nil {
		return err
	}
	var scheme string
	if listener, scheme, err = c.admit(ctx, l, listener, &config); err != nil {
		return err
	}
	fmt.Fprintf(s.Out, "%s://%s/\n", scheme, listener.Addr())
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	following := make(chan struct{})
	go func() {
		defer close(following)
		bench.follow(ctx, log)
	}()
	go bench.warm(ctx)
	err = web.Serve(ctx, listener, config)
	stop()
	<-following
	return err
}

// name is that under which decisions are entered in single-user mode.
func (c *serveCommand) name() string {
	if c.Name != "" {
		return c.Name
	}
	if u, err := user.Current(); err == nil && u.Username != "" {
		return u.Username
	}
	return "reader"
}

// warm asks what every reader asks first, so that on a large ledger none of them waits for what is then kept. Whatever goes
// wrong, whoever asks next is told.
func (b *workbench) warm(ctx context.Context) {
	_, _ = b.Incidents(ctx, tocsin.Query{})
	_, _ = b.Marks(ctx, tocsin.Query{}, 0)
	_, _ = b.Reports(ctx, tocsin.ReportQuery{})
	_, _ = b.Reports(ctx, tocsin.ReportQuery{Queue: true})
	_, _ = b.Actors(ctx, "", "", 1)
	_, _ = b.Unread(ctx, 1)
	_, _ = b.outlooks.Areas(ctx, string(forecast.Country))
	for _, sort := range []string{"killed", "reports", "known"} {
		_, _ = b.Incidents(ctx, tocsin.Query{Sort: sort})
	}
}

// spareProcessors lets the heap of a server grow to four times what it holds before it is swept, unless GOGC says otherwise:
// what a large ledger is answered from is a few hundred megabytes, all of which each sweep passes over while readers wait.
func spareProcessors() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(300)
	}
}

// restMost is how long the view lags at most while much is read in.
const restMost = 500 * time.Millisecond

// follow keeps the view in step with the ledger, whoever appends to it. After each step it rests four times as long as that took:
// one report at a time is seen at once, and while many come they are taken in together, which costs less of each and leaves
// the processors to the readers.
func (b *workbench) follow(ctx context.Context, log *slog.Logger) {
	last, err := b.ledger.Last(ctx)
	if err != nil && !errors.Is(err, ledger.ErrNotFound) {
		log.Error("following the ledger", "error", err)
	}
	for e, err := range b.ledger.Follow(ctx, last.Seq, ledger.Report, ledger.Record, ledger.Decision, ledger.Retraction) {
		if err == nil && e.Seq <= last.Seq {
			continue // taken in with one before it
		}
		began := time.Now()
		if err == nil {
			if last, err = b.ledger.Last(ctx); err == nil {
				err = resolve.Sync(ctx, b.ledger, b.View)
			}
		}
		rest := min(4*time.Since(began), restMost)
		if err != nil && ctx.Err() == nil {
			log.Error("following the ledger", "error", err)
			rest = time.Second // what stands in the way may pass
		}
		select {
		case <-ctx.Done():
		case <-time.After(rest):
		}
	}
}
