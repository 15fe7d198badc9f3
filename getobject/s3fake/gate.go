package s3fake

import (
	"context"
	"sync"
)

// A Gate holds requests up until it is opened; see [Stall]. The zero Gate is closed and ready
// for use. Its methods may be called concurrently. It must not be copied.
type Gate struct {
	mu      sync.Mutex
	arrived int
	isOpen  bool
	changed chan struct{} // closed and replaced when one of those changes
}

// Open lets all requests go on that the Gate holds up, and those that are still to come. It
// may be called more than once.
func (g *Gate) Open() { g.change(func() { g.isOpen = true }) }

// Await waits until n requests in all have arrived at the Gate, or until ctx is canceled,
// whose error it returns.
func (g *Gate) Await(ctx context.Context, n int) error {
	return g.until(ctx, func() bool { return g.arrived >= n })
}

// pass waits until the Gate is open.
func (g *Gate) pass(ctx context.Context) error {
	g.change(func() { g.arrived++ })
	return g.until(ctx, func() bool { return g.isOpen })
}

// change changes the Gate and tells those who wait.
func (g *Gate) change(do func()) {
	g.mu.Lock()
	defer g.mu.Unlock()
	do()
	if g.changed != nil {
		close(g.changed)
		g.changed = nil
	}
}

// until waits until the Gate is as it should be.
func (g *Gate) until(ctx context.Context, done func() bool) error {
	for {
		g.mu.Lock()
		if done() {
			g.mu.Unlock()
			return nil
		}
		if g.changed == nil {
			g.changed = make(chan struct{})
		}
		changed := g.changed
		g.mu.Unlock()
		select {
		case <-changed:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}
