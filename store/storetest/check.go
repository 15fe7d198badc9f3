package storetest

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"
)

// Check checks each promise in a subtest of its name. A broken promise fails it with what was
// seen and with the sentence of package store.
func Check(t *testing.T, s Subject) {
	t.Helper()
	if err := s.usable(); err != nil {
		t.Fatal(err)
	}
	run := newRun()
	for _, p := range promises {
		t.Run(p.Name, func(t *testing.T) {
			f := p.examine(t.Context(), s, run)
			f.report(t)
		})
	}
}

// Examine checks each promise as [Check] does, and returns what it found, in the order of
// [Promises]. The error means that s is not usable.
func Examine(ctx context.Context, s Subject) ([]Finding, error) {
	if err := s.usable(); err != nil {
		return nil, err
	}
	run := newRun()
	findings := make([]Finding, len(promises))
	for i, p := range promises {
		findings[i] = p.examine(ctx, s, run)
	}
	return findings, nil
}

func (s *Subject) usable() error {
	if s.Store == nil || s.Bucket == "" || s.Put == nil {
		return errors.New("storetest: a Subject has a Store, a Bucket and a Put")
	}
	return nil
}

// A Finding is how a store keeps one promise.
type Finding struct {
	// Promise is the promise.
	Promise Promise

	// Checked is the number of observations that were made.
	Checked int

	// Broken says what was seen that breaks the promise. It is empty if nothing was.
	Broken []string

	// Skipped says what was not checked, and why.
	Skipped []string
}

// Err returns an error that names the promise, quotes it and says how it is broken, or nil if
// it is not.
func (f *Finding) Err() error {
	if len(f.Broken) == 0 {
		return nil
	}
	return fmt.Errorf("promise %s is broken: %s\n%s promises: %q",
		f.Promise.Name, strings.Join(f.Broken, "; "), f.Promise.Source, f.Promise.Quote)
}

func (f *Finding) report(t *testing.T) {
	t.Helper()
	for _, s := range f.Skipped {
		t.Logf("not checked: %s", s)
	}
	if err := f.Err(); err != nil {
		t.Error(err)
	} else if f.Checked == 0 {
		t.SkipNow()
	}
}

// examine checks a promise, and gives up when patience ends: the goroutine of a call that never
// returns is left behind.
func (p *promise) examine(ctx context.Context, s Subject, r *run) Finding {
	patience := s.Patience
	if patience == 0 {
		patience = 30 * time.Second
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	e := &examiner{Subject: s, ctx: ctx, run: r, finding: Finding{Promise: p.Promise}}
	done := make(chan struct{})
	go func() {
		defer close(done)
		e.guard(func() { p.check(e) })
	}()
	timer := time.NewTimer(patience)
	defer timer.Stop()
	select {
	case <-done:
	case <-timer.C:
		e.expect(false, "a call did not return within %v", patience)
	}
	return e.end()
}
