package sse_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/s3get/s3get/sse"
)

func TestErrorIsItsReason(t *testing.T) {
	seen := make(map[string]sse.Reason)
	for r := sse.Insecure; r <= sse.WrongKey; r++ {
		err := fmt.Errorf("read: %w", &sse.Error{Reason: r, Value: "from the client"})
		for o := sse.Insecure; o <= sse.WrongKey; o++ {
			if got := errors.Is(err, o); got != (o == r) {
				t.Errorf("errors.Is(%v, %v) = %v, want %v", err, o, got, o == r)
			}
		}
		if strings.Contains(err.Error(), "client") || !strings.Contains(err.Error(), "sse: ") {
			t.Errorf("Reason %d: text %q", r, err)
		}
		if other, ok := seen[r.Error()]; ok {
			t.Errorf("Reasons %d and %d have one text, %q", r, other, r)
		}
		seen[r.Error()] = r
	}
}

// The reasons are numbered from 1, so that a forgotten Reason is none of them.
func TestReasonsFromOne(t *testing.T) {
	if sse.Insecure != 1 {
		t.Errorf("Insecure = %d, want 1", uint8(sse.Insecure))
	}
}

func TestUnknownReason(t *testing.T) {
	for _, r := range []sse.Reason{0, sse.WrongKey + 1, 255} {
		if got, want := r.Error(), fmt.Sprintf("sse: Reason(%d)", uint8(r)); got != want {
			t.Errorf("Reason(%d).Error() = %q, want %q", uint8(r), got, want)
		}
	}
}
