package folder

import (
	"context"
	"errors"
	"os"
	"slices"
	"testing"
	"time"

	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/blobstore"
	"github.com/s3get/s3get/store/blobstore/internal/disk"
	"github.com/s3get/s3get/store/write"
	"github.com/s3get/s3get/version"
)

// thorough reports whether tests take as long as they want.
func thorough() bool { return os.Getenv("BLOBSTORE_THOROUGH") != "" }

// largeInTests is the size of contents that are blobs.
const largeInTests = 66 << 10

// A deed is one thing that is done to a store.
type deed struct {
	name string
	do   func(w *world) error
}

// deeds are all that a store that is filled can be done to.
func deeds() []deed {
	return []deed{
		{"put a new key", func(w *world) error { return w.put("plain", "new", content(2, 500)) }},
		{"put a key that is there", func(w *world) error { return w.put("plain", "small", content(3, 500)) }},
		{"put a large one", func(w *world) error { return w.put("plain", "large", content(8, largeInTests+9)) }},
		{"put under a customer's key", func(w *world) error { return w.put("plain", "x/y/z", content(8, largeInTests), underCustomer) }},
		{"put a version", func(w *world) error { return w.put("versioned", "k", content(6, 77)) }},
		{"put conditionally", putConditionally},
		{"delete an older version", func(w *world) error { return w.delete("versioned", "k", w.nth("versioned", "k", 2)) }},
		{"delete the latest version", func(w *world) error { return w.delete("versioned", "k", w.nth("versioned", "k", 0)) }},
		{"delete the null version", func(w *world) error { return w.delete("versioned", "k", version.Null()) }},
		{"delete", func(w *world) error { return w.delete("plain", "large", version.Latest()) }},
		{"hide", func(w *world) error { return w.delete("versioned", "k", version.Latest()) }},
		{"revise the latest", func(w *world) error { return w.tag("plain", "large", version.Latest(), "now") }},
		{"revise an older version", func(w *world) error { return w.tag("versioned", "k", w.nth("versioned", "k", 2), "now") }},
		{"rename", func(w *world) error { return w.Rename(w.ctx, "files", "from", "to", nil) }},
		{"rename over another", func(w *world) error { return w.Rename(w.ctx, "files", "from", "target", nil) }},
		{"import", importOne},
		{"create an upload", func(w *world) error {
			_, err := w.begin("plain", "up")
			return err
		}},
		{"put a part", func(w *world) error { return w.part(w.upload("versioned", "open"), 2, content(2, largeInTests)) }},
		{"replace a part", func(w *world) error { return w.part(w.upload("versioned", "open"), 3, content(2, 200)) }},
		{"complete", func(w *world) error { return w.complete(w.upload("versioned", "open")) }},
		{"abort", func(w *world) error { return w.Abort(w.ctx, w.upload("versioned", "open")) }},
		{"create a bucket", func(w *world) error { return w.CreateBucket(w.ctx, store.Bucket{Name: "made"}) }},
		{"create a bucket again", func(w *world) error { return w.CreateBucket(w.ctx, store.Bucket{Name: "gone"}) }},
		{"delete a bucket", func(w *world) error { return w.DeleteBucket(w.ctx, "empty") }},
		{"update a bucket", func(w *world) error {
			return w.UpdateBucket(w.ctx, "plain", func(b *store.Bucket) error {
				b.RequesterPays = true
				return nil
			})
		}},
		{"configure", func(w *world) error { return w.Configure(w.ctx, "plain", "lifecycle", []byte("<y/>")) }},
		{"sweep", func(w *world) error {
			w.clock = w.clock.Add(3 * time.Hour)
			_, err := w.Sweep(w.ctx, blobstore.Sweeping{FilterBytes: 1 << 12})
			return err
		}},
	}
}

func putConditionally(w *world) error {
	v := write.Version{}
	var err error
	if v.Content, err = w.stage(content(2, 70)); err != nil {
		return err
	}
	_, err = w.Put(w.ctx, "plain", "small", v, func(current *store.Info) error {
		if current == nil || current.Size != 51 {
			return errors.New("another")
		}
		return nil
	})
	return err
}

func importOne(w *world) error {
	var v blobstore.Imported
	v.VersionID, v.LastModified = "foreign", began()
	var err error
	if v.Content, err = w.stage(content(2, 70)); err == nil {
		_, err = w.Import(w.ctx, "versioned", "imported", v)
	}
	return err
}

// filled returns a disk with a store that is filled.
func filled(t *testing.T) *disk.Sim {
	t.Helper()
	sim := disk.NewSim()
	w := worldOn(t, sim, began())
	if err := w.fill(largeInTests); err != nil {
		t.Fatal(err)
	}
	return sim
}

// worldOn opens the store of a disk.
func worldOn(t *testing.T, d disk.Disk, now time.Time) *world {
	t.Helper()
	f, err := newFolder(d, "sim")
	if err != nil {
		t.Fatal(err)
	}
	w, err := openWorld(context.WithoutCancel(t.Context()), f, now, blobstore.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// beginning is when deeds are done, after all that was filled.
func beginning() time.Time { return began().Add(24 * time.Hour) }

// outcomes returns the states before and after a deed, and how many operations of the disk it takes.
func outcomes(t *testing.T, full *disk.Sim, d deed) (before, after []string, ops int) {
	t.Helper()
	sim := full.Restart(0)
	w := worldOn(t, sim, beginning())
	before = w.state()
	sim.Fail(nil)
	if err := d.do(w); err != nil {
		t.Fatalf("%s: %v", d.name, err)
	}
	ops = sim.Ops()
	w = worldOn(t, sim.Restart(0), beginning())
	return before, w.state(), ops
}

// goesOn checks that a store works: it is swept without losing anything, and written to.
func (w *world) goesOn(t *testing.T, what string) {
	t.Helper()
	w.clock = w.clock.Add(time.Hour)
	state := w.state()
	if err := w.sweepAll(); err != nil {
		t.Fatalf("%s: sweeping: %v", what, err)
	}
	if after := w.state(); !slices.Equal(after, state) {
		t.Fatalf("%s: after sweeping the store\n%s", what, differ(after, state))
	}
	for d := range w.Verify(w.ctx, blobstore.Verifying{}) {
		t.Fatalf("%s: %v", what, d)
	}
	w.err = nil
	for _, bucket := range []string{"plain", "versioned", "files"} {
		for _, key := range []string{"small", "k", "from", "target", "to", "imported", "another"} {
			_ = w.put(bucket, key, content(2, 9))
			_ = w.tag(bucket, key, version.Latest(), "again")
			if bucket == "files" {
				_ = w.note(w.Rename(w.ctx, bucket, key, "renamed", nil))
			}
			_ = w.delete(bucket, key, version.Latest())
		}
	}
	if ref := w.upload("versioned", "open"); ref.ID != "" {
		_ = w.part(ref, 9, content(2, 10))
		_ = w.complete(ref)
	}
	if err := w.sweepAll(); err != nil || w.err != nil {
		t.Fatalf("%s: going on: %v, %v", what, w.err, err)
	}
	for d := range w.Verify(w.ctx, blobstore.Verifying{}) {
		t.Fatalf("%s: going on: %v", what, d)
	}
}

// TestPowerLoss: whatever operation of the disk the power is lost at, what was there is there, and
// what was being done is done or is not.
func TestPowerLoss(t *testing.T) {
	seeds := uint64(2)
	if thorough() {
		seeds = 21
	}
	full, points, restarts := filled(t), 0, 0
	for _, d := range deeds() {
		before, after, ops := outcomes(t, full, d)
		if d.name != "sweep" && slices.Equal(before, after) {
			t.Fatalf("%s changes nothing", d.name)
		}
		for n := 1; n <= ops; n++ {
			sim := full.Restart(0)
			w := worldOn(t, sim, beginning())
			sim.Fail(func(_ string, i int) error {
				if i == n {
					return disk.ErrPowerLost
				}
				return nil
			})
			err := d.do(w)
			points++
			for seed := range seeds {
				restarts++
				again := worldOn(t, sim.Restart(seed), beginning())
				got := again.state()
				if !slices.Equal(got, after) && (err == nil || !slices.Equal(got, before)) {
					t.Fatalf("%s, power lost at operation %d of %d, seed %d: %v, and the store\n%s", d.name, n, ops, seed, err, differ(got, before))
				}
				if seed == 0 && n%3 == 1 || thorough() {
					again.goesOn(t, d.name)
				}
			}
		}
	}
	t.Logf("the power was lost at %d points, and back %d times", points, restarts)
}
