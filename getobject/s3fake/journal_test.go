package s3fake_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/s3get/s3get/getobject/s3fake"
)

// read is an entry of a GetObject of b/k that was promised bytes.
func read(number int, offset, length, size int64) s3fake.Entry {
	return s3fake.Entry{Number: number, Operation: "GetObject", Bucket: "b", Key: "k", Finished: true,
		Status: 206, Offset: offset, Length: length, Size: size, Sent: length}
}

// changed returns an entry with a change.
func changed(e s3fake.Entry, change func(*s3fake.Entry)) s3fake.Entry {
	change(&e)
	return e
}

func write(name, value string) s3fake.Entry {
	return s3fake.Entry{Number: 1, Operation: "PutObject", Bucket: "b", Key: "k", Header: http.Header{name: {value}}}
}

func TestChecks(t *testing.T) {
	first, second, third := read(1, 0, 4, 10), read(2, 4, 4, 10), read(3, 8, 2, 10)
	cut := changed(first, func(e *s3fake.Entry) { e.Aborted, e.Sent = true, 3 })
	refused := changed(read(4, 0, 0, 0), func(e *s3fake.Entry) { e.Status, e.Code = 503, "SlowDown" })
	otherVersion := changed(first, func(e *s3fake.Entry) { e.Answer = http.Header{"Etag": {`"2"`}} })
	otherKey := changed(first, func(e *s3fake.Entry) { e.Key = "k2" })
	faulty := changed(refused, func(e *s3fake.Entry) { e.Faults = []s3fake.Fault{{}} })
	byRanges, whole := s3fake.ReadByRanges("b", "k", 4), s3fake.ReadWhole("b", "k")
	for _, tt := range []struct {
		name    string
		check   s3fake.Check
		journal s3fake.Journal
		want    string // "" if it passes
	}{
		{"by ranges", byRanges, s3fake.Journal{third, first, second, refused, otherKey}, ""},
		{"by ranges of nothing", byRanges, s3fake.Journal{refused, otherKey}, "nobody has read b/k"},
		{"by ranges, crooked", byRanges, s3fake.Journal{first, read(2, 5, 4, 10)}, "#2 reads bytes 5-8 of b/k, want ranges of 4"},
		{"by ranges, short", byRanges, s3fake.Journal{read(2, 4, 3, 10)}, "#2 reads"},
		{"by ranges, long", byRanges, s3fake.Journal{read(2, 4, 6, 10)}, "#2 reads"},
		{"by ranges of 0", s3fake.ReadByRanges("b", "k", 0), s3fake.Journal{first}, "#1 reads"},
		{"by single bytes", s3fake.ReadByRanges("b", "k", 1), s3fake.Journal{read(1, 3, 1, 10)}, ""},
		{"once, reversed", s3fake.ReadOnce(), s3fake.Journal{third, second, first}, ""},
		{"no answer", s3fake.NoErrors(), s3fake.Journal{changed(first, func(e *s3fake.Entry) { e.Status = 0 })}, "was answered 0"},
		{"bad request", s3fake.NoErrors(), s3fake.Journal{changed(first, func(e *s3fake.Entry) { e.Status = 400 })}, "was answered 400"},
		{"whole", whole, s3fake.Journal{second, third, first}, ""},
		{"whole, overlapping", whole, s3fake.Journal{read(1, 2, 8, 10), read(2, 0, 5, 10)}, ""},
		{"whole and empty", whole, s3fake.Journal{changed(read(1, 0, 0, 0), func(e *s3fake.Entry) { e.Status = 200 })}, ""},
		{"whole, but for the end", whole, s3fake.Journal{first, second}, "from byte 8, of 10"},
		{"whole, but for the middle", whole, s3fake.Journal{first, third}, "from byte 4, of 10"},
		{"whole, of two versions", whole, s3fake.Journal{otherVersion, second, third}, "nobody"},
		{"whole, not at all", whole, s3fake.Journal{otherKey}, "nobody has read b/k"},
		{"once", s3fake.ReadOnce(), s3fake.Journal{first, second, third, refused, otherVersion, otherKey}, ""},
		{"once, resumed", s3fake.ReadOnce(), s3fake.Journal{cut, read(2, 3, 7, 10)}, ""},
		{"twice", s3fake.ReadOnce(), s3fake.Journal{first, second, read(3, 7, 2, 10)}, "#2 and #3 read the same bytes of b/k"},
		{"twice after a cut", s3fake.ReadOnce(), s3fake.Journal{cut, first}, "the same bytes"},
		{"made", s3fake.Made(2, "GetObject"), s3fake.Journal{first, refused}, ""},
		{"made none", s3fake.Made(0, "PutObject"), s3fake.Journal{first}, ""},
		{"made one", s3fake.Made(2, "GetObject"), s3fake.Journal{first}, "1 requests are GetObject, want 2"},
		{"made what is none", s3fake.Made(0, "GetObjekt"), nil, `no operation is called "GetObjekt"`},
		{"checksum", s3fake.WithChecksums(), s3fake.Journal{first, write("X-Amz-Checksum-Crc32", "AAAAAA==")}, ""},
		{"checksum in the trailer", s3fake.WithChecksums(), s3fake.Journal{write("X-Amz-Trailer", "x-amz-checksum-crc32")}, ""},
		{"MD5", s3fake.WithChecksums(), s3fake.Journal{write("Content-Md5", "x")}, ""},
		{"algorithm alone", s3fake.WithChecksums(), s3fake.Journal{write("X-Amz-Checksum-Algorithm", "CRC32")}, "#1, PutObject of b/k, has no checksum"},
		{"no errors", s3fake.NoErrors(), s3fake.Journal{first, faulty, {Operation: "GetObject"}}, ""},
		{"error", s3fake.NoErrors(), s3fake.Journal{first, refused}, "#4, GetObject of b/k, was answered 503 SlowDown"},
		{"broken off", s3fake.NoErrors(), s3fake.Journal{cut}, "#1"},
	} {
		err := tt.check(tt.journal)
		if text := fmt.Sprint(err); (err == nil) != (tt.want == "") || !strings.Contains(text, tt.want) && err != nil {
			t.Errorf("%s: %v, want %q", tt.name, err, tt.want)
		}
	}
}

// A test that fails prints the journal, and once.
func TestFailurePrintsJournal(t *testing.T) {
	for _, tt := range []struct {
		name string
		do   func(tb *recorder, s *s3fake.Server)
		want int // how often it prints the request
	}{
		{"passed", func(*recorder, *s3fake.Server) {}, 0},
		{"failed", func(tb *recorder, _ *s3fake.Server) { tb.Errorf("for another reason") }, 1},
		{"asserted", func(_ *recorder, s *s3fake.Server) { s.Assert(s3fake.NoErrors(), s3fake.Made(2, "GetObject")) }, 1},
		{"asserted, and more", func(_ *recorder, s *s3fake.Server) {
			s.Assert(s3fake.NoErrors())
			get(s, s.URL+"/other/k")
		}, 2},
	} {
		text, failed := record(func(tb *recorder) {
			s := s3fake.New(tb, &s3fake.Options{Pipe: true, Time: noon})
			get(s, s.URL+"/none/k")
			tt.do(tb, s)
		})
		const line = "#1 12:00:00.000 GetObject none/k: 404 Not Found"
		if n := strings.Count(text, line); n != tt.want || failed != (n > 0) {
			t.Errorf("%s: failed %t and printed\n%s\nwant %q %d times", tt.name, failed, text, line, tt.want)
		}
	}
}

func TestAssertWithoutTest(t *testing.T) {
	s, err := s3fake.Start(nil)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	s.Assert(s3fake.NoErrors())
	defer func() {
		if p := fmt.Sprint(recover()); !strings.Contains(p, "0 requests are GetObject, want 1") {
			t.Errorf("panic is %s", p)
		}
	}()
	s.Assert(s3fake.Made(1, "GetObject"))
}

func TestEntry(t *testing.T) {
	s := s3fake.New(t, &s3fake.Options{TLS: true, Buckets: []string{"b"}, Time: noon})
	s.Put("b", "a b", s3fake.Text(content))
	r := get(s, s.Presign("GET", "b", "a b", time.Hour), "Range", "bytes=2-4", "Cookie", "secret",
		"X-Amz-Security-Token", "secret", "Authorization", "")
	if r.err != nil {
		t.Fatal(r.err)
	}
	get(s, s.Presign("GET", "b", "a b", time.Hour), "Range", "bytes=2-4")
	j := s.Journal()
	e := j[1]
	if e.Number != 2 || e.Operation != "GetObject" || e.Bucket != "b" || e.Key != "a b" || e.AccessKey != s.AccessKey ||
		e.Method != "GET" || !e.Time.Equal(noon) || !e.Finished || e.Status != 206 || e.Sent != 3 ||
		e.Offset != 2 || e.Length != 3 || e.Size != 10 || e.Explanation == nil || e.Err != nil || e.Took <= 0 ||
		e.Answer.Get("Content-Range") != "bytes 2-4/10" {
		t.Errorf("the entry is %+v", e)
	}
	if text := j.String() + fmt.Sprint(j[0].Header); strings.Contains(text, "secret") || !strings.Contains(text, "X-Amz-Signature=[redacted]") {
		t.Errorf("the journal has secrets: %s", text)
	}
	if !strings.Contains(e.String(), "decided at decide") || !strings.Contains(e.String(), "signed by AKIAIOSFODNN7EXAMPLE") {
		t.Errorf("String() = %s, want the rule and the access key", &e)
	}
	s.Forget()
	get(s, s.URL+"/b/k")
	if j := s.Journal(); len(j) != 1 || j[0].Number != 3 || j[0].Code != "AccessDenied" {
		t.Errorf("after Forget the journal is %v", j)
	}
}

func TestLongJournal(t *testing.T) {
	j := make(s3fake.Journal, 203)
	for i := range j {
		j[i].Number = i + 1
	}
	if text := j[:200].String(); !strings.HasPrefix(text, "#1 ") {
		t.Errorf("String() of 200 begins with %.40q", text)
	}
	text := j.String()
	if !strings.HasPrefix(text, "(3 earlier requests)\n#4 ") || strings.Count(text, "#") != 200 {
		t.Errorf("String() begins with %.40q", text)
	}
}

func BenchmarkGet(b *testing.B) {
	s, err := s3fake.Start(&s3fake.Options{Pipe: true, Lenient: true, Buckets: []string{"b"}})
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	s.Put("b", "k", s3fake.Text(content))
	for range b.N {
		if r := get(s, s.URL+"/b/k"); r.err != nil {
			b.Fatal(r.err)
		}
	}
}
