package storetest

import (
	"fmt"
	"sync"
	"sync/atomic"

	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/write"
	"github.com/s3get/s3get/version"
)

// atOnce is how many goroutines write one key.
const atOnce = 8

// several has several goroutines write, and returns how many of them could.
func several(f func(i int) error) int {
	var could atomic.Int64
	var all sync.WaitGroup
	for i := range atOnce {
		all.Go(func() {
			if f(i) == nil {
				could.Add(1)
			}
		})
	}
	all.Wait()
	return int(could.Load())
}

// checkDeleteOneStep has several goroutines delete what each only wants to delete if it is there.
func checkDeleteOneStep(e *writing) {
	name := e.bucket(version.StateUnversioned)
	for range 10 {
		e.stored(name, "k", "text")
		n := several(func(int) error {
			_, err := e.w.Delete(e.ctx, latest(name, "k"), func(current *store.Info) error {
				if current == nil {
					return errRefused
				}
				return nil
			})
			return err
		})
		e.expect(n == 1, "of %d Deletes of one object by those who saw it, %d deleted it", atOnce, n)
	}
}

// checkReviseOneStep has several goroutines add a tag each.
func checkReviseOneStep(e *writing) {
	if _, ok := e.w.(write.Revisions); !ok {
		e.skip("the store is no Revisions")
		return
	}
	name := e.bucket(version.StateUnversioned)
	e.stored(name, "k", "text")
	n := several(func(i int) error {
		_, err := write.Revise(e.ctx, e.w, latest(name, "k"), func(_ *store.Info, r *write.Revision) error {
			r.Tags = append(r.Tags[:len(r.Tags):len(r.Tags)], write.Tag{Key: fmt.Sprint(i)})
			return nil
		})
		return err
	})
	tags, err := e.w.Tags(e.ctx, latest(name, "k"))
	e.expect(err == nil && n == atOnce && len(tags) == n, "%d of %d revisions added a tag each, and there are %d tags, %v", n, atOnce, len(tags), err)
}

// checkRenameOneStep has several goroutines move one object, each elsewhere.
func checkRenameOneStep(e *writing) {
	r, ok := e.w.(write.Renamer)
	if !ok {
		e.skip("the store is no Renamer")
		return
	}
	name := e.bucket(version.StateUnversioned)
	e.stored(name, "k", "text")
	n := several(func(i int) error { return r.Rename(e.ctx, name, "k", fmt.Sprint("to", i), nil) })
	keys, _ := e.scanned(name, "")
	e.expect(n == 1 && len(keys) == 1, "of %d who moved one object, %d did, to the keys %q", atOnce, n, keys)
}
