package objectlambda_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/s3get/s3get/getobject"
	"github.com/s3get/s3get/getobject/address"
	"github.com/s3get/s3get/getobject/objectlambda"
	"github.com/s3get/s3get/getobject/rule"
	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/memstore"
)

const (
	account = "111122223333"
	host    = "ol-" + account + ".s3-object-lambda.us-east-1.amazonaws.com"
)

// newPoint is an access point whose supporting access point is that of the bucket.
func newPoint(f objectlambda.Function) *objectlambda.AccessPoint {
	return &objectlambda.AccessPoint{
		Name: "ol", Account: account, GetObject: f, Payload: `{"a":1}`,
		Supporting: address.Address{Endpoint: address.EndpointAccessPoint, AccessPoint: "ap", Account: account, Region: "us-east-1"},
	}
}

// allow allows some actions to everybody.
type allow []getobject.Action

func (a allow) Authorize(_ context.Context, access getobject.Access) (getobject.Verdict, error) {
	for _, action := range a {
		if action == access.Action {
			return getobject.Allow, nil
		}
	}
	return getobject.Deny, nil
}

// newHandler serves an access point over a bucket with an object "k" of "original".
func newHandler(t testing.TB, p *objectlambda.AccessPoint) *objectlambda.Handler {
	t.Helper()
	s := memstore.New()
	v := memstore.Version{Content: []byte("original")}
	v.Metadata = []store.Metadata{{Name: "a", Value: "b"}}
	_, err := s.Put("b", "k", v)
	if err != nil {
		err = s.CreateBucket(store.Bucket{Name: "b", Owner: account})
	}
	if err == nil {
		_, err = s.Put("b", "k", v)
	}
	if err == nil {
		err = s.AddAccessPoint(memstore.AccessPoint{Bucket: "b", Name: "ap", Account: account})
	}
	if err != nil {
		t.Fatal(err)
	}
	return &objectlambda.Handler{
		Read:   &getobject.Handler{Store: s, Authorizer: getobject.AllowAll{}},
		Points: objectlambda.Static{"ol": p, "ol-alias--ol-s3": p},
	}
}

// get sends a request and returns status, a field and body.
func get(h http.Handler, method, target, name string, header ...string) string {
	r := httptest.NewRequest(method, target, nil)
	for i := 0; i < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	value := ""
	for n, lines := range w.Header() {
		if strings.EqualFold(n, name) {
			value = strings.Join(lines, ",")
		}
	}
	body := w.Body.String()
	if strings.HasPrefix(body, "<?xml") {
		_, body, _ = strings.Cut(body, "<Code>")
		body, _, _ = strings.Cut(body, "</Code>")
	}
	return fmt.Sprint(w.Code, " ", value, " ", body)
}

// upper reads the original and answers it in upper case.
var upper = objectlambda.Func(func(ctx context.Context, e *objectlambda.Event) (*objectlambda.Answer, error) {
	original, err := e.Open(ctx, nil)
	if err != nil {
		return nil, err
	}
	var text bytes.Buffer
	if _, err := original.WriteTo(&text); err != nil {
		return nil, err
	}
	return &objectlambda.Answer{
		Header: http.Header{"Content-Type": {"text/plain"}, "X-Amz-Meta-Made": {"here"}},
		Body:   strings.NewReader(strings.ToUpper(text.String())), Length: int64(text.Len()),
	}, nil
})

func TestTransform(t *testing.T) {
	h := newHandler(t, newPoint(upper))
	for _, c := range []struct{ method, target, field, want string }{
		{"GET", "http://" + host + "/k", "x-amz-meta-made", "200 here ORIGINAL"},
		{"GET", "http://" + host + "/k", "Content-Length", "200 8 ORIGINAL"},
		{"GET", "http://ol-alias--ol-s3.s3.us-east-1.amazonaws.com/k", "Content-Type", "200 text/plain ORIGINAL"},
		{"GET", "http://" + host + "/missing", "", "404  NoSuchKey"},
		{"HEAD", "http://" + host + "/k", "x-amz-meta-a", "200 b "},                                                      // no function: the plain answer
		{"GET", "http://other-" + account + ".s3-object-lambda.us-east-1.amazonaws.com/k", "", "404  NoSuchAccessPoint"}, // the other handler's
		{"GET", "http://s3.amazonaws.com/b/k", "x-amz-meta-a", "200 b original"},
		{"GET", "http://" + host + "/k?versionId=?", "", "400  InvalidArgument"},
	} {
		if got := get(h, c.method, c.target, c.field); got != c.want {
			t.Errorf("%s %s: %s, want %s", c.method, c.target, got, c.want)
		}
	}
}

// TestEvent: what a function is told.
func TestEvent(t *testing.T) {
	var got *objectlambda.Event
	p := newPoint(nil)
	p.HeadObject = objectlambda.Func(func(_ context.Context, e *objectlambda.Event) (*objectlambda.Answer, error) {
		got = e
		return &objectlambda.Answer{Header: http.Header{"X-Amz-Storage-Class": {"GLACIER"}}, Length: 99}, nil
	})
	h := newHandler(t, p)
	h.Read.NewIDs = func(address.Endpoint) getobject.IDs { return getobject.IDs{Request: "ID"} }
	if got := get(h, "HEAD", "http://"+host+"/k?x=1", "Content-Length", "User-Agent", "u", "Authorization", "secret"); got != "200 99 " {
		t.Errorf("HEAD: %s, want 99 bytes", got)
	}
	if got.Operation != "HeadObject" || got.RequestID != "ID" || got.AccessPoint.Payload != `{"a":1}` || got.URL != "http://"+host+"/k?x=1" ||
		got.Header.Get("User-Agent") != "u" || got.Header.Get("Host") != host || got.Header.Get("Authorization") != "" {
		t.Errorf("event %+v", got)
	}
}

// TestRange: ranges and parts are refused, or the function's.
func TestRange(t *testing.T) {
	ranged := objectlambda.Func(func(ctx context.Context, e *objectlambda.Event) (*objectlambda.Answer, error) {
		original, err := e.Open(ctx, http.Header{"Range": e.Header["Range"]})
		if err != nil {
			return nil, err
		}
		var text bytes.Buffer
		_, err = original.WriteTo(&text)
		return &objectlambda.Answer{Status: 206, Header: http.Header{"Content-Range": {"bytes 0-1/8"}}, Body: &text}, err
	})
	for _, c := range []struct {
		features objectlambda.Features
		target   string
		want     string
	}{
		{0, "/k", "501  NotImplemented"},
		{objectlambda.HeadObjectRange | objectlambda.GetObjectPartNumber, "/k", "501  NotImplemented"},
		{objectlambda.GetObjectRange, "/k", "206 bytes 0-1/8 or"},
		{objectlambda.GetObjectRange, "/k?partNumber=1", "501  NotImplemented"},
		{objectlambda.GetObjectRange | objectlambda.GetObjectPartNumber, "/k?partNumber=1", "206 bytes 0-1/8 or"},
	} {
		p := newPoint(ranged)
		p.Features = c.features
		if got := get(newHandler(t, p), "GET", "http://"+host+c.target, "Content-Range", "Range", "bytes=0-1"); got != c.want {
			t.Errorf("features %b, %s: %s, want %s", c.features, c.target, got, c.want)
		}
	}
}

// TestRights: the requester needs the right to call, and the function has theirs to read.
func TestRights(t *testing.T) {
	h := newHandler(t, newPoint(upper))
	for _, c := range []struct {
		allow allow
		want  string
	}{
		{nil, "403  AccessDenied"},
		{allow{getobject.ActionGetObject}, "403  AccessDenied"},
		{allow{objectlambda.ActionGetObject}, "403  AccessDenied"},
		{allow{objectlambda.ActionGetObject, getobject.ActionGetObject}, "200  ORIGINAL"},
	} {
		h.Read.Authorizer = c.allow
		if got := get(h, "GET", "http://"+host+"/k", ""); got != c.want {
			t.Errorf("allowed %v: %s, want %s", c.allow, got, c.want)
		}
	}
}

// fails are functions that do not answer as they should, and S3's error.
var fails = map[string]struct {
	f    func(ctx context.Context, e *objectlambda.Event) (*objectlambda.Answer, error)
	want string
	rule string
}{
	"error": {func(context.Context, *objectlambda.Event) (*objectlambda.Answer, error) {
		return nil, errors.New("secret")
	}, "500  LambdaRuntimeError", "lambda/runtime-error"},
	"panic":             {func(context.Context, *objectlambda.Event) (*objectlambda.Answer, error) { panic("secret") }, "500  LambdaRuntimeError", "lambda/runtime-error"},
	"none":              {func(context.Context, *objectlambda.Event) (*objectlambda.Answer, error) { return nil, nil }, "500  LambdaResponseNotReceived", "lambda/response-not-received"},
	"status":            {answer(objectlambda.Answer{Status: 201}), "400  LambdaInvalidResponse", "lambda/invalid-response"},
	"field":             {answer(objectlambda.Answer{Header: http.Header{"Set-Cookie": {"a"}}}), "400  LambdaInvalidResponse", "lambda/invalid-response"},
	"code":              {answer(objectlambda.Answer{Status: 404, ErrorCode: "not found"}), "400  LambdaInvalidResponse", "lambda/invalid-response"},
	"code with success": {answer(objectlambda.Answer{ErrorCode: "NotFound"}), "400  LambdaInvalidResponse", "lambda/invalid-response"},
	"code with body":    {answer(objectlambda.Answer{Status: 404, ErrorCode: "NotFound", Body: strings.NewReader("x")}), "400  LambdaInvalidResponse", "lambda/invalid-response"},
	"message alone":     {answer(objectlambda.Answer{Status: 404, ErrorMessage: "x"}), "400  LambdaInvalidResponse", "lambda/invalid-response"},
	"error of its own":  {answer(objectlambda.Answer{Status: 404, ErrorCode: "NoSuchPage", ErrorMessage: "x"}), "404  NoSuchPage", ""},
	"error of ours": {func(context.Context, *objectlambda.Event) (*objectlambda.Answer, error) {
		return nil, getobject.Refuse(rule.SlowDown)
	}, "503  SlowDown", "internal/slow-down"},
	"no body":      {answer(objectlambda.Answer{}), "200 0 ", ""},
	"not modified": {answer(objectlambda.Answer{Status: 304, Header: http.Header{"Etag": {`"x"`}}}), "304  ", ""},
	"any length":   {answer(objectlambda.Answer{Body: strings.NewReader("abc")}), "200  abc", ""},
	"of one byte":  {answer(objectlambda.Answer{Body: strings.NewReader("a"), Length: 1}), "200 1 a", ""},
}

// answer makes a function that answers a once, whose body is read from its beginning.
func answer(a objectlambda.Answer) func(context.Context, *objectlambda.Event) (*objectlambda.Answer, error) {
	return func(context.Context, *objectlambda.Event) (*objectlambda.Answer, error) {
		if s, ok := a.Body.(io.Seeker); ok {
			if _, err := s.Seek(0, io.SeekStart); err != nil {
				return nil, err
			}
		}
		return &a, nil
	}
}

func TestFunctionFails(t *testing.T) {
	met := map[string]bool{"lambda/not-found": true, "lambda/invocation-failed": true, "lambda/timeout": true} // in other tests
	for name, c := range fails {
		h := newHandler(t, newPoint(objectlambda.Func(c.f)))
		var record getobject.Record
		h.Read.Done = func(r getobject.Record) { record = r }
		if got := get(h, "GET", "http://"+host+"/k", "Content-Length"); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
		if got := record.Rule.String(); got != c.rule || record.Aborted {
			t.Errorf("%s: record %+v, want rule %q", name, record, c.rule)
		}
		met[c.rule] = true
	}
	for r := range objectlambda.Rules() {
		if !met[r.ID] {
			t.Errorf("no function met %s", r.ID)
		}
	}
}

// broken is a reader that fails after a text.
type broken struct {
	io.Reader
	err    error
	panics bool
	closed chan struct{}
}

func (b *broken) Read(p []byte) (int, error) {
	n, err := b.Reader.Read(p)
	if err == io.EOF {
		if b.panics {
			panic("broken")
		}
		err = b.err
	}
	return n, err
}

func (b *broken) Close() error {
	close(b.closed)
	return nil
}

// TestBreaks: a body that breaks off, or is not as long as it was said to be, never looks whole,
// and is closed.
func TestBreaks(t *testing.T) {
	for _, length := range []int64{0, 3, 4, 5, 6} {
		for _, panics := range []bool{false, true} {
			body := &broken{Reader: strings.NewReader("abcd"), err: errors.New("broken"), panics: panics, closed: make(chan struct{})}
			h := newHandler(t, newPoint(objectlambda.Func(answer(objectlambda.Answer{Body: body, Length: length}))))
			server := httptest.NewServer(h)
			r, _ := http.NewRequest("GET", server.URL+"/k", nil)
			r.Host = host
			if resp, err := http.DefaultClient.Do(r); err == nil {
				if text, err := io.ReadAll(resp.Body); err == nil {
					t.Errorf("length %d, panics %v: %q looks whole", length, panics, text)
				}
				resp.Body.Close()
			}
			<-body.closed
			server.Close()
		}
	}
}

// TestHangs: a function has a minute by the clock, and its context ends.
func TestHangs(t *testing.T) {
	canceled := make(chan struct{})
	h := newHandler(t, newPoint(objectlambda.Func(func(ctx context.Context, _ *objectlambda.Event) (*objectlambda.Answer, error) {
		<-ctx.Done()
		close(canceled)
		return nil, ctx.Err()
	})))
	h.After = func(d time.Duration) <-chan time.Time {
		if d != objectlambda.Timeout {
			t.Errorf("waits %v, want %v", d, objectlambda.Timeout)
		}
		now := make(chan time.Time, 1)
		now <- time.Time{}
		return now
	}
	if got := get(h, "GET", "http://"+host+"/k", ""); got != "500  LambdaTimeout" {
		t.Errorf("a function that hangs: %s, want LambdaTimeout", got)
	}
	<-canceled
}

// TestLeft: what a function leaves open is closed when the answer was sent, and nothing is opened
// after that.
func TestLeft(t *testing.T) {
	var event *objectlambda.Event
	h := newHandler(t, newPoint(objectlambda.Func(func(ctx context.Context, e *objectlambda.Event) (*objectlambda.Answer, error) {
		event = e
		_, err := e.Open(ctx, nil)
		return &objectlambda.Answer{}, err
	})))
	counting := &counter{Store: h.Read.Store}
	h.Read.Store = counting
	if got := get(h, "GET", "http://"+host+"/k", ""); got != "200  " {
		t.Fatalf("answer %s", got)
	}
	if counting.open != 0 {
		t.Errorf("%d objects are open after the answer", counting.open)
	}
	if _, err := event.Open(t.Context(), nil); err == nil || counting.open != 0 {
		t.Errorf("Open after the answer = %v with %d open, want an error and none", err, counting.open)
	}
}

// counter counts open objects.
type counter struct {
	store.Store
	open int
}

func (c *counter) Open(ctx context.Context, ref store.Ref) (store.Object, error) {
	o, err := c.Store.Open(ctx, ref)
	if err == nil {
		c.open++
		o = counted{o, c}
	}
	return o, err
}

func (c *counter) AccessPoint(ctx context.Context, name, account string) (string, error) {
	return store.ResolveAccessPoint(ctx, c.Store, name, account)
}

type counted struct {
	store.Object
	c *counter
}

func (c counted) Close() error {
	c.c.open--
	return c.Object.Close()
}
