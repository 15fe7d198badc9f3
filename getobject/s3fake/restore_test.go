package s3fake_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/s3get/s3get/getobject/s3fake"
)

// TestRestoreObject: the clock finishes what RestoreObject began, and ends it. S3 RestoreObject.
func TestRestoreObject(t *testing.T) {
	s := s3fake.New(t, &s3fake.Options{
		Buckets: []string{"b"}, Time: noon, Lenient: true,
		RestoreTime: func(class, tier string) time.Duration {
			if class != "GLACIER" || tier != "Bulk" {
				t.Errorf("RestoreTime(%q, %q), want GLACIER, Bulk", class, tier)
			}
			return time.Minute
		},
	})
	s.Put("b", "k", s3fake.Archived(s3fake.Text("text"), "GLACIER"))
	const document = "<RestoreRequest><Days>1</Days><GlacierJobParameters><Tier>Bulk</Tier></GlacierJobParameters></RestoreRequest>"
	restore := func(want int) {
		t.Helper()
		resp, err := s.Client().Post(s.URL+"/b/k?restore", "application/xml", strings.NewReader(document))
		if err != nil {
			t.Fatal(err)
		}
		defer resp.Body.Close()
		if resp.StatusCode != want {
			t.Errorf("RestoreObject = %d, want %d", resp.StatusCode, want)
		}
	}
	see := func(status int, text string) {
		t.Helper()
		if r := get(s, s.URL+"/b/k"); r.status != status || r.header.Get("X-Amz-Restore") != text {
			t.Errorf("GET = %d, x-amz-restore %q, want %d, %q", r.status, r.header.Get("X-Amz-Restore"), status, text)
		}
	}
	see(http.StatusForbidden, "")
	restore(http.StatusAccepted)
	restore(http.StatusConflict)
	s.Clock.Advance(time.Minute)
	see(http.StatusOK, `ongoing-request="false", expiry-date="Mon, 02 Mar 2020 00:00:00 GMT"`)
	restore(http.StatusOK)
	s.Clock.Advance(48 * time.Hour)
	see(http.StatusForbidden, "")
}
