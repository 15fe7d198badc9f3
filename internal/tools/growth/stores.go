package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"

	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/blobstore"
	"github.com/s3get/s3get/store/blobstore/folder"
	"github.com/s3get/s3get/store/fsstore"
	"github.com/s3get/s3get/store/memstore"
	"github.com/s3get/s3get/store/write"
	"github.com/s3get/s3get/version"
)

// bucket is that of all stores.
var bucket = store.Bucket{Name: "b", Owner: "111122223333", Versioning: version.StateEnabled}

// inMemory returns a store with the object k.
func inMemory(v memstore.Version) (*memstore.Store, error) {
	s := memstore.New()
	err := s.CreateBucket(bucket)
	if err == nil {
		_, err = s.Put("b", "k", v)
	}
	return s, err
}

func sizeInMemory(n int, _ string) (subject, error) {
	s, err := inMemory(memstore.Version{Source: memstore.Generated(int64(n)), Info: store.Info{ETag: `"x"`}})
	return asking(s, http.StatusPartialContent, middle(n)), err
}

func objectsInMemory(n int, _ string) (subject, error) {
	s, err := inMemory(memstore.Version{})
	for i := range n {
		if err == nil {
			_, err = s.Put("b", key(i), memstore.Version{Content: []byte("content"), Info: store.Info{ETag: `"x"`}})
		}
	}
	return asking(s, http.StatusOK, samples(n)...), err
}

func latestInMemory(n int, _ string) (subject, error) {
	s, _, err := versionsInMemory(n)
	return asking(s, http.StatusOK, get("k")), err
}

func middleInMemory(n int, _ string) (subject, error) {
	s, id, err := versionsInMemory(n)
	return asking(s, http.StatusOK, get("k?versionId="+id)), err
}

// versionsInMemory returns a store with n versions of k, and the id of the one in the middle.
func versionsInMemory(n int) (s *memstore.Store, id string, err error) {
	s = memstore.New()
	err = s.CreateBucket(bucket)
	for i := range n {
		if err != nil {
			return nil, "", err
		}
		var info *store.Info
		info, err = s.Put("b", "k", memstore.Version{Content: []byte("content"), Info: store.Info{ETag: `"x"`}})
		if i == n/2 && err == nil {
			id = info.VersionID
		}
	}
	return s, id, err
}

// inFile returns a store with the object k in a folder.
func inFile(size int64, dir string) (*fsstore.Store, error) {
	f, err := os.Create(filepath.Join(dir, "k"))
	if err != nil {
		return nil, err
	}
	if err := errors.Join(f.Truncate(size), f.Close()); err != nil {
		return nil, err
	}
	root, err := fsstore.Dir(dir)
	return fsstore.New("b", root), err
}

func sizeInFile(n int, dir string) (subject, error) {
	s, err := inFile(int64(n), dir)
	return asking(s, http.StatusPartialContent, middle(n)), err
}

func objectsInFiles(n int, dir string) (subject, error) {
	for i := range n {
		if err := os.WriteFile(filepath.Join(dir, key(i)), []byte("content"), 0o600); err != nil {
			return nil, err
		}
	}
	root, err := fsstore.Dir(dir)
	return asking(fsstore.New("b", root), http.StatusOK, samples(n)...), err
}

// blobs returns a blobstore in a folder.
func blobs(dir string) (*blobstore.Store, error) {
	ctx := context.Background()
	f, err := folder.Open(dir)
	if err != nil {
		return nil, err
	}
	s, err := blobstore.New(ctx, f, blobstore.Options{})
	if err != nil {
		return nil, err
	}
	return s, s.CreateBucket(ctx, bucket)
}

// stage stages a content.
func stage(s *blobstore.Store, content io.Reader) (write.Content, error) {
	staged, err := s.Stage(context.Background())
	if err == nil {
		_, err = io.Copy(staged, content)
	}
	return staged, err
}

// putBlob puts an object.
func putBlob(s *blobstore.Store, key string, info store.Info, content io.Reader) (*store.Info, error) {
	staged, err := stage(s, content)
	if err != nil {
		return nil, err
	}
	return s.Put(context.Background(), "b", key, write.Version{Info: info, Content: staged}, nil)
}

// inBlobs returns a store with the object k in a folder.
func inBlobs(info store.Info, content io.Reader, dir string) (*blobstore.Store, error) {
	s, err := blobs(dir)
	if err == nil {
		_, err = putBlob(s, "k", info, content)
	}
	return s, err
}

func sizeInBlobs(n int, dir string) (subject, error) {
	s, err := inBlobs(described(0), io.NewSectionReader(memstore.Generated(int64(n)), 0, int64(n)), dir)
	return asking(s, http.StatusPartialContent, middle(n)), err
}

// partsOf returns a store with the object k, which was uploaded in n parts of 1 KiB.
func partsOf(n int, dir string) (*blobstore.Store, error) {
	ctx := context.Background()
	s, err := blobs(dir)
	if err != nil {
		return nil, err
	}
	upload := write.Upload{UploadRef: write.UploadRef{Bucket: "b", Key: "k"}, Version: write.Version{Info: described(0)}}
	if upload.ID, err = s.CreateUpload(ctx, upload); err != nil {
		return nil, err
	}
	var parts []write.Part
	for i := range n {
		staged, err := stage(s, bytes.NewReader(make([]byte, 1<<10)))
		if err != nil {
			return nil, err
		}
		p, err := s.PutPart(ctx, upload.UploadRef, write.Part{Number: i + 1, Size: 1 << 10, ETag: `"x"`}, staged)
		if err != nil {
			return nil, err
		}
		parts = append(parts, *p)
	}
	_, err = s.Complete(ctx, upload.UploadRef, parts, upload.Version, nil)
	return s, err
}

func objectsInBlobs(n int, dir string) (subject, error) {
	s, err := blobs(dir)
	for i := range n {
		if err == nil {
			_, err = putBlob(s, key(i), described(0), bytes.NewReader([]byte("content")))
		}
	}
	return asking(s, http.StatusOK, samples(n)...), err
}

func latestInBlobs(n int, dir string) (subject, error) {
	s, _, err := versionsInBlobs(n, dir)
	return asking(s, http.StatusOK, get("k")), err
}

func middleInBlobs(n int, dir string) (subject, error) {
	s, id, err := versionsInBlobs(n, dir)
	return asking(s, http.StatusOK, get("k?versionId="+id)), err
}

// versionsInBlobs returns a store with n versions of k, and the id of the one in the middle.
func versionsInBlobs(n int, dir string) (s *blobstore.Store, id string, err error) {
	if s, err = blobs(dir); err != nil {
		return nil, "", err
	}
	for i := range n {
		info, err := putBlob(s, "k", described(0), bytes.NewReader(fmt.Appendf(nil, "content %d", i)))
		if err != nil {
			return nil, "", err
		}
		if i == n/2 {
			id = info.VersionID
		}
	}
	return s, id, nil
}
