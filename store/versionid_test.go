package store_test

import (
	"fmt"
	"strconv"
	"strings"
	"testing"

	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/memstore"
)

// A numbered is a Store that numbers its versions.
type numbered struct{ store.Store }

var _ store.VersionIDs = numbered{}

func (numbered) WellFormedVersionID(_ *store.Bucket, id string) bool {
	_, err := strconv.ParseUint(id, 10, 64)
	return err == nil
}

// A passing is a Store that wraps another and forwards what it may have.
type passing struct{ store.Store }

func (p passing) WellFormedVersionID(b *store.Bucket, id string) bool {
	return store.WellFormedVersionID(p.Store, b, id)
}

func TestWellFormedVersionID(t *testing.T) {
	s3id := strings.Repeat("a", 32)
	lower := memstore.New()
	lower.VersionForm = func(id string) bool { return id == strings.ToLower(id) }
	tests := []struct {
		name  string
		store store.Store
		id    string
		want  bool
	}{
		{"without the interface", bare{memstore.New()}, s3id, true},
		{"without the interface", bare{memstore.New()}, "12", false},
		{"memstore", memstore.New(), s3id, true},
		{"memstore", memstore.New(), "12", false},
		{"memstore with a form", lower, "a-b", true},
		{"memstore with a form", lower, "A-B", false},
		{"numbered", numbered{memstore.New()}, "12", true},
		{"numbered", numbered{memstore.New()}, s3id, false},
		{"wrapper of numbered", passing{numbered{memstore.New()}}, "12", true},
		{"wrapper of a bare store", passing{bare{memstore.New()}}, "12", false},
	}
	for _, tt := range tests {
		if got := store.WellFormedVersionID(tt.store, &store.Bucket{Name: "b"}, tt.id); got != tt.want {
			t.Errorf("%s: WellFormedVersionID(%q) = %v, want %v", tt.name, tt.id, got, tt.want)
		}
	}
}

// A Store that numbers its versions says so by one method more. What is not a number is
// malformed, and S3's own ids are too.
func ExampleVersionIDs() {
	s := numbered{memstore.New()}
	for _, id := range []string{"17", "3sL4kqtJlcpXroDTDmJ+rmSpXd3dIbrHY+MTRCxf3vjVBH40Nr8X8gdRQBpUMLUo"} {
		fmt.Println(store.WellFormedVersionID(s, &store.Bucket{Name: "b"}, id))
	}
	// Output:
	// true
	// false
}
