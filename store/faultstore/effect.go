package faultstore

import (
	"context"
	"fmt"
	"io"
	"time"

	"github.com/s3get/s3get/store"
)

// An Effect is what a fault does. The zero Effect is none: the functions of this package make
// them. An Effect may be used in several faults.
type Effect struct {
	kind    kind
	err     error
	n       int64
	delay   time.Duration
	release <-chan struct{}
	value   any
	run     func()
}

// A kind is a kind of effect.
type kind uint8

const (
	nothing kind = iota
	fail
	delay
	stall
	panics
	run
	cut
	flip
	short
	long
)

// Fail makes the call return err, which is not nil.
func Fail(err error) Effect {
	if err == nil {
		return Effect{}
	}
	return Effect{kind: fail, err: err}
}

// Changed makes the call return [store.ErrChanged].
func Changed() Effect { return Fail(store.ErrChanged) }

// SlowDown makes the call return a [store.RetryError] of [store.ErrSlowDown].
func SlowDown(after time.Duration) Effect {
	return Fail(&store.RetryError{Err: store.ErrSlowDown, After: after})
}

// Delay makes the call wait before it goes on. It fails at once if its context is canceled.
func Delay(d time.Duration) Effect { return Effect{kind: delay, delay: d} }

// Stall makes the call wait until release is closed, after which it goes on, or until its
// context is canceled, which is its error. A nil release is never closed. Close and
// CloseReader have no context.
func Stall(release <-chan struct{}) Effect { return Effect{kind: stall, release: release} }

// Panic makes the call panic with v.
func Panic(v any) Effect { return Effect{kind: panics, value: v} }

// Run makes the call run f before it goes on: f may change the inner store, such as between Open
// and OpenRange, and is called concurrently if the faulty calls are. f is not nil.
func Run(f func()) Effect {
	if f == nil {
		return Effect{}
	}
	return Effect{kind: run, run: f}
}

// Cut makes the reader fail with err after n bytes; nil means [io.ErrUnexpectedEOF]. A reader
// of no more than n bytes fails where it would have ended.
func Cut(n int64, err error) Effect {
	if err == nil {
		err = io.ErrUnexpectedEOF
	}
	return Effect{kind: cut, n: n, err: err}
}

// Flip inverts the bits of byte n of the window, counted from 0. A shorter window stays as it
// is.
func Flip(n int64) Effect { return Effect{kind: flip, n: n} }

// Short makes the reader end, by [io.EOF], n bytes before the window does, or at once.
func Short(n int64) Effect { return Effect{kind: short, n: n} }

// Long gives the reader n bytes behind the window.
func Long(n int64) Effect { return Effect{kind: long, n: n} }

// shapes reports whether e is about a reader and not about a call.
func (e Effect) shapes() bool { return e.kind >= cut }

// happen does what e does to a call.
func (e Effect) happen(ctx context.Context) error {
	switch e.kind {
	case fail:
		return e.err
	case panics:
		panic(e.value)
	case run:
		e.run()
	case delay:
		timer := time.NewTimer(e.delay)
		defer timer.Stop()
		select {
		case <-timer.C:
			return nil
		case <-ctx.Done():
			return ctx.Err()
		}
	case stall:
		select {
		case <-e.release:
			return nil
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return nil
}

// String says what e does.
func (e Effect) String() string {
	switch e.kind {
	case fail:
		return fmt.Sprintf("fail with %q", e.err)
	case delay:
		return fmt.Sprintf("delay by %v", e.delay)
	case stall:
		return "stall"
	case panics:
		return fmt.Sprintf("panic with %v", e.value)
	case run:
		return "run a function"
	case cut:
		return fmt.Sprintf("cut after %d bytes by %q", e.n, e.err)
	case flip:
		return fmt.Sprintf("flip byte %d", e.n)
	case short:
		return fmt.Sprintf("end %d bytes early", e.n)
	case long:
		return fmt.Sprintf("go on for %d bytes", e.n)
	}
	return "nothing"
}
