package s3fake_test

import (
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/s3get/s3get/getobject/s3fake"
)

// listed returns the keys that a list of a bucket has.
func listed(s *s3fake.Server, query string) string {
	r := send(s.Client(), "GET", s.URL+"/b?"+query)
	var keys []string
	for _, m := range regexp.MustCompile(`<Key>([^<]*)</Key>`).FindAllStringSubmatch(r.body, -1) {
		keys = append(keys, m[1])
	}
	return strings.Join(keys, " ")
}

func put(s *s3fake.Server, key string) { send(s.Client(), "PUT", s.URL+"/b/"+key) }

func TestLagBehind(t *testing.T) {
	s := s3fake.New(t, &s3fake.Options{
		Pipe: true, Lenient: true, Buckets: []string{"b"}, Time: time.Date(2026, 1, 2, 3, 0, 0, 0, time.UTC),
		Faults: []s3fake.Fault{{Effect: s3fake.LagBehind(time.Minute)}},
	})
	s.Put("b", "seed", s3fake.Text(""))
	put(s, "a")
	s.Clock.Advance(30 * time.Second)
	put(s, "b")
	s.Delete("b", "seed")
	check := func(when, want string) {
		t.Helper()
		for _, query := range []string{"list-type=2", "", "versions"} {
			if got := listed(s, query); got != want {
				t.Errorf("%s: GET ?%s has %q, want %q", when, query, got, want)
			}
		}
	}
	check("at once", "")
	s.Clock.Advance(30 * time.Second)
	check("after a minute", "a seed")
	if r := get(s, s.URL+"/b/b"); r.status != 200 {
		t.Errorf("GET of what no list has = %d, want 200", r.status)
	}
	s.Clock.Advance(30 * time.Second)
	check("after another 30 s", "a b")
	if r := send(s.Client(), "GET", s.URL+"/none?list-type=2&prefix=x"); r.status != 200 || len(s.Uploads("b")) != 0 {
		t.Errorf("a list of a new bucket = %d %s", r.status, r.body)
	}
}

// What was there when the fault was injected is seen at once, and what came then later.
func TestLagBehindRequests(t *testing.T) {
	s := s3fake.New(t, &s3fake.Options{Pipe: true, Lenient: true, Buckets: []string{"b"}})
	put(s, "a")
	fault := s.Inject(s3fake.Fault{Operation: "ListObjectsV2", Effect: s3fake.LagBehindRequests(2)})
	put(s, "b")
	put(s, "c")
	for _, want := range []string{"a", "a b", "a b c", "a b c"} {
		if got := listed(s, "list-type=2"); got != want {
			t.Errorf("the list has %q, want %q", got, want)
		}
	}
	if got := listed(s, ""); got != "a b c" {
		t.Errorf("another operation has %q, want all", got)
	}
	put(s, "d")
	fault.Remove()
	if got := listed(s, "list-type=2"); got != "a b c d" {
		t.Errorf("without the fault the list has %q, want all", got)
	}
	journal := s.Journal().String()
	if !strings.Contains(journal, "lag behind by 2 requests") {
		t.Errorf("the journal does not have the fault:\n%s", journal)
	}
	if got := s3fake.LagBehind(time.Second).String(); got != "lag behind by 1s" {
		t.Errorf("String() = %q", got)
	}
	text, failed := record(func(tb *recorder) {
		s3fake.New(tb, &s3fake.Options{Pipe: true, Faults: []s3fake.Fault{{Effect: s3fake.LagBehind(-1)}}})
	})
	if !failed || !strings.Contains(text, "negative") {
		t.Errorf("a list of the future printed %q", text)
	}
}
