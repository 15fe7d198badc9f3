package getobject_test

import (
	"testing"

	"github.com/s3get/s3get/getobject"
)

// TestExplain checks where a request ends and what its steps are.
func TestExplain(t *testing.T) {
	for _, c := range []struct {
		target string
		header []string
		phase  string // of the last step reached
		step   string
		rule   getobject.Rule
	}{
		{"/b/k?a=%", nil, "parse", "query encoding", getobject.RuleBadRequest},
		{"/b/%ff", nil, "parse", "", getobject.RuleInvalidURI},
		{"/nowhere/k", nil, "admit", "bucket", getobject.RuleNoSuchBucket},
		{"/b/k?partNumber=0", nil, "arguments", "range and part number", getobject.RulePartNumber},
		{"/b/nothing", nil, "decide", "location", getobject.RuleNoSuchKey},
		{"/b/k", []string{"If-None-Match", "*"}, "decide", "preconditions", getobject.RuleIfNoneMatch},
		{"/b/k", []string{"Range", "bytes=0-1"}, "decide", "headers", getobject.RuleRange},
	} {
		w := newWorld(t)
		e := w.Explain(t.Context(), newRequest("GET", c.target, c.header...), w.Addressing, false, clock)
		w.shelf.checkClosed(t)
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
		w := newWorld(t)
		c.world(w)
		e := w.Explain(t.Context(), newRequest("GET", c.target), w.Addressing, false, clock)
		if e.Rule() != getobject.RuleInternal {
			t.Errorf("Explain where %s fails = %v, want %v", c.name, e.Rule(), getobject.RuleInternal)
		}
		w.shelf.checkClosed(t)
	}
}

// TestExplainReadsNothing checks that an explanation reads no content.
func TestExplainReadsNothing(t *testing.T) {
	w := newWorld(t)
	w.shelf.items["b/k"][0].read = refuseToRead(errSecret)
	e := w.Explain(t.Context(), newRequest("GET", "/b/k"), w.Addressing, false, clock)
	if e.Rule() != getobject.RuleWhole || e.Plan.Window.Length != 10 {
		t.Errorf("Explain = %v, %v, want %v", e.Rule(), e.Err, getobject.RuleWhole)
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
