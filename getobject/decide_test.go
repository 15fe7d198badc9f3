package getobject_test

import (
	"errors"
	"testing"

	"github.com/s3get/s3get/getobject"
	"github.com/s3get/s3get/getobject/rule"
	"github.com/s3get/s3get/rangespec"
	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/version"
)

// TestDecideFromOddFacts decides from facts that no operation would learn.
func TestDecideFromOddFacts(t *testing.T) {
	every := ^getobject.Permissions(0)
	facts := &getobject.Facts{Bucket: &store.Bucket{Name: "b"}, Info: &store.Info{Size: 10}, Permissions: every}
	r := parsed(t, "/b/k")
	p, err := getobject.Decide(r, facts)
	if err != nil || fieldOf(p, "X-Amz-Tagging-Count") != "" {
		t.Errorf("Decide of an object without tags = %+v, %v, want no count of them", p, err)
	}
	facts.Bucket = &store.Bucket{Name: "d", Type: store.Directory, Versioning: version.StateEnabled}
	facts.Info.VersionID = newID
	if p, err = getobject.Decide(r, facts); err != nil || fieldOf(p, "X-Amz-Version-Id") != "" {
		t.Errorf("Decide in a directory bucket with versions = %+v, %v, want no version id", p, err)
	}
	p, err = getobject.Decide(parsed(t, "/b/k?partNumber=x"), facts)
	if p != nil || ruleOf(err) != rule.PartNumber {
		t.Errorf("Decide of a malformed part number = %+v, %v, want nil, %v", p, err, rule.PartNumber)
	}
}

// TestDecidePart decides about part 1 by what the facts say of it.
func TestDecidePart(t *testing.T) {
	for _, c := range []struct {
		parts int
		part  store.Part
		want  rangespec.Window
		rule  *rule.Rule // that refuses
	}{
		{0, store.Part{}, rangespec.Window{Length: 10}, nil},
		{1, store.Part{Size: 5}, rangespec.Window{Length: 5}, nil},
		{2, store.Part{Size: -1}, rangespec.Window{}, rule.Internal},
		{2, store.Part{Offset: -1, Size: 2}, rangespec.Window{}, rule.Internal},
		{2, store.Part{Offset: 8, Size: 3}, rangespec.Window{}, rule.Internal},
	} {
		facts := &getobject.Facts{Bucket: &store.Bucket{}, Info: &store.Info{Size: 10, Parts: c.parts}, Part: c.part}
		p, err := getobject.Decide(parsed(t, "/b/k?partNumber=1"), facts)
		if ruleOf(err) != c.rule {
			t.Errorf("Decide of %+v = %+v, %v, want %v", c.part, p, err, c.rule)
		}
		if err == nil && p.Window != c.want {
			t.Errorf("Decide of %+v = window %v, want %v", c.part, p.Window, c.want)
		}
	}
}

// ruleOf returns the rule that a refusal is by, or nil for no refusal.
func ruleOf(err error) *rule.Rule {
	var e *getobject.Error
	if !errors.As(err, &e) {
		return nil
	}
	return e.Rule
}

func parsed(t *testing.T, target string) *getobject.Request {
	t.Helper()
	r, err := getobject.Parse(newRequest("GET", target), getobject.ParseOptions{Now: clock})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// fieldOf returns the value of a header field of a plan, or "".
func fieldOf(p *getobject.Plan, name string) string {
	for _, f := range p.Fields {
		if f.Name == name {
			return f.Value
		}
	}
	return ""
}
