package folder

import (
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/blobstore"
	"github.com/s3get/s3get/store/blobstore/internal/disk"
	"github.com/s3get/s3get/store/write"
)

// completes checks that one of those who complete or abort an upload does.
func (c *crew) completes() {
	rounds := 0
	for ; time.Now().Before(c.until); rounds++ {
		key := fmt.Sprint("upload ", rounds%5)
		w := c.at(rounds % 3)
		ref, err := w.begin("versioned", key)
		if err == nil {
			err = w.part(ref, 1, content(2, largeInTests))
		}
		parts, err2 := w.ListParts(w.ctx, ref)
		if err != nil || err2 != nil {
			c.Errorf("an upload: %v, %v", err, err2)
			return
		}
		completed, aborted := atomic.Int64{}, atomic.Int64{}
		c.atOnce(4, func(i int, w *world) {
			if i == 3 {
				err = w.Abort(w.ctx, ref)
				if err == nil {
					aborted.Add(1)
				}
			} else {
				v := write.Version{}
				v.ETag = ref.ID
				_, err := w.Complete(w.ctx, ref, parts, v, nil)
				if err == nil {
					completed.Add(1)
				} else if !errors.Is(err, write.ErrNoUpload) && !errors.Is(err, write.ErrNoPart) {
					c.Errorf("completing: %v", err)
				}
			}
		})
		c.checkCompleted(key, ref, completed.Load(), aborted.Load())
	}
	c.Logf("%d uploads", rounds)
}

// checkCompleted checks what has come of an upload.
func (c *crew) checkCompleted(key string, ref write.UploadRef, completed, aborted int64) {
	there := int64(0)
	for e, err := range c.at(0).Scan(c.Context(), "versioned", key) {
		if err != nil {
			c.Error(err)
		}
		if e.Key != key {
			break
		}
		for i, info := range e.Versions {
			if info.ETag != ref.ID {
				continue
			}
			there++
			o, err := c.at(1).Open(c.Context(), store.Ref{Bucket: "versioned", Key: key, Version: c.at(1).nth("versioned", key, i)})
			if err == nil {
				_, err = readAll(c.Context(), o)
			}
			if err != nil {
				c.Errorf("reading a version of %d that completed, with %d that aborted: %v", completed, aborted, err)
			}
		}
		break
	}
	if there != completed || completed+aborted != 1 {
		c.Errorf("%d completed an upload and %d aborted it, and there are %d versions of it", completed, aborted, there)
	}
}

// deletesBuckets checks that either a bucket is deleted or what is put in it is there.
func (c *crew) deletesBuckets() {
	rounds := 0
	for ; time.Now().Before(c.until); rounds++ {
		if err := c.at(rounds%3).CreateBucket(c.Context(), store.Bucket{Name: "comes and goes"}); err != nil {
			c.Errorf("creating a bucket: %v", err)
			return
		}
		put, deleted := atomic.Int64{}, atomic.Int64{}
		c.atOnce(4, func(i int, w *world) {
			if i%2 == 0 {
				_, err := w.putIf("comes and goes", fmt.Sprint("k", i), content(1, 10), "", nil)
				if err == nil {
					put.Add(1)
				} else if !errors.Is(err, store.ErrNoBucket) {
					c.Errorf("putting: %v", err)
				}
				return
			}
			err := w.DeleteBucket(w.ctx, "comes and goes")
			if err == nil {
				deleted.Add(1)
			} else if !errors.Is(err, store.ErrNoBucket) && !errors.Is(err, write.ErrNotEmpty) && !errors.Is(err, blobstore.ErrBusy) {
				c.Errorf("deleting a bucket: %v", err)
			}
		})
		if deleted.Load() > 1 || deleted.Load() == 1 && put.Load() > 0 {
			c.Errorf("%d deleted a bucket in which %d put objects", deleted.Load(), put.Load())
		}
		if deleted.Load() == 0 {
			c.emptyBucket(put.Load())
		}
	}
	c.Logf("%d buckets", rounds)
}

// emptyBucket deletes what there is in the bucket that comes and goes, and the bucket.
func (c *crew) emptyBucket(want int64) {
	w, there := c.at(1), int64(0)
	for e, err := range w.Scan(c.Context(), "comes and goes", "") {
		if err == nil {
			there++
			_, err = w.Delete(c.Context(), store.Ref{Bucket: "comes and goes", Key: e.Key}, nil)
		}
		if err != nil {
			c.Error(err)
		}
	}
	if there != want {
		c.Errorf("%d objects were put in a bucket, and there are %d", want, there)
	}
	if err := w.DeleteBucket(c.Context(), "comes and goes"); err != nil {
		c.Errorf("deleting an empty bucket: %v", err)
	}
}

// sweeps sweeps all the time, and lets time pass between two sweeps.
func (c *crew) sweeps(age time.Duration, pass func()) {
	var total blobstore.Swept
	sweeps := 0
	for ; time.Now().Before(c.until); sweeps++ {
		swept, err := c.at(sweeps%3).Sweep(c.Context(), blobstore.Sweeping{Age: age, FilterBytes: 1 << 14})
		if err != nil {
			c.Errorf("sweeping: %v", err)
		}
		total.Records, total.Logs, total.Blobs = total.Records+swept.Records, total.Logs+swept.Logs, total.Blobs+swept.Blobs
		time.Sleep(10 * time.Millisecond)
		pass()
	}
	c.Logf("swept %+v in %d sweeps", total, sweeps)
}

// TestHammer: what several stores of the same files do at once to the same keys is done in some
// order, one thing after the other. No write may take as long as what is swept is old, and a disk
// may stall for seconds: so things grow old by the clock on a disk, and by sweeps in memory.
func TestHammer(t *testing.T) {
	long := 2 * time.Second
	if thorough() {
		long = 40 * time.Second
	}
	dir, sim := t.TempDir(), disk.NewSim()
	for _, on := range []struct {
		name string
		open func() (disk.Disk, error)
		now  func() time.Time
		age  time.Duration
		pass func()
	}{
		{"disk", func() (disk.Disk, error) { return disk.Open(dir) }, time.Now, 20 * time.Second, func() {}},
		{"memory", func() (disk.Disk, error) { return sim, nil }, sim.Now, time.Second, func() { sim.Advance(time.Second / 2) }},
	} {
		t.Run(on.name, func(t *testing.T) {
			c := crewOn(t, on.open, on.now, long)
			var g sync.WaitGroup
			for _, work := range []func(){
				c.creates, func() { c.counts("plain") }, func() { c.counts("versioned") }, c.versions, c.renames, c.completes, c.deletesBuckets,
				func() { c.sweeps(on.age, on.pass) },
			} {
				g.Go(work)
			}
			g.Wait()
			for d := range c.at(0).Verify(t.Context(), blobstore.Verifying{}) {
				t.Error(d)
			}
		})
	}
}
