package main

import (
	"context"
	"crypto/md5"
	"errors"
	"fmt"
	"hash"
	"io"
	"os"
	"slices"

	"github.com/s3get/s3get/sse"
	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/blobstore"
	"github.com/s3get/s3get/store/write"
	"github.com/s3get/s3get/version"
)

// documents are the configurations that a bucket may have.
func documents() []string {
	return []string{"accelerate", "cors", "encryption", "lifecycle", "logging", "notification", "object-lock",
		"ownershipControls", "policy", "publicAccessBlock", "replication", "requestPayment", "tagging", "website"}
}

// copyStore copies the buckets of another store.
func copyStore(ctx context.Context, o *options, to *kept, r *report) error {
	from, err := openSource(ctx, o, to)
	if err != nil {
		return err
	}
	defer from.Close()
	buckets, err := from.ListBuckets(ctx)
	if err != nil {
		return err
	}
	if o.bucket != "" {
		buckets = slices.DeleteFunc(buckets, func(b write.Bucket) bool { return b.Name != o.bucket })
	}
	if len(buckets) == 0 {
		return errors.New("there is no such bucket in the other store")
	}
	s := &storeCopier{newCopier(ctx, to, r, o.dry), from}
	n, err := s.total(ctx, buckets)
	if err != nil {
		return err
	}
	r.phase("copying", n)
	for _, b := range buckets {
		if err := s.bucket(b.Bucket); err != nil {
			return errors.Join(err, s.wait())
		}
	}
	if err := s.wait(); err != nil {
		return err
	}
	return s.verify(ctx, from)
}

// openSource opens the other store, which is not the one to copy to.
func openSource(ctx context.Context, o *options, to *kept) (*kept, error) {
	dir, err := locate(o.fromStore)
	if err != nil {
		return nil, err
	}
	if target, err := locate(o.to); err == nil && to.Store != nil {
		a, err := os.Stat(dir)
		if err != nil {
			return nil, err
		}
		if b, err := os.Stat(target); err == nil && os.SameFile(a, b) {
			return nil, errors.New("-to and -from-store are one store")
		}
	}
	return open(ctx, dir)
}

// A storeCopier copies objects from another store.
type storeCopier struct {
	*copier
	from *kept
}

// total returns how many bytes buckets have.
func (s *storeCopier) total(ctx context.Context, buckets []write.Bucket) (n int64, err error) {
	for _, b := range buckets {
		for e, err := range s.from.Scan(ctx, b.Name, "") {
			if err != nil {
				return 0, err
			}
			for _, info := range e.Versions {
				n += info.Size
			}
		}
	}
	return n, nil
}

// bucket copies a bucket. Keys are copied beside each other, and the versions of one in their order.
func (s *storeCopier) bucket(b *store.Bucket) error {
	if !s.dry {
		if err := s.makeAlike(b); err != nil {
			return err
		}
	}
	for e, err := range s.from.Scan(s.ctx, b.Name, "") {
		if err != nil {
			return err
		}
		s.write(func() error {
			for _, info := range slices.Backward(e.Versions) {
				if err := s.version(b.Name, e.Key, info); err != nil {
					return fmt.Errorf("%s/%s: %w", b.Name, e.Key, err)
				}
			}
			return nil
		})
	}
	return nil
}

// makeAlike makes a bucket with the configurations of another, or lets one that is there have
// versions.
func (s *storeCopier) makeAlike(b *store.Bucket) error {
	err := s.to.CreateBucket(s.ctx, *b)
	if errors.Is(err, write.ErrExists) {
		there, err := s.to.Bucket(s.ctx, b.Name)
		if err == nil && there.Versioning == version.StateUnversioned && b.Versioning != there.Versioning {
			err = s.to.SetVersioning(s.ctx, b.Name, b.Versioning)
		}
		return err
	}
	if err != nil {
		return err
	}
	policies, err := s.from.Policies(s.ctx, b.Name)
	if err != nil {
		return err
	}
	err = s.to.UpdatePolicies(s.ctx, b.Name, func(p *write.Policies) error {
		*p = policies
		return nil
	})
	for _, name := range documents() {
		if err != nil {
			return err
		}
		var document []byte
		if document, err = s.from.Configuration(s.ctx, b.Name, name); err == nil && document != nil {
			err = s.to.Configure(s.ctx, b.Name, name, document)
		}
	}
	return err
}

// version copies a version, unless it is there.
func (s *storeCopier) version(bucket, key string, info *store.Info) error {
	ref := store.Ref{Bucket: bucket, Key: key, Version: version.Null()}
	if info.VersionID != "" {
		ref.Version = version.ByID(info.VersionID)
	}
	if info.Encryption.UsesCustomerKey() {
		s.r.skip(info.Size)
		s.r.leave(nameOf(ref), "only its owner has the key that it is encrypted under")
		return nil
	}
	there, err := s.to.latest(s.ctx, ref)
	if err != nil {
		return err
	}
	it := copied{size: info.Size}
	isThere := there != nil && there.Size == info.Size && there.ETag == info.ETag && there.LastModified.Equal(info.LastModified)
	switch {
	case isThere:
		s.r.skip(info.Size)
		s.r.isThere()
	case s.dry:
		s.r.add(nameOf(ref), info.Size)
	default:
		it.sum, err = s.copyVersion(ref, info)
		if fault := new(unreadable); errors.As(err, &fault) && s.ctx.Err() == nil {
			s.r.fail(nameOf(ref), fault.error)
			return nil
		}
		if err != nil {
			return err
		}
		s.r.add(nameOf(ref), info.Size)
	}
	if !info.DeleteMarker {
		s.finish(ref, it)
	}
	return nil
}

// An unreadable is an error of the other store, which does not end the copying.
type unreadable struct{ error }

// Unwrap returns the error.
func (u *unreadable) Unwrap() error { return u.error }

// copyVersion copies a version, and returns the MD5 of what was read.
func (s *storeCopier) copyVersion(ref store.Ref, info *store.Info) (*[md5.Size]byte, error) {
	v := blobstore.Imported{Version: write.Version{Info: *info}}
	h := md5.New()
	if info.DeleteMarker {
		_, err := s.to.Import(s.ctx, ref.Bucket, ref.Key, v)
		return (*[md5.Size]byte)(h.Sum(nil)), err
	}
	o, err := s.from.Open(s.ctx, ref)
	if err != nil {
		return nil, &unreadable{err}
	}
	defer o.Close()
	if v.Tags, err = s.from.Tags(s.ctx, ref); err != nil {
		return nil, &unreadable{err}
	}
	if err := s.contents(o, &v, h); err != nil {
		for _, p := range v.Parts {
			p.Content.Discard()
		}
		return nil, err
	}
	_, err = s.to.Import(s.ctx, ref.Bucket, ref.Key, v)
	return (*[md5.Size]byte)(h.Sum(nil)), err
}

// contents copies the content of an object, or its parts.
func (s *storeCopier) contents(o store.Object, v *blobstore.Imported, h hash.Hash) (err error) {
	if o.Info().Parts == 0 {
		v.Content, err = s.take(o, 0, o.Info().Size, h)
		return err
	}
	for n := 1; n <= o.Info().Parts; n++ {
		p, _, err := store.LookupPart(s.ctx, o, n)
		if err != nil {
			return &unreadable{err}
		}
		content, err := s.take(o, p.Offset, p.Size, h)
		if err != nil {
			return err
		}
		v.Parts = append(v.Parts, blobstore.ImportedPart{Content: content, Checksum: p.Checksum})
		if err := s.to.Settle(content); err != nil { // or there would be an open file for each
			return err
		}
	}
	return nil
}

// take copies bytes of an object.
func (s *storeCopier) take(o store.Object, off, n int64, h hash.Hash) (write.Content, error) {
	in, err := store.OpenRange(s.ctx, o, sse.CustomerKey{}, off, n)
	if err != nil {
		return nil, &unreadable{err}
	}
	defer in.Close()
	content, err := s.to.Stage(s.ctx)
	if err != nil {
		return nil, err
	}
	out := &sink{Writer: io.MultiWriter(content, h)}
	if _, err := io.Copy(out, counter{in, s.r.read}); err != nil {
		content.Discard()
		if out.err == nil {
			err = &unreadable{err}
		}
		return nil, err
	}
	return content, nil
}
