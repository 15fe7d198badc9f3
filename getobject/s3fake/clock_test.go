package s3fake_test

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/s3get/s3get/getobject/fixture"
	"github.com/s3get/s3get/getobject/s3fake"
)

// noon is a time that is long past.
var noon = time.Date(2020, 2, 29, 12, 0, 0, 0, time.UTC)

func TestClock(t *testing.T) {
	var c s3fake.Clock
	if d := time.Since(c.Now()); d < 0 || d > time.Minute {
		t.Errorf("the zero Clock is off by %v", d)
	}
	c.Advance(time.Hour)
	if d := time.Until(c.Now()); d < time.Hour-time.Minute || d > time.Hour {
		t.Errorf("the advanced Clock is ahead by %v, want an hour", d)
	}
	c.Set(noon)
	c.Advance(time.Hour)
	c.Advance(-time.Minute)
	if want := noon.Add(59 * time.Minute); !c.Now().Equal(want) {
		t.Errorf("Now() = %v, want %v", c.Now(), want)
	}
	c.Run()
	c.Run()
	if d := c.Now().Sub(noon); d < 59*time.Minute || d > time.Hour {
		t.Errorf("Now() after Run = %v later, want 59 minutes", d)
	}
}

func TestPresignedExpires(t *testing.T) {
	s := s3fake.New(t, &s3fake.Options{Buckets: []string{"b"}, Time: noon})
	s.Put("b", "k", s3fake.Text("hi"))
	url := s.Presign("GET", "b", "k", time.Hour)
	for _, tt := range []struct {
		at   time.Duration
		want int
	}{{0, 200}, {time.Hour - time.Second, 200}, {time.Hour + time.Second, 403}, {-time.Hour, 403}} {
		s.Clock.Set(noon.Add(tt.at))
		r := get(s, url)
		if r.status != tt.want {
			t.Errorf("GET after %v = %d %s, want %d", tt.at, r.status, r.body, tt.want)
		}
		if r.header.Get("Date") != s.Clock.Now().Format(http.TimeFormat) {
			t.Errorf("Date = %q, want that of the clock", r.header.Get("Date"))
		}
	}
	if got := s.Info("b", "k").LastModified; !got.Equal(noon) {
		t.Errorf("LastModified = %v, want %v", got, noon)
	}
}

func TestRestore(t *testing.T) {
	s := s3fake.New(t, &s3fake.Options{Pipe: true, Lenient: true, Buckets: []string{"b"}, Time: noon})
	s.CreateVersionedBucket("v")
	for _, bucket := range []string{"b", "v"} {
		s.Put(bucket, "k", s3fake.Archived(s3fake.Text("cold"), "GLACIER"))
		s.Clock.Set(noon)
		for _, tt := range []struct {
			after  time.Duration
			status int
			say    string
		}{
			{0, 403, ""},
			{time.Hour, 403, `ongoing-request="true"`},
			{3 * time.Hour, 200, `ongoing-request="false", expiry-date="Sun, 01 Mar 2020 12:59:59 GMT"`},
			{21 * time.Hour, 403, ""},
		} {
			s.Clock.Advance(tt.after)
			r := get(s, s.URL+"/"+bucket+"/k")
			head := send(s.Client(), "HEAD", s.URL+"/"+bucket+"/k")
			if r.status != tt.status || head.header.Get("X-Amz-Restore") != tt.say {
				t.Errorf("after %v more: GET = %d and %q, want %d and %q", tt.after, r.status, head.header.Get("X-Amz-Restore"), tt.status, tt.say)
			}
			if tt.after == 0 {
				s.Restore(bucket, "k", 4*time.Hour, 20*time.Hour+59*time.Minute+59*time.Second)
				s.Clock.Advance(0)
			}
		}
	}
}

// What was put over an object that is being restored is not restored.
func TestRestoreOfWhatIsGone(t *testing.T) {
	s := s3fake.New(t, &s3fake.Options{Pipe: true, Buckets: []string{"b"}, Time: noon})
	s.Put("b", "k", s3fake.Archived(s3fake.Text("cold"), "GLACIER"))
	s.Restore("b", "k", time.Hour, time.Hour)
	s.Put("b", "k", s3fake.Text("warm"))
	s.Clock.Advance(time.Hour)
	if r := s.Info("b", "k").Restore; r != nil {
		t.Errorf("Restore = %v, want none", r)
	}
}

// sign signs a GET in its header, at a time.
func sign(req *http.Request, access, secret, token string, at time.Time) {
	const empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
	date := at.UTC().Format("20060102T150405Z")
	req.Header.Set("x-amz-date", date)
	req.Header.Set("x-amz-content-sha256", empty)
	names := "host;x-amz-content-sha256;x-amz-date"
	lines := "host:" + req.URL.Host + "\nx-amz-content-sha256:" + empty + "\nx-amz-date:" + date + "\n"
	if token != "" {
		req.Header.Set("x-amz-security-token", token)
		names, lines = names+";x-amz-security-token", lines+"x-amz-security-token:"+token+"\n"
	}
	hash := sha256.Sum256([]byte("GET\n" + req.URL.EscapedPath() + "\n\n" + lines + "\n" + names + "\n" + empty))
	scope := date[:8] + "/us-east-1/s3/aws4_request"
	key := []byte("AWS4" + secret)
	for _, part := range append(strings.Split(scope, "/"), "AWS4-HMAC-SHA256\n"+date+"\n"+scope+"\n"+hex.EncodeToString(hash[:])) {
		h := hmac.New(sha256.New, key)
		h.Write([]byte(part))
		key = h.Sum(nil)
	}
	req.Header.Set("Authorization", fmt.Sprintf("AWS4-HMAC-SHA256 Credential=%s/%s, SignedHeaders=%s, Signature=%x", access, scope, names, key))
}

// An SDK signs by the clock of the machine, whatever the server's says.
func TestTwoClocks(t *testing.T) {
	token := "dG9rZW4="
	s := s3fake.New(t, &s3fake.Options{Buckets: []string{"b"}, Principals: []fixture.Principal{{
		AccessKey: "ASIA", SecretKey: "s", SessionToken: token, SessionExpiry: noon.Add(time.Hour), Actions: fixture.Actions{"*"},
	}}})
	s.Put("b", "k", s3fake.Text("hi"))
	for _, tt := range []struct {
		name                  string
		access, secret, token string
		clock, signed         time.Time
		want                  int
	}{
		{"both", s.AccessKey, s.SecretKey, "", time.Now(), time.Now(), 200},
		{"the machine's", s.AccessKey, s.SecretKey, "", noon, time.Now(), 200},
		{"the server's", s.AccessKey, s.SecretKey, "", noon, noon, 200},
		{"neither", s.AccessKey, s.SecretKey, "", noon, noon.AddDate(1, 0, 0), 403},
		{"wrong secret", s.AccessKey, "wrong", "", noon, time.Now(), 403},
		{"session", "ASIA", "s", token, noon, time.Now(), 200},
		{"session that has ended", "ASIA", "s", token, noon.Add(2 * time.Hour), time.Now(), 403},
	} {
		s.Clock.Set(tt.clock)
		req, err := http.NewRequest("GET", s.URL+"/b/k", nil)
		if err != nil {
			t.Fatal(err)
		}
		sign(req, tt.access, tt.secret, tt.token, tt.signed)
		resp, err := s.Client().Do(req)
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
		if resp.StatusCode != tt.want {
			t.Errorf("%s: GET = %d, want %d", tt.name, resp.StatusCode, tt.want)
		}
	}
}

func TestSeed(t *testing.T) {
	all := func(seed uint64) string {
		s := s3fake.New(t, &s3fake.Options{Pipe: true, Seed: seed, Lenient: true})
		s.CreateVersionedBucket("v")
		var b strings.Builder
		for range 3 {
			fmt.Fprintln(&b, s.Put("v", "k", s3fake.Text("")).VersionID, s.NewID())
			h := get(s, s.URL+"/v/k").header
			fmt.Fprintln(&b, h.Get("X-Amz-Request-Id"), h.Get("X-Amz-Id-2"))
		}
		h := get(s, "http://b--x-s3.s3express-use1-az4.us-east-1.amazonaws.com/k").header
		fmt.Fprintln(&b, h.Get("X-Amz-Request-Id"), h.Get("X-Amz-Id-2"))
		return b.String()
	}
	one := all(1)
	if again := all(1); again != one {
		t.Errorf("ids with one seed differ:\n%s\n%s", one, again)
	}
	if other := all(2); other == one {
		t.Error("ids with two seeds are the same")
	}
	if first, second := all(0), all(0); first == second {
		t.Error("ids without a seed are the same")
	}
}

// A URL that an SDK presigned by the machine's clock is not good by another clock.
func TestPresignedByAnotherClock(t *testing.T) {
	s := s3fake.New(t, &s3fake.Options{Buckets: []string{"b"}, Anonymous: fixture.Actions{"s3:GetObject"}})
	s.Put("b", "k", s3fake.Text("hi"))
	url := s.Presign("GET", "b", "k", time.Minute)
	if r := get(s, url); r.status != 200 {
		t.Errorf("GET = %d %s, want 200", r.status, r.body)
	}
	s.Clock.Set(noon)
	if r := get(s, url); r.status != 403 {
		t.Errorf("GET at another time = %d %s, want 403", r.status, r.body)
	}
	if r := get(s, s.URL+"/b/k"); r.status != 200 {
		t.Errorf("anonymous GET = %d %s, want 200", r.status, r.body)
	}
	if r := get(s, s.URL+"/b/none"); r.status != 403 {
		t.Errorf("anonymous GET of no key = %d %s, want 403", r.status, r.body)
	}
}
