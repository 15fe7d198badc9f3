package rule_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"net/http"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/s3get/s3get/getobject/rule"
)

// TestAll: every rule that is declared is listed, once, with all that it has to say.
func TestAll(t *testing.T) {
	seen := map[string]bool{}
	for r := range rule.All() {
		if r.ID == "" || seen[r.ID] || r.String() != r.ID {
			t.Errorf("rule %q: the id is empty or used twice", r.ID)
		}
		seen[r.ID] = true
		if !strings.HasSuffix(r.Sentence, ".") || len(r.Sections) == 0 {
			t.Errorf("%v: sentence %q, sections %q, want both", r, r.Sentence, r.Sections)
		}
	}
	if got, want := len(seen), len(declared(t)); got != want {
		t.Errorf("All() has %d rules, %d are declared", got, want)
	}
}

// declared returns the ids in the files of the package.
func declared(t *testing.T) (ids []string) {
	t.Helper()
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(f, func(n ast.Node) bool {
			if kv, ok := n.(*ast.KeyValueExpr); ok {
				if key, ok := kv.Key.(*ast.Ident); ok && key.Name == "ID" {
					ids = append(ids, kv.Value.(*ast.BasicLit).Value)
				}
			}
			return true
		})
	}
	if !slices.Contains(ids, `"precondition/if-match"`) {
		t.Fatalf("declared = %q, want all rules", ids)
	}
	return ids
}

// TestCodes: the code of each rule that refuses is in the table.
func TestCodes(t *testing.T) {
	name := regexp.MustCompile(`^[A-Za-z.]+$`)
	for r := range rule.All() {
		c := r.Code
		if c == "" {
			continue
		}
		if !name.MatchString(string(c)) || c.Status() < 301 || http.StatusText(c.Status()) == "" || c.Message() == "" {
			t.Errorf("%v has code %q with status %d and message %q", r, c, c.Status(), c.Message())
		}
		if c.Status() == 500 && c != rule.CodeInternalError {
			t.Errorf("%v has code %q, which is not in the table", r, c)
		}
	}
	if c := rule.Code("Unheard"); c.Status() != 500 || c.Message() != rule.CodeInternalError.Message() {
		t.Errorf("Code(Unheard) has status %d and message %q, want those of InternalError", c.Status(), c.Message())
	}
}

// TestStringersNeverPanic has values that do not exist, and nil.
func TestStringersNeverPanic(t *testing.T) {
	if got := (*rule.Rule)(nil).String(); got != "" {
		t.Errorf("nil Rule: %q, want nothing", got)
	}
	for k, want := range map[rule.Kind]string{
		rule.KindRequired: "required", rule.KindQuirk: "quirk", rule.KindObserved: "observed", rule.KindGuess: "guess", 9: "Kind(9)",
	} {
		if got := k.String(); got != want {
			t.Errorf("Kind.String() = %q, want %q", got, want)
		}
	}
}
