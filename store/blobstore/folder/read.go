package folder

import (
	"context"
	"fmt"
	"io"

	"github.com/s3get/s3get/store/blobstore"
	"github.com/s3get/s3get/store/blobstore/internal/disk"
)

// Stat describes a file.
func (f *Folder) Stat(ctx context.Context, name string) (blobstore.FileInfo, error) {
	if err := ctx.Err(); err != nil {
		return blobstore.FileInfo{}, err
	}
	info, err := f.disk.Stat(name)
	return blobstore.FileInfo{Size: info.Size, Modified: info.Modified}, explain(err)
}

// Read returns a file.
func (f *Folder) Read(ctx context.Context, name string, limit int64) ([]byte, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	file, err := f.disk.Open(name)
	if err != nil {
		return nil, explain(err)
	}
	defer file.Close()
	size, err := file.Size()
	if err == nil && size > limit {
		err = fmt.Errorf("%s has %d bytes, more than %d", name, size, limit)
	}
	if err != nil {
		return nil, explain(err)
	}
	content := make([]byte, size)
	n, err := file.ReadAt(content, 0)
	if err == io.EOF && n == len(content) {
		err = nil
	}
	return content, explain(err)
}

// Open opens a file.
func (f *Folder) Open(ctx context.Context, name string) (blobstore.File, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	file, err := f.disk.Open(name)
	if err != nil {
		return nil, explain(err)
	}
	return opened{file}, nil
}

// An opened is a file that is open.
type opened struct{ disk.File }

// OpenRange returns a reader of n bytes from off.
func (o opened) OpenRange(ctx context.Context, off, n int64) (io.ReadCloser, error) {
	return &rangeReader{io.NewSectionReader(o, off, n), ctx, n}, ctx.Err()
}

// A rangeReader reads n bytes of a file.
type rangeReader struct {
	*io.SectionReader
	ctx context.Context
	n   int64 // that are still to be read
}

// Read reads bytes. The end of the file before those asked for is [io.ErrUnexpectedEOF].
func (r *rangeReader) Read(p []byte) (int, error) {
	if err := r.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := r.SectionReader.Read(p)
	r.n -= int64(n)
	if err == io.EOF && r.n > 0 {
		err = io.ErrUnexpectedEOF
	}
	return n, explain(err)
}

// Close does nothing: the file is closed by who opened it.
func (r *rangeReader) Close() error { return nil }
