package main

import (
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/tocsin-org/tocsin"
	"github.com/tocsin-org/tocsin/internal/coder"
)

type versionCommand struct{}

// Run prints what determines a record: the program's build, the codebook and the coder.
func (versionCommand) Run(s stdio) error {
	c, err := coder.New()
	if err != nil {
		return fmt.Errorf("starting the coder: %w", err)
	}
	_, err = fmt.Fprintf(s.Out, "tocsin %s\ncodebook %s\n%s\n%s %s/%s\n",
		buildVersion(), tocsin.CodebookVersion, c.Version(), runtime.Version(), runtime.GOOS, runtime.GOARCH)
	return err
}

// buildVersion returns the module's version, or the revision it was built from.
func buildVersion() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "(unknown build)"
	}
	if v := info.Main.Version; v != "" && v != "(devel)" {
		return v
	}
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" {
			return "revision " + s.Value[:min(12, len(s.Value))]
		}
	}
	return "(development build)"
}
