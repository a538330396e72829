// Package examples holds the sample reports, for the demonstration ledger.
package examples

import "embed"

// Files are the sample reports: dagestan/ and more/.
//
//go:embed dagestan more
var Files embed.FS
