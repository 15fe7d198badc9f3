package folder

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/blobstore"
	"github.com/s3get/s3get/store/blobstore/internal/disk"
	"github.com/s3get/s3get/store/write"
	"github.com/s3get/s3get/version"
)

// A probe asks a store for something, and returns it as a text, and the content after it.
type probe struct {
	name, bucket, key, id string
	run                   func(w *world) (string, []byte, error)
	text                  string // that a store without damage returns
	content               []byte
}

// versionProbe reads a version with its tags and parts.
func versionProbe(bucket, key, id string, sel version.Selector) *probe {
	p := &probe{name: fmt.Sprintf("%s/%s/%v", bucket, key, sel), bucket: bucket, key: key, id: id}
	p.run = func(w *world) (string, []byte, error) {
		ref := store.Ref{Bucket: bucket, Key: key, Version: sel}
		o, err := w.Open(w.ctx, ref)
		if err != nil {
			return "", nil, err
		}
		tags, err := w.Tags(w.ctx, ref)
		if err != nil {
			return "", nil, err
		}
		i := *o.Info()
		text := fmt.Sprintf("%d %s %s %v %s %d %t %v", i.Size, i.ETag, i.ContentType, i.Metadata, i.LastModified.UTC(), i.Parts, i.DeleteMarker, tags)
		for n := 1; n <= i.Parts; n++ {
			part, _, err := store.LookupPart(w.ctx, o, n)
			if err != nil {
				return "", nil, err
			}
			text += fmt.Sprintf(" %+v", part)
		}
		if i.DeleteMarker {
			return text, nil, nil
		}
		b, err := readAll(w.ctx, o)
		return text, b, err
	}
	return p
}

// probes returns probes for all that a store has.
func (w *world) probes(t *testing.T) (all []*probe) {
	buckets, err := w.ListBuckets(w.ctx)
	if err != nil {
		t.Fatal(err)
	}
	for _, b := range buckets {
		for e, err := range w.Scan(w.ctx, b.Name, "") {
			if err != nil {
				t.Fatal(err)
			}
			for _, i := range e.Versions {
				sel := version.Null()
				if i.VersionID != "" {
					sel = version.ByID(i.VersionID)
				}
				all = append(all, versionProbe(b.Name, e.Key, i.VersionID, sel))
			}
			all = append(all, versionProbe(b.Name, e.Key, e.Versions[0].VersionID, version.Latest()))
		}
		all = append(all, w.bucketProbes(t, b.Name)...)
	}
	for _, p := range all {
		if p.text, p.content, err = p.run(w); err != nil {
			t.Fatalf("%s: %v", p.name, err)
		}
	}
	return all
}

// bucketProbes ask for what a bucket is, its keys and its uploads.
func (w *world) bucketProbes(t *testing.T, bucket string) []*probe {
	all := []*probe{{name: bucket, run: func(w *world) (string, []byte, error) {
		b, err := w.Bucket(w.ctx, bucket)
		if err != nil {
			return "", nil, err
		}
		doc, err := w.Configuration(w.ctx, bucket, "lifecycle")
		return fmt.Sprintf("%+v %s", *b, doc), nil, err
	}}, {name: bucket + " keys", run: func(w *world) (text string, _ []byte, _ error) {
		for e, err := range w.Scan(w.ctx, bucket, "") {
			if err != nil {
				return "", nil, err
			}
			for _, i := range e.Versions {
				text += fmt.Sprintf("%q %s %d %s\n", e.Key, i.VersionID, i.Size, i.ETag)
			}
		}
		return text, nil, nil
	}}, {name: bucket + " uploads", run: func(w *world) (string, []byte, error) {
		all, err := w.ListUploads(w.ctx, bucket)
		for i := range all {
			all[i].Initiated = all[i].Initiated.UTC()
		}
		return fmt.Sprintf("%+v", all), nil, err
	}}}
	uploads, err := w.ListUploads(w.ctx, bucket)
	if err != nil {
		t.Fatal(err)
	}
	for _, u := range uploads {
		all = append(all, &probe{name: "parts of " + u.Key, bucket: bucket, key: u.Key, id: u.ID, run: func(w *world) (string, []byte, error) {
			parts, err := w.ListParts(w.ctx, u.UploadRef)
			return fmt.Sprintf("%+v", parts), nil, err
		}})
	}
	return all
}

// A rotten is a store on a disk that forgets what it has.
type rotten struct {
	*testing.T
	sim     *disk.Sim
	options blobstore.Options
	probes  []*probe
	damages int // that hooks were told of
	flips   int
}

func (r *rotten) open() (*world, error) {
	f, err := newFolder(r.sim, "sim")
	if err != nil {
		return nil, err
	}
	o := r.options
	o.Hooks.Damage = func(string, error) { r.damages++ }
	return openWorld(context.Background(), f, beginning(), o)
}

// isAbsence reports whether an error says that there is nothing.
func isAbsence(err error) bool {
	for _, e := range []error{store.ErrNoBucket, store.ErrNoKey, store.ErrNoVersion, store.ErrChanged, write.ErrNoUpload, write.ErrNoPart} {
		if errors.Is(err, e) {
			return true
		}
	}
	return false
}

// ask runs probes with a store that is opened anew, and returns those that failed. What the others
// say has to be right.
func (r *rotten) ask(what string, probes []*probe) (failed []*probe) {
	r.damages = 0
	w, err := r.open()
	if err != nil {
		return probes
	}
	for _, p := range probes {
		text, content, err := p.run(w)
		switch {
		case err == nil && (text != p.text || !bytes.Equal(content, p.content)):
			r.Fatalf("%s: %s is\n%s\nwant\n%s\nand %d bytes, want %d", what, p.name, text, p.text, len(content), len(p.content))
		case isAbsence(err):
			r.Fatalf("%s: %s: %v", what, p.name, err)
		case err != nil && !bytes.HasPrefix(p.content, content):
			r.Fatalf("%s: %s gives wrong bytes before %v", what, p.name, err)
		case err != nil:
			if failed = append(failed, p); r.damages == 0 && !errors.Is(err, blobstore.ErrKey) {
				r.Fatalf("%s: %s: %v, of which no hook was told", what, p.name, err)
			}
		}
	}
	return failed
}

// damage replaces a file, asks, and puts the file back.
func (r *rotten) damage(what, name string, probes []*probe, thoroughly bool, edit func(b []byte) []byte) []*probe {
	r.flips++
	old := r.sim.Edit(name, func(b []byte) []byte { return edit(bytes.Clone(b)) })
	failed := r.ask(what, probes)
	if thoroughly {
		r.verify(what, name, failed)
		r.sweep(what, name, old)
	}
	r.sim.Edit(name, func([]byte) []byte { return old })
	return failed
}

// verify checks that Verify lists what failed.
func (r *rotten) verify(what, name string, failed []*probe) {
	w, err := r.open()
	if err != nil {
		return
	}
	var listed []*blobstore.Damaged
	for d := range w.Verify(w.ctx, blobstore.Verifying{}) {
		listed = append(listed, d)
	}
	if len(listed) == 0 && len(failed) > 0 {
		r.Fatalf("%s: Verify finds nothing", what)
	}
	for _, p := range failed {
		isListed := slices.ContainsFunc(listed, func(d *blobstore.Damaged) bool {
			return p.key == "" || d.Key == p.key && (d.VersionID == p.id || strings.HasPrefix(name, "objects/"))
		})
		if strings.HasPrefix(name, "buckets/") {
			continue
		}
		if !isListed {
			r.Fatalf("%s: Verify does not list %s %q, but %v", what, p.name, p.id, listed)
		}
	}
}

// sweep checks that Sweep removes nothing that is of use once the file is as it was.
func (r *rotten) sweep(what, name string, old []byte) {
	was := r.sim
	r.sim = was.Restart(0)
	if w, err := r.open(); err == nil {
		w.clock = w.clock.Add(5 * time.Hour)
		for range 2 {
			_, _ = w.Sweep(w.ctx, blobstore.Sweeping{})
		}
	}
	r.sim.Edit(name, func([]byte) []byte { return old })
	if failed := r.ask("sweeping with "+what, r.probes); len(failed) > 0 {
		r.Fatalf("sweeping with %s loses %s", what, failed[0].name)
	}
	r.sim = was.Restart(0)
}

// files returns the names of all files.
func (r *rotten) files() (all []string) {
	f, err := newFolder(r.sim, "sim")
	if err == nil {
		err = f.walk(context.Background(), ".", func(name string) error {
			all = append(all, path.Clean(name))
			return nil
		})
	}
	if err != nil {
		r.Fatal(err)
	}
	return all
}

// TestRot: whichever bit of whichever file is lost, and wherever a file ends, what is read is what was
// written, or an error.
func TestRot(t *testing.T) {
	for name, o := range map[string]blobstore.Options{"sealed": {}, "plain": {Plain: true}, "uncompressed": {Uncompressed: true}} {
		t.Run(name, func(t *testing.T) {
			r := &rotten{T: t, sim: disk.NewSim(), options: o}
			w, err := r.open()
			if err == nil {
				err = w.fill(largeInTests)
			}
			if err != nil {
				t.Fatal(err)
			}
			r.probes = w.probes(t)
			files := r.files()
			for _, name := range files {
				r.file(name)
			}
			if failed := r.ask("no damage", r.probes); len(failed) > 0 {
				t.Errorf("%s fails without damage", failed[0].name)
			}
			t.Logf("%d times one of %d files was damaged", r.flips, len(files))
		})
	}
}

// file damages a file everywhere.
func (r *rotten) file(name string) {
	size := len(r.sim.Edit(name, func(b []byte) []byte { return b }))
	affected := make(map[*probe]bool)
	note := func(failed []*probe) {
		for _, p := range failed {
			affected[p] = true
		}
	}
	places, step := []int{size / 2}, size/10+1
	if thorough() {
		places, step = []int{0, size / 2, size - 1}, 1
	}
	for _, at := range places { // find out what needs the file
		if size == 0 {
			break
		}
		note(r.damage(fmt.Sprintf("%s cut to %d", name, at), name, r.probes, true, func(b []byte) []byte { return b[:at] }))
		note(r.damage(fmt.Sprintf("%s changed at %d", name, at), name, r.probes, true, func(b []byte) []byte {
			b[at] ^= 4
			return b
		}))
	}
	probes := slices.Collect(maps.Keys(affected))
	for at := 0; at < size; at += step {
		note(r.damage(fmt.Sprintf("%s changed at %d", name, at), name, probes, false, func(b []byte) []byte {
			b[at] ^= 1 << (at % 8)
			return b
		}))
		note(r.damage(fmt.Sprintf("%s cut to %d", name, at), name, probes, false, func(b []byte) []byte { return b[:at] }))
	}
}
