package conditional_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/s3get/s3get/conditional"
	"pgregory.net/rapid"
)

func TestRangeApplies(t *testing.T) {
	tests := []struct {
		lines []string
		want  bool
	}{
		{nil, true},
		{[]string{}, true},
		{[]string{`"v1"`}, true},
		{[]string{` "v1" `}, true},
		{[]string{`"v2"`}, false},
		{[]string{`W/"v1"`}, false},
		{[]string{same}, true},
		{[]string{"\t" + same}, true},
		{[]string{before}, false},
		{[]string{after}, false},
		{[]string{"Tuesday, 09-Aug-22 03:04:05 GMT"}, true},
		{[]string{"Tuesday, 09-Aug-21 03:04:05 GMT"}, false},
		{[]string{"Tue Aug  9 03:04:05 2022"}, true},
		{[]string{"Tue, 09 Aug 2022 03:04:05 UTC"}, false},
		{[]string{""}, false},
		{[]string{"*"}, false},
		{[]string{`v1`}, false},
		{[]string{`"v1`}, false},
		{[]string{`"v1", "v2"`}, false},
		{[]string{`"v1"`, `"v1"`}, false},
		{[]string{same, same}, false},
	}
	for _, tt := range tests {
		c := conditional.Parse(http.Header{"If-Range": tt.lines})
		if got := c.RangeApplies(v1); got != tt.want {
			t.Errorf("If-Range: %q applies: %v, want %v", tt.lines, got, tt.want)
		}
	}
}

func TestRangeAppliesToOthers(t *testing.T) {
	tests := []struct {
		line string
		rep  conditional.Representation
		want bool
	}{
		{`W/"v1"`, conditional.Representation{ETag: `W/"v1"`, LastModified: modified}, false},
		{`"v1"`, conditional.Representation{ETag: `W/"v1"`, LastModified: modified}, false},
		{`""`, conditional.Representation{ETag: `""`}, true},
		{`""`, conditional.Representation{}, false},
		{same, conditional.Representation{LastModified: modified.Add(time.Second - 1)}, true},
		{same, conditional.Representation{ETag: `"v1"`}, false},
		{"Mon, 01 Jan 0001 00:00:00 GMT", conditional.Representation{}, false},
		{"Friday, 02-Jan-70 00:00:00 GMT", conditional.Representation{LastModified: time.Unix(86400, 0)}, true},
	}
	for _, tt := range tests {
		c := conditional.Parse(http.Header{"If-Range": {tt.line}})
		if got := c.RangeApplies(tt.rep); got != tt.want {
			t.Errorf("If-Range: %s of %+v applies: %v, want %v", tt.line, tt.rep, got, tt.want)
		}
	}
}

// TestRangeAppliesEcho checks that what a 200 sent as its ETag, if strong, and
// as its Last-Modified applies while nothing changes, and not afterwards
// (RFC 9110 §13.1.5).
func TestRangeAppliesEcho(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rep := representation.Draw(t, "representation")
		byTag := conditional.Parse(http.Header{"If-Range": {rep.ETag}})
		if got, want := byTag.RangeApplies(rep), !strings.HasPrefix(rep.ETag, "W/"); got != want {
			t.Errorf("If-Range: %s of the same applies: %v, want %v", rep.ETag, got, want)
		}
		byDate := conditional.Parse(http.Header{"If-Range": {date(rep.LastModified)}})
		if !byDate.RangeApplies(rep) {
			t.Errorf("If-Range: %s of %v does not apply", date(rep.LastModified), rep.LastModified)
		}
		rep.ETag = `"changed"`
		rep.LastModified = rep.LastModified.Add(time.Second)
		if byTag.RangeApplies(rep) || byDate.RangeApplies(rep) {
			t.Errorf("If-Range applies to the changed %+v", rep)
		}
	})
}
