package storetest

import (
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/version"
)

// unknownID returns an id, of the form of S3's, that no version has.
func unknownID() string { return strings.Repeat("0", version.IDLength) }

func checkOpen(e *examiner) {
	for _, size := range []int{0, 1, 1000} {
		text := e.content(size)
		if ref, ok := e.put(e.Bucket, Version{Content: text}); ok {
			e.holds("an object", ref, text)
		}
	}
}

// fails expects Open to fail with want and with no other error of absence.
func (e *examiner) fails(ref store.Ref, want error) {
	o, err := e.Store.Open(e.ctx, ref)
	if err == nil && o != nil {
		e.close("Object", o)
	}
	for _, other := range []error{store.ErrNoBucket, store.ErrNoKey, store.ErrNoVersion} {
		is := errors.Is(err, other)
		e.expect(is == (other == want), "Open of %s = %v, want %v and only that", show(ref), err, want)
	}
}

func checkOpenNoBucket(e *examiner) {
	for _, which := range []version.Selector{version.Latest(), version.Null(), version.ByID(unknownID())} {
		o, err := e.Store.Open(e.ctx, store.Ref{Bucket: missing, Key: missing, Version: which})
		e.expect(o == nil && errors.Is(err, store.ErrNoBucket), "Open in a bucket that is not there = %v, %v, want ErrNoBucket", o, err)
	}
}

func checkNoKey(e *examiner) {
	e.fails(store.Ref{Bucket: e.Bucket, Key: e.key()}, store.ErrNoKey)
	if e.Versioned != "" {
		e.fails(store.Ref{Bucket: e.Versioned, Key: e.key()}, store.ErrNoKey)
	}
	if ref, ok := e.put(e.Bucket, Version{Content: e.content(10)}); ok && e.remove(ref) {
		e.fails(ref, store.ErrNoKey)
	}
}

func checkNoVersion(e *examiner) {
	e.fails(store.Ref{Bucket: e.Bucket, Key: e.key(), Version: version.Null()}, store.ErrNoVersion)
	ref, o := e.putOpen(e.Versioned, Version{Content: e.content(10)})
	if o == nil {
		return
	}
	defer e.close("Object", o)
	unknown := version.ByID(unknownID())
	e.fails(store.Ref{Bucket: ref.Bucket, Key: ref.Key, Version: unknown}, store.ErrNoVersion)
	e.fails(store.Ref{Bucket: ref.Bucket, Key: e.key(), Version: unknown}, store.ErrNoVersion)
	if id := o.Info().VersionID; id != "" {
		e.fails(store.Ref{Bucket: ref.Bucket, Key: ref.Key, Version: version.Null()}, store.ErrNoVersion)
		e.fails(store.Ref{Bucket: ref.Bucket, Key: e.key(), Version: version.ByID(id)}, store.ErrNoVersion)
		e.failsRemoved(ref, id)
	}
}

// failsRemoved removes the only version of a key.
func (e *examiner) failsRemoved(ref store.Ref, id string) {
	ref.Version = version.ByID(id)
	if e.remove(ref) {
		e.fails(ref, store.ErrNoVersion)
		ref.Version = version.Latest()
		e.fails(ref, store.ErrNoKey)
	}
}

// isNull expects the null version of ref to read text.
func (e *examiner) isNull(what string, ref store.Ref, text []byte) {
	ref.Version = version.Null()
	if i := e.holds(what, ref, text); i != nil {
		e.expect(i.VersionID == "", "%s has the id %q, want none", what, i.VersionID)
	}
}

func checkNull(e *examiner) {
	text, older, newer := e.content(100), e.content(90), e.content(80)
	if ref, ok := e.put(e.Bucket, Version{Content: text}); ok {
		e.isNull("the null version in a bucket without versioning", ref, text)
	}
	ref, ok := e.put(e.Versioned, Version{Content: older, Null: true})
	if !ok {
		return
	}
	e.isNull("the null version that is the latest", ref, older)
	if e.putAt(ref.Bucket, ref.Key, Version{Content: newer}) {
		e.isNull("the null version under another one", ref, older)
		e.holds("the version over the null version", ref, newer)
	}
}

func checkVersions(e *examiner) {
	var ids []string
	ref, texts := store.Ref{Bucket: e.Versioned, Key: e.key()}, [][]byte{e.content(30), e.content(20), e.content(30)}
	for _, text := range texts {
		if !e.putAt(ref.Bucket, ref.Key, Version{Content: text}) {
			return
		}
		i := e.holds("the latest version", ref, text)
		if i == nil {
			return
		}
		e.expect(i.VersionID != "" && !slices.Contains(ids, i.VersionID), "a new version has the id %q, beside %q", i.VersionID, ids)
		ids = append(ids, i.VersionID)
	}
	for n, id := range ids {
		ref.Version = version.ByID(id)
		if i := e.holds("a version named by its id", ref, texts[n]); i != nil {
			e.expect(i.VersionID == id, "the version %q says that it is %q", id, i.VersionID)
		}
	}
}

func checkMarker(e *examiner) {
	text := e.content(50)
	ref, ok := e.put(e.Versioned, Version{Content: text})
	if !ok {
		return
	}
	old := e.holds("a version", ref, text)
	if old == nil || !e.remove(ref) {
		return
	}
	id := e.isMarker(ref)
	e.expect(id != old.VersionID, "the delete marker has the id %q of the version below it", id)
	e.isMarker(store.Ref{Bucket: ref.Bucket, Key: ref.Key, Version: version.ByID(id)})
	ref.Version = version.ByID(old.VersionID)
	e.holds("the version below a delete marker", ref, text)
}

// isMarker expects a delete marker and returns its id.
func (e *examiner) isMarker(ref store.Ref) string {
	o := e.open(ref)
	if o == nil {
		return ""
	}
	defer e.close("Object", o)
	e.expect(o.Info().DeleteMarker, "Info of the delete marker %s does not say that it is one", show(ref))
	return o.Info().VersionID
}

func checkOpenCanceled(e *examiner) {
	ref, ok := e.put(e.Bucket, Version{Content: e.content(10)})
	if !ok {
		return
	}
	ctx, cancel := context.WithCancel(e.ctx)
	cancel()
	o, err := e.Store.Open(ctx, ref)
	if o != nil && err == nil {
		e.close("Object", o)
	}
	e.expect(err != nil && !isAbsence(err), "Open with a canceled context = %v, want an error that is none of absence", err)
}

func checkOpenNames(e *examiner) {
	for _, name := range oddNames() {
		for _, ref := range []store.Ref{
			{Bucket: e.Bucket, Key: name},
			{Bucket: name, Key: missing},
			{Bucket: e.Bucket, Key: name, Version: version.Null()},
			{Bucket: e.Bucket, Key: missing, Version: version.ByID(name)},
		} {
			e.guard(func() {
				o, err := e.Store.Open(e.ctx, ref)
				if !e.expect(err != nil, "Open of %s, which nobody put, = an Object", show(ref)) && o != nil {
					e.close("Object", o)
				}
			})
		}
	}
}
