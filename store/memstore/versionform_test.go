package memstore_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/memstore"
	"github.com/s3get/s3get/version"
)

// TestVersionForm puts ids of S3's form and of another into a Store of each.
func TestVersionForm(t *testing.T) {
	const uuid = "018f3c1e-7b1a-7c3d-9e2f-0123456789ab"
	s3id := strings.Repeat("a", version.IDLength)
	isUUID := func(id string) bool { return len(id) == 36 && strings.Count(id, "-") == 4 }
	tests := []struct {
		form func(string) bool
		id   string
		ok   bool
	}{
		{nil, s3id, true},
		{nil, uuid, false},
		{isUUID, uuid, true},
		{isUUID, s3id, false},
		{isUUID, version.NullID, true},
	}
	for _, tt := range tests {
		s := memstore.New()
		s.VersionForm = tt.form
		if err := s.CreateBucket(store.Bucket{Name: "b", Versioning: version.StateEnabled}); err != nil {
			t.Fatal(err)
		}
		_, err := s.Put("b", "k", memstore.Version{Info: store.Info{VersionID: tt.id}})
		var field *memstore.FieldError
		if refused := errors.As(err, &field) && field.Field == "VersionID"; (err == nil) != tt.ok || refused == tt.ok {
			t.Errorf("Put of version %q: %v, want refused: %v", tt.id, err, !tt.ok)
		}
	}
}
