package cors_test

import (
	"net/http"
	"testing"

	"github.com/s3get/s3get/cors"
)

// TestAllocs: nothing is paid without Origin, without rules, and without a match.
func TestAllocs(t *testing.T) {
	plain := http.Header{"Range": {"bytes=0-1"}}
	other := header("Origin: http://other", askGET, "Access-Control-Request-Headers: range")
	for _, tt := range []struct {
		rules cors.Rules
		h     http.Header
	}{
		{nil, plain}, {nil, header(fromA)}, {both, nil}, {both, plain}, {both[:1], other}, {both, other},
	} {
		n := testing.AllocsPerRun(100, func() {
			r := cors.Parse("GET", tt.h)
			_, ok := tt.rules.Actual(r)
			_, err := tt.rules.Preflight(r)
			if ok || err == nil {
				t.Fatal("a rule matched")
			}
		})
		if n != 0 {
			t.Errorf("%v of %d rules: %v allocations, want 0", tt.h, len(tt.rules), n)
		}
	}
}

func BenchmarkActual(b *testing.B) {
	hundred := make(cors.Rules, 0, cors.MaxRules)
	for range cors.MaxRules - 1 {
		hundred = append(hundred, cors.Rule{AllowedOrigins: []string{"https://*.b.example"}, AllowedMethods: []string{"GET"}})
	}
	hundred = append(hundred, first)
	for _, bm := range []struct {
		name  string
		rules cors.Rules
		h     http.Header
	}{
		{"no-rules", nil, header(fromA)},
		{"no-origin", both, http.Header{"Range": {"bytes=0-1"}}},
		{"no-match", both[:1], header("Origin: http://other")},
		{"any", both[1:], header(fromA)},
		{"echo", both, header(fromA)},
		{"names", both, header(fromA, askGET, "Access-Control-Request-Headers: range, x-amz-date, x-amz-content-sha256")},
		{"hundred", hundred, header(fromA)},
	} {
		b.Run(bm.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				bm.rules.Actual(cors.Parse("GET", bm.h))
			}
		})
	}
}

func BenchmarkValidate(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		_ = both.Validate()
	}
}
