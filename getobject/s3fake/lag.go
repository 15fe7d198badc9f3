package s3fake

import (
	"context"
	"iter"
	"slices"
	"sync"
	"time"

	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/memstore"
	"github.com/s3get/s3get/store/write"
)

// LagBehind makes a list of objects or versions one of what there was d ago by [Server.Clock].
// What was there when the fault was injected is seen at once. Amazon S3 has had no such lists
// since 2020; other servers and caches have.
//
// While there is such a fault, each request and each Put takes a time that grows with the number
// of keys. It needs package s3write: with [Options.Next] it does nothing.
func LagBehind(d time.Duration) Effect { return Effect{kind: lagTime, n: int64(d)} }

// LagBehindRequests is [LagBehind] by requests: a list is one of what there was before the n
// requests that came before it.
func LagBehindRequests(n int) Effect { return Effect{kind: lagRequests, n: int64(n)} }

// lags reports whether e needs the past.
func (e Effect) lags() bool { return e.kind == lagTime || e.kind == lagRequests }

// A moment is what was stored before something happened.
type moment struct {
	request int       // number of the request, or of the next one
	at      time.Time // by the clock
	buckets map[string][]write.Entry
}

// A past is moments of a Server, from when they are needed. The zero past remembers nothing.
type past struct {
	mu      sync.Mutex
	wanted  bool
	moments []moment
}

// remember adds the present, if that is wanted, before it is changed.
func (p *past) remember(s *memstore.Store, request int, at time.Time) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.wanted {
		p.moments = append(p.moments, moment{request, at, picture(s)})
	}
}

// want makes moments remembered, the present first.
func (p *past) want(s *memstore.Store, request int, at time.Time) {
	p.mu.Lock()
	p.wanted = true
	p.mu.Unlock()
	p.remember(s, request, at)
}

// picture returns all that is stored.
func picture(s *memstore.Store) map[string][]write.Entry {
	buckets := make(map[string][]write.Entry)
	for _, name := range s.Buckets() {
		for _, key := range s.Keys(name) {
			if infos := s.Versions(name, key); len(infos) > 0 {
				buckets[name] = append(buckets[name], write.Entry{Key: key, Versions: infos})
			}
		}
	}
	return buckets
}

// before returns what was stored as an effect says, for a request that was remembered, or nil
// for what is now.
func (p *past) before(e *Entry, f Effect) map[string][]write.Entry {
	p.mu.Lock()
	defer p.mu.Unlock()
	if f.kind == lagTime {
		since := e.Time.Add(-time.Duration(f.n))
		for _, m := range p.moments {
			if m.at.After(since) {
				return m.buckets
			}
		}
		return nil
	}
	then := p.moments[0]
	for _, m := range p.moments {
		if m.request <= e.Number-int(f.n) {
			then = m
		}
	}
	return then.buckets
}

// A late is a store whose lists are those of the past.
type late struct {
	memstore.Writer
	buckets map[string][]write.Entry
}

// Scan has the keys of a bucket as it was.
func (l late) Scan(ctx context.Context, bucket, from string) iter.Seq2[write.Entry, error] {
	return func(yield func(write.Entry, error) bool) {
		if _, err := l.Bucket(ctx, bucket); err != nil {
			yield(write.Entry{}, err)
			return
		}
		entries := l.buckets[bucket]
		start, _ := slices.BinarySearchFunc(entries, from, func(e write.Entry, key string) int {
			switch {
			case e.Key < key:
				return -1
			case e.Key > key:
				return 1
			}
			return 0
		})
		for _, e := range entries[start:] {
			if !yield(e, nil) {
				return
			}
		}
	}
}

// lists are the operations that lag behind.
var lists = [...]string{"ListObjects", "ListObjectsV2", "ListObjectVersions"}

// storeFor returns what the writes and lists of a request are for.
func (s *Server) storeFor(a *answer) write.Store {
	w := memstore.Writer{Store: s.Store}
	for _, f := range a.effects {
		if f.lags() && slices.Contains(lists[:], a.entry.Operation) {
			if buckets := s.past.before(a.entry, f); buckets != nil {
				return late{w, buckets}
			}
		}
	}
	return w
}

// changing is called before what is stored is changed without a request.
func (s *Server) changing() {
	s.past.remember(s.Store, s.keeper.next(), s.Clock.Now())
}

// put is Put of the store.
func (s *Server) put(bucket, key string, v memstore.Version) (*store.Info, error) {
	s.changing()
	return s.Store.Put(bucket, key, v)
}
