package main

import (
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/s3get/s3get/getobject"
	"github.com/s3get/s3get/getobject/rule"
)

// root is the repository.
const root = "../../.."

var rewrite = flag.Bool("update", false, "rewrite the pages of docs")

// whole is read once for all tests, which do not change it.
var whole = sync.OnceValues(func() (*reference, error) { return read(root) })

func readWhole(t *testing.T) *reference {
	t.Helper()
	if testing.Short() {
		t.Skip("sends every vector")
	}
	r, err := whole()
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// TestPages checks that the pages of docs are those that are written now.
func TestPages(t *testing.T) {
	if *rewrite {
		if err := update(root); err != nil {
			t.Fatal(err)
		}
	}
	all, err := readWhole(t).pages()
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range all {
		got, err := os.ReadFile(filepath.Join(root, "docs", name))
		if err != nil || string(got) != want {
			t.Errorf("docs/%s is not current (%v): run go run ./internal/tools/reference", name, err)
		}
	}
	list, err := os.ReadDir(filepath.Join(root, "docs"))
	if err != nil || len(list) < len(all) {
		t.Errorf("docs has %d files (%v), want %d at least", len(list), err, len(all))
	}
}

// TestUpdate writes the pages of a copy of what they are read from.
func TestUpdate(t *testing.T) {
	if testing.Short() {
		t.Skip("sends every vector")
	}
	if err := update(t.TempDir()); err == nil {
		t.Error("update of nothing = nil, want an error")
	}
	dir := t.TempDir()
	for _, name := range []string{"getobject", "internal/demo"} {
		if err := os.CopyFS(filepath.Join(dir, name), os.DirFS(filepath.Join(root, name))); err != nil {
			t.Fatal(err)
		}
	}
	if err := update(dir); err != nil {
		t.Fatal(err)
	}
	if page, err := os.ReadFile(filepath.Join(dir, "docs", "ANSWERS.md")); err != nil || !strings.HasPrefix(string(page), "# Why is this a 304?") {
		t.Errorf("ANSWERS.md = %.60q, %v", page, err)
	}
}

// TestLostCode reads a copy of the code that lacks a file.
func TestLostCode(t *testing.T) {
	dir := t.TempDir()
	if err := os.CopyFS(filepath.Join(dir, "getobject"), os.DirFS(filepath.Join(root, "getobject"))); err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(filepath.Join(dir, "getobject", "decide.go")); err != nil {
		t.Fatal(err)
	}
	r := newReference()
	if err := r.readSource(dir); err != nil {
		t.Fatal(err)
	}
	if e := r.find("locate/no-key"); len(e.uses) > 0 || e.constant != "rule.NoSuchKey" {
		t.Errorf("uses of rule.NoSuchKey without its file = %v of %s, want none", e.uses, e.constant)
	}
}

// TestComplete checks that no rule lacks anything.
func TestComplete(t *testing.T) {
	r := readWhole(t)
	for _, fault := range r.gaps() {
		t.Error(fault)
	}
	if len(r.vectors) < 1000 || len(r.entries) < 100 || len(r.steps) < 20 {
		t.Errorf("%d vectors, %d rules, %d steps: these cannot be all", len(r.vectors), len(r.entries), len(r.steps))
	}
}

// TestFaults checks that what a rule lacks is found.
func TestFaults(t *testing.T) {
	full := *readWhole(t).find("precondition/if-none-match")
	if faults := full.missing(); faults != nil {
		t.Fatalf("missing() = %q, want nothing", faults)
	}
	for want, strip := range map[string]func(*entry){
		"no constant":            func(e *entry) { e.constant = "" },
		"no code decides by it":  func(e *entry) { e.uses = nil },
		"no vector names it":     func(e *entry) { e.proofs = nil },
		"no request meets it":    func(e *entry) { e.steps = nil },
		"no sentence no section": func(e *entry) { e.Rule = new(rule.Rule) },
	} {
		e := full
		strip(&e)
		if got := e.missing(); len(got) == 0 || !strings.Contains(want, got[0]) {
			t.Errorf("missing() = %q, want %s", got, want)
		}
	}
}

// TestTablesOfFaults checks that names that mean nothing are found, and quirks without
// vectors.
func TestTablesOfFaults(t *testing.T) {
	faults := strings.Join(new(reference).gaps(), "\n")
	for _, want := range []string{
		"internal/error: excused and no rule", "QuirkUnquotedTag: no vector shows it", "note on decide/window: no such step",
	} {
		if !strings.Contains(faults, want) {
			t.Errorf("faults of nothing = %s, want %q", faults, want)
		}
	}
	if isTitled("RFC 9110 §99") || !isTitled("RFC 9110 §13.1.2") || !isTitled("S3 GetObject: Range") {
		t.Error("isTitled does not tell what has a title")
	}
}

// TestUses checks that a place that decides by a rule is found, and one that compares is
// not.
func TestUses(t *testing.T) {
	r := readWhole(t)
	for id, want := range map[string]use{
		"ssec/digest":                {"getobject/arguments.go", "keyRules", 0},
		"signature/mismatch":         {"getobject/sigv4/secret.go", "checkSignature", 0},
		"precondition/if-none-match": {"getobject/decide.go", "checkPreconditions", 0},
	} {
		if e := r.find(id); !slices.ContainsFunc(e.uses, want.same) {
			t.Errorf("uses of %s = %v, want %v", id, e.uses, want)
		}
	}
	for _, e := range r.entries {
		if slices.ContainsFunc(e.uses, func(u use) bool { return u.name == "IsOtherOperation" || u.name == "rules" }) {
			t.Errorf("uses of %v = %v, want none that only compares", e, e.uses)
		}
	}
	if e := r.find("locate/hidden"); e.constant != "rule.HiddenKey" || len(e.steps) != 2 {
		t.Errorf("locate/hidden = %s at %v, want rule.HiddenKey at two steps", e.constant, e.steps)
	}
}

// TestNote checks that a vector which another rule decides is an error.
func TestNote(t *testing.T) {
	r := &reference{entries: []*entry{{Rule: rule.Whole}, {Rule: rule.Range}, {Rule: &rule.Rule{ID: "header/etag"}}}}
	x := &getobject.Explanation{
		Steps: []getobject.Step{{Name: "window", Outcome: getobject.Decided, Rule: rule.Whole}},
		Plan:  &getobject.Plan{Status: 200, Rule: rule.Whole},
	}
	for want, ok := range map[string]bool{"": true, "window/whole": true, "header/etag": true, "range/satisfied": false, "no/rule": false} {
		if err := r.note(x, want); (err == nil) != ok {
			t.Errorf("note(window/whole, %q) = %v, want an error: %t", want, err, !ok)
		}
	}
	if e := r.find("window/whole"); !slices.Equal(e.steps, []int{0}) || !slices.Equal(e.statuses, []int{200}) {
		t.Errorf("window/whole = %v at %v, want 200 at 0", e.statuses, e.steps)
	}
}

// TestCommands checks how examples are written for a shell.
func TestCommands(t *testing.T) {
	x := example{as: "owner", target: "https://localhost/a?b", header: "If-Match: \"x\"\nRange:"}
	want := `go run ./examples/explain -as owner GET 'https://localhost/a?b' -H 'If-Match: "x"' -H Range:`
	if got := x.command(); got != want {
		t.Errorf("command() = %s, want %s", got, want)
	}
	for _, x := range examples {
		if strings.Contains(x.target+x.header, "'") {
			t.Errorf("%s: a shell reads the quote", x.command())
		}
	}
}

var (
	headingLine = regexp.MustCompile(`(?m)^#+ (.*)$`)
	innerLink   = regexp.MustCompile(`\]\((?:RULES\.md)?#([^)]*)\)`)
)

// TestAnchors checks that links between headings lead to one.
func TestAnchors(t *testing.T) {
	r := readWhole(t)
	rules, answers := r.rulesPage(), r.answersPage()
	anchors := anchorsOf(t, rules)
	for _, m := range innerLink.FindAllStringSubmatch(rules+answers, -1) {
		if !anchors[m[1]] && !anchorsOf(t, answers)[m[1]] {
			t.Errorf("link to #%s leads nowhere", m[1])
		}
	}
	for _, e := range r.entries {
		if !anchors[anchor(e.ID)] {
			t.Errorf("%v has no heading", e)
		}
	}
}

func anchorsOf(t *testing.T, page string) map[string]bool {
	anchors := map[string]bool{}
	for _, m := range headingLine.FindAllStringSubmatch(page, -1) {
		a := anchor(m[1])
		if anchors[a] && a != "signatures" {
			t.Errorf("two headings have the anchor %s", a)
		}
		anchors[a] = true
	}
	return anchors
}

// TestAnswers checks that each status is explained by all of its rules.
func TestAnswers(t *testing.T) {
	r := readWhole(t)
	page := r.answersPage()
	for _, e := range r.entries {
		if e.status() != 0 && !strings.Contains(page, e.link("RULES.md")) {
			t.Errorf("ANSWERS.md has no %v", e)
		}
		if cmd := e.command(); cmd == "" && !e.isApart() && unmet[e.ID] == "" {
			t.Errorf("no command shows %v", e)
		}
	}
	want := []int{304, 412, 416, 403, 404, 400}
	if got := r.statuses(); !slices.Equal(got[:len(want)], want) || !slices.Contains(got, 206) {
		t.Errorf("statuses() = %v, want %v first", got, want)
	}
}

func TestWords(t *testing.T) {
	for got, want := range map[string]string{
		thousands(999): "999", thousands(2048): "2,048", plural(1, "rule"): "1 rule", plural(0, "rule"): "0 rules",
		cell("a|b"): `a\|b`, code("a"): "`a`", code("a`b"): "`` a`b ``", anchor("RFC 9110 §13.1.2 `If-Match`"): "rfc-9110-1312-if-match",
	} {
		if got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}
