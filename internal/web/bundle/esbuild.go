package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
)

// A bundled is what a bundling made.
type bundled struct {
	files    map[string][]byte
	packages []string // folders below node_modules of the packages in it, in order
}

// bundle joins each file of entry with what it imports, and makes map-worker.js, which MapLibre runs beside the page. What
// several of them need stands in files of its own.
func bundle(entry, modules string) (*bundled, error) {
	names, err := filepath.Glob(filepath.Join(entry, "*"))
	if err != nil || len(names) == 0 {
		return nil, fmt.Errorf("no entries in %s: %w", entry, err)
	}
	modules, err = filepath.Abs(modules)
	if err != nil {
		return nil, err
	}
	entries := []api.EntryPoint{{InputPath: filepath.Join(modules, "maplibre-gl/dist/maplibre-gl-worker.mjs"), OutputPath: "map-worker"}}
	for _, name := range names {
		entries = append(entries, api.EntryPoint{InputPath: name, OutputPath: strings.TrimSuffix(filepath.Base(name), filepath.Ext(name))})
	}
	r := api.Build(api.BuildOptions{
		EntryPointsAdvanced: entries, NodePaths: []string{modules}, Outdir: "build", Bundle: true, Splitting: true, Format: api.FormatESModule,
		Target: api.ES2022, MinifySyntax: true, MinifyWhitespace: true, MinifyIdentifiers: true, LegalComments: api.LegalCommentsNone,
		ChunkNames: "shared-[hash]", Loader: map[string]api.Loader{".svg": api.LoaderDataURL}, Metafile: true, LogLevel: api.LogLevelWarning,
	})
	if len(r.Errors) > 0 {
		return nil, errors.New(r.Errors[0].Text)
	}
	b := &bundled{files: map[string][]byte{}}
	for _, f := range r.OutputFiles {
		b.files[filepath.Base(f.Path)] = f.Contents
	}
	var meta struct {
		Inputs map[string]struct{} `json:"inputs"`
	}
	if err := json.Unmarshal([]byte(r.Metafile), &meta); err != nil {
		return nil, err
	}
	for in := range meta.Inputs {
		_, below, ok := strings.Cut(filepath.ToSlash(in), "node_modules/")
		if !ok {
			continue
		}
		parts := strings.SplitN(below, "/", 3)
		name := parts[0]
		if strings.HasPrefix(name, "@") && len(parts) > 1 {
			name += "/" + parts[1]
		}
		b.packages = append(b.packages, name)
	}
	b.packages = append(b.packages, inside(b, modules)...)
	slices.Sort(b.packages)
	b.packages = slices.Compact(b.packages)
	return b, nil
}

// inside returns the packages that bundled packages have bundled in turn: all that they depend on, so that none is left
// out. MapLibre comes as one file with what it is made of.
func inside(b *bundled, modules string) []string {
	var all []string
	seen := map[string]bool{}
	var walk func(name string)
	walk = func(name string) {
		if seen[name] {
			return
		}
		seen[name] = true
		p, err := readPackage(filepath.Join(modules, name))
		if err != nil {
			return // a package that only types depend on is not installed
		}
		for d := range p.Dependencies {
			if !strings.HasPrefix(d, "@types/") {
				all = append(all, d)
				walk(d)
			}
		}
	}
	for _, p := range b.packages {
		walk(p)
	}
	return all
}

// A npmPackage is what a package says of itself.
type npmPackage struct {
	Name         string            `json:"name"`
	Version      string            `json:"version"`
	License      string            `json:"license"`
	Dependencies map[string]string `json:"dependencies"`
}

func readPackage(dir string) (npmPackage, error) {
	var p npmPackage
	text, err := os.ReadFile(filepath.Join(dir, "package.json"))
	if err == nil {
		err = json.Unmarshal(text, &p)
	}
	return p, err
}

// licences joins the licences of all packages. A package without a licence file has its licence's name.
func (b *bundled) licences(modules string) ([]byte, error) {
	var out strings.Builder
	out.WriteString("The scripts in this folder are made of these packages.\n")
	for _, name := range b.packages {
		p, err := readPackage(filepath.Join(modules, name))
		if err != nil {
			return nil, err
		}
		if p.License == "" {
			return nil, fmt.Errorf("%s names no licence", name)
		}
		fmt.Fprintf(&out, "\n==== %s %s (%s)\n\n", p.Name, p.Version, p.License)
		files, err := filepath.Glob(filepath.Join(modules, name, "[Ll][Ii][Cc][Ee][Nn]*"))
		if err != nil {
			return nil, err
		}
		for _, f := range files {
			text, err := os.ReadFile(f)
			if err != nil {
				return nil, err
			}
			out.WriteString(strings.TrimSpace(strings.ReplaceAll(string(text), "\r\n", "\n")) + "\n")
		}
		if len(files) == 0 {
			out.WriteString("Its package holds no text of the licence.\n")
		}
	}
	return []byte(out.String()), nil
}
