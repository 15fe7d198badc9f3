package getobject_test

import (
	"io"
	"testing"

	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/faultstore"
)

// TestPanicCloses checks that a store that panics loses neither reader nor object, and
// that the memory of its request is not used again.
func TestPanicCloses(t *testing.T) {
	w := newHarness(t)
	w.putReader("bomb", 1, func(int64) io.ReadCloser {
		return readFunc(func([]byte) (int, error) { panic("bomb") })
	})
	func() {
		defer func() {
			if recover() != "bomb" {
				t.Error("the panic of the store was swallowed")
			}
		}()
		w.get(t, "/b/bomb")
	}()
	w.checkClosed(t)
	if got := w.get(t, "/b/k"); got.Code != 200 {
		t.Errorf("the next request = %d, want 200", got.Code)
	}
}

// TestCloseErrorOfHead checks that an answer without a body is whole, whatever the store
// says when it is over.
func TestCloseErrorOfHead(t *testing.T) {
	w := newHarness(t)
	fails(faultstore.Close, errDisk)(w)
	if aborts(w, newRequest("HEAD", "/b/k")) || w.last.Err == nil || w.last.Aborted {
		t.Errorf("HEAD was recorded with %v, aborted %v; want an error and no abort", w.last.Err, w.last.Aborted)
	}
}

// TestNegativeSize refuses what a broken store describes.
func TestNegativeSize(t *testing.T) {
	w := newHarness(t)
	w.broken("b/k").info = tells(func(i *store.Info) { i.Size = -5 })
	for _, method := range []string{"GET", "HEAD"} {
		if got := w.ask(t, method, "/b/k"); got.Code != 500 {
			t.Errorf("%s = %d, want 500", method, got.Code)
		}
	}
	w.checkClosed(t)
}

// TestRequesterPaysWithoutOwner refuses the anonymous also where the bucket is nobody's.
func TestRequesterPaysWithoutOwner(t *testing.T) {
	w := newHarness(t)
	w.addBucket(store.Bucket{Name: "toll", RequesterPays: true})
	if got := w.get(t, "/toll/k"); got.Code != 403 {
		t.Errorf("GET = %d, want 403", got.Code)
	}
}
