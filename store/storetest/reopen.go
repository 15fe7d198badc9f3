package storetest

import (
	"fmt"
	"slices"

	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/write"
	"github.com/s3get/s3get/version"
)

// checkReopened compares what there is before and after the store is opened anew.
func checkReopened(e *writing) {
	if e.writer.Reopen == nil {
		e.skip("the Writer has no Reopen")
		return
	}
	var names []string
	for _, state := range []version.State{version.StateUnversioned, version.StateEnabled, version.StateSuspended} {
		names = append(names, e.bucket(state))
	}
	for _, name := range names {
		e.populate(name)
	}
	before := e.dump(names)
	anew, err := e.writer.Reopen()
	if !e.expect(err == nil && anew != nil, "Reopen = %v, %v", anew, err) {
		return
	}
	e.w, e.writer.Store, e.Store = anew, anew, anew
	after := e.dump(names)
	for i := range max(len(before), len(after)) {
		was, is := "nothing", "nothing"
		if i < len(before) {
			was = before[i]
		}
		if i < len(after) {
			is = after[i]
		}
		if !e.expect(was == is, "opened anew, the store has %s, want %s", is, was) {
			return
		}
	}
	e.stored(names[0], "after", "written after the store was opened anew")
}

// populate leaves something of everything in a bucket.
func (e *writing) populate(name string) {
	for i := range 3 {
		e.stored(name, "k", fmt.Sprint("text ", i))
	}
	e.stored(name, "large", string(e.content(300000)))
	e.stored(name, "gone", "x")
	e.delete(latest(name, "gone"))
	if c := e.stage("text"); c != nil {
		_, err := e.w.Put(e.ctx, name, "full", write.Version{Info: given(), Tags: []write.Tag{{Key: "a", Value: "b"}}, Access: granted, Content: c}, nil)
		e.expect(err == nil, "Put = %v", err)
	}
	done := e.begin(name, "parts")
	_, err := e.complete(done, []write.Part{e.part(done, 1, "one"), e.part(done, 2, "two")}, nil)
	e.expect(err == nil, "Complete = %v", err)
	e.done = append(e.done, done)
	open := e.begin(name, "upload")
	e.part(open, 7, "seven")
	e.expect(e.w.Abort(e.ctx, e.begin(name, "aborted")) == nil, "Abort fails")
	if c, ok := e.w.(write.Configurations); ok {
		err := c.Configure(e.ctx, name, "storetest", []byte("document"))
		e.expect(err == nil, "Configure = %v", err)
	}
	_, err = write.Revise(e.ctx, e.w, latest(name, "full"), func(_ *store.Info, r *write.Revision) error {
		r.Tags = []write.Tag{{Key: "revised", Value: "yes"}}
		return nil
	})
	e.did("Revise", err)
}

// dump describes all that there is in buckets, a line each.
func (e *writing) dump(names []string) (lines []string) {
	add := func(format string, args ...any) { lines = append(lines, fmt.Sprintf(format, args...)) }
	for _, name := range names {
		b, err := e.w.Bucket(e.ctx, name)
		add("bucket %+v %v", b, err)
		for entry, err := range e.w.Scan(e.ctx, name, "") {
			for _, info := range entry.Versions {
				e.dumpVersion(add, store.Ref{Bucket: name, Key: entry.Key, Version: version.ByID(info.VersionID)}, info)
			}
			add("key %q %v", entry.Key, err)
		}
		uploads, err := e.w.ListUploads(e.ctx, name)
		for _, u := range uploads {
			parts, err := e.w.ListParts(e.ctx, u.UploadRef)
			add("upload %v %v with %d parts, %v", u.UploadRef, u.Initiated.UTC(), len(parts), err)
			for _, p := range parts {
				add("part %d of %d bytes, %s %x %s", p.Number, p.Size, p.ETag, p.MD5, p.Checksum.String())
			}
		}
		add("uploads %d %v", len(uploads), err)
		document, err := write.LookupConfiguration(e.ctx, e.w, name, "storetest")
		add("document %q %v", document, err)
	}
	for _, ref := range e.done {
		info, err := write.Completed(e.ctx, e.w, ref)
		if info != nil {
			info = &store.Info{ETag: info.ETag, VersionID: info.VersionID}
		}
		add("completed upload %v: %+v %v", ref, info, err)
	}
	return lines
}

// dumpVersion describes a version and its content.
func (e *writing) dumpVersion(add func(string, ...any), ref store.Ref, info *store.Info) {
	i := *info
	i.LastModified = i.LastModified.UTC()
	restore, expiration, lock := i.Restore, i.Expiration, i.Lock
	i.Restore, i.Expiration, i.Lock = nil, nil, nil
	tags, err := e.w.Tags(e.ctx, ref)
	access, accessErr := write.LookupAccessControl(e.ctx, e.w, ref)
	add("version %q %+v %+v %+v %+v tags %v %v %+v %v", ref.Key, i, restore, expiration, lock, tags, err, access, accessErr)
	o, err := e.w.Open(e.ctx, ref)
	if info.DeleteMarker || err != nil {
		add("open %v", err)
		return
	}
	defer e.close("Object", o)
	r, err := o.OpenRange(e.ctx, 0, info.Size)
	if err != nil {
		add("read %v", err)
		return
	}
	defer e.close("reader", r)
	text, err := readAll(r, 8<<10, info.Size)
	add("content %d bytes %x %v", len(text), slices.Compact(text)[:min(16, len(slices.Compact(text)))], err)
	for n := 1; n <= info.Parts; n++ {
		p, ok, err := store.LookupPart(e.ctx, o, n)
		add("part %+v %v %v", p, ok, err)
	}
}
