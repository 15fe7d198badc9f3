package memstore_test

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"sync"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/memstore"
	"github.com/s3get/s3get/version"
)

// A model is a bucket as a list of writes, from the oldest to the newest.
type model struct {
	store  *memstore.Store
	state  version.State
	writes []write
	ids    int
	opened []pin
}

type write struct {
	key, id, text string // id is "null" for a null version
	marker        bool
}

// A pin is an Object that was opened, and what it has to go on reading.
type pin struct {
	object store.Object
	text   string
}

func newModel(t rapid.TB) *model {
	m := &model{store: memstore.New()}
	m.store.Now = func() time.Time { return start }
	m.store.NewID = func() string { m.ids++; return id(m.ids) }
	if err := m.store.CreateBucket(store.Bucket{Name: "b"}); err != nil {
		t.Fatal(err)
	}
	return m
}

// add writes to the model as the versioning of the bucket demands.
func (m *model) add(w write) {
	w.id = id(m.ids)
	if m.state != version.StateEnabled {
		w.id = version.NullID
		m.drop(w.key, version.NullID)
	}
	m.writes = append(m.writes, w)
}

func (m *model) drop(key, id string) {
	m.writes = slices.DeleteFunc(m.writes, func(w write) bool { return w.key == key && w.id == id })
}

// find returns the write that sel means, or false.
func (m *model) find(key string, sel version.Selector) (write, bool) {
	for _, w := range slices.Backward(m.writes) {
		if w.key == key && (sel.IsLatest() || sel.String() == w.id) {
			return w, true
		}
	}
	return write{}, false
}

var modelKey = rapid.SampledFrom([]string{"a", "b"})

// selector draws a version that may be there.
func (m *model) selector(t *rapid.T) version.Selector {
	n := rapid.IntRange(-1, m.ids+1).Draw(t, "version")
	switch n {
	case -1:
		return version.Latest()
	case 0:
		return version.Null()
	}
	return version.ByID(id(n))
}

func (m *model) Put(t *rapid.T) {
	key := modelKey.Draw(t, "key")
	text := strconv.Itoa(rapid.IntRange(0, 1000).Draw(t, "text"))
	if _, err := m.store.Put("b", key, memstore.Version{Content: []byte(text)}); err != nil {
		t.Fatal(err)
	}
	m.add(write{key: key, text: text})
}

func (m *model) Delete(t *rapid.T) {
	key, sel := modelKey.Draw(t, "key"), m.selector(t)
	got, err := m.store.Delete("b", key, sel)
	if _, named := sel.ID(); named && m.state == version.StateUnversioned {
		if !errors.Is(err, version.ErrMalformed) {
			t.Fatalf("Delete(%q, %v) = %v, want %v", key, sel, err, version.ErrMalformed)
		}
		return
	}
	if err != nil {
		t.Fatalf("Delete(%q, %v) = %v, want nil", key, sel, err)
	}
	if sel.IsLatest() && m.state != version.StateUnversioned {
		m.add(write{key: key, marker: true})
		return
	}
	w, ok := m.find(key, sel)
	if (got != nil) != ok {
		t.Fatalf("Delete(%q, %v) = %v, want something %t", key, sel, got, ok)
	}
	m.drop(key, w.id)
}

func (m *model) Version(t *rapid.T) {
	state := rapid.SampledFrom([]version.State{version.StateEnabled, version.StateSuspended}).Draw(t, "state")
	if err := m.store.SetVersioning("b", state); err != nil {
		t.Fatal(err)
	}
	m.state = state
}

func (m *model) Open(t *rapid.T) {
	key, sel := modelKey.Draw(t, "key"), m.selector(t)
	o, err := m.store.Open(context.Background(), store.Ref{Bucket: "b", Key: key, Version: sel})
	w, ok := m.find(key, sel)
	if !ok {
		if !errors.Is(err, sel.NotFound()) {
			t.Fatalf("Open(%q, %v) = %v, want %v", key, sel, err, sel.NotFound())
		}
		return
	}
	if err != nil {
		t.Fatalf("Open(%q, %v) = %v, want %+v", key, sel, err, w)
	}
	info := o.Info()
	if version.ByID(info.VersionID).String() != w.id || info.DeleteMarker != w.marker || info.Size != int64(len(w.text)) {
		t.Fatalf("Open(%q, %v) = %+v, want %+v", key, sel, info, w)
	}
	m.opened = append(m.opened, pin{o, w.text})
}

// Check is called after each step: what was opened reads as it did.
func (m *model) Check(t *rapid.T) {
	for _, p := range m.opened {
		if got := content(t, p.object); got != p.text {
			t.Fatalf("pinned object reads %q, want %q", got, p.text)
		}
	}
	if got, want := len(m.store.Keys("b")), m.keys(); got != want {
		t.Fatalf("%d keys, want %d", got, want)
	}
	for _, key := range []string{"a", "b"} {
		if got, want := m.versions(key), m.written(key); !slices.Equal(got, want) {
			t.Fatalf("versions of %q are %q, want %q", key, got, want)
		}
	}
}

// versions returns the ids of the versions of a key in the store, from the newest on.
func (m *model) versions(key string) []string {
	var ids []string
	for _, info := range m.store.Versions("b", key) {
		ids = append(ids, version.ByID(info.VersionID).String())
	}
	return ids
}

// written returns the ids of the writes of a key, from the newest on.
func (m *model) written(key string) []string {
	var ids []string
	for _, w := range slices.Backward(m.writes) {
		if w.key == key {
			ids = append(ids, w.id)
		}
	}
	return ids
}

// PutMany makes a history long enough for an index.
func (m *model) PutMany(t *rapid.T) {
	for range 6 {
		m.Put(t)
	}
}

func (m *model) keys() int {
	seen := make(map[string]bool)
	for _, w := range m.writes {
		seen[w.key] = true
	}
	return len(seen)
}

func TestModel(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := newModel(t)
		t.Repeat(map[string]func(*rapid.T){
			"put": m.Put, "put many": m.PutMany, "delete": m.Delete, "versioning": m.Version, "open": m.Open, "": m.Check,
		})
	})
}

// TestConcurrent reads while others write: description and bytes belong together, and
// no read mixes two writes.
func TestConcurrent(t *testing.T) {
	s := newStore(t, store.Bucket{Versioning: version.StateEnabled})
	put(t, s, "k", versionOf(0))
	var group sync.WaitGroup
	for range 4 {
		group.Go(func() {
			for i := range 100 {
				if _, err := s.Put("b", "k", versionOf(i%10)); err != nil {
					t.Error(err)
				}
				if err := s.Tag("b", "k", version.Latest(), i); err != nil {
					t.Error(err)
				}
			}
		})
		group.Go(func() {
			for range 200 {
				checkWhole(t, s)
			}
		})
	}
	group.Wait()
}

// versionOf returns a version all of whose bytes are n, as its content type says.
func versionOf(n int) memstore.Version {
	text := make([]byte, 100*(n+1))
	for i := range text {
		text[i] = byte('0' + n)
	}
	return memstore.Version{Info: store.Info{ContentType: strconv.Itoa(n)}, Content: text}
}

func checkWhole(t *testing.T, s *memstore.Store) {
	o, err := s.Open(context.Background(), store.Ref{Bucket: "b", Key: "k"})
	if err != nil {
		t.Error(err)
		return
	}
	n, err := strconv.Atoi(o.Info().ContentType)
	if err != nil {
		t.Error(err)
	}
	if got, want := content(t, o), string(versionOf(n).Content); got != want {
		t.Errorf("object of type %d reads %q", n, got)
	}
}
