package s3fake_test

import (
	"fmt"
	"io"
	"net/http"
	"testing"
	"time"

	"github.com/s3get/s3get/getobject/s3fake"
)

// A test has a server of its own, which is gone when the test ends.
func ExampleNew() {
	test := func(t *testing.T) {
		s := s3fake.New(t, &s3fake.Options{Buckets: []string{"books"}})
		s.Put("books", "poem.txt", s3fake.Text("No versions, no parts.\n"))
		// Point the SDK at s.URL, with s.AccessKey, s.SecretKey and s.Region.
	}
	fmt.Println(testing.RunTests(func(_, _ string) (bool, error) { return true, nil }, []testing.InternalTest{{Name: "Test", F: test}}))
	// Output: true
}

// A program starts a server too, here without a port.
func ExampleStart() {
	s, err := s3fake.Start(&s3fake.Options{Pipe: true, Lenient: true, Buckets: []string{"books"}})
	if err != nil {
		fmt.Println(err)
		return
	}
	defer s.Close()
	s.Put("books", "poem.txt", s3fake.Text("No versions, no parts.\n"))

	req, err := http.NewRequest("GET", s.URL+"/books/poem.txt", nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	req.Header.Set("Range", "bytes=-7")
	resp, err := s.Client().Do(req)
	if err != nil {
		fmt.Println(err)
		return
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	fmt.Printf("%s %q %v\n", resp.Status, body, err)
	// Output: 206 Partial Content "parts.\n" <nil>
}

// A presigned URL is good until the clock of the server says otherwise. Nobody waits.
func ExampleClock() {
	s, err := s3fake.Start(&s3fake.Options{Buckets: []string{"books"}})
	if err != nil {
		fmt.Println(err)
		return
	}
	defer s.Close()
	s.Put("books", "poem.txt", s3fake.Text("No versions, no parts.\n"))
	url := s.Presign("GET", "books", "poem.txt", 15*time.Minute)
	for range 2 {
		resp, err := s.Client().Get(url)
		if err != nil {
			fmt.Println(err)
			return
		}
		resp.Body.Close()
		fmt.Println(resp.Status)
		s.Clock.Advance(16 * time.Minute)
	}
	// Output:
	// 200 OK
	// 403 Forbidden
}

// What an object is, is said in a chain of words, or in the fields of a memstore.Version.
func ExampleServer_Put() {
	s, err := s3fake.Start(&s3fake.Options{Pipe: true, Buckets: []string{"b"}})
	if err != nil {
		fmt.Println(err)
		return
	}
	defer s.Close()
	upload := s3fake.InParts(s3fake.Generated(12<<20), 5<<20)
	info := s.Put("b", "k", s3fake.Tagged(s3fake.Typed(upload, "video/mp4", "origin", "camera 2"), map[string]string{"team": "a"}))
	fmt.Println(info.Size, info.Parts, info.ContentType, info.Metadata, info.TagCount)
	s.Put("b", "sealed", s3fake.Encrypted(s3fake.Text("secret"), make([]byte, 32)))
	s.Put("b", "cold", s3fake.Archived(s3fake.Huge(5<<40), "GLACIER"))
	s.Put("b", "kept", s3fake.Locked(s3fake.Text("evidence"), "COMPLIANCE", s.Clock.Now().AddDate(7, 0, 0)))
	fmt.Println(s.Keys("b"))
	// Output:
	// 12582912 3 video/mp4 [{origin camera 2}] 1
	// [cold k kept sealed]
}
