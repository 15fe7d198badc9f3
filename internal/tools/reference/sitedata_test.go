package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestSiteData checks that the playground knows all rules, each with the line of code that decides
// by it, and a step of its way.
func TestSiteData(t *testing.T) {
	r := readWhole(t)
	d := r.siteData()
	if len(d.Rules) != len(r.entries) {
		t.Errorf("%d rules, want %d", len(d.Rules), len(r.entries))
	}
	for _, one := range d.Rules {
		e := r.find(one.ID)
		_, name, found := strings.Cut(e.constant, "rule.")
		if !found {
			name, _, _ = strings.Cut(e.constant, "[")
		}
		for _, u := range one.Uses {
			text, err := os.ReadFile(filepath.Join(root, filepath.FromSlash(u.File)))
			if err != nil {
				t.Fatal(err)
			}
			if line := strings.Split(string(text), "\n")[u.Line-1]; !strings.Contains(line, name) && !e.ofHeader() {
				t.Errorf("%s: %s:%d is %q, want %s", one.ID, u.File, u.Line, line, name)
			}
		}
		if unmet[one.ID] == "" && !e.isApart() && len(one.Steps) == 0 {
			t.Errorf("%s: no step", one.ID)
		}
	}
	for _, w := range d.Phases {
		if i := slices.IndexFunc(w.Steps, func(s stepData) bool { return len(s.Rules) > 0 }); i < 0 {
			t.Errorf("way %s: no step has a rule", w.Way)
		}
	}
}

// TestWriteSite writes the data, and reads it again.
func TestWriteSite(t *testing.T) {
	if testing.Short() {
		t.Skip("sends every vector")
	}
	dir := filepath.Join(t.TempDir(), "site")
	if err := writeSite(root, dir); err != nil {
		t.Fatal(err)
	}
	var rules siteData
	var files []fileData
	for name, into := range map[string]any{"rules.json": &rules, "vectors.json": &files} {
		text, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(text, into); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	if len(rules.Rules) == 0 || len(files) == 0 || len(files[0].Vectors) == 0 || len(files[0].Fixture) == 0 {
		t.Errorf("wrote %d rules, %d files of vectors", len(rules.Rules), len(files))
	}
	if err := writeSite(t.TempDir(), dir); err == nil {
		t.Error("the data of nothing = nil, want an error")
	}
}
