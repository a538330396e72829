// Command bundle makes the scripts of others that the pages draw with: internal/web/static/build.
//
//	go run ./internal/web/bundle
//
// It fetches the packages that package-lock.json pins into out/npm with npm ci, bundles the files of entry/ with them, and
// writes the result with the licences of all that is in it. The result is committed, so that go build needs neither Node
// nor the network; a test compares what is recorded in it with the sources. The same sources give the same bytes.
package main

import (
	"flag"
	"fmt"
	"log"
	"os"
	"os/exec"
	"path/filepath"
)

func main() {
	log.SetFlags(0)
	root := flag.String("root", ".", "root of the repository")
	flag.Parse()
	if err := run(*root); err != nil {
		log.Fatal(err)
	}
}

func run(root string) error {
	here, to, npm := filepath.Join(root, "internal/web/bundle"), filepath.Join(root, "internal/web/static/build"), filepath.Join(root, "out/npm")
	if err := fetch(here, npm); err != nil {
		return fmt.Errorf("fetching the packages: %w", err)
	}
	b, err := bundle(filepath.Join(here, "entry"), filepath.Join(npm, "node_modules"))
	if err != nil {
		return fmt.Errorf("bundling: %w", err)
	}
	if b.files["LICENCES.txt"], err = b.licences(filepath.Join(npm, "node_modules")); err != nil {
		return fmt.Errorf("collecting the licences: %w", err)
	}
	if b.files[record], err = recordOf(here, b.files); err != nil {
		return err
	}
	if err := os.RemoveAll(to); err != nil {
		return err
	}
	if err := os.MkdirAll(to, 0o755); err != nil {
		return err
	}
	for name, text := range b.files {
		if err := os.WriteFile(filepath.Join(to, name), text, 0o644); err != nil {
			return err
		}
	}
	return nil
}

// fetch installs the pinned packages and runs no script of theirs.
func fetch(here, npm string) error {
	if err := os.MkdirAll(npm, 0o755); err != nil {
		return err
	}
	for _, name := range []string{"package.json", "package-lock.json"} {
		text, err := os.ReadFile(filepath.Join(here, name))
		if err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(npm, name), text, 0o644); err != nil {
			return err
		}
	}
	c := exec.Command("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund")
	c.Dir, c.Stdout, c.Stderr = npm, os.Stderr, os.Stderr
	return c.Run()
}
