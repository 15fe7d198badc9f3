package s3fake_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"time"

	"github.com/s3get/s3get/getobject"
	"github.com/s3get/s3get/getobject/s3fake"
)

// fetch reads an object as SDKs do: what may be temporary is tried again, three times in all.
func fetch(c *http.Client, url string) (body []byte, err error) {
	for range 3 {
		if body, err = fetchOnce(c, url); err == nil {
			return body, nil
		}
	}
	return nil, err
}

// fetchOnce reads an object. A body that is shorter than its head said is an error.
func fetchOnce(c *http.Client, url string) ([]byte, error) {
	resp, err := c.Get(url)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return nil, errors.New(resp.Status)
	}
	return io.ReadAll(resp.Body)
}

// An SDK that is told to slow down tries again. The test sees that it did, and how often.
func ExampleRefuse() {
	s, err := s3fake.Start(&s3fake.Options{Pipe: true, Lenient: true, Buckets: []string{"b"}})
	if err != nil {
		fmt.Println(err)
		return
	}
	defer s.Close()
	s.Put("b", "k", s3fake.Text("hello"))
	s.Inject(s3fake.Fault{Operation: "GetObject", Times: 2, Effect: s3fake.Refuse("SlowDown")})

	body, err := fetch(s.Client(), s.URL+"/b/k")
	fmt.Printf("%s %v\n", body, err)
	s.Assert(s3fake.Made(3, "GetObject"))
	for _, e := range s.Journal() {
		fmt.Println(e.Number, e.Status, e.Code)
	}
	// Output:
	// hello <nil>
	// 1 503 SlowDown
	// 2 503 SlowDown
	// 3 200
}

// A connection that breaks in the middle of a body must not pass for a short object.
func ExampleCut() {
	s, err := s3fake.Start(&s3fake.Options{Pipe: true, Lenient: true, Buckets: []string{"b"}})
	if err != nil {
		fmt.Println(err)
		return
	}
	defer s.Close()
	s.Put("b", "k", s3fake.Text("hello"))
	s.Inject(s3fake.Fault{Key: "k", Times: 1, Effect: s3fake.Cut(3)})

	body, err := fetchOnce(s.Client(), s.URL+"/b/k")
	fmt.Printf("%q %v\n", body, err)
	body, err = fetchOnce(s.Client(), s.URL+"/b/k")
	fmt.Printf("%q %v\n", body, err)
	// Output:
	// "hel" unexpected EOF
	// "hello" <nil>
}

// All reads of one bucket are slow: 100 bytes at 1,000 bytes per second take a tenth of one.
func ExampleThrottle() {
	s, err := s3fake.Start(&s3fake.Options{Lenient: true, Buckets: []string{"slow", "fast"}})
	if err != nil {
		fmt.Println(err)
		return
	}
	defer s.Close()
	s.Put("slow", "k", s3fake.Generated(100))
	s.Put("fast", "k", s3fake.Generated(100))
	throttle := s.Inject(s3fake.Fault{Bucket: "slow", Effect: s3fake.Throttle(1000)})

	start := time.Now()
	body, err := fetch(s.Client(), s.URL+"/slow/k")
	fmt.Println(len(body), err, time.Since(start) >= 100*time.Millisecond)
	body, err = fetch(s.Client(), s.URL+"/fast/k")
	fmt.Println(len(body), err, throttle.Hits())
	// Output:
	// 100 <nil> true
	// 100 <nil> 1
}

// Faults are values, so that they are the rows of a table.
func ExampleFault() {
	gate := new(s3fake.Gate)
	gate.Open()
	s, err := s3fake.Start(&s3fake.Options{Pipe: true, Lenient: true, Buckets: []string{"b"}})
	if err != nil {
		fmt.Println(err)
		return
	}
	defer s.Close()
	s.Put("b", "k", s3fake.Text("hello"))
	for _, effect := range []s3fake.Effect{
		s3fake.RefuseWith(&getobject.Error{Code: "Quota", Status: http.StatusTooManyRequests, Message: "Enough."}),
		s3fake.Delay(time.Millisecond),
		s3fake.Stall(gate),
		s3fake.StallAfter(2, gate),
		s3fake.Reset(),
		s3fake.LoseAnswer(),
		s3fake.ResetAfter(2),
		s3fake.WrongLength(+1),
		s3fake.WrongLength(-1),
		s3fake.FlipByte(1),
		s3fake.SetHeader("ETag", `"other"`),
	} {
		fault := s3fake.Fault{Operation: "GetObject", Key: "k", Effect: effect}
		fault.If = func(e *s3fake.Entry) bool { return e.Header["Range"] == nil }
		i := s.Inject(fault)
		body, err := fetchOnce(s.Client(), s.URL+"/b/k")
		fmt.Printf("%v: %q, failed %t, hit %t\n", effect, body, err != nil, i.Hits() > 0)
		i.Remove()
	}
	// Output:
	// refuse with Quota: Enough.: "", failed true, hit true
	// delay by 1ms: "hello", failed false, hit true
	// stall: "hello", failed false, hit true
	// stall after 2 bytes: "hello", failed false, hit true
	// reset: "", failed true, hit true
	// lose the answer: "", failed true, hit true
	// reset after 2 bytes: "he", failed true, hit true
	// wrong length by +1: "hello", failed true, hit true
	// wrong length by -1: "hell", failed false, hit true
	// flip byte 1: "hdllo", failed false, hit true
	// set ETag to "\"other\"": "hello", failed false, hit true
}

// A gate makes a race happen in the order that a test wants.
func ExampleGate() {
	gate := new(s3fake.Gate)
	s, err := s3fake.Start(&s3fake.Options{Pipe: true, Lenient: true, Buckets: []string{"b"},
		Faults: []s3fake.Fault{{Key: "k", Effect: s3fake.Stall(gate)}}})
	if err != nil {
		fmt.Println(err)
		return
	}
	defer s.Close()
	s.Put("b", "k", s3fake.Text("old"))
	done := make(chan []byte)
	go func() {
		body, _ := fetchOnce(s.Client(), s.URL+"/b/k")
		done <- body
	}()
	if err := gate.Await(context.Background(), 1); err != nil {
		fmt.Println(err)
	}
	s.Put("b", "k", s3fake.Text("new"))
	gate.Open()
	fmt.Printf("%s\n", <-done)
	// Output: new
}

// A downloader is held to what it promises: parts of 4 bytes, all of them, none twice.
func ExampleServer_Assert() {
	s, err := s3fake.Start(&s3fake.Options{Pipe: true, Lenient: true, Buckets: []string{"b"}})
	if err != nil {
		fmt.Println(err)
		return
	}
	defer s.Close()
	s.Put("b", "k", s3fake.Text("0123456789"))
	var whole bytes.Buffer
	for off := 0; off < 10; off += 4 {
		req, err := http.NewRequest("GET", s.URL+"/b/k", nil)
		if err != nil {
			fmt.Println(err)
			return
		}
		req.Header.Set("Range", "bytes="+strconv.Itoa(off)+"-"+strconv.Itoa(off+3))
		resp, err := s.Client().Do(req)
		if err != nil {
			fmt.Println(err)
			return
		}
		_, err = whole.ReadFrom(resp.Body)
		if errClose := resp.Body.Close(); err != nil || errClose != nil {
			fmt.Println(err, errClose)
		}
	}
	fmt.Println(whole.String())
	s.Assert(
		s3fake.ReadByRanges("b", "k", 4),
		s3fake.ReadWhole("b", "k"),
		s3fake.ReadOnce(),
		s3fake.Made(3, "GetObject"),
		s3fake.WithChecksums(),
		s3fake.AtMostAtOnce(1),
		s3fake.NoErrors(),
		s3fake.Check(func(j s3fake.Journal) error { // or any of one's own
			if len(j) > 3 {
				return errors.New("more requests than parts")
			}
			return nil
		}),
	)
	// Output: 0123456789
}

// The journal says what was asked, what was answered, and by which rule.
func ExampleJournal() {
	s, err := s3fake.Start(&s3fake.Options{Pipe: true, Lenient: true, Buckets: []string{"b"},
		Time: time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)})
	if err != nil {
		fmt.Println(err)
		return
	}
	defer s.Close()
	s.Put("b", "k", s3fake.Text("hello"))
	_, err = fetchOnce(s.Client(), s.URL+"/b/k?versionId=1")
	fmt.Println(err)
	fmt.Print(s.Journal().Of("GetObject").On("b", "*").Answered(400))
	// Output:
	// 400 Bad Request
	// #1 03:04:05.000 GetObject b/k: 400 Bad Request, 319 bytes, InvalidArgument
	// 	GET /b/k?versionId=1
	// 	refused at arguments, version id: argument/version-malformed: A versionId that is malformed, or other than null in a bucket that never had versioning, is answered 400.
	// 	error: InvalidArgument: Invalid version id specified: version: malformed version id: the ids of a store have S3's form unless it is a store.VersionIDs
}
