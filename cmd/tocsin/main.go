// Command tocsin reads news reports and codes what they say of political violence, each value with the
// words it rests on and on whose say-so it stands.
//
// Every subcommand has a file of its own; this package is the only place where the parts of tocsin are
// joined. [run] is the whole program with its streams as parameters, so that tests run what users run.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	"github.com/alecthomas/kong"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, os.Args[1:], stdio{In: os.Stdin, Out: os.Stdout, Err: os.Stderr, NoColor: os.Getenv("NO_COLOR") != ""})
	stop()
	os.Exit(code)
}

// Exit codes.
const (
	exitOK     = 0
	exitErrors = 1 // something could not be done, or some of the inputs had errors
	exitUsage  = 2 // the command line is not understood
)

// program is the command line.
type program struct {
	Read      readCommand      `cmd:"" help:"Read reports, code what they say, print it and keep it in the ledger."`
	Code      codeCommand      `cmd:"" help:"Code the ledger's reports anew with this version of the coder."`
	List      listCommand      `cmd:"" help:"List the reports in the ledger."`
	Show      showCommand      `cmd:"" help:"Show one report of the ledger with its record, or one incident with all that tells of it."`
	Incidents incidentsCommand `cmd:"" help:"List the incidents that the ledger's reports tell of."`
	History   historyCommand   `cmd:"" help:"Show what was known of an incident day by day."`
	Decide    decideCommands   `cmd:"" help:"Enter a person's decision: about incidents, values, names, records, or an earlier decision."`
	Actor     actorCommand     `cmd:"" help:"Show an armed group's ties on a day and the incidents it claims or is blamed for."`
	Rebuild   rebuildCommand   `cmd:"" help:"Compute all incidents anew."`
	Ledger    ledgerCommands   `cmd:"" help:"Look after the ledger."`
	Place     placeCommand     `cmd:"" help:"Show which places a name may mean."`
	Score     scoreCommands    `cmd:"" help:"Compare what was coded with what people coded."`
	Forecast  forecastCommands `cmd:"" help:"Forecast counts of incidents or deaths, with their spread and record."`
	Trend     trendCommand     `cmd:"" help:"Describe the past of an area: change points, interruptions, warnings."`
	Export    exportCommand    `cmd:"" help:"Write incidents for other programs: JSON, CSV, GeoJSON, or the columns of GTD, ACLED or UCDP."`
	User      userCommands     `cmd:"" help:"Say who may use the workbench on a server."`
	Serve     serveCommand     `cmd:"" help:"Serve the workbench and the API."`
	Version   versionCommand   `cmd:"" help:"Print the version."`
}

const description = `tocsin reads news reports and codes incidents of political violence: what, when, where, who was hurt, who claims
or is blamed, with the words of the report each value rests on and the voice it stands on. What it reads is kept in
an append-only ledger.

  tocsin read examples/           read a folder, print what its reports say
  tocsin list                     what is in the ledger
  tocsin show ID                  one report with its record, or one incident with all that tells of it
  tocsin incidents                what the reports tell of, each incident once

Exit codes: 0 all well, 1 something could not be read or done, 2 wrong usage.`

// seeHelp follows every error of usage.
const seeHelp = `Try "tocsin --help", or --help after a command.`

// A usageError is an error in what the user asked for that kong cannot see.
type usageError string

func (e usageError) Error() string { return string(e) }

// usagef returns an error of usage.
func usagef(format string, args ...any) error { return usageError(fmt.Sprintf(format, args...)) }

// exited is what kong's exit panics with, after it has printed help.
type exited int

// run runs the program and returns its exit code.
func run(ctx context.Context, args []string, io stdio) (code int) {
	defer func() {
		if r := recover(); r != nil {
			e, ok := r.(exited)
			if !ok {
				panic(r)
			}
			code = int(e)
		}
	}()
	var p program
	parser, err := kong.New(&p,
		kong.Name("tocsin"),
		kong.Description(description),
		kong.Writers(io.Out, io.Err),
		kong.Exit(func(code int) { panic(exited(code)) }),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true, WrapUpperBound: 100}),
		kong.BindTo(ctx, (*context.Context)(nil)),
		kong.Bind(io),
	)
	if err != nil {
		fmt.Fprintf(io.Err, "tocsin: %v\n", err) // unreachable: the struct above is wrong
		return exitErrors
	}
	if len(args) == 0 {
		args = []string{"--help"}
	}
	k, err := parser.Parse(args)
	if err != nil {
		fmt.Fprintf(io.Err, "tocsin: %v\n", err)
		fmt.Fprintln(io.Err, seeHelp)
		return exitUsage
	}
	var usage usageError
	switch err := k.Run(); {
	case err == nil:
		return exitOK
	case errors.As(err, &usage):
		fmt.Fprintf(io.Err, "tocsin: %v\n", err)
		fmt.Fprintln(io.Err, seeHelp)
		return exitUsage
	case errors.Is(err, context.Canceled):
		fmt.Fprintln(io.Err, "tocsin: interrupted")
		return exitErrors
	default:
		fmt.Fprintf(io.Err, "tocsin: %v\n", err)
		return exitErrors
	}
}

// stdio is where the program reads and writes.
type stdio struct {
	In      io.Reader
	Out     io.Writer // results
	Err     io.Writer // talk: errors, progress, counts
	NoColor bool      // the user wants no colour anywhere
}
