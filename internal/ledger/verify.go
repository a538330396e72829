package ledger

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
)

// A Check is the result of Verify.
type Check struct {
	Entries int64 // entries walked
	Bodies  int   // bodies found whole
	Gone    int   // bodies removed with a retraction that says so
	Head    Entry // last entry walked; whoever notes its number and hash can prove later that nothing before it changed
	Breach  *Breach
}

// A Breach is the first thing found that is not as it was entered.
type Breach struct {
	Entry Entry
	Why   string
	After int64 // entries that come after it: their hashes rest on it
	// Rests lists what was derived from it, as "kind key": of a document its reports and their records,
	// of a report its records.
	Rests []string
}

func (b *Breach) String() string {
	return fmt.Sprintf("entry %d (%s %s) %s", b.Entry.Seq, b.Entry.Kind, b.Entry.Key, b.Why)
}

// refs are the fields by which entries name others and bodies, whatever their kind.
type refs struct {
	Document string `json:"document"`
	Report   string `json:"report"`
	Capture  string `json:"capture"`
	Text     string `json:"text"`
}

// Verify walks the whole chain, and the bodies that entries name, and stops at the first breach. An
// error is returned only where the database cannot be read.
func (l *Ledger) Verify(ctx context.Context) (Check, error) {
	c := Check{}
	bodies := map[string]bool{}
	for e, err := range l.After(ctx, 0) {
		if err != nil {
			return c, err
		}
		why := follows(c.Head, e)
		if why == "" {
			if why, err = l.verifyBodies(ctx, e, bodies, &c); err != nil {
				return c, err
			}
		}
		if why != "" {
			c.Breach, err = l.breach(ctx, e, why)
			return c, err
		}
		c.Head = e
		c.Entries++
	}
	return c, l.verifyReports(ctx, &c)
}

// verifyBodies checks the bodies that e names. Each is read once.
func (l *Ledger) verifyBodies(ctx context.Context, e Entry, seen map[string]bool, c *Check) (why string, err error) {
	for _, hash := range bodiesOf(e) {
		if hash == "" || seen[hash] {
			continue
		}
		seen[hash] = true
		_, err := l.Body(ctx, hash)
		switch {
		case err == nil:
			c.Bodies++
		case ctx.Err() != nil:
			return "", err
		case !errors.Is(err, ErrNotFound):
			return fmt.Sprintf("rests on a body that was changed: %v", err), nil
		default:
			if _, err := l.Get(ctx, Retraction, forgetKey(hash)); errors.Is(err, ErrNotFound) {
				return fmt.Sprintf("rests on body %s, which is missing without a retraction", hash), nil
			} else if err != nil {
				return "", err
			}
			c.Gone++
		}
	}
	return "", nil
}

func bodiesOf(e Entry) []string {
	if e.Kind != Document && e.Kind != Report {
		return nil
	}
	var r refs
	if json.Unmarshal(e.Body, &r) != nil {
		return nil
	}
	return []string{r.Capture, r.Text}
}

// verifyReports checks that the table of reports says what the entries say.
func (l *Ledger) verifyReports(ctx context.Context, c *Check) error {
	var entries, rows int
	err := l.db.Read().QueryRowContext(ctx, `select count(*) from entries where kind = $1`, string(Report)).Scan(&entries)
	if err == nil {
		err = l.db.Read().QueryRowContext(ctx, `select count(*) from entries e join reports r on r.seq = e.seq and r.id = e.key where e.kind = $1`, string(Report)).Scan(&rows)
	}
	if err != nil {
		return fmt.Errorf("comparing the table of reports: %w", err)
	}
	if entries != rows {
		c.Breach = &Breach{Entry: c.Head, Why: fmt.Sprintf("closes a ledger of %d reports, but the table of reports has %d of them", entries, rows)}
	}
	return nil
}

// breach describes the broken entry with what rests on it.
func (l *Ledger) breach(ctx context.Context, broken Entry, why string) (*Breach, error) {
	b := &Breach{Entry: broken, Why: why}
	resting := map[string]bool{string(broken.Kind) + " " + broken.Key: true}
	for e, err := range l.After(ctx, broken.Seq) {
		if err != nil {
			return b, err
		}
		b.After++
		var r refs
		if json.Unmarshal(e.Body, &r) != nil {
			continue
		}
		if resting[string(Document)+" "+r.Document] || resting[string(Report)+" "+r.Report] {
			name := string(e.Kind) + " " + e.Key
			resting[name] = true
			b.Rests = append(b.Rests, name)
		}
	}
	return b, nil
}
