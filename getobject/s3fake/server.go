package s3fake

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"log"
	"log/slog"
	"net"
	"net/http"
	"slices"
	"sync"
	"time"

	"github.com/s3get/s3get/getobject"
	"github.com/s3get/s3get/getobject/address"
	"github.com/s3get/s3get/getobject/objectlambda"
	"github.com/s3get/s3get/getobject/s3express"
	"github.com/s3get/s3get/getobject/s3write"
	"github.com/s3get/s3get/getobject/sigv4"
	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/memstore"
)

// A TB is what [New] wants of a test. [testing.TB] has it.
type TB interface {
	Helper()                           // marks the caller as a helper
	Cleanup(func())                    // calls a function at the end of the test
	Failed() bool                      // whether the test has failed
	Logf(format string, args ...any)   // prints with the test
	Errorf(format string, args ...any) // fails the test
	Fatalf(format string, args ...any) // fails the test and does not return
}

// A Server is a fake of Amazon S3 that runs. Its fields are not changed.
type Server struct {
	// URL is where it is, such as "http://127.0.0.1:43210", without a slash at its end. Without
	// a TCP port it is "http://s3.test", where only [Server.Client] gets.
	URL string

	// AccessKey, SecretKey and Region are what a client signs with.
	AccessKey, SecretKey, Region string

	// Store has the buckets and objects. It may be read and written at any time.
	Store *memstore.Store

	// Clock is the time of the Server.
	Clock *Clock

	tb       TB   // nil without a test
	provides bool // buckets that requests name
	read     *getobject.Handler
	write    *s3write.Handler // nil where Options.Next serves what is not read
	sessions *s3express.Sessions
	lambda   objectlambda.AccessPoints // nil without any
	past     past
	ids      *ids
	keeper   keeper
	faults   injections
	listener net.Listener // without TLS
	serving  net.Listener // with TLS, if there is any

	certificate *tls.Certificate // nil without TLS
	client      *http.Client
	server      *http.Server
	served      chan struct{} // closed when server has ended
	close       sync.Once
	base        context.Context // of all requests
	cancel      context.CancelFunc

	mu       sync.Mutex
	closing  bool
	requests sync.WaitGroup
}

// New starts a Server for a test and closes it at the end of it. Nil options are the zero
// [Options]. What cannot be started, and whatever the methods of the Server are given that
// makes no sense, fails the test at once.
func New(tb TB, options *Options) *Server {
	tb.Helper()
	s, err := start(tb, options)
	if err != nil {
		tb.Fatalf("%v", err)
		return nil
	}
	tb.Cleanup(func() {
		tb.Helper()
		show := func() {
			if tb.Failed() {
				s.show()
			}
		}
		show() // what is in progress
		_ = s.Close()
		show() // what Close may have made fail
	})
	return s
}

// Start starts a Server without a test. The caller closes it. Methods that would fail a test
// panic.
func Start(options *Options) (*Server, error) { return start(nil, options) }

func start(tb TB, options *Options) (*Server, error) {
	o, err := options.completed()
	if err != nil {
		return nil, err
	}
	s := &Server{
		AccessKey: o.AccessKey, SecretKey: o.SecretKey, Region: o.Region,
		Clock: new(Clock), tb: tb, provides: o.Lenient || o.AutoBuckets, ids: newIDs(o.Seed), served: make(chan struct{}),
	}
	if !o.Time.IsZero() {
		s.Clock.Set(o.Time)
	}
	if err := s.begin(&o); err != nil {
		if s.Store != nil {
			err = errors.Join(err, s.Store.Close())
		}
		return nil, err
	}
	s.run(&o)
	return s, nil
}

// begin makes what there is before it can be asked for.
func (s *Server) begin(o *Options) (err error) {
	if err := s.fill(o); err != nil {
		return err
	}
	for _, f := range o.Faults {
		if err := f.check(); err != nil {
			return fmt.Errorf("s3fake: the fault %w", err)
		}
		s.Inject(f)
	}
	if s.listener, err = o.listen(); err != nil {
		return fmt.Errorf("s3fake: %w", err)
	}
	s.serving = s.listener
	if o.TLS {
		if err := s.secure(o.Domains); err != nil {
			return errors.Join(fmt.Errorf("s3fake: %w", err), s.listener.Close())
		}
	}
	return nil
}

// fill makes what is stored and who may read it.
func (s *Server) fill(o *Options) error {
	f, err := o.load()
	if err != nil {
		return err
	}
	s.Store = f.Store
	s.Store.Now, s.Store.NewID = s.Clock.Now, s.ids.version
	if o.State != "" {
		if _, err := s.Store.Keep(o.State); err != nil {
			return fmt.Errorf("s3fake: %w", err)
		}
	}
	kept := s.Store.Buckets()
	for _, name := range o.Buckets {
		if o.State != "" && slices.Contains(kept, name) {
			continue
		}
		if err := s.Store.CreateBucket(s.bucket(name)); err != nil {
			return fmt.Errorf("s3fake: bucket %q: %w", name, err)
		}
	}
	h := f.Handler()
	s.sessions, s.lambda = new(s3express.Sessions), o.ObjectLambda
	if s.lambda == nil && f.ObjectLambda != nil {
		s.lambda = f.ObjectLambda
	}
	if strict, ok := h.Authenticator.(*sigv4.Authenticator); ok {
		s.sessions.Others = strict.Credentials
		h.Authenticator = &verifier{s.sessions}
	}
	if o.Lenient {
		h.Authenticator, h.Authorizer = everyone{o.AccessKey}, getobject.AllowAll{}
	}
	h.Hosts = address.Hosts{Domains: o.Domains, Websites: o.Websites}
	h.Log, h.Server = o.Log, "AmazonS3"
	h.Now, h.NewIDs = s.Clock.Now, s.ids.request
	s.read = h
	return nil
}

// bucket describes a bucket of the owner's.
func (s *Server) bucket(name string) store.Bucket {
	return store.Bucket{Name: name, Owner: account, Region: s.Region}
}

// run begins to serve.
func (s *Server) run(o *Options) {
	scheme, host := "http", pipeHost
	if addr, ok := s.listener.Addr().(*net.TCPAddr); ok {
		host = addr.String()
	}
	if o.TLS {
		scheme = "https"
	}
	s.URL = scheme + "://" + host
	s.client = s.newClient()
	complaints := log.New(io.Discard, "", 0)
	if o.Log != nil {
		complaints = slog.NewLogLogger(o.Log.Handler(), slog.LevelWarn)
	}
	s.read.Next = s.next(o)
	ctx, cancel := context.WithCancel(context.Background())
	s.base, s.cancel = ctx, cancel
	s.server = &http.Server{
		Handler:  http.HandlerFunc(s.serve),
		ErrorLog: complaints,

		// Close ends also requests that wait and do not look at their connection.
		BaseContext: func(net.Listener) context.Context { return ctx },
	}
	go func() {
		defer close(s.served)
		_ = s.server.Serve(s.serving) // which ends by Close alone, or with its listener
	}()
}

// next returns what serves the operations that are neither GetObject nor HeadObject.
func (s *Server) next(o *Options) http.Handler {
	if o.Next != nil {
		return o.Next(s)
	}
	read := s.Handler()
	if o.Lenient {
		read.Authenticator = nil // so that bodies that are signed in chunks are not looked at
	}
	s.write = &s3write.Handler{
		Read: read, Store: memstore.Writer{Store: s.Store}, Region: o.Region, RestoreTime: o.RestoreTime,
		After: func(d time.Duration, do func()) { s.Clock.schedule(s.Clock.Now().Add(d), do) },
	}
	return s.write
}

// Handler returns a copy of the handler of GetObject and HeadObject, which has what another
// handler of s needs to decide as it does: who a requester is, what is allowed, which hosts
// name buckets, the clock and the ids.
func (s *Server) Handler() *getobject.Handler {
	h := *s.read
	return &h
}

// Close ends all connections and requests, and returns when the last has ended. It may be
// called more than once. What is stored stays, to be looked at, and a file of [Options.State]
// has it.
func (s *Server) Close() error {
	var err error
	s.close.Do(func() {
		s.mu.Lock()
		s.closing = true
		s.mu.Unlock()
		s.cancel()
		err = s.server.Close()
		<-s.served
		s.client.CloseIdleConnections()
		s.requests.Wait()
		err = errors.Join(err, s.Store.Close())
	})
	return err
}

// enter counts a request, and reports whether it may still be served.
func (s *Server) enter() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.closing {
		s.requests.Add(1)
	}
	return !s.closing
}

// complain fails the test, which goes on; without one nothing happens.
func (s *Server) complain(format string, args ...any) {
	if s.tb != nil {
		s.tb.Helper()
		s.tb.Errorf(format, args...)
	}
}

// fatalf fails the test, or panics without one.
func (s *Server) fatalf(format string, args ...any) {
	if s.tb == nil {
		panic(fmt.Sprintf(format, args...))
	}
	s.tb.Helper()
	s.tb.Fatalf(format, args...)
}
