package getobject_test

import (
	"context"
	"io"
	"net/http"
	"testing"
	"time"
)

// A waitingReader gives chunks for ever, or nothing at all until its context ends. It
// tells that it was closed.
type waitingReader struct {
	ctx    context.Context
	silent bool
	begun  chan<- struct{}
	closed chan<- error
}

func (p *waitingReader) Read(b []byte) (int, error) {
	if p.silent {
		p.begun <- struct{}{}
		<-p.ctx.Done()
	}
	if err := p.ctx.Err(); err != nil {
		return 0, err
	}
	return copy(b, chunk), nil
}

// Close tells why the context ended, once it did.
func (p *waitingReader) Close() error {
	select {
	case <-p.ctx.Done():
	case <-time.After(patience):
	}
	p.closed <- p.ctx.Err()
	return nil
}

// TestGone checks that a client that goes away ends the reading: the context is
// canceled and the reader closed, whether it had bytes to give or not.
func TestGone(t *testing.T) {
	for _, p := range protocols {
		for name, silent := range map[string]bool{"sending": false, "waiting": true} {
			t.Run(p.name+"/"+name, func(t *testing.T) {
				w, begun, closed := newHarness(t), make(chan struct{}, 1), make(chan error, 1)
				w.putReader("endless", 1<<50, nil)
				w.broken("b/endless").read = func(ctx context.Context, _, _ int64) (io.ReadCloser, error) {
					return &waitingReader{ctx, silent, begun, closed}, nil
				}
				done := w.expect()
				s := serve(t, w, p.start)
				goAway(t, s.Client().Do, s.URL+"/b/endless", silent, begun)
				select {
				case err := <-closed:
					if err != context.Canceled {
						t.Errorf("reader was closed with context error %v, want %v", err, context.Canceled)
					}
				case <-time.After(patience):
					t.Error("the reader was not closed")
				}
				if rec := <-done; !rec.Aborted || rec.Err == nil {
					t.Errorf("recorded %d, %v, want an aborted request", rec.Status, rec.Err)
				}
				w.checkClosed(t)
			})
		}
	}
}

// goAway begins a request and leaves it: one that waits for bytes by canceling it, and
// one that reads by closing the body.
func goAway(t *testing.T, do func(*http.Request) (*http.Response, error), url string, silent bool, begun <-chan struct{}) {
	ctx, cancel := context.WithCancel(t.Context())
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	if silent {
		go func() { <-begun; cancel() }()
	}
	resp, err := do(r)
	if err == nil {
		_, err = io.CopyN(io.Discard, resp.Body, 1<<20)
		resp.Body.Close()
	}
	if (err != nil) != silent {
		t.Errorf("client read with error %v", err)
	}
	cancel()
}
