package getobject_test

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"sync"
	"testing"

	"github.com/s3get/s3get/getobject"
	"github.com/s3get/s3get/store"
)

// A keeper keeps all that it is given, with what it was then.
type keeper struct {
	store.Store
	mu    sync.Mutex
	kept  []func() string // says what is kept
	first []string        // what each said at first
	late  []io.Writer
}

func (k *keeper) keep(say func() string) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.kept, k.first = append(k.kept, say), append(k.first, say())
}

func (k *keeper) keepRequest(r *getobject.Request) {
	k.keep(func() string { return fmt.Sprint(r.Method, r.Address, r.Header, r.Wire, r.Query, r.Time) })
}

func (k *keeper) Authenticate(_ context.Context, r *getobject.Request, _ *store.Bucket) (getobject.Identity, error) {
	k.keepRequest(r)
	return getobject.Identity{Account: r.Header.Get("X-Account")}, nil
}

func (k *keeper) Authorize(_ context.Context, a getobject.Access) (getobject.Verdict, error) {
	k.keepRequest(a.Request)
	k.keep(func() string { return fmt.Sprint(a.Identity, a.Action, a.Key) })
	return getobject.Allow, nil
}

func (k *keeper) done(r getobject.Record) {
	k.keep(func() string { return fmt.Sprint(r) })
}

// Open returns objects whose readers keep the writer.
func (k *keeper) Open(ctx context.Context, ref store.Ref) (store.Object, error) {
	o, err := k.Store.Open(ctx, ref)
	if err != nil {
		return nil, err
	}
	return keptObject{o, k}, nil
}

type keptObject struct {
	store.Object
	k *keeper
}

func (o keptObject) OpenRange(ctx context.Context, off, n int64) (io.ReadCloser, error) {
	r, err := o.Object.OpenRange(ctx, off, n)
	return keptReader{r, o.k}, err
}

type keptReader struct {
	io.ReadCloser
	k *keeper
}

func (r keptReader) WriteTo(w io.Writer) (int64, error) {
	r.k.mu.Lock()
	r.k.late = append(r.k.late, w)
	r.k.mu.Unlock()
	return io.Copy(w, r.ReadCloser)
}

// TestScribble: the memory of a call that is used again is nobody's: whatever others were given
// stays as it was, and a writer that is kept reaches no later response.
func TestScribble(t *testing.T) {
	k := &keeper{Store: newStock(t)}
	h := &getobject.Handler{Store: k, Authenticator: k, Authorizer: k, Done: k.done, Server: "AmazonS3"}
	requests := []struct {
		method, target string
		header         http.Header
		status         int
	}{
		{"GET", "/b/k", nil, 200}, {"HEAD", "/b/k", nil, 200}, {"GET", "/b/none", nil, 404},
		{"GET", "/b/k", http.Header{"Range": {"bytes=1-2"}}, 206}, {"PUT", "/b/k", nil, 405},
		{"GET", "/b/k", http.Header{"If-Match": {`"x"`}}, 412}, {"GET", "/b/k", http.Header{"If-None-Match": {"*"}}, 304},
	}
	var all sync.WaitGroup
	for g := range 8 {
		all.Go(func() {
			for i := range 200 {
				q := requests[(g+i)%len(requests)]
				hr := httptest.NewRequest(q.method, fmt.Sprintf("%s?n=%d-%d", q.target, g, i), nil)
				for name, lines := range q.header {
					hr.Header[name] = lines
				}
				hr.Header.Set("X-Account", fmt.Sprintf("%06d%06d", g, i))
				w := httptest.NewRecorder()
				h.ServeHTTP(w, hr)
				if w.Code != q.status {
					t.Errorf("%s %s = %d, want %d", q.method, q.target, w.Code, q.status)
				}
				k.keep(func() string { return fmt.Sprint(w.Code, w.Header(), w.Body) })
				getobject.Scribble()
			}
		})
	}
	all.Wait()
	for _, w := range k.late {
		if n, err := w.Write([]byte("late")); err == nil {
			t.Errorf("a writer that was kept took %d bytes", n)
		}
	}
	for i, say := range k.kept {
		if now := say(); now != k.first[i] {
			t.Fatalf("what was kept is now\n%s\nand was\n%s", now, k.first[i])
		}
	}
	if len(k.late) == 0 || !slices.ContainsFunc(k.first, func(s string) bool { return len(s) > 100 }) {
		t.Error("nothing was kept")
	}
}
