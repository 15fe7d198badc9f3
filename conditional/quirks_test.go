package conditional_test

import (
	"net/http"
	"testing"
	"time"

	"github.com/s3get/s3get/conditional"
	"pgregory.net/rapid"
)

// TestQuirks has values that RFC 9110 and S3 read differently: the outcome
// without the quirk, with it alone, and with everything but it.
func TestQuirks(t *testing.T) {
	const (
		unquoted = conditional.QuirkUnquotedTag
		future   = conditional.QuirkFutureDate
		short    = conditional.QuirkShortDay
	)
	late := date(now.Add(conditional.FutureSkew + time.Second))
	tests := []struct {
		quirk         conditional.Quirks
		field, value  string
		without, with conditional.Outcome
	}{
		{unquoted, "If-Match", `v1`, failsMatch, proceed},
		{unquoted, "If-Match", `v2`, failsMatch, failsMatch},
		{unquoted, "If-Match", `"v2", v1`, failsMatch, proceed},
		{unquoted, "If-Match", `W/v1`, failsMatch, failsMatch},
		{unquoted, "If-Match", `"v1`, failsMatch, failsMatch},
		{unquoted, "If-Match", `"v1"`, proceed, proceed},
		{unquoted, "If-Match", `*`, proceed, proceed},
		{unquoted, "If-None-Match", `v1`, proceed, notByTag},
		{unquoted, "If-None-Match", `x,v1`, proceed, notByTag},
		{unquoted, "If-None-Match", `*, "v2"`, proceed, proceed},
		{unquoted, "If-None-Match", `"*"`, proceed, proceed},
		{future, "If-Modified-Since", late, notByDate, proceed},
		{future, "If-Modified-Since", "Fri, 01 Jan 2100 00:00:00 GMT", notByDate, proceed},
		{future, "If-Modified-Since", date(now.Add(conditional.FutureSkew)), notByDate, notByDate},
		{future, "If-Modified-Since", date(now), notByDate, notByDate},
		{future, "If-Unmodified-Since", late, proceed, proceed},
		{short, "If-Modified-Since", "Tue, 9 Aug 2022 03:04:05 GMT", proceed, notByDate},
		{short, "If-Modified-Since", "Tue, 09 Aug 2022 03:04:05 GMT", notByDate, notByDate},
		{short, "If-Unmodified-Since", "Tue, 9 Aug 2022 03:04:04 GMT", proceed, failsDate},
	}
	for _, tt := range tests {
		h := http.Header{tt.field: {tt.value}}
		for _, c := range []struct {
			q    conditional.Quirks
			want conditional.Outcome
		}{
			{conditional.NoQuirks, tt.without},
			{conditional.S3 &^ tt.quirk, tt.without},
			{tt.quirk, tt.with},
			{conditional.S3, tt.with},
		} {
			if got := conditional.Evaluate(c.q.Parse(h), v1, now); got != c.want {
				t.Errorf("%v: %s: %s = %v, want %v", c.q, tt.field, tt.value, got, c.want)
			}
		}
		if got := conditional.Evaluate(conditional.Parse(h), v1, now); got != tt.without {
			t.Errorf("Parse: %s: %s = %v, want %v as in RFC 9110", tt.field, tt.value, got, tt.without)
		}
	}
}

// TestQuirksIfRange checks that only the date of If-Range has a quirk.
func TestQuirksIfRange(t *testing.T) {
	bare := conditional.Representation{ETag: `v1`, LastModified: modified}
	tests := []struct {
		value         string
		rep           conditional.Representation
		without, with bool
	}{
		{"Tue, 9 Aug 2022 03:04:05 GMT", v1, false, true},
		{same, v1, true, true},
		{`v1`, v1, false, false},
		{`"v1"`, v1, true, true},
		{`"v1"`, bare, false, true},
	}
	for _, tt := range tests {
		h := http.Header{"If-Range": {tt.value}}
		without, with := conditional.Parse(h).RangeApplies(tt.rep), conditional.S3.Parse(h).RangeApplies(tt.rep)
		if without != tt.without || with != tt.with {
			t.Errorf("If-Range: %s of %s applies: %v, with the quirks %v, want %v, %v",
				tt.value, tt.rep.ETag, without, with, tt.without, tt.with)
		}
	}
}

// TestQuirksMatterOnlyThere checks that a quirk changes no outcome of a header
// that only has what the RFC allows, with dates up to now.
func TestQuirksMatterOnlyThere(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tags := rapid.SliceOfN(rapid.OneOf(tagText, rapid.Just("*")), 0, 3)
		past := rapid.Map(moment, func(m time.Time) string { return date(m.Add(-3 * time.Hour)) })
		h := http.Header{
			"If-Match":            tags.Draw(t, "If-Match"),
			"If-None-Match":       tags.Draw(t, "If-None-Match"),
			"If-Modified-Since":   {past.Draw(t, "If-Modified-Since")},
			"If-Unmodified-Since": {past.Draw(t, "If-Unmodified-Since")},
			"If-Range":            {rapid.OneOf(tagText, past).Draw(t, "If-Range")},
		}
		rep, q := representation.Draw(t, "representation"), anyQuirks.Draw(t, "quirks")
		c, strict := q.Parse(h), conditional.Parse(h)
		if got, want := conditional.Evaluate(c, rep, now), conditional.Evaluate(strict, rep, now); got != want {
			t.Errorf("%v: %v of %+v = %v, and by the RFC %v", q, h, rep, got, want)
		}
		if got, want := c.RangeApplies(rep), strict.RangeApplies(rep); got != want {
			t.Errorf("%v: If-Range of %v applies to %+v: %v, and by the RFC %v", q, h, rep, got, want)
		}
	})
}

func TestQuirksString(t *testing.T) {
	tests := []struct {
		in   conditional.Quirks
		want string
	}{
		{conditional.NoQuirks, "NoQuirks"},
		{conditional.QuirkFutureDate, "QuirkFutureDate"},
		{conditional.S3, "QuirkUnquotedTag|QuirkFutureDate|QuirkShortDay"},
		{conditional.QuirkShortDay | 64, "QuirkShortDay|Quirks(64)"},
		{200, "Quirks(200)"},
	}
	for _, tt := range tests {
		if got := tt.in.String(); got != tt.want {
			t.Errorf("Quirks(%d).String() = %q, want %q", uint8(tt.in), got, tt.want)
		}
	}
}

// The rows are the table of RFC 9110 §8.8.3.2, and more. If-Match compares
// strongly and If-None-Match weakly.
func TestTagComparison(t *testing.T) {
	tests := []struct {
		a, b         string
		strong, weak bool
	}{
		{`W/"1"`, `W/"1"`, false, true},
		{`W/"1"`, `W/"2"`, false, false},
		{`W/"1"`, `"1"`, false, true},
		{`"1"`, `"1"`, true, true},
		{`"1"`, `"2"`, false, false},
		{`""`, `""`, true, true},
		{`W/""`, `""`, false, true},
		{`"a"`, `"A"`, false, false},
	}
	match := func(field, line, tag string) conditional.Outcome {
		c := conditional.Parse(http.Header{field: {line}})
		return conditional.Evaluate(c, conditional.Representation{ETag: tag}, now)
	}
	for _, tt := range tests {
		for _, pair := range [][2]string{{tt.a, tt.b}, {tt.b, tt.a}} {
			if got := match("If-Match", pair[0], pair[1]) == proceed; got != tt.strong {
				t.Errorf("%s and %s match strongly: %v, want %v", pair[0], pair[1], got, tt.strong)
			}
			if got := match("If-None-Match", pair[0], pair[1]) == notByTag; got != tt.weak {
				t.Errorf("%s and %s match weakly: %v, want %v", pair[0], pair[1], got, tt.weak)
			}
		}
	}
}
