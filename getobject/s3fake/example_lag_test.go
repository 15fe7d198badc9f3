package s3fake_test

import (
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/s3get/s3get/getobject/s3fake"
)

// keysListed returns how many keys a list of the bucket "inbox" has.
func keysListed(s *s3fake.Server) int {
	body, err := fetchOnce(s.Client(), s.URL+"/inbox?list-type=2")
	if err != nil {
		fmt.Println(err)
	}
	return strings.Count(string(body), "<Key>")
}

// A program that lists what it has just put finds nothing where lists lag behind.
func ExampleLagBehind() {
	s, err := s3fake.Start(&s3fake.Options{Pipe: true, Lenient: true, Buckets: []string{"inbox"}})
	if err != nil {
		fmt.Println(err)
		return
	}
	defer s.Close()
	s.Inject(s3fake.Fault{Operation: "ListObjectsV2", Effect: s3fake.LagBehind(time.Minute)})

	s.Put("inbox", "letter", s3fake.Text("Dear reader"))
	fmt.Println(keysListed(s), "keys at once")
	s.Clock.Advance(time.Minute)
	fmt.Println(keysListed(s), "after a minute")
	// Output:
	// 0 keys at once
	// 1 after a minute
}

func ExampleLagBehindRequests() {
	s, err := s3fake.Start(&s3fake.Options{Pipe: true, Lenient: true, Buckets: []string{"inbox"}})
	if err != nil {
		fmt.Println(err)
		return
	}
	defer s.Close()
	s.Inject(s3fake.Fault{Operation: "ListObjectsV2", Effect: s3fake.LagBehindRequests(1)})

	s.Put("inbox", "letter", s3fake.Text("Dear reader"))
	for range 3 {
		fmt.Println(keysListed(s), "keys")
	}
	// Output:
	// 0 keys
	// 1 keys
	// 1 keys
}

// An uploader that fails has to abort what it began, or it is paid for until somebody does.
func ExampleUpload() {
	s, err := s3fake.Start(&s3fake.Options{Pipe: true, Lenient: true, Buckets: []string{"inbox"}})
	if err != nil {
		fmt.Println(err)
		return
	}
	defer s.Close()
	resp, err := s.Client().Post(s.URL+"/inbox/large?uploads", "", http.NoBody)
	if err != nil {
		fmt.Println(err)
		return
	}
	_ = resp.Body.Close()

	for _, u := range s.Uploads("inbox") {
		fmt.Printf("left behind: %s with %d parts\n", u.Key, len(u.Parts))
	}
	// Output:
	// left behind: large with 0 parts
}
