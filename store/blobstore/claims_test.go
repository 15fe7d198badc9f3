package blobstore_test

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/blobstore"
	"github.com/s3get/s3get/store/write"
)

// TestAbortMeetsComplete: an upload that is complete when Abort has looked half is not aborted.
func TestAbortMeetsComplete(t *testing.T) {
	s := newScene(t)
	text := strings.Repeat("part", 20000)
	ref, parts := s.uploaded("k", text)

	aborter := hooked{memory: s.memory}
	var abortErr error
	s.before = func(op, name string, record []byte) error {
		if op != "Add" || !of("k", name) {
			return nil
		}
		s.before = nil
		looks := 0
		aborter.before = func(op, other string, _ []byte) error {
			switch {
			case op == "Read" && other == name:
				looks++
			case op == "First" && looks == 2: // Complete comes first
				_ = s.memory.Add(t.Context(), name, bytes.Clone(record))
			}
			return nil
		}
		abortErr = open(t, &aborter, blobstore.Options{}).Abort(t.Context(), ref)
		return nil
	}
	_, err := s.one.Complete(t.Context(), ref, parts, write.Version{}, nil)
	s.must(err)
	if !errors.Is(abortErr, write.ErrNoUpload) {
		t.Errorf("Abort: %v, want %v", abortErr, write.ErrNoUpload)
	}
	s.has("k", text)
}

// TestClaimToLogBegunAnew: an upload can be aborted whose claim counts on places of a log that was
// begun anew.
func TestClaimToLogBegunAnew(t *testing.T) {
	s := newScene(t)
	text := strings.Repeat("part", 20000)
	ref, parts := s.uploaded("a", text)
	s.emptied()
	s.before = func(op, name string, _ []byte) error {
		if op == "Add" && of("a", name) {
			return errCrashed
		}
		return nil
	}
	if _, err := s.one.Complete(t.Context(), ref, parts, write.Version{}, nil); !errors.Is(err, errCrashed) {
		t.Fatal(err)
	}
	s.before = nil
	s.begunAnew()
	s.must(s.other.Abort(t.Context(), ref))
	s.has("a", "new")
}

// TestCompleteMeetsAborted: an upload whose files Abort has removed is not completed by who had
// found it before.
func TestCompleteMeetsAborted(t *testing.T) {
	s := newScene(t)
	text := strings.Repeat("part", 20000)
	ref, parts := s.uploaded("k", text)
	_, err := s.one.Complete(t.Context(), ref, parts, write.Version{}, func(*store.Info) error { return s.other.Abort(t.Context(), ref) })
	if !errors.Is(err, write.ErrNoUpload) {
		t.Errorf("Complete: %v, want %v", err, write.ErrNoUpload)
	}
	if _, err := s.one.Open(t.Context(), store.Ref{Bucket: "b", Key: "k"}); !errors.Is(err, store.ErrNoKey) {
		t.Errorf("Open: %v, want %v", err, store.ErrNoKey)
	}
}

// TestPartsMeetAbort: who has listed the parts of an upload that Abort then removes is told that there
// is no upload.
func TestPartsMeetAbort(t *testing.T) {
	s := newScene(t)
	ref, parts := s.uploaded("k", "part")
	s.before = func(op, name string, _ []byte) error {
		if op == "Read" && strings.Contains(name, ref.ID+"/p0") {
			s.before = nil
			return s.other.Abort(t.Context(), ref)
		}
		return nil
	}
	if _, err := s.one.Complete(t.Context(), ref, parts, write.Version{}, nil); !errors.Is(err, write.ErrNoUpload) {
		t.Errorf("Complete: %v, want %v", err, write.ErrNoUpload)
	}
}

// TestClaimOfLateWriter: who counts on a place that has gone to another record takes no claim from who is
// about to complete the upload, so that one of them does.
func TestClaimOfLateWriter(t *testing.T) {
	s := newScene(t)
	ref, parts := s.uploaded("k", strings.Repeat("part", 20000))

	claimed, goOn, added, end := make(chan struct{}), make(chan struct{}), make(chan struct{}), make(chan struct{})
	first := hooked{memory: s.memory}
	first.before = func(op, name string, _ []byte) error {
		switch {
		case op == "Add" && of("k", name):
			close(claimed)
			<-goOn
		case op == "Add" && strings.HasPrefix(name, "done/"): // its record is there
			close(added)
			<-end
		}
		return nil
	}
	firstStore := open(t, &first, blobstore.Options{})
	s.before = func(op, name string, _ []byte) error {
		if op == "Add" && of("k", name) {
			s.before = nil
			close(goOn)
			<-added
		}
		return nil
	}
	done, late := make(chan error, 1), false
	_, err := s.one.Complete(t.Context(), ref, parts, write.Version{}, func(*store.Info) error {
		if late {
			return nil
		}
		late = true // from here on: the place has another record, and then another claims the next
		s.must(s.put(s.other, "k", "another"))
		go func() {
			_, err := firstStore.Complete(t.Context(), ref, parts, write.Version{}, nil)
			done <- err
		}()
		<-claimed
		return nil
	})
	close(end)
	if other := <-done; other != nil || !errors.Is(err, write.ErrNoUpload) {
		t.Errorf("the first completes with %v and the late one with %v, want nil and %v", other, err, write.ErrNoUpload)
	}
}
