package folder

import (
	"errors"
	"io/fs"
	"slices"
	"syscall"
	"testing"

	"github.com/s3get/s3get/store"
)

// TestFailing: whatever operation of the disk fails, once or from then on, the error is told, what
// is read is whole and as before or as after, and later writes work.
func TestFailing(t *testing.T) {
	kinds := []struct{ err, is error }{
		{syscall.ENOSPC, syscall.ENOSPC}, {syscall.EIO, store.ErrUnavailable}, {syscall.EMFILE, store.ErrSlowDown}, {syscall.EACCES, fs.ErrPermission},
	}
	full, points := filled(t), 0
	for i, d := range deeds() {
		before, after, ops := outcomes(t, full, d)
		for n := 1; n <= ops; n++ {
			for j, kind := range kinds {
				if !thorough() && (i+n+j)%len(kinds) != 0 {
					continue
				}
				points++
				once := (n+j/2)%2 == 0
				sim := full.Restart(0)
				w := worldOn(t, sim, beginning())
				sim.Fail(func(_ string, i int) error {
					if i == n || i > n && !once {
						return kind.err
					}
					return nil
				})
				err := d.do(w)
				if err != nil && !errors.Is(err, kind.is) {
					t.Fatalf("%s, operation %d of %d: %v, want %v", d.name, n, ops, err, kind.is)
				}
				w.clock = beginning()
				got := w.state() // while the disk still fails
				sim.Fail(nil)
				for _, again := range []*world{w, worldOn(t, sim, beginning())} {
					if now := again.state(); !slices.Equal(now, got) {
						t.Fatalf("%s, operation %d of %d: %v, then the store\n%s", d.name, n, ops, err, differ(now, got))
					}
				}
				if !slices.Equal(got, after) && (err == nil || !slices.Equal(got, before)) {
					t.Fatalf("%s, operation %d of %d: %v, and the store\n%s", d.name, n, ops, err, differ(got, before))
				}
				if n%3 == 1 || thorough() {
					w.goesOn(t, d.name)
				}
			}
		}
	}
	t.Logf("%d operations failed", points)
}
