package getobject_test

import (
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/s3get/s3get/getobject"
	"github.com/s3get/s3get/getobject/rule"
	"github.com/s3get/s3get/internal/httpdate"
	"github.com/s3get/s3get/rangespec"
	"github.com/s3get/s3get/store"
)

// A truth is what a precondition is, by what its header lines are known to say.
type truth int

const (
	absent truth = iota
	isTrue
	isFalse
	ignored // there, and to be treated as absent
)

// A state is a header field in one of the states that its text can be in.
type state struct {
	lines []string
	truth truth
}

// The object of the exhaustive test has the entity tag "v1", was modified at modified,
// and has ten bytes. Each list has every state that is told apart by RFC 9110 or by S3.
var (
	matchStates = []state{
		{nil, absent},
		{[]string{`"v1"`}, isTrue},
		{[]string{`v1`}, isTrue},
		{[]string{`"v2", "v1"`}, isTrue},
		{[]string{`"v2"`, `"v1"`}, isTrue},
		{[]string{`*`}, isTrue},
		{[]string{`"v2"`}, isFalse},
		{[]string{`W/"v1"`}, isFalse},
		{[]string{`*, "v2"`}, isFalse},
		{[]string{`"v1`}, isFalse},
		{[]string{``}, isFalse},
	}
	noneMatchStates = []state{
		{nil, absent},
		{[]string{`"v2"`}, isTrue},
		{[]string{`*, "v2"`}, isTrue},
		{[]string{`"v1`}, isTrue},
		{[]string{``}, isTrue},
		{[]string{`"v1"`}, isFalse},
		{[]string{`v1`}, isFalse},
		{[]string{`W/"v1"`}, isFalse},
		{[]string{`"v2", "v1"`}, isFalse},
		{[]string{`*`}, isFalse},
	}
	unmodifiedStates = []state{
		{nil, absent},
		{[]string{day(0)}, isTrue},
		{[]string{day(1)}, isTrue},
		{[]string{httpdate.Format(clock.AddDate(9, 0, 0))}, isTrue},
		{[]string{day(-1)}, isFalse},
		{[]string{"yesterday"}, ignored},
		{[]string{``}, ignored},
		{[]string{day(-1), day(-1)}, ignored},
	}
	modifiedStates = []state{
		{nil, absent},
		{[]string{day(-1)}, isTrue},
		{[]string{day(0)}, isFalse},
		{[]string{httpdate.Format(clock.Add(time.Minute))}, isFalse},
		{[]string{httpdate.Format(clock.Add(time.Hour))}, ignored},
		{[]string{"yesterday"}, ignored},
		{[]string{``}, ignored},
		{[]string{day(0), day(0)}, ignored},
	}
	rangeConditionStates = []state{
		{nil, absent},
		{[]string{`"v1"`}, isTrue},
		{[]string{day(0)}, isTrue},
		{[]string{`"v2"`}, isFalse},
		{[]string{`W/"v1"`}, isFalse},
		{[]string{day(1)}, isFalse},
		{[]string{`*`}, isFalse},
		{[]string{``}, isFalse},
	}
)

// A rangeState is a Range in one of its states.
type rangeState struct {
	lines []string
	kind  rangeKind
	bytes rangespec.Window // of a satisfiable one
}

type rangeKind int

const (
	noRange rangeKind = iota
	satisfiable
	unsatisfiable
	noGrammar // or one that S3 does not answer: it counts as absent
)

var rangeStates = []rangeState{
	{nil, noRange, rangespec.Window{}},
	{[]string{"bytes=2-4"}, satisfiable, rangespec.Window{Offset: 2, Length: 3}},
	{[]string{"bytes=-4"}, satisfiable, rangespec.Window{Offset: 6, Length: 4}},
	{[]string{"bytes=10-"}, unsatisfiable, rangespec.Window{}},
	{[]string{"bytes=4-2"}, noGrammar, rangespec.Window{}},
	{[]string{"bytes=0-1,4-5"}, noGrammar, rangespec.Window{}},
	{[]string{""}, noGrammar, rangespec.Window{}},
}

// A situation is one combination of states.
type situation struct {
	method                                  string
	match, unmodified, noneMatch, modifiedS truth
	rangeCondition                          truth
	rng                                     rangeState
}

// A verdict is what is to be answered: a status, the bytes, and the rule behind it.
type verdict struct {
	status int
	bytes  rangespec.Window
	rule   *rule.Rule
}

// evaluate follows the steps of RFC 9110 §13.2.2 by the letter, for a server that is the
// origin and an object that is there. The comments are what the steps ask.
func (s *situation) evaluate() verdict {
	whole := rangespec.Window{Length: 10}
	read := s.method == http.MethodGet || s.method == http.MethodHead

	// Step 1: is If-Match there?
	if s.match != absent {
		// Evaluate it: true goes on at step 3, false is 412.
		if s.match == isFalse {
			return verdict{status: 412, rule: rule.IfMatch}
		}
	}
	// Step 2: is If-Match not there, and If-Unmodified-Since is?
	if s.match == absent && s.unmodified != absent && s.unmodified != ignored {
		// Evaluate it: true goes on at step 3, false is 412.
		if s.unmodified == isFalse {
			return verdict{status: 412, rule: rule.IfUnmodifiedSince}
		}
	}
	// Step 3: is If-None-Match there?
	if s.noneMatch != absent {
		// Evaluate it: true goes on at step 5, false is 304 for GET and HEAD.
		if s.noneMatch == isFalse && read {
			return verdict{status: 304, rule: rule.IfNoneMatch}
		}
	}
	// Step 4: is the method GET or HEAD, If-None-Match not there, and If-Modified-Since is?
	if read && s.noneMatch == absent && s.modifiedS != absent && s.modifiedS != ignored {
		// Evaluate it: true goes on at step 5, false is 304.
		if s.modifiedS == isFalse {
			return verdict{status: 304, rule: rule.IfModifiedSince}
		}
	}
	// Step 5: is the method GET, and are both Range and If-Range there? S3 takes a HEAD for
	// a GET here, and a Range that it does not understand for none (RFC 9110 §14.2).
	understood := s.rng.kind == satisfiable || s.rng.kind == unsatisfiable
	if understood && s.rangeCondition != absent {
		// Evaluate If-Range: false ignores the Range and is 200.
		if s.rangeCondition == isFalse {
			return verdict{status: 200, bytes: whole, rule: rule.IfRange}
		}
	}
	// Step 6: perform the method.
	switch s.rng.kind {
	case satisfiable:
		return verdict{status: 206, bytes: s.rng.bytes, rule: rule.Range}
	case unsatisfiable:
		return verdict{status: 416, rule: rule.RangeUnsatisfiable}
	case noGrammar:
		return verdict{status: 200, bytes: whole, rule: rule.RangeIgnored}
	}
	return verdict{status: 200, bytes: whole, rule: rule.Whole}
}

// A decider answers situations by Parse and Decide, and some of them by a Handler too.
type decider struct {
	request *http.Request
	facts   getobject.Facts
	handler http.Handler
	count   int
	seen    map[verdict]int
}

func newDecider(t testing.TB) *decider {
	w := newHarness(t)
	i := w.put("b", "v1", with(func(i *store.Info) { i.ETag = `"v1"` }))
	return &decider{
		request: newRequest("GET", "/b/v1"),
		facts:   getobject.Facts{Bucket: w.bucket("b"), Info: i},
		handler: w, seen: map[verdict]int{},
	}
}

// decide returns the verdict of Parse and Decide.
func (d *decider) decide(t *testing.T) verdict {
	r, err := getobject.Parse(d.request, getobject.ParseOptions{Now: clock})
	if err != nil {
		t.Fatalf("Parse(%q) = %v, want nil", d.request.Header, err)
	}
	p, err := getobject.Decide(r, &d.facts)
	if err != nil {
		e := err.(*getobject.Error)
		return verdict{status: e.Status, rule: e.Rule}
	}
	return verdict{p.Status, p.Window, p.Rule}
}

// check compares the verdict of one situation.
func (d *decider) check(t *testing.T, s *situation) {
	want, got := s.evaluate(), d.decide(t)
	if got != want {
		t.Fatalf("%s %q: Decide = %+v, want %+v", s.method, d.request.Header, got, want)
	}
	d.seen[want]++
	if d.count++; d.count%61 != 0 {
		return
	}
	rec := httptest.NewRecorder()
	d.handler.ServeHTTP(rec, d.request)
	canonicalize(rec.Header())
	if rec.Code != want.status {
		t.Fatalf("%s %q: answered %d, want %d", s.method, d.request.Header, rec.Code, want.status)
	}
	if o := int(want.bytes.Offset); s.method == http.MethodGet && rec.Code/100 == 2 && rec.Body.String() != "0123456789"[o:o+int(want.bytes.Length)] {
		t.Fatalf("%s %q: body %q, want %v", s.method, d.request.Header, rec.Body, want.bytes)
	}
}

// TestExhaustively compares Decide with the steps of RFC 9110 §13.2.2 over the product of
// all states of all fields.
func TestExhaustively(t *testing.T) {
	d := newDecider(t)
	var s situation
	for _, s.method = range []string{http.MethodGet, http.MethodHead} {
		d.request.Method = s.method
		d.each(t, "If-Match", matchStates, &s.match, func() {
			d.each(t, "If-Unmodified-Since", unmodifiedStates, &s.unmodified, func() {
				d.each(t, "If-None-Match", noneMatchStates, &s.noneMatch, func() {
					d.each(t, "If-Modified-Since", modifiedStates, &s.modifiedS, func() {
						d.each(t, "If-Range", rangeConditionStates, &s.rangeCondition, func() { d.eachRange(t, &s) })
					})
				})
			})
		})
	}
	if want := 788_480; d.count != want { // 2 * 11 * 8 * 10 * 8 * 8 * 7
		t.Errorf("%d situations, want %d", d.count, want)
	}
	// Four refused conditions, three windows, the whole for three reasons, and 416.
	if len(d.seen) != 10 {
		t.Errorf("%d verdicts, want 10: %v", len(d.seen), d.seen)
	}
}

// each puts a field in each of its states.
func (d *decider) each(t *testing.T, name string, states []state, to *truth, then func()) {
	for _, s := range states {
		*to = s.truth
		if d.request.Header[name] = s.lines; s.lines == nil {
			delete(d.request.Header, name)
		}
		then()
	}
}

func (d *decider) eachRange(t *testing.T, s *situation) {
	for _, s.rng = range rangeStates {
		if d.request.Header["Range"] = s.rng.lines; s.rng.lines == nil {
			delete(d.request.Header, "Range")
		}
		d.check(t, s)
	}
}
