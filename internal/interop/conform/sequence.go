package main

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/http"
	"slices"
	"strings"

	"github.com/s3get/s3get/getobject/getobjecttest"
	"github.com/s3get/s3get/getobject/vectors"
)

// created are the buckets that sequences create, beside those of their fixtures.
var created = [...]string{"seq-new", "seq-mine", "seq-locked"}

// runSequences runs the sequences of a file, each with buckets of its own.
func (e *endpoint) runSequences(ctx context.Context, target getobjecttest.Target, f vectors.SequenceFile, r *result) error {
	for _, s := range f.Sequences {
		if err := ctx.Err(); err != nil {
			return err
		}
		o, err := e.runSequence(ctx, target, f, s)
		if err != nil {
			return fmt.Errorf("%s: %w", s.ID, err)
		}
		r.add(s.ID, o)
	}
	return nil
}

func (e *endpoint) runSequence(ctx context.Context, target getobjecttest.Target, f vectors.SequenceFile, s vectors.Sequence) (outcome, error) {
	text, err := json.Marshal(s.Steps)
	if err != nil {
		return outcome{}, err
	}
	m, err := newMaker(e, vectors.File{Name: f.Name, Fixture: f.Fixture})
	if err != nil {
		return outcome{}, err
	}
	m.keepOnly(string(text))
	if why := m.inexpressibleSequence(s, string(text)); why != "" {
		return outcome{skipped: why}, nil
	}
	m.make(ctx)
	for _, name := range created {
		if strings.Contains(string(text), name) {
			m.names[name], m.versions[name] = newName(), map[string][]madeVersion{}
		}
	}
	if !e.keep {
		defer m.remove(context.WithoutCancel(ctx))
	}
	for _, why := range m.broken {
		return outcome{skipped: why}, nil
	}
	var pairs []string
	for given, name := range m.names {
		pairs = append(pairs, given, name)
	}
	if err := json.Unmarshal([]byte(strings.NewReplacer(pairs...).Replace(string(text))), &s.Steps); err != nil {
		return outcome{}, err
	}
	real, err := m.fixture(f.Fixture)
	if err != nil {
		return outcome{}, err
	}
	f.Fixture = real
	return outcome{err: getobjecttest.RunSequence(ctx, target, f, s)}, nil
}

// newName is the name of a bucket that nobody has.
func newName() string { return fmt.Sprintf("conform-%012x", rand.Uint64()>>16) }

// keepOnly leaves those buckets in the fixture that a text names.
func (m *maker) keepOnly(text string) {
	var kept []bucket
	for _, b := range m.state.Buckets {
		if strings.Contains(text, b.Name) {
			kept = append(kept, b)
		} else {
			delete(m.names, b.Name)
		}
	}
	m.state.Buckets = kept
}

// inexpressibleSequence says why a sequence cannot be sent to any server, or "".
func (m *maker) inexpressibleSequence(s vectors.Sequence, text string) string {
	switch {
	case strings.HasPrefix(s.ID, "lock/"):
		return "a lock, which could not be removed"
	case strings.Contains(text, "111122223333"):
		return "the account of the fixture"
	case strings.Contains(text, "2026-01-02T03:04:05"):
		return "a date of its own"
	case strings.Contains(text, "eu-west-1"):
		return "a bucket of another region"
	case strings.HasPrefix(s.ID, "bucket/create-others"):
		return "another account"
	}
	for _, step := range s.Steps {
		v := vectors.Vector{ID: s.ID, Request: step.Request}
		if why := m.inexpressible(v); why != "" {
			return why
		}
		r := step.Request
		creates := r.Method == http.MethodPut && r.Key == "" && len(r.Query) == 0 && step.Expect.Status == http.StatusOK
		switch {
		case r.Bucket == "":
			return "the buckets of an account that has no others"
		case creates && m.names[r.Bucket] == "" && !slices.Contains(created[:], r.Bucket):
			return "a name of a bucket that somebody may have"
		}
	}
	for i := range m.state.Buckets {
		b := &m.state.Buckets[i]
		if why := b.unmakeable(); why != "" {
			return why
		}
		for j := range b.Objects {
			for _, v := range b.Objects[j].all() {
				if why := v.unmakeable(); why != "" || v.VersionID != "" {
					return "versions with ids of their own"
				}
			}
		}
	}
	return ""
}
