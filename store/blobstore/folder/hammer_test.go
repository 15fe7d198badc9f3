package folder

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/blobstore"
	"github.com/s3get/s3get/store/blobstore/internal/disk"
	"github.com/s3get/s3get/store/write"
	"github.com/s3get/s3get/version"
)

// A crew are several stores of the same files, as several processes have them, that all work at once.
type crew struct {
	*testing.T
	stores []*blobstore.Store
	until  time.Time
}

// errTaken means that a condition is not met.
var errTaken = errors.New("taken")

// crewOn returns a crew of stores of a disk, which works for a time.
func crewOn(t *testing.T, open func() (disk.Disk, error), now func() time.Time, long time.Duration) *crew {
	t.Helper()
	c := &crew{T: t, until: time.Now().Add(long)}
	for range 3 {
		d, err := open()
		if err != nil {
			t.Fatal(err)
		}
		f, err := newFolder(d, "")
		if err != nil {
			t.Fatal(err)
		}
		s, err := blobstore.New(t.Context(), f, blobstore.Options{Now: now})
		if err != nil {
			t.Fatal(err)
		}
		c.stores = append(c.stores, s)
	}
	for _, b := range []store.Bucket{{Name: "plain"}, {Name: "versioned", Versioning: version.StateEnabled}, {Name: "files", Type: store.Directory}} {
		if err := c.at(0).CreateBucket(t.Context(), b); err != nil {
			t.Fatal(err)
		}
	}
	return c
}

// at returns one of the stores, for one goroutine.
func (c *crew) at(i int) *world { return &world{Store: c.stores[i], ctx: context.Background()} }

// atOnce has n workers do something with a store each, and waits for them.
func (c *crew) atOnce(n int, do func(i int, w *world)) {
	var g sync.WaitGroup
	for i := range n {
		g.Go(func() { do(i, c.at(i%len(c.stores))) })
	}
	g.Wait()
}

// putIf puts a version if a check of the latest says so.
func (w *world) putIf(bucket, key string, b []byte, etag string, check write.Check) (*store.Info, error) {
	v := write.Version{}
	v.ETag = etag
	var err error
	if v.Content, err = w.stage(b); err != nil {
		return nil, err
	}
	return w.Put(w.ctx, bucket, key, v, check)
}

func isNew(current *store.Info) error {
	if current != nil && !current.DeleteMarker {
		return errTaken
	}
	return nil
}

// creates checks that one of several creates a key.
func (c *crew) creates() {
	for round := 0; time.Now().Before(c.until); round++ {
		key, won := fmt.Sprint("create ", round%7), atomic.Int64{}
		c.atOnce(4, func(_ int, w *world) {
			_, err := w.putIf("plain", key, content(uint64(round), 10), "", isNew)
			switch {
			case err == nil:
				won.Add(1)
			case !errors.Is(err, errTaken):
				c.Errorf("creating %q: %v", key, err)
			}
		})
		if won.Load() != 1 {
			c.Errorf("%d created %q", won.Load(), key)
		}
		if err := c.at(round%3).delete("plain", key, version.Latest()); err != nil {
			c.Errorf("deleting %q: %v", key, err)
		}
	}
}

// counts checks that a counter has the value of the successes of those who count.
func (c *crew) counts(bucket string) {
	counted := atomic.Int64{}
	c.atOnce(4, func(i int, w *world) {
		last := 0
		for n := 0; time.Now().Before(c.until); n++ {
			current, size := 0, 20
			if n%9 == i {
				size = largeInTests
			}
			now := func(info *store.Info) int {
				value := 0
				if info != nil {
					_, _ = fmt.Sscanf(info.ETag, `"%d"`, &value)
				}
				return value
			}
			if o, err := w.Open(w.ctx, store.Ref{Bucket: bucket, Key: "counter"}); err == nil {
				current = now(o.Info())
			} else if !errors.Is(err, store.ErrNoKey) || last > 0 {
				c.Errorf("after %d the counter: %v", last, err)
			}
			if current < last {
				c.Errorf("the counter went back from %d to %d", last, current)
			}
			last = current
			_, err := w.putIf(bucket, "counter", content(uint64(n), size), fmt.Sprintf(`"%d"`, current+1), func(info *store.Info) error {
				if now(info) != current {
					return errTaken
				}
				return nil
			})
			if err == nil {
				counted.Add(1)
				last++
			} else if !errors.Is(err, errTaken) && !errors.Is(err, blobstore.ErrBusy) {
				c.Errorf("counting from %d: %v", current, err)
			}
		}
	})
	o, err := c.at(0).Open(c.Context(), store.Ref{Bucket: bucket, Key: "counter"})
	if want := fmt.Sprintf(`"%d"`, counted.Load()); err != nil || o.Info().ETag != want {
		c.Fatalf("the counter of %s: %v, want %s", bucket, err, want)
	}
	if b, err := readAll(c.Context(), o); err != nil || int64(len(b)) != o.Info().Size {
		c.Errorf("reading the counter: %v", err)
	}
	for e, err := range c.at(1).Scan(c.Context(), bucket, "counter") {
		if bucket == "versioned" && (err != nil || int64(len(e.Versions)) != counted.Load()) {
			c.Errorf("%d versions were put, and there are %d, %v", counted.Load(), len(e.Versions), err)
		}
		break
	}
	c.Logf("%d counted in %s", counted.Load(), bucket)
}

// versions checks that what is put and not deleted is there.
func (c *crew) versions() {
	var mu sync.Mutex
	var ids []string
	c.atOnce(3, func(_ int, w *world) {
		for n := 0; time.Now().Before(c.until); n++ {
			info, err := w.putIf("versioned", "many", content(uint64(n), n%50), "", nil)
			if err != nil {
				c.Errorf("putting a version: %v", err)
				continue
			}
			mu.Lock()
			id := info.VersionID
			if len(ids) > 20 {
				i := rand.IntN(len(ids))
				id, ids[i] = ids[i], id
			} else {
				ids = append(ids, id)
				id = ""
			}
			mu.Unlock()
			if id != "" {
				if err := w.delete("versioned", "many", version.ByID(id)); err != nil {
					c.Errorf("deleting a version: %v", err)
				}
			}
			if err := w.tag("versioned", "many", version.Latest(), fmt.Sprint(n)); err != nil && !errors.Is(err, store.ErrNoKey) {
				c.Errorf("tagging: %v", err)
			}
		}
	})
	var there []string
	for e, err := range c.at(1).Scan(c.Context(), "versioned", "many") {
		for _, info := range e.Versions {
			there = append(there, info.VersionID)
		}
		if err != nil {
			c.Error(err)
		}
		break
	}
	slices.Sort(ids)
	slices.Sort(there)
	if !slices.Equal(ids, there) {
		c.Errorf("%d versions were put and not deleted, and there are %d", len(ids), len(there))
	}
}

// renames checks that objects that are renamed in a ring are all there in the end.
func (c *crew) renames() {
	for i := range 3 {
		if err := c.at(0).put("files", fmt.Sprint(i), content(uint64(i), 100+i)); err != nil {
			c.Fatal(err)
		}
	}
	done := atomic.Int64{}
	c.atOnce(3, func(_ int, w *world) {
		for time.Now().Before(c.until) {
			from, to := rand.IntN(6), rand.IntN(6)
			err := w.Rename(w.ctx, "files", fmt.Sprint(from), fmt.Sprint(to), func(_, target *store.Info) error { return isNew(target) })
			switch {
			case err == nil:
				done.Add(1)
			case !errors.Is(err, errTaken) && !errors.Is(err, store.ErrNoKey) && !errors.Is(err, blobstore.ErrBusy):
				c.Errorf("renaming: %v", err)
			}
		}
	})
	var sizes []int64
	for e, err := range c.at(2).Scan(c.Context(), "files", "") {
		if err != nil {
			c.Fatal(err)
		}
		sizes = append(sizes, e.Versions[0].Size)
	}
	slices.Sort(sizes)
	if !slices.Equal(sizes, []int64{100, 101, 102}) {
		c.Errorf("after %d renames there are objects of %d bytes", done.Load(), sizes)
	}
	c.Logf("%d renames", done.Load())
}
