package vectors_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/s3get/s3get/getobject/vectors"
)

// TestAllCount keeps a lost file or a lost vector from going unnoticed.
func TestAllCount(t *testing.T) {
	files, err := vectors.All()
	if err != nil {
		t.Fatal(err)
	}
	got, total := map[string]int{}, 0
	for _, f := range files {
		got[f.Name] = len(f.Vectors)
		total += len(f.Vectors)
	}
	want := map[string]int{
		"access": 40, "access-private": 6, "access-public": 11, "access-public-list": 3,
		"access-requester-pays": 9, "address": 21, "checksum": 64, "directory": 12,
		"error": 9, "head": 7, "meta": 63, "override": 25, "part": 44, "precedence": 43,
		"precondition": 75, "query": 12, "range": 60, "signature": 297, "ssec": 117,
		"storage": 46, "version": 63,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("vectors per file (-want +got):\n%s", diff)
	}
	if total != 1027 {
		t.Errorf("All() has %d vectors, want 1027", total)
	}
}
