package getobject_test

import (
	"fmt"
	"net"
	"syscall"
	"testing"

	"github.com/s3get/s3get/getobject"
	"github.com/s3get/s3get/store/faultstore"
)

// TestConnectionOfTheStoreBreaks: that the connection of a store to what is behind it breaks
// is a fault, which is logged as a warning, and not a client that left.
func TestConnectionOfTheStoreBreaks(t *testing.T) {
	for _, failure := range []error{
		&net.OpError{Op: "read", Net: "tcp", Err: syscall.ECONNRESET}, fmt.Errorf("backend: %w", net.ErrClosed),
	} {
		w := newHarness(t, fails(faultstore.Bucket, failure))
		w.get(t, "/b/k")
		if w.last.Ending != getobject.EndingFault {
			t.Errorf("%v from Bucket: recorded %v, want %v", failure, w.last.Ending, getobject.EndingFault)
		}
		w = newHarness(t)
		faulty(faultstore.Fault{On: faultstore.OpenRange, Do: faultstore.Cut(4, failure)})(w)
		if aborts(w, newRequest("GET", "/b/k")); w.last.Ending != getobject.EndingFault {
			t.Errorf("%v from Read: recorded %v, want %v", failure, w.last.Ending, getobject.EndingFault)
		}
	}
}
