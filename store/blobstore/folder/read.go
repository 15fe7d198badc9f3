package folder

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math"
	"syscall"

	"github.com/s3get/s3get/internal/section"
	"github.com/s3get/s3get/store/blobstore"
	"github.com/s3get/s3get/store/blobstore/internal/disk"
)

// isMissing reports whether an error says that there is no file of a name.
func isMissing(err error) bool { return errors.Is(err, fs.ErrNotExist) || isNoDir(err) }

// isNoDir reports whether an error says that something else is where a directory would be.
func isNoDir(err error) bool { return errors.Is(err, syscall.ENOTDIR) }

// reading explains the error of looking for a file.
func (f *Folder) reading(name string, err error) error {
	if isNoDir(err) {
		err = noFile(name)
	}
	return f.explain(err)
}

// noFile is the error for a name that no file has.
func noFile(name string) error { return &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist} }

// Stat describes a file.
func (f *Folder) Stat(ctx context.Context, name string) (blobstore.FileInfo, error) {
	if err := ctx.Err(); err != nil {
		return blobstore.FileInfo{}, err
	}
	info, err := f.disk.Stat(name)
	if err == nil && !info.Mode.IsRegular() {
		err = noFile(name)
	}
	if err != nil {
		return blobstore.FileInfo{}, f.reading(name, err)
	}
	return blobstore.FileInfo{Size: info.Size, Modified: info.Modified}, nil
}

// open opens a file.
func (f *Folder) open(ctx context.Context, name string) (disk.File, disk.Info, error) {
	if err := ctx.Err(); err != nil {
		return nil, disk.Info{}, err
	}
	file, err := f.disk.Open(name)
	if err != nil {
		return nil, disk.Info{}, f.reading(name, err)
	}
	info, err := file.Stat()
	if err == nil && !info.Mode.IsRegular() {
		err = noFile(name)
	}
	if err != nil {
		return nil, disk.Info{}, errors.Join(f.explain(err), file.Close())
	}
	return file, info, nil
}

// Read returns a file.
func (f *Folder) Read(ctx context.Context, name string, limit int64) ([]byte, error) {
	file, info, err := f.open(ctx, name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	if info.Size > limit {
		return nil, fmt.Errorf("folder %s: %s has %d bytes, more than %d", f.path, name, info.Size, limit)
	}
	content := make([]byte, info.Size)
	if n, err := file.ReadAt(content, 0); n < len(content) {
		if err == io.EOF {
			err = io.ErrUnexpectedEOF
		}
		return nil, f.explain(fmt.Errorf("%s: %w", name, err))
	}
	return content, nil
}

// Open opens a file, which can be read to its end even if it is removed meanwhile.
func (f *Folder) Open(ctx context.Context, name string) (blobstore.File, error) {
	file, _, err := f.open(ctx, name)
	if err != nil {
		return nil, err
	}
	return &opened{file, f, name}, nil
}

// An opened is a file that is open.
type opened struct {
	file   disk.File
	folder *Folder
	name   string
}

// explain adds to an error of the disk what it means. That the bytes or the file end says enough.
func (o *opened) explain(err error) error {
	if err == io.EOF || err == io.ErrUnexpectedEOF {
		return err
	}
	return o.folder.explain(err)
}

// Close closes the file.
func (o *opened) Close() error { return o.file.Close() }

// OpenRange returns a reader of n bytes from off, which writes itself to a connection without copying
// the bytes in memory. Where the file ends before, the reader has [io.ErrUnexpectedEOF]. The error
// wraps [fs.ErrInvalid] for what is no range.
func (o *opened) OpenRange(ctx context.Context, off, n int64) (io.ReadCloser, error) {
	if off < 0 || n < 0 || off > math.MaxInt64-n {
		return nil, o.folder.explain(&fs.PathError{Op: "read a range of", Path: o.name, Err: fs.ErrInvalid})
	}
	return &rangeReader{section.Reader{Ctx: ctx, Source: o.file, Off: off, End: off + n}, o}, ctx.Err()
}

// A rangeReader reads a range of a file.
type rangeReader struct {
	section.Reader
	opened *opened
}

// piece is the number of bytes after which a reader looks whether it is canceled.
const piece = 4 << 20

// Read reads the next bytes.
func (r *rangeReader) Read(p []byte) (int, error) {
	n, err := r.Reader.Read(p)
	return n, r.opened.explain(err)
}

// WriteTo writes the rest.
func (r *rangeReader) WriteTo(w io.Writer) (written int64, err error) {
	for r.Off < r.End && err == nil {
		if err = r.Ctx.Err(); err != nil {
			break
		}
		var n int64
		n, err = r.opened.file.SendRange(w, r.Off, min(piece, r.End-r.Off))
		r.Off += n
		written += n
	}
	return written, r.opened.explain(err)
}

// Close does nothing: the file is closed by who opened it.
func (r *rangeReader) Close() error { return nil }
