package s3fake

import (
	"errors"
	"fmt"
	"sync"
)

// A Fault is something that goes wrong with some requests: those that have the Operation, the
// Bucket and the Key, of which the first Skip go well, and the next Times fail.
//
// Several faults may happen to one request. Those that wait or refuse happen in the order in
// which they were injected, before the request is looked at; the others spoil its answer.
type Fault struct {
	// Operation is the name of S3's model, such as "GetObject"; "" is any.
	Operation string

	// Bucket and Key are what the request names. A "*" at the end stands for any rest; "" is
	// any, and also none.
	Bucket, Key string

	// If, where it is set, is asked about requests that have all of the above: only those for
	// which it reports true are meant. The Entry is not finished. It is not called
	// concurrently by one Server, and injects and removes nothing itself.
	If func(*Entry) bool

	// Skip is how many such requests go well first.
	Skip int

	// Times is how many of them then fail, one after the other; 0 means all.
	Times int

	// Effect is what happens.
	Effect Effect
}

// check says what is wrong with f.
func (f *Fault) check() error {
	switch {
	case f.Operation != "" && !isOperation(f.Operation):
		return fmt.Errorf("is of no operation of S3, %q", f.Operation)
	case f.Skip < 0:
		return errors.New("has a negative Skip")
	case f.Times < 0:
		return errors.New("has negative Times")
	}
	return f.Effect.check()
}

// means reports whether a request is one of those of f, whatever their number.
func (f *Fault) means(e *Entry) bool {
	return (f.Operation == "" || f.Operation == e.Operation) &&
		(f.Bucket == "" || matches(f.Bucket, e.Bucket)) &&
		(f.Key == "" || matches(f.Key, e.Key)) &&
		(f.If == nil || f.If(e))
}

// String says which requests fail, and how, such as "GetObject of b/k, 3 times after 1: reset".
func (f *Fault) String() string {
	name := func(s, empty string) string {
		if s == "" {
			return empty
		}
		return s
	}
	which := name(f.Operation, "request") + " of " + name(f.Bucket, "*") + "/" + name(f.Key, "*")
	if f.Times > 0 {
		which += fmt.Sprintf(", %d times", f.Times)
	}
	if f.Skip > 0 {
		which += fmt.Sprintf(" after %d", f.Skip)
	}
	return which + ": " + f.Effect.String()
}

// An Injection is a [Fault] at a [Server]. Its methods may be called concurrently.
type Injection struct {
	from  *injections
	fault Fault
	seen  int // requests that the fault means
	hits  int
}

// injections are those of a Server, in order.
type injections struct {
	mu  sync.Mutex
	all []*Injection
}

// Inject adds a fault, from now on. One that makes no sense fails the test.
func (s *Server) Inject(f Fault) *Injection {
	if err := f.check(); err != nil {
		s.helper().fatalf("s3fake: the fault %v", err)
		return nil
	}
	i := &Injection{from: &s.faults, fault: f}
	s.faults.mu.Lock()
	defer s.faults.mu.Unlock()
	if f.Effect.lags() {
		s.past.want(s.Store, s.keeper.next(), s.Clock.Now())
	}
	s.faults.all = append(s.faults.all, i)
	return i
}

// Hits returns how many requests the fault has happened to.
func (i *Injection) Hits() int {
	i.from.mu.Lock()
	defer i.from.mu.Unlock()
	return i.hits
}

// Remove takes the fault away. It still happens to requests that are in progress.
func (i *Injection) Remove() {
	i.from.mu.Lock()
	defer i.from.mu.Unlock()
	for n, other := range i.from.all {
		if other == i {
			i.from.all = append(i.from.all[:n:n], i.from.all[n+1:]...)
			return
		}
	}
}

// happening returns the faults that happen to a request, and counts them.
func (all *injections) happening(e *Entry) []Fault {
	all.mu.Lock()
	defer all.mu.Unlock()
	var faults []Fault
	for _, i := range all.all {
		if !i.fault.means(e) {
			continue
		}
		i.seen++
		n := i.seen - i.fault.Skip
		if n > 0 && (i.fault.Times == 0 || n <= i.fault.Times) {
			i.hits++
			faults = append(faults, i.fault)
		}
	}
	return faults
}
