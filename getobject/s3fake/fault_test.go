package s3fake_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/s3get/s3get/getobject"
	"github.com/s3get/s3get/getobject/s3fake"
	"github.com/s3get/s3get/store/memstore"
)

// content is what the object of these tests has.
const content = "0123456789"

// faulty starts a server with an object.
func faulty(t *testing.T, o s3fake.Options) *s3fake.Server {
	t.Helper()
	o.Lenient, o.Buckets = true, []string{"b"}
	s := s3fake.New(t, &o)
	s.Put("b", "k", s3fake.Text(content))
	return s
}

func TestEffects(t *testing.T) {
	open := new(s3fake.Gate)
	open.Open()
	for _, tt := range []struct {
		effect s3fake.Effect
		status int    // 0 if there is none
		body   string // what arrives of it; "*" for an error document
		whole  bool
		noted  string // by the journal
	}{
		{s3fake.Refuse("SlowDown"), 503, "<Code>SlowDown</Code>", true, "503 Service Unavailable"},
		{s3fake.Refuse("InternalError"), 500, "<Code>InternalError</Code>", true, "refuse with InternalError"},
		{s3fake.Refuse("AccessDenied"), 403, "<Code>AccessDenied</Code>", true, "AccessDenied"},
		{s3fake.Refuse("Nonsense"), 500, "<Code>Nonsense</Code>", true, "Nonsense"},
		{s3fake.RefuseWith(&getobject.Error{Code: "Quota", Status: 429, Message: "No."}), 429, "<Message>No.</Message>", true, "Quota"},
		{s3fake.Delay(time.Millisecond), 200, content, true, "delay by 1ms"},
		{s3fake.Stall(open), 200, content, true, "stall"},
		{s3fake.StallAfter(3, open), 200, content, true, "stall after 3 bytes"},
		{s3fake.Reset(), 0, "", false, "no answer, broken off"},
		{s3fake.LoseAnswer(), 0, "", false, "lose the answer"},
		{s3fake.ResetAfter(0), 200, "", false, "0 bytes, broken off"},
		{s3fake.ResetAfter(3), 200, "*", false, "3 bytes, broken off"},
		{s3fake.ResetAfter(10), 200, content, true, "10 bytes\n"},
		{s3fake.Cut(0), 200, "", false, "0 bytes, broken off"},
		{s3fake.Cut(3), 200, "012", false, "3 bytes, broken off"},
		{s3fake.Cut(9), 200, "012345678", false, "9 bytes, broken off"},
		{s3fake.Cut(10), 200, content, true, "10 bytes\n"},
		{s3fake.Throttle(1000), 200, content, true, "throttle to 1000 bytes/s"},
		{s3fake.FlipByte(0), 200, "1123456789", true, "flip byte 0"},
		{s3fake.FlipByte(9), 200, "0123456788", true, "flip byte 9"},
		{s3fake.FlipByte(10), 200, content, true, "flip byte 10"},
		{s3fake.WrongLength(1), 200, content, false, "wrong length by +1"},
		{s3fake.WrongLength(-1), 200, "012345678", true, "9 bytes\n"},
		{s3fake.WrongLength(-100), 200, "", true, "0 bytes\n"},
		{s3fake.SetHeader("ETag", `"x"`), 200, content, true, `set ETag to "\"x\""`},
	} {
		for _, way := range ways[:4] {
			t.Run(fmt.Sprintf("%v/%s", tt.effect, way.name), func(t *testing.T) {
				t.Parallel()
				s := faulty(t, way.options)
				i := s.Inject(s3fake.Fault{Times: 1, Effect: tt.effect})
				r := once(s, "GET", s.URL+"/b/k")
				matches := r.body == tt.body || tt.status >= 300 && strings.Contains(r.body, tt.body) ||
					tt.body == "*" && strings.HasPrefix(content, r.body)
				if r.status != tt.status || (r.err == nil) != tt.whole || !matches {
					t.Errorf("GET = %d %q, %v, want %d %q, whole: %t", r.status, r.body, r.err, tt.status, tt.body, tt.whole)
				}
				if text := s.Journal().String(); !strings.Contains(text, tt.noted) || i.Hits() != 1 {
					t.Errorf("the journal has %q, and %d hits, want %q", text, i.Hits(), tt.noted)
				}
				if r := once(s, "GET", s.URL+"/b/k"); r.body != content {
					t.Errorf("second GET = %d %q, %v", r.status, r.body, r.err)
				}
				if got := string(s.Content("b", "k")); got != content {
					t.Errorf("what is stored is now %q", got)
				}
			})
		}
	}
}

// alone returns a transport that uses each connection once, so that net/http does not retry.
func alone(s *s3fake.Server) *http.Transport {
	t := s.Client().Transport.(*http.Transport).Clone()
	t.DisableKeepAlives = true
	return t
}

// once sends a request that is not sent again. An answer whose body does not arrive has a
// status and an error.
func once(s *s3fake.Server, method, url string) got {
	c := &http.Client{Transport: alone(s)}
	req, err := http.NewRequest(method, url, nil)
	if err != nil {
		return got{err: err}
	}
	resp, err := c.Do(req)
	if err != nil {
		return got{err: err}
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	return got{resp.StatusCode, resp.Header, string(body), err}
}

// A reset is one, and not the end of a connection.
func TestResetIsReset(t *testing.T) {
	s := faulty(t, s3fake.Options{})
	s.Inject(s3fake.Fault{Effect: s3fake.Reset()})
	if r := once(s, "GET", s.URL+"/b/k"); r.err == nil || errors.Is(r.err, io.EOF) {
		t.Errorf("GET = %v, want a reset, which is no end", r.err)
	}
}

func TestWhichRequests(t *testing.T) {
	ranged := func(e *s3fake.Entry) bool { return e.Header["Range"] != nil }
	for _, tt := range []struct {
		fault s3fake.Fault
		want  string // of the requests below, those that fail
	}{
		{s3fake.Fault{}, "abcdef"},
		{s3fake.Fault{Operation: "GetObject"}, "abdef"},
		{s3fake.Fault{Operation: "HeadObject"}, "c"},
		{s3fake.Fault{Operation: "ListObjectsV2"}, ""},
		{s3fake.Fault{Bucket: "b"}, "abcd"},
		{s3fake.Fault{Bucket: "o*"}, "ef"},
		{s3fake.Fault{Key: "k"}, "abce"},
		{s3fake.Fault{Key: "k*"}, "abcef"},
		{s3fake.Fault{Key: "*"}, "abcdef"},
		{s3fake.Fault{Bucket: "b", Key: "k", Operation: "GetObject"}, "ab"},
		{s3fake.Fault{Skip: 2}, "cdef"},
		{s3fake.Fault{Times: 2}, "ab"},
		{s3fake.Fault{Skip: 1, Times: 3}, "bcd"},
		{s3fake.Fault{Operation: "GetObject", Skip: 2, Times: 1}, "d"},
		{s3fake.Fault{If: ranged}, "b"},
	} {
		s := faulty(t, s3fake.Options{Pipe: true})
		s.CreateBucket("other")
		for _, ref := range []string{"b/d", "other/k", "other/k2"} {
			bucket, key, _ := strings.Cut(ref, "/")
			s.Put(bucket, key, s3fake.Text(content))
		}
		tt.fault.Effect = s3fake.Refuse("SlowDown")
		i := s.Inject(tt.fault)
		failed := ""
		for n, r := range []got{
			get(s, s.URL+"/b/k"),
			get(s, s.URL+"/b/k", "Range", "bytes=0-1"),
			send(s.Client(), "HEAD", s.URL+"/b/k"),
			get(s, s.URL+"/b/d"),
			get(s, s.URL+"/other/k"),
			get(s, s.URL+"/other/k2"),
		} {
			if r.err != nil {
				t.Fatal(r.err)
			}
			if r.status == 503 {
				failed += string(rune('a' + n))
			}
		}
		if failed != tt.want || i.Hits() != len(tt.want) {
			t.Errorf("%v: %q failed, %d hits, want %q", &tt.fault, failed, i.Hits(), tt.want)
		}
		i.Remove()
		i.Remove()
		if r := get(s, s.URL+"/b/k"); r.status != 200 {
			t.Errorf("%v: GET after Remove = %d", &tt.fault, r.status)
		}
	}
}

// Several faults happen to one answer.
func TestFaultsTogether(t *testing.T) {
	s := faulty(t, s3fake.Options{Faults: []s3fake.Fault{
		{Effect: s3fake.FlipByte(1)},
		{Effect: s3fake.FlipByte(4)},
		{Effect: s3fake.SetHeader("x-amz-checksum-crc32", "AAAAAA==")},
		{Effect: s3fake.SetHeader("last-modified", "")},
		{Effect: s3fake.Cut(6)},
	}})
	r := once(s, "GET", s.URL+"/b/k")
	if r.body != "002355" || r.err == nil || r.header.Get("X-Amz-Checksum-Crc32") != "AAAAAA==" || r.header.Get("Last-Modified") != "" {
		t.Errorf("GET = %q, %v, %v", r.body, r.err, r.header)
	}
	if e := s.Journal()[0]; len(e.Faults) != 5 || !e.Aborted || e.Sent != 6 || e.Length != 10 {
		t.Errorf("the entry is %+v", e)
	}
}

func TestThrottle(t *testing.T) {
	s := faulty(t, s3fake.Options{})
	s.Put("b", "large", s3fake.Generated(20_000))
	s.Inject(s3fake.Fault{Key: "large", Effect: s3fake.Throttle(100_000)})
	start := time.Now()
	r := get(s, s.URL+"/b/large")
	if took := time.Since(start); took < 190*time.Millisecond || len(r.body) != 20_000 || r.err != nil {
		t.Errorf("%d bytes took %v, %v, want 200 ms", len(r.body), took, r.err)
	}
}

func TestStall(t *testing.T) {
	s := faulty(t, s3fake.Options{Pipe: true})
	before, after := new(s3fake.Gate), new(s3fake.Gate)
	s.Inject(s3fake.Fault{Effect: s3fake.Stall(before)})
	s.Inject(s3fake.Fault{Effect: s3fake.StallAfter(4, after)})
	ctx, cancel := context.WithCancel(context.Background())
	arrived := make(chan string)
	go func() {
		resp, err := s.Client().Get(s.URL + "/b/k")
		if err != nil {
			arrived <- err.Error()
			return
		}
		defer resp.Body.Close()
		var b [4]byte
		_, err = io.ReadFull(resp.Body, b[:])
		arrived <- fmt.Sprintf("%s %v", b, err)
		rest, err := io.ReadAll(resp.Body)
		arrived <- fmt.Sprintf("%s %v", rest, err)
	}()
	if err := before.Await(ctx, 1); err != nil {
		t.Fatal(err)
	}
	if e := s.Journal()[0]; e.Finished || !strings.Contains(e.String(), "in progress") || !strings.Contains(e.String(), "fault: request of */*: stall") {
		t.Errorf("the entry is %v, want one in progress", &e)
	}
	before.Open()
	if got := <-arrived; got != "0123 <nil>" {
		t.Errorf("before the stall came %q", got)
	}
	if err := after.Await(ctx, 1); err != nil {
		t.Fatal(err)
	}
	after.Open()
	if got := <-arrived; got != "456789 <nil>" {
		t.Errorf("after the stall came %q", got)
	}
	cancel()
	if err := after.Await(ctx, 2); !errors.Is(err, context.Canceled) {
		t.Errorf("Await = %v, want canceled", err)
	}
}

// A client that leaves, and Close, end a stall and a delay.
func TestStallEnds(t *testing.T) {
	for _, tt := range []struct {
		effect s3fake.Effect
		head   bool // has been sent when the request is held up
	}{
		{s3fake.Stall(new(s3fake.Gate)), false}, {s3fake.StallAfter(1, new(s3fake.Gate)), true},
		{s3fake.Delay(time.Hour), false}, {s3fake.Throttle(1), true},
	} {
		effect := tt.effect
		s := faulty(t, s3fake.Options{Faults: []s3fake.Fault{{Effect: effect}}})
		ctx, cancel := context.WithTimeout(context.Background(), 20*time.Millisecond)
		req, err := http.NewRequestWithContext(ctx, "GET", s.URL+"/b/k", nil)
		if err != nil {
			t.Fatal(err)
		}
		if resp, err := s.Client().Do(req); err == nil {
			_, err = io.ReadAll(resp.Body)
			if err == nil {
				t.Errorf("%v: the whole body arrived", effect)
			}
			resp.Body.Close()
		}
		cancel()
		answered := make(chan struct{})
		go func() {
			defer close(answered)
			if resp, err := s.Client().Get(s.URL + "/b/k"); err == nil {
				t.Cleanup(func() { resp.Body.Close() })
			}
		}()
		for len(s.Journal()) < 2 {
			time.Sleep(time.Millisecond)
		}
		if tt.head {
			<-answered
		}
		if err := s.Close(); err != nil {
			t.Errorf("%v: Close() = %v", effect, err)
		}
		for _, e := range s.Journal() {
			if !e.Finished || !e.Aborted {
				t.Errorf("%v: %v", effect, &e)
			}
		}
	}
}

// A write whose answer is lost was done; one whose connection was reset was not.
func TestFaultsOfWrites(t *testing.T) {
	for _, tt := range []struct {
		effect s3fake.Effect
		stored bool
	}{{s3fake.LoseAnswer(), true}, {s3fake.Reset(), false}, {s3fake.Refuse("SlowDown"), false}, {s3fake.ResetAfter(0), true}} {
		s := s3fake.New(t, &s3fake.Options{Lenient: true, Buckets: []string{"b"}, Next: func(s *s3fake.Server) http.Handler {
			return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				body, err := io.ReadAll(r.Body)
				if err == nil {
					_, err = s.Store.Put("b", "k", memstore.Version{Content: body})
				}
				fmt.Fprint(w, "done ", err)
			})
		}})
		s.Inject(s3fake.Fault{Operation: "PutObject", Effect: tt.effect})
		req, err := http.NewRequest("PUT", s.URL+"/b/k", bytes.NewReader([]byte(content)))
		if err != nil {
			t.Fatal(err)
		}
		if resp, err := s.Client().Do(req); err == nil {
			_, _ = io.Copy(io.Discard, resp.Body) // up to where the journal has the end
			resp.Body.Close()
		}
		e := s.Journal()[0]
		if stored := s.Info("b", "k") != nil; stored != tt.stored || stored != (e.Received == 10) {
			t.Errorf("%v: stored is %t, received %d, want %t", tt.effect, stored, e.Received, tt.stored)
		}
	}
}

// A handler that does not care that it can no longer write does not make an answer whole.
func TestCutOfCarelessHandler(t *testing.T) {
	s := s3fake.New(t, &s3fake.Options{Lenient: true, Faults: []s3fake.Fault{{Effect: s3fake.Cut(3)}},
		Next: func(*s3fake.Server) http.Handler {
			return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
				for range 3 {
					fmt.Fprint(w, "ab")
				}
			})
		}})
	if r := once(s, "DELETE", s.URL+"/b/k"); r.err == nil || r.body != "aba" {
		t.Errorf("DELETE = %q, %v, want aba and an error", r.body, r.err)
	}
}

func TestPanicInNext(t *testing.T) {
	text, failed := record(func(tb *recorder) {
		s := s3fake.New(tb, &s3fake.Options{Lenient: true, Next: func(*s3fake.Server) http.Handler {
			return http.HandlerFunc(func(http.ResponseWriter, *http.Request) { panic("a bug") })
		}})
		once(s, "DELETE", s.URL+"/b/k")
	})
	if !failed || !strings.Contains(text, "a bug") || !strings.Contains(text, "fault_test.go") {
		t.Errorf("a panic printed %q, failed: %t", text, failed)
	}
}

func TestFaultMisuse(t *testing.T) {
	ok := s3fake.Reset()
	for want, f := range map[string]s3fake.Fault{
		"has no effect":         {},
		"no operation of S3":    {Operation: "GetObjct", Effect: ok},
		"negative Skip":         {Skip: -1, Effect: ok},
		"negative Times":        {Times: -1, Effect: ok},
		"no gate":               {Effect: s3fake.Stall(nil)},
		"stalls at no gate":     {Effect: s3fake.StallAfter(1, nil)},
		"no error":              {Effect: s3fake.RefuseWith(nil)},
		"throttles to nothing":  {Effect: s3fake.Throttle(0)},
		"changes no length":     {Effect: s3fake.WrongLength(0)},
		"without a name":        {Effect: s3fake.SetHeader("", "x")},
		`in "cut after -1 byte`: {Effect: s3fake.Cut(-1)},
	} {
		for _, do := range []func(*recorder){
			func(tb *recorder) { s3fake.New(tb, nil).Inject(f) },
			func(tb *recorder) { s3fake.New(tb, &s3fake.Options{Faults: []s3fake.Fault{f}}) },
		} {
			if text, failed := record(do); !failed || !strings.Contains(text, want) {
				t.Errorf("%v printed %q, want %q", &f, text, want)
			}
		}
	}
	f := s3fake.Fault{Operation: "GetObject", Bucket: "b", Skip: 2, Times: 3, Effect: ok}
	if got, want := f.String(), "GetObject of b/*, 3 times after 2: reset"; got != want {
		t.Errorf("String() = %q, want %q", got, want)
	}
	f.Skip, f.Times = 0, 0
	if got, want := f.String(), "GetObject of b/*: reset"; got != want {
		t.Errorf("String() = %q, want %q", got, want)
	}
	if got := new(s3fake.Effect).String(); got != "no effect" {
		t.Errorf("String() of the zero Effect = %q", got)
	}
}

// A HEAD is refused without a document, and what is spoiled of an error is its answer.
func TestRefusedHead(t *testing.T) {
	retry := &getobject.Error{Code: "SlowDown", Header: []getobject.Field{{Name: "Retry-After", Value: "7"}}}
	s := faulty(t, s3fake.Options{Seed: 1, Faults: []s3fake.Fault{
		{Operation: "HeadObject", Effect: s3fake.SetHeader("Server", "other")},
		{Operation: "HeadObject", Effect: s3fake.RefuseWith(retry)},
	}})
	r := send(s.Client(), "HEAD", s.URL+"/b/k")
	if r.status != 503 || r.body != "" || r.header.Get("Retry-After") != "7" || r.header.Get("Server") != "other" ||
		len(r.header.Get("X-Amz-Request-Id")) != 16 {
		t.Errorf("HEAD = %d %q %v, want 503 with Retry-After", r.status, r.body, r.header)
	}
	if e := s.Journal()[0]; e.Code != "SlowDown" || e.Explanation != nil || e.Err == nil {
		t.Errorf("the entry is %v", &e)
	}
	if retry.Status != 0 || retry.Message != "" {
		t.Errorf("the error was changed to %+v", retry)
	}
}

func TestAtOnce(t *testing.T) {
	gate := new(s3fake.Gate)
	s := faulty(t, s3fake.Options{Pipe: true, Faults: []s3fake.Fault{{Effect: s3fake.Stall(gate)}}})
	done := make(chan got)
	for range 3 {
		go func() { done <- get(s, s.URL+"/b/k") }()
	}
	if err := gate.Await(context.Background(), 3); err != nil {
		t.Fatal(err)
	}
	gate.Open()
	for range 3 {
		if r := <-done; r.err != nil {
			t.Error(r.err)
		}
	}
	get(s, s.URL+"/b/k")
	s.Assert(s3fake.AtMostAtOnce(3))
	if err := s3fake.AtMostAtOnce(2)(s.Journal()); err == nil || !strings.Contains(err.Error(), "#3 came while 2 others") {
		t.Errorf("AtMostAtOnce(2) = %v, want #3", err)
	}
	if e := s.Journal()[3]; e.Beside != 0 {
		t.Errorf("the last came beside %d others, want none", e.Beside)
	}
}

// An answer without a length has none that is wrong, and one without a body is not too short.
func TestWrongLengthOfWhat(t *testing.T) {
	s := s3fake.New(t, &s3fake.Options{Pipe: true, Lenient: true, Buckets: []string{"b"},
		Faults: []s3fake.Fault{{Effect: s3fake.WrongLength(5)}},
		Next: func(*s3fake.Server) http.Handler {
			return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
				fmt.Fprint(w, "ab")
				_ = http.NewResponseController(w).Flush()
				fmt.Fprint(w, "cd")
			})
		}})
	s.Put("b", "k", s3fake.Text(content))
	if r := once(s, "DELETE", s.URL+"/b/k"); r.body != "abcd" || r.err != nil {
		t.Errorf("DELETE = %q, %v, want abcd", r.body, r.err)
	}
	if r := once(s, "HEAD", s.URL+"/b/k"); r.header.Get("Content-Length") != "15" || r.err != nil {
		t.Errorf("HEAD = %v, %v, want a length of 15", r.header, r.err)
	}
	tag := s.Info("b", "k").ETag
	if r := get(s, s.URL+"/b/k", "If-None-Match", tag); r.status != 304 || r.err != nil {
		t.Errorf("conditional GET = %d, %v, want 304", r.status, r.err)
	}
	for _, e := range s.Journal() {
		if e.Aborted || !e.Finished || len(e.Faults) != 1 {
			t.Errorf("the entry is %v", &e)
		}
	}
}
