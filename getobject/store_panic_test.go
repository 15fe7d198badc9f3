package getobject_test

import (
	"context"
	"io"
	"testing"

	"github.com/s3get/s3get/store"
)

// A bomb is a reader that panics.
type bomb struct{}

func (bomb) Read([]byte) (int, error) { panic("bomb") }
func (bomb) Close() error             { return nil }

// TestPanicCloses checks that a store that panics loses neither reader nor object, and
// that the memory of its request is not used again.
func TestPanicCloses(t *testing.T) {
	w := newHarness(t)
	w.fakeStore.put("b", "bomb", &fakeVersion{
		info: store.Info{Size: 1},
		read: func(context.Context, int64, int64) (io.ReadCloser, error) { return bomb{}, nil },
	})
	func() {
		defer func() {
			if recover() != "bomb" {
				t.Error("the panic of the store was swallowed")
			}
		}()
		w.get(t, "/b/bomb")
	}()
	w.fakeStore.checkClosed(t)
	if got := w.get(t, "/b/k"); got.Code != 200 {
		t.Errorf("the next request = %d, want 200", got.Code)
	}
}

// TestCloseErrorOfHead checks that an answer without a body is whole, whatever the store
// says when it is over.
func TestCloseErrorOfHead(t *testing.T) {
	w := newHarness(t)
	w.fakeStore.items["b/k"][0].closeErr = errDisk
	if aborts(w, newRequest("HEAD", "/b/k")) || w.last.Err == nil || w.last.Aborted {
		t.Errorf("HEAD was recorded with %v, aborted %v; want an error and no abort", w.last.Err, w.last.Aborted)
	}
}

// TestNegativeSize refuses what a broken store describes.
func TestNegativeSize(t *testing.T) {
	w := newHarness(t)
	w.fakeStore.put("b", "negative", &fakeVersion{info: store.Info{Size: -5}})
	for _, method := range []string{"GET", "HEAD"} {
		if got := w.ask(t, method, "/b/negative"); got.Code != 500 {
			t.Errorf("%s = %d, want 500", method, got.Code)
		}
	}
	w.fakeStore.checkClosed(t)
}

// TestRequesterPaysWithoutOwner refuses the anonymous also where the bucket is nobody's.
func TestRequesterPaysWithoutOwner(t *testing.T) {
	w := newHarness(t)
	w.fakeStore.buckets["toll"] = &store.Bucket{Name: "toll", RequesterPays: true}
	w.fakeStore.put("toll", "k", digits())
	if got := w.get(t, "/toll/k"); got.Code != 403 {
		t.Errorf("GET = %d, want 403", got.Code)
	}
}
