// Package tocsin is the vocabulary of codebook.md: Report, Record, Account, Figure, Statement, Voice,
// Tie, Assessment, Designation, Forecast, Problem, and what makes each valid.
//
// A [Report] is one text by one outlet. A [Record] is what that report says: one [Account] for each
// incident in it, and the ties, assessments and designations it states. An incident is what we
// conclude from all accounts of it; it is computed, never stored inside a report's record.
//
// Every figure, statement, tie and assessment has a [Voice]: on whose say-so it stands. Every value
// has [Evidence]: the characters of the report it rests on.
//
// The JSON form of a Record is the contract of doc/codebook.md. Fields are added, never renamed, and
// a meaning never changes.
//
// # The tour
//
// Data flows in one direction and so does the reading. internal/source finds raw documents: files,
// folders, archives of JSON lines, web pages. internal/report turns each into a Report: main text,
// title, date, outlet, language. internal/language turns the text into sentences, words and tags;
// internal/timex finds the days it speaks of and internal/gazetteer the places, with word lists and
// actor names from internal/lexicon. internal/coder puts these together into a Record. internal/ledger
// keeps reports and records, append-only, in a database opened by internal/sqldb. internal/resolve
// concludes incidents from them, and internal/view keeps what was concluded in tables that can be made
// again, and answers the questions asked of them ([Query]). internal/score
// compares records with what people coded, and internal/forecast turns counts of incidents into
// forecasts. internal/muc maps records to the templates of MUC-4. internal/exchange writes incidents for
// other programs. internal/web shows and answers all of it, in the words of internal/wording, to whom
// internal/people lets in. cmd/tocsin joins the parts.
//
// Stages do not import each other; they know this package and the ledger.
package tocsin
