package storetest

import (
	"reflect"
	"slices"
	"strings"
	"time"

	"github.com/s3get/s3get/store"
)

func checkComplete(e *examiner) {
	for _, size := range []int{0, 1, 5000} {
		ref, ok := e.put(e.Bucket, Version{Content: e.content(size)})
		if !ok {
			continue
		}
		o, err := e.Store.Open(e.ctx, ref)
		if !e.expect(err == nil && o != nil, "Open of %s, which is there, = %v, %v", show(ref), o, err) {
			continue
		}
		if i := o.Info(); e.expect(i != nil, "Info is nil") {
			e.complete(i, int64(size))
		}
		e.close("Object", o)
	}
}

// complete expects the description of content of that size.
func (e *examiner) complete(i *store.Info, size int64) {
	e.expect(i.Size == size, "Size = %d, want %d", i.Size, size)
	e.expect(!i.DeleteMarker, "an object is a delete marker")
	e.expect(i.Parts == 0, "Parts = %d of what one PUT stored, want 0", i.Parts)
	e.expect(i.MissingMeta >= 0 && i.TagCount >= 0, "MissingMeta = %d and TagCount = %d are counts", i.MissingMeta, i.TagCount)
	e.expect(i.LastModified.Before(time.Now().Add(24*time.Hour)), "LastModified = %v, in the future", i.LastModified)
	var names []string
	for _, m := range i.Metadata {
		e.expect(m.Name == strings.ToLower(m.Name) && !slices.Contains(names, m.Name), "Metadata has the name %q, want lower-case and unique", m.Name)
		names = append(names, m.Name)
	}
}

// A snapshot is a deep copy of an Info, but for the matcher of a customer's key.
type snapshot struct {
	info     store.Info
	customer bool
}

func snap(i *store.Info) snapshot {
	s := snapshot{*i, i.Encryption.Customer != nil}
	s.info.Encryption.Customer = nil
	s.info.Metadata = slices.Clone(i.Metadata)
	s.info.Restore, s.info.Expiration, s.info.Lock = copied(i.Restore), copied(i.Expiration), copied(i.Lock)
	return s
}

func copied[T any](p *T) *T {
	if p == nil {
		return nil
	}
	c := *p
	return &c
}

func checkStable(e *examiner) {
	ref, o := e.putOpen(e.Bucket, Version{Content: e.content(3000)})
	if o == nil {
		return
	}
	defer e.close("Object", o)
	first := snap(o.Info())
	same := func(when string) {
		i := o.Info()
		if e.expect(i != nil, "Info is nil %s", when) {
			e.expect(reflect.DeepEqual(snap(i), first), "Info is %+v %s, and was %+v", *i, when, first.info)
		}
	}
	same("in the second call")
	if r := e.openRange(o, window{1, 2000}); r != nil {
		same("after OpenRange")
		_, err := readAll(r, 100, 2000)
		e.expect(err == nil, "reading fails with %v", err)
		e.close("reader", r)
		same("after reading")
	}
	if e.putAt(ref.Bucket, ref.Key, Version{Content: e.content(20)}) {
		same("after the key was replaced")
	}
	if e.Delete != nil && e.remove(ref) {
		same("after the key was deleted")
	}
}

// isTag reports whether s is an entity tag with its quotes (RFC 9110 §8.8.3).
func isTag(s string) bool {
	opaque, ok := strings.CutPrefix(strings.TrimPrefix(s, "W/"), `"`)
	opaque, closed := strings.CutSuffix(opaque, `"`)
	bad := func(r rune) bool { return r <= ' ' || r == '"' || r == 0x7f }
	return ok && closed && !strings.ContainsFunc(opaque, bad)
}

func checkETag(e *examiner) {
	ref := store.Ref{Bucket: e.Bucket, Key: e.key()}
	seen := map[string]bool{}
	for range 3 {
		if !e.putAt(ref.Bucket, ref.Key, Version{Content: e.content(500)}) {
			return
		}
		for again := range 2 {
			o := e.open(ref)
			if o == nil {
				return
			}
			tag := o.Info().ETag
			e.close("Object", o)
			if tag == "" {
				e.skip("entity tags: an object has none")
				return
			}
			e.expect(isTag(tag), "ETag = %s, want an entity tag in quotes", tag)
			e.expect(seen[tag] == (again == 1), "ETag %s: was seen before: %t; want one for each content, and the same each time", tag, seen[tag])
			seen[tag] = true
		}
	}
}
