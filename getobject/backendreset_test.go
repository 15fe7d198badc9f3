package getobject_test

import (
	"fmt"
	"io"
	"net"
	"syscall"
	"testing"

	"github.com/s3get/s3get/getobject"
)

// TestConnectionOfTheStoreBreaks: that the connection of a store to what is behind it breaks
// is a fault, which is logged as a warning, and not a client that left.
func TestConnectionOfTheStoreBreaks(t *testing.T) {
	for _, failure := range []error{
		&net.OpError{Op: "read", Net: "tcp", Err: syscall.ECONNRESET}, fmt.Errorf("backend: %w", net.ErrClosed),
	} {
		w := newHarness(t)
		w.fakeStore.bucketErr = failure
		w.get(t, "/b/k")
		if w.last.Ending != getobject.EndingFault {
			t.Errorf("%v from Bucket: recorded %v, want %v", failure, w.last.Ending, getobject.EndingFault)
		}
		w = newHarness(t)
		w.fakeStore.put("b", "x", generated(100, func(int64) io.ReadCloser { return &generator{40, failure} }))
		if aborts(w, newRequest("GET", "/b/x")); w.last.Ending != getobject.EndingFault {
			t.Errorf("%v from Read: recorded %v, want %v", failure, w.last.Ending, getobject.EndingFault)
		}
	}
}
