package cdkblobs

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"time"

	"cloud.google.com/go/storage"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"gocloud.dev/blob"

	"github.com/s3get/s3get/store/blobstore"
)

// A Backend keeps files in a bucket. Its methods may be called concurrently.
type Backend struct {
	bucket *blob.Bucket
	client *s3.Client // nil for other storage
	files  bool       // whether the bucket is a folder, whose driver does not list in order

	patience time.Duration // with one request, however often an SDK sends it
}

var _ blobstore.Backend = (*Backend)(nil)

// New returns the Backend that a bucket has. The caller closes the bucket when nothing uses it any
// more.
func New(b *blob.Bucket) *Backend {
	n := &Backend{bucket: b, patience: patience}
	var info os.FileInfo
	n.files = b.As(&info)
	if !b.As(&n.client) {
		n.client = nil
	}
	return n
}

// patience is how long a request may take, but for the content of a long file. Some SDKs try again
// for ever.
const patience = 30 * time.Second

// contentType is that of every file.
const contentType = "application/octet-stream"

// conflicts is how often S3 is asked again to add a file whose name another request has at that
// moment (S3 PutObject: 409 ConditionalRequestConflict).
const conflicts = 6

// Add adds a file. If an SDK sends the request again, because the answer to the first was lost,
// the error may wrap [fs.ErrExist] although the file is the one that was to be added.
func (b *Backend) Add(ctx context.Context, name string, content []byte) error {
	for i := range conflicts {
		err := b.fail(ctx, name, b.add(ctx, name, content))
		if !errors.Is(err, errConflict) {
			return err
		}
		pause(ctx, time.Duration(rand.IntN(20<<i))*time.Millisecond)
	}
	return fmt.Errorf("%s: %w: %w", name, fs.ErrExist, errConflict)
}

// add adds a file by one request.
func (b *Backend) add(ctx context.Context, name string, content []byte) error {
	ctx, cancel := context.WithTimeout(ctx, b.patience)
	defer cancel()
	return b.bucket.Upload(ctx, name, bytes.NewReader(content), &blob.WriterOptions{
		ContentType: contentType,
		IfNotExist:  true,
		BeforeWrite: func(as func(any) bool) error {
			var w *storage.Writer
			if as(&w) {
				w.ChunkSize = len(content) + 1 // or it takes 16 MiB of memory
			}
			return nil
		},
	})
}

// ErrUnconditional means that the storage puts a file although it must not exist. A store over it
// loses writes.
var ErrUnconditional = errors.New("cdkblobs: the storage does not heed If-None-Match")

// CheckExclusive asks the storage to put a file again, of a name that is there such as "format" of
// a store, with the same content. The error wraps [ErrUnconditional] if it does.
func (b *Backend) CheckExclusive(ctx context.Context, name string) error {
	content, err := b.Read(ctx, name, 1<<20)
	if err != nil {
		return err
	}
	switch err := b.Add(ctx, name, content); {
	case err == nil:
		return ErrUnconditional
	case !errors.Is(err, fs.ErrExist):
		return err
	}
	return nil
}

// pause waits.
func pause(ctx context.Context, d time.Duration) {
	select {
	case <-ctx.Done():
	case <-time.After(d):
	}
}

// Stat tells the size of a file and when it was written.
func (b *Backend) Stat(ctx context.Context, name string) (blobstore.FileInfo, error) {
	asked, cancel := context.WithTimeout(ctx, b.patience)
	defer cancel()
	a, err := b.bucket.Attributes(asked, name)
	if err != nil {
		return blobstore.FileInfo{}, b.fail(ctx, name, err)
	}
	return blobstore.FileInfo{Size: a.Size, Modified: a.ModTime}, nil
}

// Read returns a file.
func (b *Backend) Read(ctx context.Context, name string, limit int64) (_ []byte, err error) {
	asked, cancel := context.WithTimeout(ctx, b.patience)
	defer cancel()
	r, err := b.bucket.NewReader(asked, name, nil)
	if err != nil {
		return nil, b.fail(ctx, name, err)
	}
	defer r.Close()
	if r.Size() > limit {
		return nil, fmt.Errorf("%s: has %d bytes, more than %d", name, r.Size(), limit)
	}
	content := bytes.NewBuffer(make([]byte, 0, r.Size()+bytes.MinRead))
	n, err := content.ReadFrom(r)
	if err == nil && n != r.Size() {
		err = io.ErrUnexpectedEOF
	}
	return content.Bytes(), b.fail(ctx, name, err)
}

// Remove removes a file.
func (b *Backend) Remove(ctx context.Context, name string) error {
	remove := b.bucket.Delete
	if b.client != nil {
		remove = b.removeS3
	}
	asked, cancel := context.WithTimeout(ctx, b.patience)
	defer cancel()
	if err := b.fail(ctx, name, remove(asked, name)); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

// errAsked ends a request that was to be looked at only.
var errAsked = errors.New("cdkblobs: the request was not to be sent")

// removeS3 removes a file by one request, where the driver first asks whether there is one. The
// driver tells what the request that reads the file would ask for, which is not sent.
func (b *Backend) removeS3(ctx context.Context, name string) error {
	var in *s3.GetObjectInput
	_, err := b.bucket.NewReader(ctx, name, &blob.ReaderOptions{BeforeRead: func(as func(any) bool) error {
		as(&in)
		return errAsked
	}})
	if in == nil {
		return err
	}
	_, err = b.client.DeleteObject(ctx, &s3.DeleteObjectInput{Bucket: in.Bucket, Key: in.Key})
	return err
}

// Lock locks nothing: storage has no locks. The error wraps [errors.ErrUnsupported] for an
// exclusive lock.
func (b *Backend) Lock(ctx context.Context, name string, exclusive bool) (func(), error) {
	if exclusive {
		return nil, fmt.Errorf("cdkblobs: the lock %q: %w", name, errors.ErrUnsupported)
	}
	return func() {}, ctx.Err()
}
