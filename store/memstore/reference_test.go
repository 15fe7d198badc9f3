package memstore_test

import (
	"bytes"
	"context"
	"crypto/md5"
	"errors"
	"fmt"
	"maps"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/memstore"
	"github.com/s3get/s3get/version"
)

// A ledger is a model of a bucket with all that is told of its versions. Unlike [model] it
// keeps the stacks as S3's documentation draws them, the newest version first.
type ledger struct {
	store  *memstore.Store
	state  version.State
	stacks map[string][]*entry
	ids    int       // that the store took
	now    time.Time // at the last write
	writes int       // at which the store looked at the clock
	ticks  int
	pins   []pinned
}

// An entry is one version.
type entry struct {
	info  store.Info
	parts [][]byte // of a multipart upload; one for content that was put whole
}

// A pinned object was opened, and goes on telling what it told.
type pinned struct {
	object store.Object
	entry  entry
}

func newLedger(t *rapid.T) *ledger {
	l := &ledger{store: memstore.New(), stacks: map[string][]*entry{}, now: start}
	l.store.Now = func() time.Time { l.ticks++; l.now = l.now.Add(time.Second); return l.now }
	l.store.NewID = func() string { l.ids++; return id(l.ids) }
	if err := l.store.CreateBucket(store.Bucket{Name: "b"}); err != nil {
		t.Fatal(err)
	}
	l.ticks = 0 // that of the bucket
	return l
}

// push lays an entry on top of a stack as the versioning of the bucket demands. named is
// the id that it was put with, "" for none.
func (l *ledger) push(key, named string, e entry) {
	l.writes++
	e.info.LastModified = l.now
	switch {
	case named == "" && l.state == version.StateEnabled:
		e.info.VersionID = id(l.ids)
	case named != "" && named != version.NullID:
		e.info.VersionID = named
	}
	if e.info.VersionID == "" {
		l.stacks[key] = slices.DeleteFunc(l.stacks[key], func(o *entry) bool { return o.info.VersionID == "" })
	}
	l.stacks[key] = append([]*entry{&e}, l.stacks[key]...)
}

// find returns the position of the version that sel means, or -1.
func (l *ledger) find(key string, sel version.Selector) int {
	return slices.IndexFunc(l.stacks[key], func(e *entry) bool {
		named, ok := sel.ID()
		return sel.IsLatest() || sel.IsNull() && e.info.VersionID == "" || ok && e.info.VersionID == named
	})
}

// named draws an id to put with: mostly none, or one that may be taken or is none.
func (l *ledger) named(t *rapid.T) string {
	return rapid.SampledFrom([]string{"", "", "", "", version.NullID, id(901), id(901), id(902), "malformed"}).Draw(t, "named")
}

// refuses reports which error a put with an id has, or nil.
func (l *ledger) refuses(key, named string, marker bool) error {
	field := func(name string) error { return &memstore.FieldError{Field: name} }
	switch {
	case marker && l.state == version.StateUnversioned:
		return field("DeleteMarker")
	case named == "" || named == version.NullID:
		return nil
	case l.state == version.StateUnversioned || !version.WellFormed(named):
		return field("VersionID")
	case l.find(key, version.ByID(named)) >= 0:
		return memstore.ErrExists
	}
	return nil
}

// sameError compares errors, those of fields by the field.
func sameError(got, want error) bool {
	var g, w *memstore.FieldError
	if ok, is := errors.As(got, &g), errors.As(want, &w); ok || is {
		return ok && is && g.Field == w.Field
	}
	return errors.Is(got, want)
}

func (l *ledger) Put(t *rapid.T) {
	key, named := modelKey.Draw(t, "key"), l.named(t)
	text := rapid.SliceOfN(rapid.Byte(), 0, 20).Draw(t, "content")
	want := l.refuses(key, named, false)
	_, err := l.store.Put("b", key, memstore.Version{Info: store.Info{VersionID: named}, Content: text})
	if !sameError(err, want) {
		t.Fatalf("Put(%q, %q) = %v, want %v", key, named, err, want)
	}
	if err == nil {
		tag := fmt.Sprintf(`"%x"`, md5.Sum(text))
		l.push(key, named, entry{info: store.Info{Size: int64(len(text)), ETag: tag}, parts: [][]byte{text}})
	}
}

func (l *ledger) PutParts(t *rapid.T) {
	key, named := modelKey.Draw(t, "key"), l.named(t)
	parts := rapid.SliceOfN(rapid.SliceOfN(rapid.Byte(), 0, 9), 0, 4).Draw(t, "parts")
	want := l.refuses(key, named, false)
	if len(parts) == 0 {
		want = &memstore.FieldError{Field: "PartSizes"}
	}
	_, err := l.store.PutParts("b", key, memstore.Version{Info: store.Info{VersionID: named}}, parts...)
	if !sameError(err, want) {
		t.Fatalf("PutParts(%q, %q, %d parts) = %v, want %v", key, named, len(parts), err, want)
	}
	if err != nil {
		return
	}
	var sums []byte
	for _, p := range parts {
		sum := md5.Sum(p)
		sums = append(sums, sum[:]...)
	}
	tag := fmt.Sprintf(`"%x-%d"`, md5.Sum(sums), len(parts))
	size := int64(len(slices.Concat(parts...)))
	l.push(key, named, entry{info: store.Info{Size: size, ETag: tag, Parts: len(parts)}, parts: parts})
}

func (l *ledger) PutMarker(t *rapid.T) {
	key, named := modelKey.Draw(t, "key"), l.named(t)
	want := l.refuses(key, named, true)
	_, err := l.store.Put("b", key, memstore.Version{Info: store.Info{DeleteMarker: true, VersionID: named}})
	if !sameError(err, want) {
		t.Fatalf("Put(%q, %q) of a marker = %v, want %v", key, named, err, want)
	}
	if err == nil {
		l.push(key, named, entry{info: store.Info{DeleteMarker: true}})
	}
}

// selector draws a version that may be there.
func (l *ledger) selector(t *rapid.T) version.Selector {
	ids := []int{1, 901, 902, max(l.ids, 1), max(l.ids-1, 1), l.ids + 1}
	return rapid.SampledFrom([]version.Selector{
		version.Latest(), version.Latest(), version.Null(), version.ByID(id(rapid.SampledFrom(ids).Draw(t, "id"))),
	}).Draw(t, "version")
}

func (l *ledger) Delete(t *rapid.T) {
	key, sel := modelKey.Draw(t, "key"), l.selector(t)
	_, err := l.store.Delete("b", key, sel)
	if want := sel.AllowedIn(l.state); !errors.Is(err, want) {
		t.Fatalf("Delete(%q, %v) = %v, want %v", key, sel, err, want)
	}
	i := l.find(key, sel)
	switch {
	case err != nil:
	case sel.IsLatest() && l.state != version.StateUnversioned:
		l.push(key, "", entry{info: store.Info{DeleteMarker: true}})
	case i >= 0:
		if l.stacks[key] = slices.Delete(l.stacks[key], i, i+1); len(l.stacks[key]) == 0 {
			delete(l.stacks, key)
		}
	}
}

func (l *ledger) Version(t *rapid.T) {
	state := rapid.SampledFrom([]version.State{version.StateUnversioned, version.StateEnabled, version.StateSuspended}).Draw(t, "state")
	var want error
	if state == version.StateUnversioned && l.state != state {
		want = &memstore.FieldError{Field: "Versioning"}
	}
	err := l.store.SetVersioning("b", state)
	if !sameError(err, want) {
		t.Fatalf("SetVersioning(%v) = %v, want %v", state, err, want)
	}
	if err == nil {
		l.state = state
	}
}

// Change sets tags, a restore or a lock, where the version is there and is no marker.
func (l *ledger) Change(t *rapid.T) {
	key, sel := modelKey.Draw(t, "key"), l.selector(t)
	tags := rapid.IntRange(-1, 3).Draw(t, "tags")
	restore := rapid.SampledFrom([]*store.Restore{nil, {Ongoing: true}, {Expiry: start}, {}}).Draw(t, "restore")
	lock := rapid.SampledFrom([]*store.Lock{nil, {LegalHold: "ON"}, {Mode: "GOVERNANCE"}}).Draw(t, "lock")
	c := rapid.SampledFrom([]struct {
		field string
		bad   bool // for any version
		bare  bool // nothing that a marker could not have
		do    func() error
		edit  func(*store.Info)
	}{
		{"TagCount", tags < 0, tags == 0,
			func() error { return l.store.Tag("b", key, sel, tags) }, func(i *store.Info) { i.TagCount = tags }},
		{"Restore.Expiry", restore != nil && *restore == store.Restore{}, restore == nil,
			func() error { return l.store.Restore("b", key, sel, restore) }, func(i *store.Info) { i.Restore = restore }},
		{"Lock.RetainUntil", lock != nil && lock.Mode != "", lock == nil,
			func() error { return l.store.Lock("b", key, sel, lock) }, func(i *store.Info) { i.Lock = lock }},
	}).Draw(t, "change")
	var want error
	i := l.find(key, sel)
	switch {
	case i < 0:
		want = sel.NotFound()
	case l.stacks[key][i].info.DeleteMarker && !c.bare:
		want = &memstore.FieldError{Field: "DeleteMarker"}
	case c.bad:
		want = &memstore.FieldError{Field: c.field}
	}
	err := c.do()
	if !sameError(err, want) {
		t.Fatalf("change of %s of %q, %v = %v, want %v", c.field, key, sel, err, want)
	}
	if err == nil {
		changed := *l.stacks[key][i]
		c.edit(&changed.info)
		l.stacks[key][i] = &changed
	}
}

func (l *ledger) Open(t *rapid.T) {
	key, sel := modelKey.Draw(t, "key"), l.selector(t)
	o, err := l.store.Open(context.Background(), store.Ref{Bucket: "b", Key: key, Version: sel})
	i := l.find(key, sel)
	if i < 0 {
		if !errors.Is(err, sel.NotFound()) {
			t.Fatalf("Open(%q, %v) = %v, want %v", key, sel, err, sel.NotFound())
		}
		return
	}
	if err != nil {
		t.Fatalf("Open(%q, %v) = %v, want nil", key, sel, err)
	}
	l.pins = append(l.pins, pinned{o, *l.stacks[key][i]})
}

// Check is called after each step. All is there, nothing else is, and what was opened
// stayed as it was.
func (l *ledger) Check(t *rapid.T) {
	if got, want := l.store.Keys("b"), slices.Sorted(maps.Keys(l.stacks)); !slices.Equal(got, want) {
		t.Fatalf("Keys = %q, want %q", got, want)
	}
	if l.ticks != l.writes {
		t.Fatalf("%d looks at the clock, want one for each of %d writes", l.ticks, l.writes)
	}
	for key, stack := range l.stacks {
		var want []*store.Info
		for _, e := range stack {
			want = append(want, &e.info)
		}
		if diff := cmp.Diff(want, l.store.Versions("b", key), equal); diff != "" {
			t.Fatalf("Versions(%q): (-want +got)\n%s", key, diff)
		}
	}
	for _, p := range l.pins {
		p.check(t)
	}
}

// check reads a pinned object whole and in its parts.
func (p *pinned) check(t *rapid.T) {
	if diff := cmp.Diff(&p.entry.info, p.object.Info(), equal); diff != "" {
		t.Fatalf("Info of a pinned object: (-want +got)\n%s", diff)
	}
	all := slices.Concat(p.entry.parts...)
	if got := content(t, p.object); got != string(all) {
		t.Fatalf("content of a pinned object is %q, want %q", got, all)
	}
	for n, want := range p.entry.parts {
		part, ok, err := store.LookupPart(context.Background(), p.object, n+1)
		if err != nil || !ok || !bytes.Equal(all[part.Offset:part.Offset+part.Size], want) {
			t.Fatalf("part %d of a pinned object = %+v, %t, %v; want %q", n+1, part, ok, err, want)
		}
	}
}

// TestLedger does what can be done to a bucket in any order.
func TestLedger(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l := newLedger(t)
		t.Repeat(map[string]func(*rapid.T){
			"put": l.Put, "put parts": l.PutParts, "put marker": l.PutMarker, "delete": l.Delete,
			"versioning": l.Version, "change": l.Change, "open": l.Open, "": l.Check,
		})
	})
}
