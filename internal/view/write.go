package view

import (
	"bytes"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/klauspost/compress/zstd"

	"github.com/tocsin-org/tocsin"
)

// ErrMoved is returned by Apply if the tables are not where the change begins: another process has taken entries in
// meanwhile.
var ErrMoved = errors.New("the view has moved on")

// indexes are those that Clear drops and the last change of a making makes again: to fill a table and sort it once costs much
// less than to keep it sorted. Those of the migrations that keep a column unique stay.
var indexes = []struct{ name, on string }{
	{"view_incidents_by_change", "view_incidents (change)"},
	{"view_incidents_by_part", "view_incidents (part)"},
	{"view_gone_by_change", "view_gone (change)"},
	{"view_accounts_by_report", "view_accounts (report)"},
	{"view_accounts_by_incident", "view_accounts (incident)"},
	{"view_actors_by_incident", "view_actors (incident)"},
	{"view_reports_by_change", "view_reports (change)"},
	{"view_reports_by_published", "view_reports (published)"},
	{"view_reports_by_copy", "view_reports (copy_of)"},
	{"view_keys_by_key", "view_keys (key)"},
}

// Clear empties the tables, to be filled anew by changes of this making, which is of that version of what concludes.
func (v *View) Clear(ctx context.Context, version string) (making int64, err error) {
	err = v.write(ctx, func(w *writer) error {
		for _, t := range []string{"view_incidents", "view_bodies", "view_search", "view_accounts", "view_reports", "view_gone", "view_keys", "view_actors", "view_counted"} {
			if err := w.exec(`delete from ` + t); err != nil {
				return err
			}
		}
		for _, i := range indexes {
			if err := w.exec(`drop index if exists ` + i.name); err != nil {
				return err
			}
		}
		making = number(w.meta["making"]) + 1
		w.meta["version"], w.meta["seq"], w.meta["making"] = version, "0", strconv.FormatInt(making, 10)
		return nil
	})
	return making, err
}

// busyFor is how long the tables are held to be in the making after the last change of it. A process that dies while it
// makes them keeps others waiting as long.
const busyFor = 20 * time.Second

// Busy reports whether somebody is filling the tables anew.
func (v *View) Busy(ctx context.Context) (bool, error) {
	m, err := readMeta(ctx, v.db.Read())
	if err != nil {
		return false, fmt.Errorf("reading the state of the view: %w", err)
	}
	at, err := time.Parse(time.RFC3339, m["at"])
	return m["version"] != "" && m["seq"] == "0" && err == nil && time.Since(at) < busyFor, nil
}

// Moved reports whether the error of Apply is that another process was faster.
func (v *View) Moved(err error) bool { return errors.Is(err, ErrMoved) }

// Apply takes a change in, in one transaction. It is ErrMoved if the tables are not at c.From, or of another making.
func (v *View) Apply(ctx context.Context, c *tocsin.Change) error {
	if err := v.apply(ctx, c); err != nil || c.To == 0 || v.held.Load() == nil {
		return err
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	_, err := v.current(ctx) // so that every question from here on sees it
	return err
}

func (v *View) apply(ctx context.Context, c *tocsin.Change) error {
	return v.write(ctx, func(w *writer) error {
		if at := number(w.meta["seq"]); at != c.From {
			return fmt.Errorf("at %d, not at %d: %w", at, c.From, ErrMoved)
		}
		if w.meta["making"] != strconv.FormatInt(c.Making, 10) && (c.Making > 0 || c.From == 0) {
			return fmt.Errorf("in making %s, not %d: %w", w.meta["making"], c.Making, ErrMoved)
		}
		w.making = c.Making > 0
		for i := range c.Reports {
			if err := w.report(&c.Reports[i]); err != nil {
				return fmt.Errorf("report %s: %w", c.Reports[i].Report.ID, err)
			}
		}
		if err := w.flushKeys(); err != nil {
			return err
		}
		err := w.incidents(c)
		if err != nil {
			return err
		}
		switch {
		case !w.making:
			err = w.weighTouched()
		case c.To > 0:
			err = w.complete()
		}
		if err != nil {
			return err
		}
		w.meta["seq"] = strconv.FormatInt(c.To, 10)
		return nil
	})
}

// A writer writes within one transaction.
type writer struct {
	ctx     context.Context
	v       *View
	tx      *sql.Tx
	ready   map[string]*sql.Stmt
	meta    map[string]string
	change  int64
	making  bool            // what is written was not there before, and the last change of the making completes it
	touched map[string]bool // reports whose incidents changed
	keys    [][2]int64      // of reports, to be written together
}

// write runs f in a transaction with the state of the tables, and stores the state that f leaves.
func (v *View) write(ctx context.Context, f func(*writer) error) error {
	err := v.db.Write(ctx, func(tx *sql.Tx) error {
		meta, err := readMeta(ctx, tx)
		if err != nil {
			return err
		}
		w := &writer{ctx: ctx, v: v, tx: tx, ready: map[string]*sql.Stmt{}, meta: meta, change: number(meta["change"]) + 1, touched: map[string]bool{}}
		defer w.close()
		if err := f(w); err != nil {
			return err
		}
		w.meta["change"], w.meta["at"] = strconv.FormatInt(w.change, 10), time.Now().UTC().Format(time.RFC3339)
		for name, value := range w.meta {
			if err := w.exec(`insert into view_meta (name, value) values ($1, $2) on conflict (name) do update set value = excluded.value`, name, value); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("writing the view: %w", err)
	}
	return nil
}

// prepare returns the statement, which is prepared once a transaction.
func (w *writer) prepare(query string) (*sql.Stmt, error) {
	if s := w.ready[query]; s != nil {
		return s, nil
	}
	s, err := w.tx.PrepareContext(w.ctx, query)
	if err == nil {
		w.ready[query] = s
	}
	return s, err
}

func (w *writer) close() {
	for _, s := range w.ready {
		s.Close()
	}
}

func (w *writer) exec(query string, args ...any) error {
	s, err := w.prepare(query)
	if err == nil {
		_, err = s.ExecContext(w.ctx, args...)
	}
	return err
}

// row runs a query for one row; found is false without one.
func (w *writer) row(query string, args []any, to ...any) (found bool, err error) {
	s, err := w.prepare(query)
	if err != nil {
		return false, err
	}
	err = s.QueryRowContext(w.ctx, args...).Scan(to...)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	return err == nil, err
}

// next returns a number that no row of the table has had since it was cleared.
func (w *writer) next(name string) int64 {
	n := number(w.meta["last "+name]) + 1
	w.meta["last "+name] = strconv.FormatInt(n, 10)
	return n
}

// incidents writes the incidents of a change and removes those they replace.
func (w *writer) incidents(c *tocsin.Change) error {
	old := map[int64]bool{} // incidents that the accounts were of
	for _, a := range c.Accounts {
		var n int64
		found, err := w.row(`select incident from view_accounts where id = $1`, []any{a}, &n)
		if err != nil {
			return err
		}
		if found {
			old[n] = true
		}
	}
	for i := range c.Incidents {
		n, err := w.incident(&c.Incidents[i])
		if err != nil {
			return fmt.Errorf("incident %s: %w", c.Incidents[i].Incident.ID, err)
		}
		delete(old, n)
	}
	for _, n := range sortedNumbers(old) {
		if err := w.remove(n); err != nil {
			return fmt.Errorf("removing incident %d: %w", n, err)
		}
	}
	return nil
}

func sortedNumbers(m map[int64]bool) []int64 {
	out := make([]int64, 0, len(m))
	for n := range m {
		out = append(out, n)
	}
	slices.Sort(out)
	return out
}

// remove removes an incident and those accounts of it that no other has taken over.
func (w *writer) remove(n int64) error {
	if err := w.leave(n); err != nil {
		return err
	}
	if err := w.drop(n); err != nil {
		return err
	}
	return w.exec(`insert into view_gone (n, change) values ($1, $2)`, n, w.change)
}

// drop deletes the rows of an incident.
func (w *writer) drop(n int64) error {
	for _, q := range []string{`delete from view_incidents where n = $1`, `delete from view_bodies where n = $1`, `delete from view_actors where incident = $1`, `delete from view_counted where n = $1`, w.v.searchDelete()} {
		if err := w.exec(q, n); err != nil {
			return err
		}
	}
	return nil
}

// leave takes the accounts out of an incident, noting that their reports are to be weighed again.
func (w *writer) leave(n int64) error {
	reports, err := collect(w.ctx, w.tx, func(r *sql.Rows) (string, error) {
		var id string
		return id, r.Scan(&id)
	}, `select report from view_accounts where incident = $1`, n)
	if err != nil {
		return err
	}
	for _, id := range reports {
		w.touched[id] = true
	}
	return w.exec(`delete from view_accounts where incident = $1`, n)
}

// Both are safe for concurrent use and neither can fail with these options.
var (
	packer, _   = zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithLowerEncoderMem(true))
	unpacker, _ = zstd.NewReader(nil)
)

// incident writes one incident unless it stands there as it is, and returns its number.
func (w *writer) incident(c *tocsin.Concluded) (int64, error) {
	inc := c.Incident
	body, err := encode(inc)
	if err != nil {
		return 0, err
	}
	s := summarize(c)
	summary, err := encode(s)
	if err != nil {
		return 0, err
	}
	actors, err := encode(tocsin.List[tocsin.ActorStance](c.Actors))
	if err != nil {
		return 0, err
	}
	words := w.v.wordsOf(c)
	hash := hashOf(body, summary, actors, []byte(words), []byte(c.Part))
	var n int64
	var stands string
	var found bool
	if !w.making {
		found, err = w.row(`select n, hash from view_incidents where id = $1`, []any{inc.ID}, &n, &stands)
		if err != nil || found && stands == hash {
			return n, err
		}
	}
	if found {
		if err := w.leave(n); err != nil {
			return n, err
		}
		if err := w.drop(n); err != nil {
			return n, err
		}
	} else {
		n = w.next("incident")
	}
	outlets, err := encode(tocsin.List[string](outletsOf(inc)))
	if err != nil {
		return n, err
	}
	var lat, lon *float64
	if wh := inc.Where; wh.Lat != nil && wh.Lon != nil {
		lat, lon = wh.Lat, wh.Lon
	}
	var killed *int
	if s.Killed != nil {
		killed = s.Killed.Best
	}
	weapons, err := encode(inc.Weapons)
	if err != nil {
		return n, err
	}
	targets, err := encode(inc.Targets)
	if err != nil {
		return n, err
	}
	err = w.exec(`insert into view_incidents (n, id, part, kind, stage, start_day, end_day, country, adm1, names, precision, lat, lon, killed,
			claim, review, known, accounts, reports, weapons, targets, actors, outlets, summary, hash, change)
		values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26)`,
		n, inc.ID, c.Part, string(inc.Kind), string(inc.Stage), inc.When.Start.String(), inc.When.End.String(),
		clean(inc.Where.Country), clean(inc.Where.Adm1), clean(strings.Join(w.v.placeNames(inc.Where), "\n")), string(inc.Where.Precision), lat, lon, killed,
		string(s.Claim), string(s.Review), s.Known.String(), s.Accounts, s.Reports, string(weapons), string(targets), clean(string(actors)), clean(string(outlets)), clean(string(summary)), hash, w.change)
	if err != nil {
		return n, err
	}
	if err := w.exec(`insert into view_bodies (n, data) values ($1, $2)`, n, packer.EncodeAll(body, nil)); err != nil {
		return n, err
	}
	if err := w.exec(`insert into view_counted (n, line) values ($1, $2)`, n, countedLine(inc)); err != nil {
		return n, err
	}
	if err := w.exec(w.v.searchInsert(), n, words); err != nil {
		return n, fmt.Errorf("indexing its words: %w", err)
	}
	for _, a := range c.Actors {
		if err := w.exec(`insert into view_actors (key, incident) values ($1, $2) on conflict do nothing`, clean(a.Key), n); err != nil {
			return n, err
		}
	}
	weight, looked := weightOf(&s, inc), 0
	if reviewed(c) {
		looked = 1
	}
	for _, a := range inc.Accounts {
		w.touched[a.Report] = true
		err := w.exec(`insert into view_accounts (id, report, incident, weight, disputes, reviewed) values ($1, $2, $3, $4, $5, $6)
			on conflict (id) do update set report = excluded.report, incident = excluded.incident, weight = excluded.weight, disputes = excluded.disputes, reviewed = excluded.reviewed`,
			a.String(), a.Report, n, weight, len(inc.Disputes), looked)
		if err != nil {
			return n, err
		}
	}
	return n, nil
}

func hashOf(parts ...[]byte) string {
	h := sha256.New()
	for _, p := range parts {
		fmt.Fprintf(h, "%d ", len(p))
		h.Write(p)
	}
	return hex.EncodeToString(h.Sum(nil)[:16])
}

// encode writes v as compact JSON, without the HTML escapes that only bloat it.
func encode(v any) ([]byte, error) {
	var buf bytes.Buffer
	enc := json.NewEncoder(&buf)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return nil, err
	}
	return bytes.TrimSuffix(buf.Bytes(), []byte("\n")), nil
}

// clean makes a text storable: PostgreSQL's are valid UTF-8 without zeros.
func clean(s string) string {
	return strings.ReplaceAll(strings.ToValidUTF8(s, "�"), "\x00", "�")
}

// outletsOf returns who published the reports of an incident, each once.
func outletsOf(inc *tocsin.Incident) []string {
	var out []string
	for _, a := range inc.Accounts {
		if a.Outlet != "" && !slices.Contains(out, a.Outlet) {
			out = append(out, a.Outlet)
		}
	}
	return out
}

// report writes one report.
func (w *writer) report(c *tocsin.Coded) error {
	r := c.Report
	accounts := 0
	if c.Record != nil {
		accounts = len(c.Record.Accounts)
	}
	var n int64
	var found bool
	var err error
	if !w.making {
		if found, err = w.row(`select n from view_reports where id = $1`, []any{r.ID}, &n); err != nil {
			return err
		}
	}
	if found {
		err = errors.Join(w.exec(`delete from view_reports where n = $1`, n), w.exec(`delete from view_keys where report = $1`, n))
	} else {
		n = w.next("report")
	}
	if err != nil {
		return err
	}
	for _, k := range c.Keys {
		w.keys = append(w.keys, [2]int64{n, k})
	}
	actors, err := toldOf(c)
	if err != nil {
		return err
	}
	doubt := codingDoubt(c)
	w.touched[r.ID] = true
	return w.exec(`insert into view_reports (n, id, url, outlet, title, language, published, credit, copy_of, coder, accounts, problems, coding, doubt, weight, decided, gone, reviewed, traits, actors, change)
		values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, 0, $15, $16, $17, $18, $19, $20)`,
		n, r.ID, clean(r.URL), clean(r.Outlet), clean(r.Title), clean(r.Language), r.Published.String(), clean(c.Credit), c.CopyOf, c.Coder,
		accounts, len(problemsOf(c)), doubt, doubt, toInt(c.Decided), toInt(c.Gone), toInt(c.Decided || c.Gone), clean(c.Traits), actors, w.change)
}

// keysAtOnce is how many keys are written by one statement: one each would take longer than all else together.
const keysAtOnce = 500

// flushKeys writes the keys of reports.
func (w *writer) flushKeys() error {
	for part := range slices.Chunk(w.keys, keysAtOnce) {
		var b strings.Builder
		b.WriteString(`insert into view_keys (report, key) values `)
		for i, k := range part {
			if i > 0 {
				b.WriteByte(',')
			}
			fmt.Fprintf(&b, "(%d,%d)", k[0], k[1])
		}
		if _, err := w.tx.ExecContext(w.ctx, b.String()); err != nil {
			return err
		}
	}
	w.keys = nil
	return nil
}

func toInt(b bool) int {
	if b {
		return 1
	}
	return 0
}

// What an account brings to the review of its report.
type told struct {
	report           string
	incident         int64
	weight           float64
	disputes, looked int
}

const allTold = `select report, incident, weight, disputes, reviewed from view_accounts`

// told runs one of the queries that begin with allTold.
func (w *writer) told(query string, args ...any) ([]told, error) {
	s, err := w.prepare(query)
	if err != nil {
		return nil, err
	}
	rows, err := s.QueryContext(w.ctx, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []told
	for rows.Next() {
		var t told
		if err := rows.Scan(&t.report, &t.incident, &t.weight, &t.disputes, &t.looked); err != nil {
			return nil, err
		}
		out = append(out, t)
	}
	return out, rows.Err()
}

// weighTouched weighs the reports whose incidents changed.
func (w *writer) weighTouched() error {
	for _, id := range slices.Sorted(maps.Keys(w.touched)) {
		ts, err := w.told(allTold+` where report = $1 order by id`, id)
		if err == nil {
			err = w.weigh(id, ts)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// complete makes the indexes and weighs the reports that have accounts: what a making leaves for its last change.
func (w *writer) complete() error {
	for _, i := range indexes {
		if err := w.exec(`create index if not exists ` + i.name + ` on ` + i.on); err != nil {
			return err
		}
	}
	all, err := w.told(allTold + ` order by report, id`)
	if err != nil {
		return err
	}
	for from := 0; from < len(all); {
		to := from + 1
		for to < len(all) && all[to].report == all[from].report {
			to++
		}
		if err := w.weigh(all[from].report, all[from:to]); err != nil {
			return err
		}
		from = to
	}
	return nil
}

// weigh brings the doubt, the weight and the review of a report in line with its incidents. It is reviewed when people have
// looked at each incident it tells of since it came, or have decided about the report.
func (w *writer) weigh(id string, ts []told) error {
	weight, disputes, all := 0.0, 0, len(ts) > 0
	seen := map[int64]bool{}
	for _, t := range ts {
		all = all && t.looked == 1
		if !seen[t.incident] {
			seen[t.incident] = true
			weight += t.weight
			disputes += t.disputes
		}
	}
	sure := math.Pow(1-doubtDispute, float64(min(disputes, maxDisputes)))
	return w.exec(`update view_reports set doubt = 1 - (1 - coding) * $1, weight = $2, change = $3, reviewed = case when decided = 1 or gone = 1 or $4 = 1 then 1 else 0 end where id = $5`,
		sure, weight, w.change, toInt(all), id)
}
