package conditional_test

import (
	"bytes"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/s3get/s3get/conditional"
)

// A difference is a way in which package net/http leaves RFC 9110 in
// preconditions, as the RFC reads them here.
type difference struct {
	name  string
	found func(http.Header) bool
}

var (
	entityTag = regexp.MustCompile(`^(W/)?"[^"]*"$`)
	exactDate = regexp.MustCompile(`^([A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} [012]\d:\d\d:[0-5]\d GMT|[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d \d{4})$`)
)

var differences = []difference{
	{"an empty field counts as absent", anyLine("If-Match If-None-Match", func(s string) bool { return s == "" })},
	{"only the first line of a field is read", func(h http.Header) bool {
		for _, lines := range h {
			if len(lines) > 1 {
				return true
			}
		}
		return false
	}},
	{"a star beside other elements matches", anyLine("If-Match If-None-Match", func(s string) bool {
		return strings.Contains(s, "*") && strings.Trim(s, " \t") != "*"
	})},
	{"a malformed element hides those behind it", anyLine("If-Match If-None-Match", func(s string) bool {
		for e := range strings.SplitSeq(s, ",") {
			if e = strings.Trim(e, " \t"); e != "" && e != "*" && !entityTag.MatchString(e) {
				return true
			}
		}
		return false
	})},
	{"a leap second is not a date", anyLine("If-Modified-Since If-Unmodified-Since", func(s string) bool {
		return strings.Contains(s, "23:59:60")
	})},
	{"dates may have any letter case", anyLine("If-Modified-Since If-Unmodified-Since", func(s string) bool {
		_, err := http.ParseTime(s)
		return err == nil && !exactDate.MatchString(s)
	})},
}

// anyLine reports whether a line of one of the fields, whose names have spaces
// between them, has a property.
func anyLine(fields string, has func(string) bool) func(http.Header) bool {
	return func(h http.Header) bool {
		for _, name := range strings.Fields(fields) {
			for _, line := range h[name] {
				if has(line) {
					return true
				}
			}
		}
		return false
	}
}

// netHTTP returns the decision of http.ServeContent.
func netHTTP(h http.Header, rep conditional.Representation) conditional.Decision {
	r := httptest.NewRequest("GET", "/", nil)
	r.Header = h
	w := httptest.NewRecorder()
	w.Header().Set("Etag", rep.ETag)
	http.ServeContent(w, r, "a.txt", rep.LastModified, bytes.NewReader([]byte("a")))
	switch w.Code {
	case http.StatusNotModified:
		return conditional.NotModified
	case http.StatusPreconditionFailed:
		return conditional.Failed
	}
	return conditional.Proceed
}

// anyHeader draws preconditions, most of which net/http and the RFC read alike.
var anyHeader = rapid.Custom(func(t *rapid.T) http.Header {
	lines := func(g *rapid.Generator[string]) *rapid.Generator[[]string] {
		one := rapid.Map(g, func(s string) []string { return []string{s} })
		return rapid.OneOf(one, one, one, rapid.Just([]string(nil)), rapid.SliceOfN(g, 2, 2))
	}
	tag := rapid.OneOf(tagText, tagText, tagText, rapid.SampledFrom([]string{"*", "abc", `"`, `w/"a"`, ""}))
	tags := rapid.OneOf(tag, rapid.Map(rapid.SliceOfN(tag, 2, 3), func(all []string) string { return strings.Join(all, ", ") }))
	dates := rapid.OneOf(rapid.Map(moment, date), rapid.Map(moment, date), rapid.Map(moment, func(m time.Time) string {
		return m.UTC().Format(time.ANSIC)
	}), rapid.SampledFrom([]string{
		"never", "", "Wed, 1 Jul 2026 12:00:00 GMT", "wed, 01 jul 2026 12:00:00 GMT",
		"Wednesday, 01-Jul-26 12:00:00 GMT", "Wed, 01 Jul 2026 23:59:60 GMT",
	}))
	h := http.Header{}
	for name, g := range map[string]*rapid.Generator[string]{
		"If-Match": tags, "If-None-Match": tags, "If-Modified-Since": dates, "If-Unmodified-Since": dates,
	} {
		if l := lines(g).Draw(t, name); l != nil && rapid.Bool().Draw(t, name+"?") {
			h[name] = l
		}
	}
	return h
})

// TestParseLikeNetHTTP checks that Evaluate without quirks decides as package
// net/http does, except for the differences listed, each of which makes a
// difference.
func TestParseLikeNetHTTP(t *testing.T) {
	agreed := map[conditional.Decision]int{}
	differs := map[string]int{}
	for seed := range 6000 {
		h := anyHeader.Example(seed)
		rep := conditional.Representation{
			ETag:         tagText.Example(seed),
			LastModified: moment.Example(seed),
		}
		got, want := conditional.Evaluate(conditional.Parse(h), rep, now).Decision, netHTTP(h, rep)
		var known []string
		for _, d := range differences {
			if d.found(h) {
				known = append(known, d.name)
			}
		}
		switch {
		case got != want && len(known) == 0:
			t.Errorf("%q of %+v: %v, and by net/http %v", h, rep, got, want)
		case got != want && len(known) == 1:
			differs[known[0]]++
		case len(known) == 0:
			agreed[got]++
		}
	}
	for _, d := range differences {
		if differs[d.name] == 0 {
			t.Errorf("net/http: %s: never the reason of a difference", d.name)
		}
	}
	for _, d := range []conditional.Decision{conditional.Proceed, conditional.NotModified, conditional.Failed} {
		if agreed[d] < 100 {
			t.Errorf("net/http agreed on %v %d times, want 100 or more", d, agreed[d])
		}
	}
}
