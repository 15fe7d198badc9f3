package backendtest

import (
	"context"
	"errors"
	"time"

	"github.com/s3get/s3get/store/blobstore"
)

// lock locks a name, or skips what cannot be locked.
func (c *checker) lock(name string, exclusive bool) (release func()) {
	c.t.Helper()
	release, err := c.b.Lock(c.ctx, name, exclusive)
	if exclusive && errors.Is(err, errors.ErrUnsupported) {
		c.t.Skip("no exclusive locks")
	}
	if err != nil {
		c.t.Fatalf("Lock(%q, %t) = %v", name, exclusive, err)
	}
	return release
}

func (c *checker) isLocked(name string) {
	c.t.Helper()
	release, err := c.b.Lock(c.ctx, name, true)
	if err == nil {
		release()
	}
	if !errors.Is(err, blobstore.ErrLocked) {
		c.t.Errorf("an exclusive Lock(%q) that others hold = %v, want ErrLocked", name, err)
	}
}

// lockedShared: many share a lock, and none has it exclusively meanwhile.
func lockedShared(c *checker) {
	c.lock("a", true)()
	var releases []func()
	for range 3 {
		releases = append(releases, c.lock("a", false))
	}
	for _, release := range releases {
		c.isLocked("a")
		c.lock("b", true)()
		release()
	}
	c.lock("a", true)()
	together(8, func(int) {
		for range rounds(50) {
			release, err := c.b.Lock(c.ctx, "a", false)
			if err != nil {
				c.t.Errorf("a shared Lock = %v", err)
				return
			}
			release()
		}
	})
	c.lock("a", true)()
	if names := c.names(c.b.List(c.ctx, "", "")); len(names) > 0 {
		c.t.Errorf("List has %q, which are of locks", names)
	}
}

// lockedExclusively: one has a lock exclusively.
func lockedExclusively(c *checker) {
	release := c.lock("a", true)
	c.isLocked("a")
	c.lock("b", false)()
	release()
	c.lock("a", true)()
	held := make(chan struct{}, 1)
	together(8, func(int) {
		for range rounds(50) {
			release, err := c.b.Lock(c.ctx, "a", true)
			if errors.Is(err, blobstore.ErrLocked) {
				continue
			}
			if err != nil {
				c.t.Errorf("an exclusive Lock = %v", err)
				return
			}
			select {
			case held <- struct{}{}:
				<-held
			default:
				c.t.Error("two have a lock exclusively")
			}
			release()
		}
	})
}

// lockWaits: a shared lock waits until an exclusive one is released, or who wants it gives up.
func lockWaits(c *checker) {
	release := c.lock("a", true)
	ctx, cancel := context.WithTimeout(c.ctx, 20*time.Millisecond)
	defer cancel()
	if r, err := c.b.Lock(ctx, "a", false); err == nil {
		r()
		c.t.Error("a shared Lock was given while another has it exclusively")
	} else if !errors.Is(err, context.DeadlineExceeded) {
		c.t.Errorf("a shared Lock that was given up = %v, want context.DeadlineExceeded", err)
	}
	got := make(chan error)
	go func() {
		r, err := c.b.Lock(c.ctx, "a", false)
		if err == nil {
			defer r()
		}
		got <- err
	}()
	select {
	case err := <-got:
		c.t.Fatalf("a shared Lock did not wait: %v", err)
	case <-time.After(5 * time.Millisecond):
	}
	release()
	if err := <-got; err != nil {
		c.t.Errorf("a shared Lock that was waited for = %v", err)
	}
}

// canceled: nothing is done for who has given up.
func canceled(c *checker) {
	c.add("d/f")
	ctx, cancel := context.WithCancel(c.ctx)
	cancel()
	_, statErr := c.b.Stat(ctx, "d/f")
	_, readErr := c.b.Read(ctx, "d/f", 100)
	_, _, firstErr := c.b.First(ctx, "d/", blobstore.Stamp{})
	for what, err := range map[string]error{
		"Stat": statErr, "Read": readErr, "First": firstErr,
		"Add": c.b.Add(ctx, "d/g", nil), "Remove": c.b.Remove(ctx, "d/f"),
		"List": c.listCanceled(ctx), "Open": c.openCanceled(ctx), "Create": c.createCanceled(ctx),
	} {
		if !errors.Is(err, context.Canceled) {
			c.t.Errorf("%s of who gave up = %v, want context.Canceled", what, err)
		}
	}
	c.has("d/f", "d/f")
	c.lacks("d/g")
	c.lacks("d/h")
}

func (c *checker) listCanceled(ctx context.Context) (err error) {
	for _, err = range c.b.List(ctx, "d/", "") {
		if err != nil {
			break
		}
	}
	return err
}

// openCanceled opens a file and reads it when who does has given up.
func (c *checker) openCanceled(ctx context.Context) error {
	f, err := c.b.Open(ctx, "d/f")
	if err != nil {
		return err
	}
	defer f.Close()
	_, err = readRange(ctx, f, 0, 3)
	return err
}

func (c *checker) createCanceled(ctx context.Context) error {
	w, err := c.b.Create(ctx, "d/h")
	if err != nil {
		return err
	}
	defer w.Discard()
	_, err = w.Write([]byte("text"))
	if err == nil {
		err = w.Commit()
	}
	return err
}
