package blobstore_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/s3get/s3get/sse"
	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/blobstore"
	"github.com/s3get/s3get/store/write"
	"github.com/s3get/s3get/version"
)

// errCrashed is the error of what a process that ended did not do.
var errCrashed = errors.New("crashed")

// A hooked is a Backend in which something happens before what is asked of it.
type hooked struct {
	*memory
	before func(op, name string, content []byte) error // or nil
}

func (h *hooked) hook(op, name string, content []byte) error {
	if h.before == nil {
		return nil
	}
	return h.before(op, name, content)
}

func (h *hooked) First(ctx context.Context, prefix string, known blobstore.Stamp) (string, blobstore.Stamp, error) {
	if err := h.hook("First", prefix, nil); err != nil {
		return "", known, err
	}
	return h.memory.First(ctx, prefix, known)
}

func (h *hooked) Read(ctx context.Context, name string, limit int64) ([]byte, error) {
	if err := h.hook("Read", name, nil); err != nil {
		return nil, err
	}
	return h.memory.Read(ctx, name, limit)
}

func (h *hooked) Add(ctx context.Context, name string, content []byte) error {
	if err := h.hook("Add", name, content); err != nil {
		return err
	}
	return h.memory.Add(ctx, name, content)
}

// A scene is a store in which two writers meet. Both are of processes of their own.
type scene struct {
	*testing.T
	hooked
	one, other *blobstore.Store
	clock      time.Time
}

// newScene returns a scene with the bucket "b".
func newScene(t *testing.T) *scene {
	s := &scene{T: t, hooked: hooked{memory: newMemory()}, clock: time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)}
	o := blobstore.Options{Now: func() time.Time { return s.clock }}
	s.one, s.other = open(t, &s.hooked, o), open(t, s.memory, o)
	if err := s.one.CreateBucket(t.Context(), store.Bucket{Name: "b"}); err != nil {
		t.Fatal(err)
	}
	return s
}

func (s *scene) must(err error) {
	s.Helper()
	if err != nil {
		s.Fatal(err)
	}
}

// put puts a text as a key.
func (s *scene) put(to *blobstore.Store, key, text string) error {
	c, err := to.Stage(s.Context())
	s.must(err)
	if _, err := io.WriteString(c, text); err != nil {
		s.Fatal(err)
	}
	_, err = to.Put(s.Context(), "b", key, write.Version{Content: c}, nil)
	return err
}

func (s *scene) remove(key string) {
	s.Helper()
	_, err := s.other.Delete(s.Context(), store.Ref{Bucket: "b", Key: key}, nil)
	s.must(err)
}

// has checks what a key has, for a store that remembers and for one that is new.
func (s *scene) has(key, text string) {
	s.Helper()
	for _, from := range []*blobstore.Store{s.one, s.other, open(s.T, s.memory, blobstore.Options{})} {
		o, err := from.Open(s.Context(), store.Ref{Bucket: "b", Key: key})
		if err != nil {
			s.Fatalf("%q: %v, want %q", key, err, text)
		}
		r, err := store.OpenRange(s.Context(), o, sse.CustomerKey{}, 0, o.Info().Size)
		s.must(err)
		if got, err := io.ReadAll(r); err != nil || string(got) != text {
			s.Fatalf("%q is %.20q, %v, want %.20q", key, got, err, text)
		}
	}
}

// uploaded begins an upload of one part, and returns it with the list of its parts.
func (s *scene) uploaded(key, text string) (write.UploadRef, []write.Part) {
	s.Helper()
	ref := write.UploadRef{Bucket: "b", Key: key}
	var err error
	ref.ID, err = s.one.CreateUpload(s.Context(), write.Upload{UploadRef: ref})
	s.must(err)
	c, err := s.one.Stage(s.Context())
	s.must(err)
	_, err = io.WriteString(c, text)
	s.must(err)
	_, err = s.one.PutPart(s.Context(), ref, write.Part{Number: 1, ETag: `"x"`}, c)
	s.must(err)
	parts, err := s.one.ListParts(s.Context(), ref)
	s.must(err)
	return ref, parts
}

// of reports whether a file is a record of the log of a key, which has no letter that is escaped.
func of(key, name string) bool {
	return strings.HasPrefix(name, "objects/") && strings.Contains(name, "/"+key+"!/")
}

// crashRename renames b to a up to the record that says so.
func (s *scene) crashRename() {
	s.before = func(op, name string, _ []byte) error {
		if op == "Add" && of("a", name) {
			return errCrashed
		}
		return nil
	}
	if err := s.one.Rename(s.Context(), "b", "b", "a", nil); !errors.Is(err, errCrashed) {
		s.Fatal(err)
	}
	s.before = nil
	s.clock = s.clock.Add(time.Second)
}

// TestMoveThatOthersDecided: a move that was decided by a record that is swept is none.
func TestMoveThatOthersDecided(t *testing.T) {
	s := newScene(t)
	s.must(s.put(s.one, "b", "moved"))
	s.crashRename()
	s.must(s.put(s.other, "a", "1"))
	s.must(s.put(s.other, "a", "2"))
	s.clock = s.clock.Add(2 * time.Hour)
	_, err := s.other.Sweep(t.Context(), blobstore.Sweeping{})
	s.must(err)
	s.has("a", "2")
	s.has("b", "moved")
	s.must(s.put(s.one, "b", "again"))
	s.has("b", "again")
}

// emptied leaves a log of the key "a" that says that there is nothing.
func (s *scene) emptied() {
	s.Helper()
	for range 5 {
		s.must(s.put(s.other, "a", "old"))
	}
	s.remove("a")
	s.must(s.put(s.other, "b", "moved"))
	s.clock = s.clock.Add(2 * time.Hour)
}

// begunAnew sweeps that log away, and begins it again.
func (s *scene) begunAnew() {
	s.Helper()
	_, err := s.other.Sweep(s.Context(), blobstore.Sweeping{})
	s.must(err)
	s.must(s.put(s.other, "a", "new"))
}

// TestMoveToLogBegunAnew: a log that is begun anew loses nothing to a move that counted on its
// places, whose writer waits or is no more.
func TestMoveToLogBegunAnew(t *testing.T) {
	t.Run("waits", func(t *testing.T) {
		s := newScene(t)
		s.emptied()
		s.before = func(op, name string, _ []byte) error {
			if op == "Add" && of("b", name) {
				s.before = nil
				s.begunAnew()
			}
			return nil
		}
		err := s.one.Rename(t.Context(), "b", "b", "a", func(_, target *store.Info) error {
			if target != nil {
				return errRefused
			}
			return nil
		})
		if !errors.Is(err, errRefused) {
			t.Errorf("Rename over what was put meanwhile: %v", err)
		}
		s.has("a", "new")
		s.has("b", "moved")
	})
	t.Run("is no more", func(t *testing.T) {
		s := newScene(t)
		s.emptied()
		s.crashRename()
		s.begunAnew()
		want := "new"
		s.before = func(op, name string, _ []byte) error {
			if op == "Add" && of("a", name) {
				s.before, want = nil, "newer"
				s.must(s.put(s.other, "a", want))
			}
			return nil
		}
		s.must(s.put(s.one, "b", "again"))
		s.has("a", want)
		s.has("b", "again")
	})
}

// TestDeleteBucketMeetsRename: a bucket is not empty because an object in it is renamed.
func TestDeleteBucketMeetsRename(t *testing.T) {
	s := newScene(t)
	s.must(s.put(s.one, "a", "was"))
	s.remove("a")
	s.must(s.put(s.one, "b", "moved"))
	deleter := hooked{memory: s.memory}
	var deleteErr error
	s.before = func(op, name string, record []byte) error {
		if op != "Add" || !of("a", name) {
			return nil
		}
		s.before = nil
		deleter.before = func(op, dir string, _ []byte) error {
			if op == "First" && of("b", dir) {
				_ = s.memory.Add(t.Context(), name, bytes.Clone(record)) // Rename goes on
			}
			return nil
		}
		deleteErr = open(t, &deleter, blobstore.Options{}).DeleteBucket(t.Context(), "b")
		return nil
	}
	s.must(s.one.Rename(t.Context(), "b", "b", "a", nil))
	if !errors.Is(deleteErr, write.ErrNotEmpty) {
		t.Errorf("DeleteBucket: %v, want %v", deleteErr, write.ErrNotEmpty)
	}
	s.has("a", "moved")
}

// TestDeleteBucketThatWaits: a bucket that was opened again while its deletion slept is not deleted.
func TestDeleteBucketThatWaits(t *testing.T) {
	s := newScene(t)
	closes := 0
	s.before = func(op, name string, _ []byte) error {
		isBucket := strings.HasPrefix(name, "buckets/")
		switch {
		case op == "Add" && isBucket:
			if closes++; closes == 2 {
				s.must(s.put(s.other, "k", "kept"))
			}
		case op == "First" && isBucket && closes == 1:
			s.clock = s.clock.Add(time.Minute)
			s.must(s.put(s.other, "k", "first"))
			s.remove("k")
		}
		return nil
	}
	err := s.one.DeleteBucket(t.Context(), "b")
	s.before = nil
	if err == nil {
		t.Fatal("the bucket was deleted")
	}
	if closes == 2 {
		s.has("k", "kept")
	}
	_, err = s.other.Open(t.Context(), store.Ref{Bucket: "b", Key: "none", Version: version.Latest()})
	if !errors.Is(err, store.ErrNoKey) {
		t.Errorf("the bucket afterwards: %v", err)
	}
}

// TestStrayFiles: a file that is none of the store's ends no upload and hides no key.
func TestStrayFiles(t *testing.T) {
	s := newScene(t)
	ref, _ := s.uploaded("k", "part")
	s.must(s.put(s.one, "k", "here"))
	for name := range s.memory.files {
		for i := range len(name) {
			if name[i] == '/' {
				s.memory.files[name[:i+1]+".stray"], s.memory.files[name[:i+1]+"p"] = nil, nil
			}
		}
	}
	s.clock = s.clock.Add(5 * time.Hour)
	for range 3 {
		if _, err := s.other.Sweep(t.Context(), blobstore.Sweeping{}); err != nil {
			t.Errorf("Sweep: %v", err)
		}
	}
	s.has("k", "here")
	uploads, err := s.other.ListUploads(t.Context(), "b")
	if err != nil || len(uploads) != 1 {
		t.Errorf("uploads: %v, %v", uploads, err)
	}
	if parts, err := s.other.ListParts(t.Context(), ref); err != nil || len(parts) != 1 {
		t.Errorf("parts: %v, %v", parts, err)
	}
}
