package faultstore

import (
	"context"
	"fmt"
	"sync/atomic"
)

// A Method names the calls that a fault may meet.
type Method string

// The methods that faults may meet.
const (
	Bucket      Method = "Bucket"      // of a Store; the Key of a fault is not compared
	Open        Method = "Open"        // of a Store
	OpenRange   Method = "OpenRange"   // of an Object, with a key or without one
	Read        Method = "Read"        // of a reader, also those that its WriteTo makes
	Close       Method = "Close"       // of an Object
	CloseReader Method = "CloseReader" // of a reader
	Part        Method = "Part"        // of an Object
	AccessPoint Method = "AccessPoint" // of a Store; Bucket is compared with the access point's name, and Key is not
)

// A Fault is what happens to some calls. Bucket, Key and Call that are zero meet all.
type Fault struct {
	// On is the method that the fault meets.
	On Method

	// Bucket is the name of the bucket of the calls.
	Bucket string

	// Key is the key of the calls.
	Key string

	// Call is which of the calls that On, Bucket and Key describe it is, counted from 1 over
	// the life of the Store; 0 means each of them.
	Call int

	// Do is what happens.
	Do Effect
}

// String returns a text such as `Open of b/k, call 2: fail with "..."`.
func (f Fault) String() string {
	s := string(f.On)
	if f.Bucket != "" || f.Key != "" {
		s += " of " + f.Bucket + "/" + f.Key
	}
	if f.Call > 0 {
		s += fmt.Sprintf(", call %d", f.Call)
	}
	return s + ": " + f.Do.String()
}

// check reports what is wrong with f.
func (f *Fault) check() error {
	switch f.On {
	case Bucket, Open, OpenRange, Read, Close, CloseReader, Part, AccessPoint:
	default:
		return fmt.Errorf("faultstore: %v: there is no method %q", f, f.On)
	}
	switch {
	case f.Do.kind == nothing, f.Do.n == 0 && (f.Do.kind == short || f.Do.kind == long):
		return fmt.Errorf("faultstore: %v: it has no effect", f)
	case f.Call < 0 || f.Do.n < 0 || f.Do.delay < 0:
		return fmt.Errorf("faultstore: %v: it counts below zero", f)
	case f.Do.shapes() && f.On != OpenRange:
		return fmt.Errorf("faultstore: %v: this is for OpenRange", f)
	}
	return nil
}

// An armed is a fault of a Store.
type armed struct {
	Fault
	calls, hits atomic.Int64
}

// covers reports whether f may meet calls of a method about a key.
func (f *Fault) covers(on Method, bucket, key string) bool {
	return f.On == on && (f.Bucket == "" || f.Bucket == bucket) && (f.Key == "" || f.Key == key || on == Bucket || on == AccessPoint)
}

// meets counts a call and reports whether the fault happens to it.
func (a *armed) meets(on Method, bucket, key string) bool {
	if !a.covers(on, bucket, key) {
		return false
	}
	n := a.calls.Add(1)
	if a.Call > 0 && n != int64(a.Call) {
		return false
	}
	a.hits.Add(1)
	return true
}

// meet lets the faults happen that meet a call. It returns the effects that shape a reader.
func (s *Store) meet(ctx context.Context, on Method, bucket, key string) (shape []Effect, err error) {
	for _, a := range s.faults {
		if !a.meets(on, bucket, key) {
			continue
		}
		if a.Do.shapes() {
			shape = append(shape, a.Do)
			continue
		}
		if err := a.Do.happen(ctx); err != nil {
			return nil, err
		}
	}
	return shape, nil
}

// covers reports whether any fault may meet calls of one of these methods.
func (s *Store) covers(bucket, key string, on ...Method) bool {
	for _, a := range s.faults {
		for _, m := range on {
			if a.covers(m, bucket, key) {
				return true
			}
		}
	}
	return false
}
