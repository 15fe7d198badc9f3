package s3fake

import (
	"fmt"
	"slices"
	"strings"
	"sync"
)

// A Journal is requests in the order in which they came. The zero Journal has none.
type Journal []Entry

// Of returns the requests that are one of the operations. A name that is none is that of no
// request.
func (j Journal) Of(operations ...string) Journal {
	return j.where(func(e *Entry) bool { return slices.Contains(operations, e.Operation) })
}

// On returns the requests that name a bucket and a key. A "*" at the end of either stands for
// any rest, so that "*" is all.
func (j Journal) On(bucket, key string) Journal {
	return j.where(func(e *Entry) bool { return matches(bucket, e.Bucket) && matches(key, e.Key) })
}

// Answered returns the requests that were answered with one of the statuses.
func (j Journal) Answered(statuses ...int) Journal {
	return j.where(func(e *Entry) bool { return e.Finished && slices.Contains(statuses, e.Status) })
}

func (j Journal) where(wanted func(*Entry) bool) Journal {
	var some Journal
	for i := range j {
		if wanted(&j[i]) {
			some = append(some, j[i])
		}
	}
	return some
}

// matches reports whether text is that of a pattern, whose "*" at the end stands for any rest.
func matches(pattern, text string) bool {
	if start, open := strings.CutSuffix(pattern, "*"); open {
		return strings.HasPrefix(text, start)
	}
	return text == pattern
}

// printed is how many requests a Journal prints: those at its end.
const printed = 200

// String returns the entries, each as [Entry.String] has it. Of more than 200 it returns the
// last.
func (j Journal) String() string {
	var b strings.Builder
	if n := len(j) - printed; n > 0 {
		fmt.Fprintf(&b, "(%d earlier requests)\n", n)
		j = j[n:]
	}
	for i := range j {
		b.WriteString(j[i].String() + "\n")
	}
	return b.String()
}

// A keeper keeps the entries of a Server.
type keeper struct {
	mu      sync.Mutex
	count   int // of all requests, also those that were forgotten
	active  int // requests in progress
	entries []*Entry
	shown   int // the number of the last request that the test has printed
}

// begin adds a request, which gets its number.
func (k *keeper) begin(e *Entry) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.count++
	e.Number, e.Beside = k.count, k.active
	k.active++
	kept := *e
	k.entries = append(k.entries, &kept)
}

// next returns the number of the next request.
func (k *keeper) next() int {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.count + 1
}

// note replaces a request that began by what became of it until now.
func (k *keeper) note(e *Entry) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if e.Finished {
		k.active--
	}
	for _, kept := range slices.Backward(k.entries) {
		if kept.Number == e.Number {
			*kept = *e
			return
		}
	}
}

// Journal returns all requests that came until now. A request is finished in it at the latest
// when a client has read its answer to the end.
func (s *Server) Journal() Journal {
	s.keeper.mu.Lock()
	defer s.keeper.mu.Unlock()
	j := make(Journal, 0, len(s.keeper.entries))
	for _, e := range s.keeper.entries {
		j = append(j, *e)
	}
	return j
}

// Forget empties the journal. Numbers go on, and requests in progress do not come back.
func (s *Server) Forget() {
	s.keeper.mu.Lock()
	defer s.keeper.mu.Unlock()
	s.keeper.entries = nil
}

// Assert fails the test, which goes on, for each check that the journal does not pass, and
// prints the journal.
func (s *Server) Assert(checks ...Check) {
	j := s.Journal()
	var problems []string
	for _, check := range checks {
		if err := check(j); err != nil {
			problems = append(problems, err.Error())
		}
	}
	switch {
	case len(problems) == 0:
	case s.tb == nil:
		s.fatalf("s3fake: %s\n%s", strings.Join(problems, "\ns3fake: "), j)
	default:
		s.tb.Helper()
		s.tb.Errorf("s3fake: %s", strings.Join(problems, "\ns3fake: "))
		s.show()
	}
}

// show prints the journal, unless the test has it already.
func (s *Server) show() {
	j := s.Journal()
	s.keeper.mu.Lock()
	last := s.keeper.count
	seen := s.keeper.shown == last
	s.keeper.shown = last
	s.keeper.mu.Unlock()
	if !seen && len(j) > 0 {
		s.tb.Logf("s3fake: the requests to %s:\n%s", s.URL, j)
	}
}
