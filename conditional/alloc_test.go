package conditional_test

import (
	"net/http"
	"testing"

	"github.com/s3get/s3get/conditional"
)

// busy has every field, in the form that takes the longest to evaluate.
var busy = http.Header{
	"If-Match":            {`"v2", W/"v1", v3`, `"v1"`},
	"If-Unmodified-Since": {before},
	"If-None-Match":       {`"v2","v3"`, `v4`},
	"If-Modified-Since":   {same},
	"If-Range":            {same},
}

func TestAllocs(t *testing.T) {
	headers := []http.Header{nil, busy}
	for name, lines := range busy {
		headers = append(headers, http.Header{name: lines})
	}
	for _, h := range headers {
		var outcome conditional.Outcome
		applies := false
		n := testing.AllocsPerRun(100, func() {
			c := conditional.S3.Parse(h)
			outcome = conditional.Evaluate(c, v1, now)
			applies = c.Present() && c.RangeApplies(v1)
		})
		if n != 0 {
			t.Errorf("%v: %v, %v with %v allocations, want 0", h, outcome, applies, n)
		}
	}
}

// digest is as long as the entity tags of objects are.
const digest = `"8d777f385d3dfec8815d20f7496026dc"`

func BenchmarkParse(b *testing.B) {
	for _, bm := range []struct {
		name string
		h    http.Header
	}{
		{"If-Match", http.Header{"If-Match": {digest}}},
		{"If-None-Match", http.Header{"If-None-Match": {digest}}},
		{"busy", busy},
	} {
		b.Run(bm.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				conditional.S3.Parse(bm.h)
			}
		})
	}
}

func BenchmarkEvaluate(b *testing.B) {
	for _, bm := range []struct {
		name string
		h    http.Header
	}{
		{"none", nil},
		{"tag", http.Header{"If-None-Match": {digest}}},
		{"date", http.Header{"If-Modified-Since": {same}}},
		{"busy", busy},
	} {
		b.Run(bm.name, func(b *testing.B) {
			c := conditional.S3.Parse(bm.h)
			b.ReportAllocs()
			for b.Loop() {
				conditional.Evaluate(c, v1, now)
			}
		})
	}
}

func BenchmarkRangeApplies(b *testing.B) {
	c := conditional.Parse(busy)
	b.ReportAllocs()
	for b.Loop() {
		c.RangeApplies(v1)
	}
}
