package storetest

import (
	"errors"
	"slices"

	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/write"
	"github.com/s3get/s3get/version"
)

// remove deletes what has to be there, or a marker, and returns its description or nil.
func (e *writing) delete(ref store.Ref) *store.Info {
	info, err := e.w.Delete(e.ctx, ref, nil)
	if !e.expect(err == nil && info != nil, "Delete of %s = %v, %v", show(ref), info, err) {
		return nil
	}
	return info
}

func checkDeleteRemoves(e *writing) {
	name := e.bucket(version.StateUnversioned)
	e.stored(name, "k", "text")
	if info := e.delete(latest(name, "k")); info != nil {
		e.expect(info.ETag == tagOf("text") && !info.DeleteMarker, "Delete describes %+v, want what was removed", info)
	}
	_, err := e.w.Open(e.ctx, latest(name, "k"))
	e.wraps("Open of what was deleted", err, store.ErrNoKey)
	keys, _ := e.scanned(name, "")
	e.expect(len(keys) == 0, "Scan has what was deleted: %q", keys)
	info, err := e.w.Delete(e.ctx, latest(name, "k"), nil)
	e.expect(err == nil && info == nil, "Delete of nothing = %v, %v", info, err)
}

func checkDeleteMarker(e *writing) {
	name := e.bucket(version.StateEnabled)
	one := e.stored(name, "k", "one")
	marker := e.delete(latest(name, "k"))
	if one == nil || marker == nil {
		return
	}
	e.expect(marker.DeleteMarker && marker.VersionID != "" && !marker.LastModified.IsZero(), "Delete describes %+v, want a delete marker with an id and a date", marker)
	e.sees("behind a delete marker", name, "k", "marker", "one")
	e.reads("a version behind a delete marker", store.Ref{Bucket: name, Key: "k", Version: version.ByID(one.VersionID)}, "one")
	e.delete(store.Ref{Bucket: name, Key: "k", Version: version.ByID(marker.VersionID)})
	e.reads("what was behind a delete marker that was removed", latest(name, "k"), "one")
	e.delete(latest(name, "none"))
	e.sees("a delete marker of nothing", name, "none", "marker")
}

func checkDeleteVersion(e *writing) {
	name := e.bucket(version.StateEnabled)
	var ids []string
	for _, text := range []string{"one", "two", "three"} {
		info := e.stored(name, "k", text)
		if info == nil {
			return
		}
		ids = append(ids, info.VersionID)
	}
	by := func(i int) store.Ref { return store.Ref{Bucket: name, Key: "k", Version: version.ByID(ids[i])} }
	for _, c := range []struct {
		i     int
		text  string
		after []string
	}{{1, "two", []string{"three", "one"}}, {2, "three", []string{"one"}}, {0, "one", nil}} {
		if info := e.delete(by(c.i)); info != nil {
			e.expect(info.VersionID == ids[c.i] && info.ETag == tagOf(c.text), "Delete describes %+v, want version %d", info, c.i)
		}
		e.sees("after a version was removed", name, "k", c.after...)
		_, err := e.w.Open(e.ctx, by(c.i))
		e.wraps("Open of a version that was removed", err, store.ErrNoVersion)
		info, err := e.w.Delete(e.ctx, by(c.i), nil)
		e.expect(err == nil && info == nil, "Delete of a version that is not there = %v, %v", info, err)
	}
	_, err := e.w.Open(e.ctx, latest(name, "k"))
	e.wraps("Open of a key whose versions were removed", err, store.ErrNoKey)
}

func checkDeleteNull(e *writing) {
	name := e.bucket(version.StateSuspended)
	e.stored(name, "k", "one")
	if marker := e.delete(latest(name, "k")); marker != nil {
		e.expect(marker.DeleteMarker && marker.VersionID == "", "Delete where versioning is suspended describes %+v, want a null delete marker", marker)
	}
	e.sees("where versioning is suspended", name, "k", "marker")
	e.stored(name, "k", "two")
	e.sees("where versioning is suspended", name, "k", "two")
	e.delete(store.Ref{Bucket: name, Key: "k", Version: version.Null()})
	keys, _ := e.scanned(name, "")
	e.expect(len(keys) == 0, "the null version was removed, and left %q", keys)
}

func checkDeleteMalformed(e *writing) {
	name := e.bucket(version.StateUnversioned)
	e.stored(name, "k", "text")
	_, err := e.w.Delete(e.ctx, store.Ref{Bucket: name, Key: "k", Version: version.ByID("XKGIP7hrzRLxG05rHdmIC8LX3ygTgEIa")}, nil)
	e.wraps("Delete of a version by an id, without versioning", err, version.ErrMalformed)
	e.reads("what was not deleted", latest(name, "k"), "text")
}

func checkDeleteCheck(e *writing) {
	name := e.bucket(version.StateEnabled)
	one := e.stored(name, "k", "one")
	e.stored(name, "k", "two")
	if one == nil {
		return
	}
	for text, ref := range map[string]store.Ref{"one": {Bucket: name, Key: "k", Version: version.ByID(one.VersionID)}, "two": latest(name, "k"), "": latest(name, "none")} {
		var seen []*store.Info
		_, err := e.w.Delete(e.ctx, ref, func(current *store.Info) error { seen = append(seen, current); return errRefused })
		e.wraps("Delete against its check", err, errRefused)
		ok := len(seen) == 1 && (text == "" && seen[0] == nil || seen[0] != nil && seen[0].ETag == tagOf(text))
		e.expect(ok, "the check of a Delete sees %v, want %q", seen, text)
	}
	e.sees("after a Delete that was refused", name, "k", "two", "one")
}

func checkScanOrder(e *writing) {
	name := e.bucket(version.StateUnversioned)
	want := []string{"A", "B/", "B/b", "B0", "a", "a/", "a/b/c", "a0", "aa", "ab", "ä", "\uFFFD", "\U0001F600"}
	for i := range want {
		e.stored(name, want[(i*5+3)%len(want)], "text") // in another order
	}
	for i, from := range want {
		keys, _ := e.scanned(name, from)
		e.expect(slices.Equal(keys, want[i:]), "Scan from %q has %q, want %q", from, keys, want[i:])
	}
	keys, _ := e.scanned(name, "a.")
	e.expect(slices.Equal(keys, want[5:]), "Scan from a key that is not there has %q, want %q", keys, want[5:])
	keys = nil
	for entry, err := range e.w.Scan(e.ctx, name, "") {
		if err != nil || len(keys) == 2 {
			break
		}
		keys = append(keys, entry.Key)
	}
	e.expect(slices.Equal(keys, want[:2]), "a Scan that is left has %q", keys)
}

func checkScanEntries(e *writing) {
	name := e.bucket(version.StateEnabled)
	e.stored(name, "a", "one")
	e.stored(name, "a", "two")
	e.delete(latest(name, "a"))
	e.stored(name, "b", "three")
	if info := e.stored(name, "gone", "four"); info != nil {
		e.delete(store.Ref{Bucket: name, Key: "gone", Version: version.ByID(info.VersionID)})
	}
	keys, _ := e.scanned(name, "")
	e.expect(slices.Equal(keys, []string{"a", "b"}), "Scan has the keys %q", keys)
	e.sees("Scan", name, "a", "marker", "two", "one")
	e.sees("Scan", name, "b", "three")
}

func checkRename(e *writing) {
	r, ok := e.w.(write.Renamer)
	if !ok {
		e.skip("the store is no Renamer")
		return
	}
	name := e.bucket(version.StateUnversioned)
	one := e.stored(name, "from", "one")
	two := e.stored(name, "to", "two")
	if one == nil || two == nil {
		return
	}
	err := r.Rename(e.ctx, name, "from", "to", func(source, target *store.Info) error {
		e.expect(source != nil && source.ETag == one.ETag && target != nil && target.ETag == two.ETag, "the check of a Rename sees %v and %v", source, target)
		return errRefused
	})
	e.wraps("Rename against its check", err, errRefused)
	e.reads("the source of a Rename that was refused", latest(name, "from"), "one")
	e.reads("the target of a Rename that was refused", latest(name, "to"), "two")
	err = r.Rename(e.ctx, name, "from", "to", nil)
	e.expect(err == nil, "Rename = %v", err)
	if got := e.reads("what was renamed", latest(name, "to"), "one"); got != nil {
		e.expect(got.ETag == one.ETag && got.LastModified.Equal(one.LastModified), "what was renamed is %+v, want %+v", got, one)
	}
	_, err = e.w.Open(e.ctx, latest(name, "from"))
	e.wraps("Open of what was renamed", err, store.ErrNoKey)
	e.wraps("Rename of nothing", r.Rename(e.ctx, name, "from", "to", nil), store.ErrNoKey)
	err = r.Rename(e.ctx, name, "to", "new", func(_, target *store.Info) error {
		e.expect(target == nil, "the check of a Rename to a new key sees %v", target)
		return nil
	})
	e.expect(err == nil, "Rename to a new key = %v", err)
	e.reads("what was renamed", latest(name, "new"), "one")
}

func checkRevise(e *writing) {
	r, ok := e.w.(write.Revisions)
	if !ok {
		e.skip("the store is no Revisions")
		return
	}
	name := e.bucket(version.StateEnabled)
	one := e.stored(name, "k", "one")
	e.stored(name, "k", "two")
	if one == nil {
		return
	}
	ref := store.Ref{Bucket: name, Key: "k", Version: version.ByID(one.VersionID)}
	o := e.open(ref)
	if o == nil {
		return
	}
	defer e.close("Object", o)
	lock := &store.Lock{LegalHold: "ON"}
	edit := func(info *store.Info, rev *write.Revision) error {
		e.expect(info.ETag == tagOf("one"), "Revise shows %+v", info)
		rev.Lock, rev.Tags = lock, []write.Tag{{Key: "a", Value: "b"}}
		return nil
	}
	info, err := r.Revise(e.ctx, ref, edit)
	if !e.expect(err == nil && info != nil, "Revise = %v, %v", info, err) {
		return
	}
	for _, got := range []*store.Info{info, e.reads("what was revised", ref, "one")} {
		if got != nil {
			e.expect(got.Lock != nil && got.Lock.LegalHold == "ON" && got.TagCount == 1, "what was revised has %+v and %d tags", got.Lock, got.TagCount)
			e.expect(got.VersionID == one.VersionID && got.LastModified.Equal(one.LastModified) && got.ETag == one.ETag, "what was revised is %+v, want %+v", got, one)
		}
	}
	e.expect(o.Info().Lock == nil && o.Info().TagCount == 0, "a version that is open was revised: %+v", o.Info())
	tags, err := e.w.Tags(e.ctx, ref)
	e.expect(err == nil && slices.Equal(tags, []write.Tag{{Key: "a", Value: "b"}}), "Tags = %v, %v", tags, err)
	_, err = r.Revise(e.ctx, ref, func(_ *store.Info, rev *write.Revision) error { rev.Lock = nil; return errRefused })
	e.expect(errors.Is(err, errRefused), "a revision that is refused = %v", err)
	if got := e.reads("what was not revised", ref, "one"); got != nil {
		e.expect(got.Lock != nil, "a revision that was refused changed the lock")
	}
	e.sees("after a revision", name, "k", "two", "one")
	_, err = r.Revise(e.ctx, latest(name, "none"), func(*store.Info, *write.Revision) error { return nil })
	e.wraps("Revise of nothing", err, store.ErrNoKey)
}
