package s3fake

import (
	"context"
	"io"

	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/version"
)

// Content returns the content of the latest version of a key, as it is stored: no request is
// made, and none is in the journal. A key that is not there, or deleted, fails the test; see
// [Server.Info].
func (s *Server) Content(bucket, key string) []byte {
	return s.content(store.Ref{Bucket: bucket, Key: key})
}

// ContentOf returns the content of the version of a key with an id, [version.NullID] for the
// null version.
func (s *Server) ContentOf(bucket, key, id string) []byte {
	sel, err := version.Parse(id)
	if err != nil {
		s.helper().fatalf("s3fake: version %q: %v", id, err)
		return nil
	}
	return s.content(store.Ref{Bucket: bucket, Key: key, Version: sel})
}

func (s *Server) content(ref store.Ref) []byte {
	b, err := read(s.Store, ref)
	if err != nil {
		s.helper().fatalf("s3fake: content of %q in %q: %v", ref.Key, ref.Bucket, err)
	}
	return b
}

// read returns all of a version. A delete marker is as no key at all.
func read(from store.Store, ref store.Ref) (b []byte, err error) {
	ctx := context.Background()
	o, err := from.Open(ctx, ref)
	if err != nil {
		return nil, err
	}
	defer func() { err = closed(o, err) }()
	if o.Info().DeleteMarker {
		return nil, store.ErrNoKey
	}
	r, err := o.OpenRange(ctx, 0, o.Info().Size)
	if err != nil {
		return nil, err
	}
	defer func() { err = closed(r, err) }()
	return io.ReadAll(r)
}

// closed closes c and returns err, or else the error of closing.
func closed(c io.Closer, err error) error {
	if errClose := c.Close(); err == nil {
		err = errClose
	}
	return err
}

// Info describes the latest version of a key, which may be a delete marker, or returns nil if
// there is none. The caller does not change what it points to.
func (s *Server) Info(bucket, key string) *store.Info {
	if all := s.Store.Versions(bucket, key); len(all) > 0 {
		return all[0]
	}
	return nil
}

// Keys returns the keys of a bucket that can be read, in order: not those whose latest version
// is a delete marker.
func (s *Server) Keys(bucket string) []string {
	var keys []string
	for _, key := range s.Store.Keys(bucket) {
		if info := s.Info(bucket, key); info != nil && !info.DeleteMarker {
			keys = append(keys, key)
		}
	}
	return keys
}
