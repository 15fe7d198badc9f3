package playground

import (
	"testing"

	"github.com/s3get/s3get/internal/demo"
)

// TestState describes the demo.
func TestState(t *testing.T) {
	s, failed := callEngine[state](t, newEngine(), "state", described{string(demo.Fixture())})
	if failed != "" || len(s.Errors) != 0 || len(s.Principals) != 3 || s.Principals[0] != (principal{"owner", "111122223333", "AKIDOWNER"}) {
		t.Fatalf("state = %+v, %s", s, failed)
	}
	find := func(bucket, key string) (v []stored) {
		for _, b := range s.Buckets {
			for _, o := range b.Objects {
				if b.Name == bucket && o.Key == key {
					v = o.Versions
				}
			}
		}
		return v
	}
	if v := find("demo", "parts.txt"); len(v) != 1 || len(v[0].Parts) != 3 || v[0].Parts[1] != 12 || v[0].ID != "null" || v[0].StorageClass != "STANDARD" {
		t.Errorf("parts.txt = %+v", v)
	}
	if v := find("versions", "gone.txt"); len(v) != 2 || !v[0].DeleteMarker || v[1].DeleteMarker || v[1].Size != 18 {
		t.Errorf("gone.txt = %+v", v)
	}
	if v := find("demo", "secret.txt"); len(v) != 1 || v[0].Encryption != "SSE-C" {
		t.Errorf("secret.txt = %+v", v)
	}
	if v := find("demo", "sunken.txt"); len(v) != 1 || v[0].Archive != "ARCHIVE_ACCESS" {
		t.Errorf("sunken.txt = %+v", v)
	}
	if v := find("demo", "described.html"); len(v) != 1 || v[0].Checksum == "" || v[0].ETag == "" || v[0].LastModified != "2024-05-06T07:08:09Z" {
		t.Errorf("described.html = %+v", v)
	}
}

// TestStateOfMore describes what the demo lacks.
func TestStateOfMore(t *testing.T) {
	s, failed := callEngine[state](t, newEngine(), "state", described{`{"buckets": [{"name": "b", "versioning": "enabled", "accessPoints": [{"name": "ap"}], "objects": [
	  {"key": "locked", "lastModified": "2026-01-02T03:04:05Z", "versionId": "v...............................", "lock": {"mode": "GOVERNANCE", "retainUntil": "2027-01-02T03:04:05Z", "legalHold": "ON"}},
	  {"key": "ongoing", "lastModified": "2026-01-02T03:04:05Z", "versionId": "w...............................", "storageClass": "GLACIER", "restore": {"ongoing": true}},
	  {"key": "restored", "lastModified": "2026-01-02T03:04:05Z", "versionId": "x...............................", "storageClass": "DEEP_ARCHIVE", "restore": {"ongoing": false, "expiry": "2027-01-02T03:04:05Z"},
	   "content": {"text": "ab"}, "parts": [1, 1]}
	]}]}`})
	if failed != "" || len(s.Errors) > 0 {
		t.Fatalf("state = %+v, %s", s.Errors, failed)
	}
	b := s.Buckets[0]
	if len(b.AccessPoints) != 1 || b.Versioning != "enabled" || b.Region != "us-east-1" || b.Website {
		t.Errorf("bucket = %+v", b)
	}
	locked, ongoing, restored := b.Objects[0].Versions[0], b.Objects[1].Versions[0], b.Objects[2].Versions[0]
	if locked.Lock != "GOVERNANCE, legal hold" {
		t.Errorf("lock = %q", locked.Lock)
	}
	if ongoing.Restore != "ongoing" || ongoing.Archive != "GLACIER" {
		t.Errorf("ongoing = %+v", ongoing)
	}
	if restored.Restore != "2027-01-02T03:04:05Z" || restored.Archive != "DEEP_ARCHIVE" || len(restored.Parts) != 2 {
		t.Errorf("restored = %+v", restored)
	}
}

// TestFaults tells each thing that is wrong, at its line.
func TestFaults(t *testing.T) {
	for _, c := range []struct {
		fixture string
		want    []fault
	}{
		{"{\n\"buckets\": [{\"name\": \"b\", \"versioning\": \"on\"},\n{\"name\": \"c\", \"region\": 1}]}", []fault{
			{2, 41, "buckets[0].versioning", "is not one of unversioned enabled suspended"},
			{3, 25, "buckets[1].region", "is a number, not a string"},
		}},
		{`{"buckets": [{"name": "b", "objects": [{"key": "k", "lastModified": "2026-01-02T03:04:05Z", "content": {"size": 70000000}}]}]}`, []fault{
			{1, 40, "buckets[0].objects[0].etag", "is missing, and the content too large to compute it"},
		}},
	} {
		s, failed := callEngine[state](t, newEngine(), "state", described{c.fixture})
		if failed != "" || len(s.Errors) != len(c.want) {
			t.Errorf("state of %s = %+v, %s", c.fixture, s.Errors, failed)
			continue
		}
		for i, want := range c.want {
			if s.Errors[i] != want {
				t.Errorf("state of %s: %+v, want %+v", c.fixture, s.Errors[i], want)
			}
		}
	}
	if s, failed := callEngine[state](t, newEngine(), "state", described{"{"}); failed != "" || len(s.Errors) != 1 || s.Errors[0].Line != 1 {
		t.Errorf("state of { = %+v, %s", s, failed)
	}
}
