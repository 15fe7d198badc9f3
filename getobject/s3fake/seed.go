package s3fake

import (
	"time"

	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/memstore"
	"github.com/s3get/s3get/version"
)

// CreateBucket adds an empty bucket of the owner's. Server.Store.CreateBucket adds one with
// other properties.
func (s *Server) CreateBucket(name string) {
	if err := s.Store.CreateBucket(s.bucket(name)); err != nil {
		s.helper().fatalf("s3fake: CreateBucket(%q): %v", name, err)
	}
}

// CreateVersionedBucket adds an empty bucket of the owner's whose writes make versions.
func (s *Server) CreateVersionedBucket(name string) {
	b := s.bucket(name)
	b.Versioning = version.StateEnabled
	if err := s.Store.CreateBucket(b); err != nil {
		s.helper().fatalf("s3fake: CreateVersionedBucket(%q): %v", name, err)
	}
}

// Put makes v the newest version of a key and describes it. Without a LastModified of its own
// v has the time of [Server.Clock].
func (s *Server) Put(bucket, key string, v memstore.Version) *store.Info {
	info, err := s.put(bucket, key, v)
	if err != nil {
		s.helper().fatalf("s3fake: Put(%q, %q): %v", bucket, key, err)
	}
	return info
}

// PutAll puts several versions of a key, from the oldest to the newest, and describes them in
// that order. The bucket has versioning, or only the last is left.
func (s *Server) PutAll(bucket, key string, versions ...memstore.Version) []*store.Info {
	infos := make([]*store.Info, 0, len(versions))
	for _, v := range versions {
		infos = append(infos, s.Put(bucket, key, v))
	}
	return infos
}

// Delete deletes a key as DeleteObject does: it removes the object, or in a bucket with
// versioning hides it behind a delete marker, which is described. It returns nil for a key
// that is not there.
func (s *Server) Delete(bucket, key string) *store.Info {
	s.changing()
	info, err := s.Store.Delete(bucket, key, version.Latest())
	if err != nil {
		s.helper().fatalf("s3fake: Delete(%q, %q): %v", bucket, key, err)
	}
	return info
}

// Restore begins to restore the latest version of a key, which is archived. By [Server.Clock]
// it is finished after taking, and then gone after lasting. What is put to the key meanwhile
// is not restored.
func (s *Server) Restore(bucket, key string, taking, lasting time.Duration) {
	infos := s.Store.Versions(bucket, key)
	if len(infos) == 0 {
		s.helper().fatalf("s3fake: Restore(%q, %q): %v", bucket, key, store.ErrNoKey)
		return
	}
	sel := version.Null()
	if id := infos[0].VersionID; id != "" {
		sel = version.ByID(id)
	}
	if err := s.Store.Restore(bucket, key, sel, &store.Restore{Ongoing: true}); err != nil {
		s.helper().fatalf("s3fake: Restore(%q, %q): %v", bucket, key, err)
		return
	}
	tag := infos[0].ETag
	change := func(state *store.Restore) func() {
		return func() {
			for _, now := range s.Store.Versions(bucket, key) {
				if now.VersionID == infos[0].VersionID && now.ETag == tag {
					_ = s.Store.Restore(bucket, key, sel, state)
				}
			}
		}
	}
	done := s.Clock.Now().Add(taking)
	s.Clock.schedule(done, change(&store.Restore{Expiry: done.Add(lasting)}))
	s.Clock.schedule(done.Add(lasting), change(nil))
}

// helper marks its caller's caller as a helper of the test.
func (s *Server) helper() *Server {
	if s.tb != nil {
		s.tb.Helper()
	}
	return s
}
