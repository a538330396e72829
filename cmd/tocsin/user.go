package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"golang.org/x/term"

	"github.com/tocsin-org/tocsin/internal/people"
)

type userCommands struct {
	Add      userAdd      `cmd:"" help:"Add a user; the password is asked for, or read from standard input."`
	List     userList     `cmd:"" help:"List the users."`
	Role     userRole     `cmd:"" help:"Give a user another role."`
	Password userPassword `cmd:"" help:"Give a user another password; it is asked for, or read from standard input."`
	Remove   userRemove   `cmd:"" help:"End a user's right to sign in, and all sessions and tokens."`
	Token    userTokens   `cmd:"" help:"Tokens with which programs use the API for a user."`
	Signins  userSignins  `cmd:"" help:"List who signed in or tried to, the latest first."`
}

type userTokens struct {
	Make   tokenMake   `cmd:"" help:"Make a token and print it, once."`
	List   tokenList   `cmd:"" help:"List the tokens, without their secrets."`
	Revoke tokenRevoke `cmd:"" help:"End a token."`
}

type userAdd struct {
	database
	Name string `arg:"" help:"What the user signs in with, and what decisions will bear."`
	Role string `enum:"reader,coder,editor,admin" default:"reader" help:"reader, coder, editor or admin (${default})."`
}

// Help teaches how to use the command.
func (userAdd) Help() string {
	return `A reader sees everything; a coder also decides: accepts, corrects, merges, splits; an editor also adjudicates and undoes
what others decided; an admin also sees who signed in. A name is given out once: decisions in the ledger bear it. On
this machine the workbench needs no users; any other address does.

  tocsin user add a.reader
  tocsin user add b.coder --role coder < password.txt`
}

// Run adds a user.
func (c *userAdd) Run(ctx context.Context, s stdio) error {
	return c.with(ctx, func(p *people.People) error {
		password, err := askPassword(s)
		if err != nil {
			return err
		}
		u, err := p.Add(ctx, c.Name, people.Role(c.Role), password)
		if err != nil {
			return err
		}
		_, err = fmt.Fprintf(s.Out, "added: %s, %s\n", u.Name, u.Role)
		return err
	})
}

type userList struct {
	database
	JSON bool `name:"json" help:"Print one JSON object a line."`
}

// Run lists the users.
func (c *userList) Run(ctx context.Context, s stdio) error {
	return c.with(ctx, func(p *people.People) error {
		users, err := p.Users(ctx)
		if err != nil {
			return err
		}
		return printEach(s, c.JSON, users, func(u people.User) string {
			return fmt.Sprintf("%-24s %-7s added %s", u.Name, u.Role, u.Added.Format(time.DateOnly))
		})
	})
}

type userRole struct {
	database
	Name string `arg:"" help:"The user."`
	Role string `arg:"" enum:"reader,coder,editor,admin" help:"reader, coder, editor or admin."`
}

// Run gives a user another role.
func (c *userRole) Run(ctx context.Context, s stdio) error {
	return c.with(ctx, func(p *people.People) error { return p.SetRole(ctx, c.Name, people.Role(c.Role)) })
}

type userPassword struct {
	database
	Name string `arg:"" help:"The user."`
}

// Help teaches how to use the command.
func (userPassword) Help() string {
	return `All sessions of the user end; tokens of programs stay.`
}

// Run gives a user another password.
func (c *userPassword) Run(ctx context.Context, s stdio) error {
	return c.with(ctx, func(p *people.People) error {
		password, err := askPassword(s)
		if err != nil {
			return err
		}
		return p.SetPassword(ctx, c.Name, password)
	})
}

type userRemove struct {
	database
	Name string `arg:"" help:"The user."`
}

// Run removes a user.
func (c *userRemove) Run(ctx context.Context, s stdio) error {
	return c.with(ctx, func(p *people.People) error { return p.Remove(ctx, c.Name) })
}

type tokenMake struct {
	database
	Name  string `arg:"" help:"The user for whom the program acts."`
	Scope string `enum:"read,review" default:"read" help:"read, or review to decide as well (${default})."`
	Label string `required:"" help:"What it is for."`
	Days  int    `default:"90" placeholder:"N" help:"After how many days it ends (${default})."`
}

// Help teaches how to use the command.
func (tokenMake) Help() string {
	return `The token is printed once and stored nowhere; only a hash of it is. A program sends it with each request:

  tocsin user token make b.coder --scope review --label "nightly import"
  curl -H "Authorization: Bearer tocsin_…" http://desk.example/v1/incidents`
}

// Run makes a token.
func (c *tokenMake) Run(ctx context.Context, s stdio) error {
	if c.Days < 1 || c.Days > 3660 {
		return usagef("--days %d: want 1 to 3660", c.Days)
	}
	return c.with(ctx, func(p *people.People) error {
		secret, t, err := p.MakeToken(ctx, c.Name, people.Scope(c.Scope), c.Label, time.Duration(c.Days)*24*time.Hour)
		if err != nil {
			return err
		}
		fmt.Fprintf(s.Err, "token %s of %s, %s, until %s; it is not shown again:\n", t.ID, t.Name, t.Scope, t.Expires.Format(time.DateOnly))
		_, err = fmt.Fprintln(s.Out, secret)
		return err
	})
}

type tokenList struct {
	database
	JSON bool `name:"json" help:"Print one JSON object a line."`
}

// Run lists the tokens.
func (c *tokenList) Run(ctx context.Context, s stdio) error {
	return c.with(ctx, func(p *people.People) error {
		tokens, err := p.Tokens(ctx)
		if err != nil {
			return err
		}
		return printEach(s, c.JSON, tokens, func(t people.Token) string {
			return fmt.Sprintf("%s  %-24s %-7s until %s  %s", t.ID, t.Name, t.Scope, t.Expires.Format(time.DateOnly), inert(t.Label))
		})
	})
}

type tokenRevoke struct {
	database
	ID string `arg:"" help:"The token's id, as list prints it."`
}

// Run ends a token.
func (c *tokenRevoke) Run(ctx context.Context, s stdio) error {
	return c.with(ctx, func(p *people.People) error { return p.Revoke(ctx, c.ID) })
}

type userSignins struct {
	database
	N    int  `short:"n" default:"50" help:"How many (${default})."`
	JSON bool `name:"json" help:"Print one JSON object a line."`
}

// Help teaches how to use the command.
func (userSignins) Help() string {
	return `Attempts are kept for a year. Ten wrong passwords for a name, or thirty from an address, within a quarter of an hour,
and further ones are refused.`
}

// Run lists attempts to sign in.
func (c *userSignins) Run(ctx context.Context, s stdio) error {
	return c.with(ctx, func(p *people.People) error {
		list, err := p.Signins(ctx, c.N)
		if err != nil {
			return err
		}
		return printEach(s, c.JSON, list, func(a people.Signin) string {
			return fmt.Sprintf("%s  %-24s %-9s %s", a.At.Format(time.DateTime), a.Name, a.Outcome, inert(a.Address))
		})
	})
}

// with runs f on the register of users in the ledger's database.
func (d database) with(ctx context.Context, f func(*people.People) error) error {
	if err := d.exists(); err != nil {
		return err
	}
	p, err := people.Open(ctx, d.DB)
	if err != nil {
		return err
	}
	defer p.Close()
	return f(p)
}

// printEach prints a line for each item, in words or as JSON.
func printEach[T any](s stdio, asJSON bool, items []T, words func(T) string) error {
	enc := json.NewEncoder(s.Out)
	enc.SetEscapeHTML(false)
	for _, it := range items {
		var err error
		if asJSON {
			err = enc.Encode(it)
		} else {
			_, err = fmt.Fprintln(s.Out, words(it))
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// askPassword asks for a new password twice on a terminal, unseen, and otherwise reads the first line of standard
// input. It is never an argument: others on the machine see those.
func askPassword(s stdio) (string, error) {
	in, ok := s.In.(*os.File)
	if !ok || !term.IsTerminal(int(in.Fd())) {
		line, err := bufio.NewReader(io.LimitReader(s.In, 4096)).ReadString('\n')
		if err != nil && err != io.EOF {
			return "", fmt.Errorf("reading the password: %w", err)
		}
		return strings.TrimRight(line, "\r\n"), nil
	}
	var typed [2]string
	for i, prompt := range []string{"password: ", "once more: "} {
		fmt.Fprint(s.Err, prompt)
		b, err := term.ReadPassword(int(in.Fd()))
		fmt.Fprintln(s.Err)
		if err != nil {
			return "", fmt.Errorf("reading the password: %w", err)
		}
		typed[i] = string(b)
	}
	if typed[0] != typed[1] {
		return "", errors.New("the two are not the same")
	}
	return typed[0], nil
}
