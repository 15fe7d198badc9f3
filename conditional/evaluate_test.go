package conditional_test

import (
	"net/http"
	"testing"
	"time"

	"github.com/s3get/s3get/conditional"
)

var (
	now      = time.Date(2026, 7, 1, 12, 0, 0, 500, time.UTC)
	modified = time.Date(2022, 8, 9, 3, 4, 5, 0, time.UTC)
)

// v1 is the representation of most tests.
var v1 = conditional.Representation{ETag: `"v1"`, LastModified: modified}

var (
	proceed       = conditional.Outcome{}
	failsMatch    = conditional.Outcome{Decision: conditional.Failed, Field: "If-Match"}
	failsDate     = conditional.Outcome{Decision: conditional.Failed, Field: "If-Unmodified-Since"}
	notByTag      = conditional.Outcome{Decision: conditional.NotModified, Field: "If-None-Match"}
	notByDate     = conditional.Outcome{Decision: conditional.NotModified, Field: "If-Modified-Since"}
	before, after = date(modified.Add(-time.Second)), date(modified.Add(time.Second))
	same          = date(modified)
)

func date(t time.Time) string { return t.UTC().Format(http.TimeFormat) }

// evaluate evaluates as S3 does, which includes all that the RFC allows.
func evaluate(h http.Header, rep conditional.Representation) conditional.Outcome {
	return conditional.Evaluate(conditional.S3.Parse(h), rep, now)
}

// TestEvaluateTags gives the meaning of each value of the two tag fields for
// a representation whose entity tag is "v1". Rows that RFC 9110 does not allow
// are in TestQuirks, which has them with and without their quirk.
func TestEvaluateTags(t *testing.T) {
	tests := []struct {
		lines        []string
		strong, weak bool // what If-Match and If-None-Match find
	}{
		{[]string{`"v1"`}, true, true},
		{[]string{`W/"v1"`}, false, true},
		{[]string{`"v2"`}, false, false},
		{[]string{`"V1"`}, false, false},
		{[]string{`"v1 "`}, false, false},
		{[]string{"\t\"v1\" "}, true, true},
		{[]string{`"v2","v1"`}, true, true},
		{[]string{`"v2", "v3"`}, false, false},
		{[]string{`"v2"`, `"v1"`}, true, true},
		{[]string{`, ,"v1",`}, true, true},
		{[]string{`"v2,v1"`}, false, false},
		{[]string{`*`}, true, true},
		{[]string{` * `}, true, true},
		{[]string{`*,`}, true, true},
		{[]string{`, *, ,`}, true, true},
		{[]string{``, `*`}, true, true},
		// Beside others, and in quotes, * is nothing special.
		{[]string{`"*"`}, false, false},
		{[]string{`*, "v2"`}, false, false},
		{[]string{`*, "v1"`}, true, true},
		{[]string{`*`, `*`}, false, false},
		{[]string{`**`}, false, false},
		// Without quotes: QuirkUnquotedTag.
		{[]string{`v1`}, true, true},
		{[]string{`v2, v1`}, true, true},
		{[]string{`v2`, `v1`}, true, true},
		{[]string{`v2,"v1"`}, true, true},
		{[]string{`W/v1`}, false, false},
		// No entity tags.
		{[]string{``}, false, false},
		{[]string{`,`}, false, false},
		{[]string{`v1 v1`}, false, false},
		{[]string{`non-matching ETag`}, false, false},
		{[]string{`"v1`}, false, false},
		{[]string{`v1"`}, false, false},
		{[]string{`w/"v1"`}, false, false},
		{[]string{`"v1" "v1"`}, false, false},
		{[]string{`'v1'`}, false, false},
		{[]string{`"`}, false, false},
	}
	for _, tt := range tests {
		want := failsMatch
		if tt.strong {
			want = proceed
		}
		if got := evaluate(http.Header{"If-Match": tt.lines}, v1); got != want {
			t.Errorf("If-Match: %q = %v, want %v", tt.lines, got, want)
		}
		want = proceed
		if tt.weak {
			want = notByTag
		}
		if got := evaluate(http.Header{"If-None-Match": tt.lines}, v1); got != want {
			t.Errorf("If-None-Match: %q = %v, want %v", tt.lines, got, want)
		}
	}
}

func TestEvaluateOtherTags(t *testing.T) {
	tests := []struct {
		tag, line    string
		strong, weak bool
	}{
		{`W/"v1"`, `"v1"`, false, true},
		{`W/"v1"`, `W/"v1"`, false, true},
		{`W/"v1"`, `v1`, false, true},
		{`W/"v1"`, `*`, true, true},
		{`v1`, `"v1"`, true, true},
		{`""`, `""`, true, true},
		{`"*"`, `"*"`, true, true},
		{`"*"`, `*, "v2"`, false, false},
		{`"a#b"`, `a#b`, true, true},
		{`"a!b"`, `a!b`, true, true},
		// A quote without its pair makes no tag on either side.
		{`"v1`, `"v1`, false, false},
		{`v1"`, `v1"`, false, false},
		{`"a,b"`, `"x", "a,b"`, true, true},
		// Without an entity tag only * matches.
		{``, `""`, false, false},
		{``, ``, false, false},
		{``, `"v1"`, false, false},
		{``, `*`, true, true},
	}
	for _, tt := range tests {
		rep := conditional.Representation{ETag: tt.tag, LastModified: modified}
		got := evaluate(http.Header{"If-Match": {tt.line}}, rep).Decision == conditional.Proceed
		if got != tt.strong {
			t.Errorf("If-Match: %s of %s is %v, want %v", tt.line, tt.tag, got, tt.strong)
		}
		got = evaluate(http.Header{"If-None-Match": {tt.line}}, rep).Decision == conditional.NotModified
		if got != tt.weak {
			t.Errorf("If-None-Match: %s finds %s: %v, want %v", tt.line, tt.tag, got, tt.weak)
		}
	}
}

// TestEvaluateDates gives the outcome of a date in either field.
func TestEvaluateDates(t *testing.T) {
	tests := []struct {
		lines       []string
		ims, unless conditional.Outcome // If-Modified-Since, If-Unmodified-Since
	}{
		{[]string{before}, proceed, failsDate},
		{[]string{same}, notByDate, proceed},
		{[]string{after}, notByDate, proceed},
		{[]string{"  " + same + "\t"}, notByDate, proceed},
		{[]string{"Thu, 01 Jan 1970 00:00:00 GMT"}, proceed, failsDate},
		// The obsolete forms.
		{[]string{"Tuesday, 09-Aug-22 03:04:05 GMT"}, notByDate, proceed},
		{[]string{"Tuesday, 09-Aug-22 03:04:04 GMT"}, proceed, failsDate},
		{[]string{"Tue Aug  9 03:04:05 2022"}, notByDate, proceed},
		{[]string{"Tue Aug  9 03:04:04 2022"}, proceed, failsDate},
		// QuirkShortDay.
		{[]string{"Tue, 9 Aug 2022 03:04:05 GMT"}, notByDate, proceed},
		{[]string{"Tue, 9 Aug 2022 03:04:04 GMT"}, proceed, failsDate},
		// QuirkFutureDate.
		{[]string{date(now)}, notByDate, proceed},
		{[]string{date(now.Add(time.Minute))}, notByDate, proceed},
		{[]string{date(now.Add(15 * time.Minute))}, notByDate, proceed},
		{[]string{date(now.Add(15*time.Minute + time.Second))}, proceed, proceed},
		{[]string{date(now.Add(conditional.FutureSkew))}, notByDate, proceed},
		{[]string{date(now.Add(conditional.FutureSkew + time.Second))}, proceed, proceed},
		{[]string{date(now.Add(time.Hour))}, proceed, proceed},
		{[]string{"Fri, 01 Jan 2100 00:00:00 GMT"}, proceed, proceed},
		// Ignored.
		{[]string{}, proceed, proceed},
		{[]string{""}, proceed, proceed},
		{[]string{"yesterday"}, proceed, proceed},
		{[]string{"2022-08-09T03:04:04Z"}, proceed, proceed},
		{[]string{"Tue, 09 Aug 2022 03:04:04 UTC"}, proceed, proceed},
		{[]string{before, before}, proceed, proceed},
		{[]string{after, after}, proceed, proceed},
		{[]string{before + ", " + before}, proceed, proceed},
		{[]string{after + ", " + after}, proceed, proceed},
	}
	for _, tt := range tests {
		if got := evaluate(http.Header{"If-Modified-Since": tt.lines}, v1); got != tt.ims {
			t.Errorf("If-Modified-Since: %q = %v, want %v", tt.lines, got, tt.ims)
		}
		if got := evaluate(http.Header{"If-Unmodified-Since": tt.lines}, v1); got != tt.unless {
			t.Errorf("If-Unmodified-Since: %q = %v, want %v", tt.lines, got, tt.unless)
		}
	}
}

// TestEvaluateFraction checks that only whole seconds of the modification
// count, on both sides of 1970.
func TestEvaluateFraction(t *testing.T) {
	for _, m := range []time.Time{modified, time.Unix(-1000, 0), time.Unix(0, 0)} {
		rep := conditional.Representation{LastModified: m.Add(time.Second - 1)}
		if got := evaluate(http.Header{"If-Modified-Since": {date(m)}}, rep); got != notByDate {
			t.Errorf("If-Modified-Since: %s = %v, want %v", date(m), got, notByDate)
		}
		if got := evaluate(http.Header{"If-Unmodified-Since": {date(m)}}, rep); got != proceed {
			t.Errorf("If-Unmodified-Since: %s = %v, want %v", date(m), got, proceed)
		}
	}
}

func TestEvaluateWithoutDate(t *testing.T) {
	rep := conditional.Representation{ETag: `"v1"`}
	for _, name := range []string{"If-Modified-Since", "If-Unmodified-Since"} {
		for _, line := range []string{before, "Mon, 01 Jan 0001 00:00:00 GMT", "Sat, 01 Jan 0000 00:00:00 GMT"} {
			if got := evaluate(http.Header{name: {line}}, rep); got != proceed {
				t.Errorf("%s: %s without modification date = %v, want %v", name, line, got, proceed)
			}
		}
	}
}

// TestEvaluateOrder has a row for each step of RFC 9110 §13.2.2.
func TestEvaluateOrder(t *testing.T) {
	tests := []struct {
		match, unmodified, none, since string
		want                           conditional.Outcome
	}{
		{`"v2"`, before, `"v1"`, same, failsMatch},
		{`"v2"`, after, `"v2"`, before, failsMatch},
		{`"v1"`, before, `"v2"`, before, proceed},
		{`"v1"`, before, `"v1"`, before, notByTag},
		{`"v1"`, before, ``, same, notByDate},
		{``, before, `"v1"`, same, failsDate},
		{``, before, `"v2"`, before, failsDate},
		{``, before, ``, same, failsDate},
		{``, same, `"v1"`, before, notByTag},
		{``, same, `"v2"`, same, proceed},
		{``, same, ``, same, notByDate},
		{`v1`, before, `v2`, same, proceed},
		{``, ``, `"v2"`, same, proceed},
		{``, ``, ``, ``, proceed},
	}
	for _, tt := range tests {
		h := http.Header{}
		for name, value := range map[string]string{
			"If-Match": tt.match, "If-Unmodified-Since": tt.unmodified,
			"If-None-Match": tt.none, "If-Modified-Since": tt.since,
		} {
			if value != "" {
				h.Set(name, value)
			}
		}
		if got := evaluate(h, v1); got != tt.want {
			t.Errorf("Evaluate(%v) = %v, want %v", h, got, tt.want)
		}
	}
}

func TestDecisionString(t *testing.T) {
	tests := []struct {
		in   conditional.Decision
		want string
	}{
		{0, "Proceed"},
		{conditional.Proceed, "Proceed"},
		{conditional.NotModified, "NotModified"},
		{conditional.Failed, "Failed"},
		{9, "Decision(9)"},
	}
	for _, tt := range tests {
		if got := tt.in.String(); got != tt.want {
			t.Errorf("Decision(%d).String() = %q, want %q", uint8(tt.in), got, tt.want)
		}
	}
}

func TestPresent(t *testing.T) {
	var zero conditional.Conditions
	if zero.Present() || conditional.Parse(nil).Present() {
		t.Error("Present() of no conditions = true, want false")
	}
	if conditional.Parse(http.Header{"Range": {"bytes=0-1"}, "If-Match": {}}).Present() {
		t.Error("Present() of a field without lines = true, want false")
	}
	for _, name := range []string{
		"If-Match", "If-None-Match", "If-Modified-Since", "If-Unmodified-Since", "If-Range",
	} {
		if !conditional.Parse(http.Header{name: {""}}).Present() {
			t.Errorf("Present() with an empty %s = false, want true", name)
		}
	}
}
