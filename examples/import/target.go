package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/s3get/s3get/getobject/policy"
	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/blobstore"
	"github.com/s3get/s3get/store/blobstore/folder"
	"github.com/s3get/s3get/store/write"
)

// objectsDir is the folder of the objects in that of serve -store.
const objectsDir = "objects"

// owner is the account of serve -store, which owns the buckets that are made.
const owner = "111122223333"

// A kept is a store in a folder, or none if Store is nil: a dry run makes none.
type kept struct {
	*blobstore.Store
	files *folder.Folder
}

// Close ends the use of the folder.
func (k *kept) Close() error {
	if k.files == nil {
		return nil
	}
	return k.files.Close()
}

// locate returns the folder of the files of a store, which is dir or a folder in it. The error wraps
// [fs.ErrNotExist] if there is no store.
func locate(dir string) (string, error) {
	for _, d := range []string{dir, filepath.Join(dir, objectsDir)} {
		_, err := os.Stat(filepath.Join(d, "format"))
		if err == nil {
			return d, nil
		}
		if !errors.Is(err, fs.ErrNotExist) {
			return "", err
		}
	}
	if _, err := os.Stat(dir); err != nil {
		return "", err
	}
	return "", fmt.Errorf("%s is not the folder of a store: %w", dir, fs.ErrNotExist)
}

// open opens the store in a folder that locate returned.
func open(ctx context.Context, dir string) (*kept, error) {
	files, err := folder.Open(dir)
	if err != nil {
		return nil, err
	}
	s, err := blobstore.New(ctx, files, blobstore.Options{})
	if err != nil {
		return nil, errors.Join(err, files.Close())
	}
	return &kept{s, files}, nil
}

// openTarget opens the store to copy to, which is made if it is missing.
func openTarget(ctx context.Context, o *options) (*kept, error) {
	dir, err := locate(o.to)
	if errors.Is(err, fs.ErrNotExist) {
		if o.dry {
			return new(kept), nil
		}
		dir = filepath.Join(o.to, objectsDir)
		if err = checkEmpty(o.to); err == nil {
			err = os.MkdirAll(dir, 0o700)
		}
	}
	if err != nil {
		return nil, err
	}
	return open(ctx, dir)
}

// checkEmpty refuses to make a store in a folder that is used for something else.
func checkEmpty(dir string) error {
	entries, err := os.ReadDir(dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	for _, e := range entries {
		if e.Name() != objectsDir && e.Name() != "serve.key" && e.Name() != "lost+found" {
			return fmt.Errorf("%s has %q and no store: a store needs a folder of its own", dir, e.Name())
		}
	}
	return nil
}

// latest describes the newest version of a key, or returns nil if there is none.
func (k *kept) latest(ctx context.Context, ref store.Ref) (*store.Info, error) {
	if k.Store == nil {
		return nil, nil
	}
	o, err := k.Open(ctx, ref)
	if errors.Is(err, store.ErrNoKey) || errors.Is(err, store.ErrNoVersion) || errors.Is(err, store.ErrNoBucket) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	defer o.Close()
	return o.Info(), nil
}

// makeBucket makes a bucket as S3 makes one today, if it is missing, and describes it.
func (k *kept) makeBucket(ctx context.Context, name string) (*store.Bucket, error) {
	b, err := k.Bucket(ctx, name)
	if !errors.Is(err, store.ErrNoBucket) {
		return b, err
	}
	if err := k.CreateBucket(ctx, store.Bucket{Name: name, Owner: owner}); err != nil {
		return nil, err
	}
	const block = "<BlockPublicAcls>true</BlockPublicAcls><IgnorePublicAcls>true</IgnorePublicAcls>" +
		"<BlockPublicPolicy>true</BlockPublicPolicy><RestrictPublicBuckets>true</RestrictPublicBuckets>"
	err = k.UpdatePolicies(ctx, name, func(p *write.Policies) error {
		*p = write.Policies{OwnerEnforced: true, PublicAccessBlock: policy.PublicAccessBlock{
			BlockPublicACLs: true, IgnorePublicACLs: true, BlockPublicPolicy: true, RestrictPublicBuckets: true,
		}}
		return nil
	})
	if err == nil {
		err = k.Configure(ctx, name, "publicAccessBlock", []byte(block))
	}
	if err != nil {
		return nil, err
	}
	return k.Bucket(ctx, name)
}
