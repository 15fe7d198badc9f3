package getobject_test

import (
	"testing"

	"github.com/s3get/s3get/getobject"
	"github.com/s3get/s3get/getobject/rule"
	"github.com/s3get/s3get/store/faultstore"
)

// TestExplain checks where a request ends and what its steps are.
func TestExplain(t *testing.T) {
	for _, c := range []struct {
		target string
		header []string
		phase  string // of the last step reached
		step   string
		rule   *rule.Rule
	}{
		{"/b/k?a=%", nil, "parse", "query encoding", rule.BadRequest},
		{"/b/%ff", nil, "parse", "", rule.InvalidURI},
		{"/nowhere/k", nil, "admit", "bucket", rule.NoSuchBucket},
		{"/b/k?partNumber=0", nil, "arguments", "range and part number", rule.PartNumber},
		{"/b/nothing", nil, "decide", "location", rule.NoSuchKey},
		{"/b/k", []string{"If-None-Match", "*"}, "decide", "preconditions", rule.IfNoneMatch},
		{"/b/k", []string{"Range", "bytes=0-1"}, "decide", "headers", rule.Range},
	} {
		w := newHarness(t)
		e := w.Operation().Explain(t.Context(), newRequest("GET", c.target, c.header...), getobject.ParseOptions{Hosts: w.Hosts, Now: clock})
		w.checkClosed(t)
		last := getobject.Step{}
		for _, s := range e.Steps {
			if s.Outcome != getobject.NotReached {
				last = s
			}
		}
		if last.Phase != c.phase || c.step != "" && last.Name != c.step || e.Rule() != c.rule || (e.Plan == nil) == (e.Err == nil) {
			t.Errorf("Explain GET %s %q ends at %+v by %v, want %s, %s by %v", c.target, c.header, last, e.Rule(), c.phase, c.step, c.rule)
		}
	}
}

// TestExplainFailure checks that an explanation fails where
// something behind it does.
func TestExplainFailure(t *testing.T) {
	for _, c := range failures {
		if c.name == "Read" {
			continue
		}
		w := newHarness(t)
		c.harness(w)
		e := w.Operation().Explain(t.Context(), newRequest("GET", c.target), getobject.ParseOptions{Hosts: w.Hosts, Now: clock})
		if e.Rule() != rule.Internal {
			t.Errorf("Explain where %s fails = %v, want %v", c.name, e.Rule(), rule.Internal)
		}
		w.checkClosed(t)
	}
}

// TestExplainReadsNothing checks that an explanation reads no content.
func TestExplainReadsNothing(t *testing.T) {
	w := newHarness(t)
	fails(faultstore.OpenRange, errSecret)(w)
	e := w.Operation().Explain(t.Context(), newRequest("GET", "/b/k"), getobject.ParseOptions{Hosts: w.Hosts, Now: clock})
	if e.Rule() != rule.Whole || e.Plan.Window.Length != 10 {
		t.Errorf("Explain = %v, %v, want %v", e.Rule(), e.Err, rule.Whole)
	}
}

// TestOutcomeString has the names of all outcomes.
func TestOutcomeString(t *testing.T) {
	for o, want := range map[getobject.Outcome]string{
		getobject.NotReached: "not reached", getobject.Passed: "passed", getobject.Decided: "decided", getobject.Refused: "refused",
	} {
		if o.String() != want {
			t.Errorf("Outcome(%d) = %q, want %q", o, o, want)
		}
	}
}
