package policy_test

import (
	"errors"
	"testing"

	"github.com/s3get/s3get/getobject/policy"
)

// A documentVector is a document that is no policy of its kind, and why.
type documentVector struct {
	ID       string   `json:"id"`
	Title    string   `json:"title"`
	Kind     string   `json:"kind"`
	Rule     string   `json:"rule"`
	Source   []string `json:"source"`
	Policy   string   `json:"policy"` // the kind of policy
	Document string   `json:"document"`
	Want     struct {
		Line   int    `json:"line"`
		Column int    `json:"column"`
		Path   string `json:"path"`
		Reason string `json:"reason"`
	} `json:"want"`
}

// leastDocuments is how many documents there are at least.
const leastDocuments = 20

func documents(t testing.TB) []documentVector {
	t.Helper()
	var f struct {
		About   string           `json:"about"`
		Vectors []documentVector `json:"vectors"`
	}
	load(t, "testdata/document.json", &f)
	if len(f.Vectors) < leastDocuments {
		t.Fatalf("%d documents, want at least %d", len(f.Vectors), leastDocuments)
	}
	return f.Vectors
}

// TestDocuments: each document is refused at the place and for the reason of its vector.
func TestDocuments(t *testing.T) {
	kinds := map[string]policy.Kind{}
	for k := policy.KindIdentity; k <= policy.KindKey; k++ {
		kinds[k.String()] = k
	}
	seen := map[string]bool{}
	for _, v := range documents(t) {
		if seen[v.ID] || v.Title == "" || len(v.Source) == 0 || kinds[v.Policy] == 0 {
			t.Errorf("%s is there twice, or lacks something", v.ID)
		}
		seen[v.ID] = true
		_, err := policy.Parse(kinds[v.Policy], []byte(v.Document))
		var e *policy.ParseError
		if !errors.As(err, &e) {
			t.Errorf("%s (%s): Parse = %v, want an error", v.ID, v.Title, err)
			continue
		}
		if w := v.Want; e.Line != w.Line || e.Column != w.Column || e.Path != w.Path || e.Reason != w.Reason || e.Rule.ID != v.Rule {
			t.Errorf("%s (%s): Parse = %v by %v, want %+v by %s", v.ID, v.Title, e, e.Rule, w, v.Rule)
		}
	}
}
