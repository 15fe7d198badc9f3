package blobstore_test

import (
	"context"
	"crypto/md5"
	"fmt"
	"path/filepath"
	"testing"

	"github.com/s3get/s3get/checksum"
	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/blobstore"
	"github.com/s3get/s3get/store/blobstore/folder"
	"github.com/s3get/s3get/store/storetest"
	"github.com/s3get/s3get/store/write"
	"github.com/s3get/s3get/version"
)

// TestReads: a Store keeps what package store promises, with everything that it can hold.
func TestReads(t *testing.T) {
	files, err := folder.Open(filepath.Join(t.TempDir(), "objects"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { files.Close() })
	for name, b := range map[string]blobstore.Backend{"memory": newMemory(), "folder": files} {
		for kind, o := range map[string]blobstore.Options{"sealed": {}, "plain": {Plain: true, Uncompressed: true}} {
			t.Run(name+"/"+kind, func(t *testing.T) {
				s := open(t, b, o)
				storetest.Check(t, subject(t, s, kind))
			})
		}
	}
}

// subject returns a Store with two buckets and an access point.
func subject(t *testing.T, s *blobstore.Store, prefix string) storetest.Subject {
	t.Helper()
	ctx := context.Background()
	point := write.AccessPoint{Bucket: prefix + "-plain", Name: prefix, Account: "111122223333", Alias: prefix + "-s3alias"}
	for _, b := range []store.Bucket{{Name: point.Bucket}, {Name: prefix + "-versioned", Versioning: version.StateEnabled}} {
		if err := s.CreateBucket(ctx, b); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.AddAccessPoint(ctx, point); err != nil {
		t.Fatal(err)
	}
	return storetest.Subject{
		Store: s, Bucket: point.Bucket, Versioned: prefix + "-versioned",
		Put: func(bucket, key string, v storetest.Version) error { return putVersion(ctx, s, bucket, key, v) },
		Delete: func(bucket, key string, which version.Selector) error {
			_, err := s.Delete(ctx, store.Ref{Bucket: bucket, Key: key, Version: which}, nil)
			return err
		},
		AccessPoints: []storetest.AccessPoint{{Bucket: point.Bucket, Name: point.Name, Account: point.Account, Alias: point.Alias}},
	}
}

// putVersion puts a version, by an import if it has parts or is to be the null version.
func putVersion(ctx context.Context, s *blobstore.Store, bucket, key string, v storetest.Version) error {
	var in blobstore.Imported
	in.ETag, in.CustomerKey = fmt.Sprintf("\"%x\"", md5.Sum(v.Content)), v.CustomerKey
	stage := func(b []byte) write.Content {
		c, err := s.Stage(ctx)
		if err == nil {
			_, err = c.Write(b)
		}
		if err != nil {
			panic(err)
		}
		return c
	}
	rest := v.Content
	for _, n := range v.PartSizes {
		in.Parts = append(in.Parts, blobstore.ImportedPart{Content: stage(rest[:n]), Checksum: checksum.Sum(checksum.SHA256, rest[:n])})
		rest = rest[n:]
	}
	if len(in.Parts) == 0 {
		in.Content = stage(v.Content)
	}
	if len(in.Parts) > 0 || v.Null {
		_, err := s.Import(ctx, bucket, key, in)
		return err
	}
	_, err := s.Put(ctx, bucket, key, in.Version, nil)
	return err
}
