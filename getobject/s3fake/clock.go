package s3fake

import (
	"slices"
	"sync"
	"time"
)

// A Clock is the time of a [Server]. The zero Clock runs with the machine's. Its methods may
// be called concurrently.
type Clock struct {
	mu     sync.Mutex
	stands bool
	at     time.Time     // where it stands
	ahead  time.Duration // of the machine's, while it runs
	events []event       // to come
}

// An event is something that happens at a time. It does not ask the clock.
type event struct {
	at time.Time
	do func()
}

// Now returns the time.
func (c *Clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now()
}

// now returns the time. The caller holds the lock.
func (c *Clock) now() time.Time {
	if c.stands {
		return c.at
	}
	return time.Now().Add(c.ahead)
}

// Set stops the clock at t, which may be before the present. What was to happen until t has
// happened when Set returns; what happened stays.
func (c *Clock) Set(t time.Time) {
	c.mu.Lock()
	c.stands, c.at = true, t
	c.mu.Unlock()
	c.settle()
}

// Advance moves the clock by d, which may be negative. It then stands or runs as before. What
// was to happen until then has happened when Advance returns.
func (c *Clock) Advance(d time.Duration) {
	c.mu.Lock()
	c.at, c.ahead = c.at.Add(d), c.ahead+d
	c.mu.Unlock()
	c.settle()
}

// Run lets a clock that stands go on from where it is. One that runs it leaves alone.
func (c *Clock) Run() {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.stands {
		c.stands, c.ahead = false, time.Until(c.at)
	}
}

// schedule makes do happen at a time, now if it is past.
func (c *Clock) schedule(at time.Time, do func()) {
	c.mu.Lock()
	c.events = append(c.events, event{at, do})
	c.mu.Unlock()
	c.settle()
}

// settle makes happen, in the order of their times, what is due. It is called whenever
// somebody could see whether it did.
func (c *Clock) settle() {
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.events) == 0 {
		return
	}
	now := c.now()
	slices.SortStableFunc(c.events, func(a, b event) int { return a.at.Compare(b.at) })
	for len(c.events) > 0 && !c.events[0].at.After(now) {
		c.events[0].do()
		c.events = c.events[1:]
	}
}
