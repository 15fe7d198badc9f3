package memstore_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"testing"

	"pgregory.net/rapid"

	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/memstore"
	"github.com/s3get/s3get/version"
)

// TestOpenIsSelect checks the law of finding a version: whatever was put and deleted,
// and however many versions there are, Open finds what [version.Select] selects among
// what Versions lists.
func TestOpenIsSelect(t *testing.T) {
	entry := func(i *store.Info) version.Entry { return version.Entry{ID: i.VersionID} }
	rapid.Check(t, func(t *rapid.T) {
		ids := 0
		s := memstore.New()
		s.NewID = func() string { ids++; return id(ids) }
		if err := s.CreateBucket(store.Bucket{Name: "b", Versioning: version.Enabled}); err != nil {
			t.Fatal(err)
		}
		selector := rapid.Custom(func(t *rapid.T) version.Selector {
			n := rapid.IntRange(-1, ids+1).Draw(t, "version")
			switch n {
			case -1:
				return version.Latest()
			case 0:
				return version.Null()
			}
			return version.ByID(id(n))
		})
		for range rapid.IntRange(0, 40).Draw(t, "steps") {
			var err error
			switch rapid.IntRange(0, 4).Draw(t, "step") {
			case 0:
				_, err = s.Put("b", "k", memstore.Version{ID: version.NullID})
			case 1:
				_, err = s.Delete("b", "k", selector.Draw(t, "deleted"))
			default:
				_, err = s.Put("b", "k", memstore.Version{})
			}
			if err != nil {
				t.Fatal(err)
			}
			sel, all := selector.Draw(t, "opened"), s.Versions("b", "k")
			i, want := version.Select(all, entry, sel)
			o, err := s.Open(context.Background(), store.Ref{Bucket: "b", Key: "k", Version: sel})
			if err != want || err == nil && o.Info() != all[i] {
				t.Fatalf("Open(%v) = %v, %v; want version %d of %d, %v", sel, o, err, i, len(all), want)
			}
		}
	})
}

// stacked returns a store with n versions of k, of which the null version is the oldest.
func stacked(b *testing.B, n int) *memstore.Store {
	ids := rand.New(rand.NewPCG(1, 2))
	s := memstore.New()
	s.NewID = func() string { return version.NewID(ids.Uint64) }
	if err := s.CreateBucket(store.Bucket{Name: "b", Versioning: version.Enabled}); err != nil {
		b.Fatal(err)
	}
	for i := range n {
		v := memstore.Version{ETag: "given"}
		if i == 0 {
			v.ID = version.NullID
		}
		if _, err := s.Put("b", "k", v); err != nil {
			b.Fatal(err)
		}
	}
	return s
}

// BenchmarkVersions puts, opens and deletes among many versions of one key. The time for
// each does not grow with their number.
func BenchmarkVersions(b *testing.B) {
	for _, n := range []int{1e3, 1e4, 1e5, 1e6} {
		s := stacked(b, n)
		all := s.Versions("b", "k")
		sels := map[string]version.Selector{
			"oldest": version.ByID(all[n-2].VersionID), "middle": version.ByID(all[n/2].VersionID), "null": version.Null(),
		}
		for name, sel := range sels {
			b.Run(fmt.Sprintf("Open-%s/%d", name, n), func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					if _, err := s.Open(context.Background(), store.Ref{Bucket: "b", Key: "k", Version: sel}); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
		b.Run(fmt.Sprintf("Put+Delete/%d", n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				info, err := s.Put("b", "k", memstore.Version{ETag: "given"})
				if err != nil {
					b.Fatal(err)
				}
				if _, err := s.Delete("b", "k", version.ByID(info.VersionID)); err != nil {
					b.Fatal(err)
				}
			}
		})
		b.Run(fmt.Sprintf("Put-null/%d", n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := s.Put("b", "k", memstore.Version{ETag: "given", ID: version.NullID}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
