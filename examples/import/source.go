package main

import (
	"archive/tar"
	"bufio"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"path"
	"strings"
	"time"
	"unicode/utf8"
)

// A file is what becomes an object.
type file struct {
	key      string
	size     int64
	modified time.Time
	note     string // why it is left out, or ""
	unread   int64  // bytes that count as to be read until they are
	open     func() (io.ReadCloser, error)
}

// A source has files.
type source interface {
	// total returns how many bytes will be read.
	total(ctx context.Context) (int64, error)

	// files yields the files. Each is read, if at all, before the next one. An error ends it.
	files(ctx context.Context) iter.Seq2[file, error]

	io.Closer
}

// newSource opens a folder or a tar file. What is read of it is told to read.
func newSource(name string, read func(int64)) (source, error) {
	info, err := os.Stat(name)
	switch {
	case err != nil:
		return nil, err
	case info.IsDir():
		root, err := os.OpenRoot(name)
		return &tree{root, read}, err
	case !info.Mode().IsRegular():
		return nil, fmt.Errorf("%s is neither a folder nor a file", name)
	}
	f, err := os.Open(name)
	return &archive{f, info.Size(), read}, err
}

// unfit says why a text cannot be the key of an object, or returns "".
func unfit(key string) string {
	switch {
	case key == "":
		return "it has no name"
	case len(key) > 1024:
		return "its name is longer than the 1,024 bytes of a key"
	case !utf8.ValidString(key):
		return "its name is not UTF-8, as keys are"
	case key == ".." || strings.HasPrefix(key, "../"):
		return "its name leads out of the archive"
	}
	return ""
}

// irregular says what a file is that has no content, or returns "".
func irregular(m fs.FileMode) string {
	switch {
	case m&fs.ModeSymlink != 0:
		return "a symbolic link"
	case !m.IsRegular():
		return "a special file"
	}
	return ""
}

// A counter tells of what is read.
type counter struct {
	io.Reader
	read func(int64)
}

func (c counter) Read(p []byte) (int, error) {
	n, err := c.Reader.Read(p)
	c.read(int64(n))
	return n, err
}

// A tree is a folder.
type tree struct {
	*os.Root
	read func(int64)
}

func (t *tree) total(ctx context.Context) (n int64, err error) {
	for f, err := range t.files(ctx) {
		if err != nil {
			return 0, err
		}
		n += f.unread
	}
	return n, nil
}

func (t *tree) files(ctx context.Context) iter.Seq2[file, error] {
	return func(yield func(file, error) bool) {
		err := fs.WalkDir(t.FS(), ".", func(name string, d fs.DirEntry, err error) error {
			if err == nil {
				err = ctx.Err()
			}
			if err != nil || d.IsDir() {
				return err
			}
			info, err := d.Info()
			if errors.Is(err, fs.ErrNotExist) {
				return nil // somebody removed it
			}
			if err != nil {
				return err
			}
			f := file{key: name, size: info.Size(), modified: info.ModTime(), open: func() (io.ReadCloser, error) { return t.open(name) }}
			if f.note = irregular(info.Mode()); f.note == "" {
				f.note = unfit(name)
			}
			if f.note == "" {
				f.unread = f.size
			}
			if !yield(f, nil) {
				return fs.SkipAll
			}
			return nil
		})
		if err != nil {
			yield(file{}, err)
		}
	}
}

// open opens a file, whose reading is counted.
func (t *tree) open(name string) (io.ReadCloser, error) {
	f, err := t.Open(name)
	if err != nil {
		return nil, err
	}
	return struct {
		io.Reader
		io.Closer
	}{counter{f, t.read}, f}, nil
}

// An archive is a tar file, which may be compressed.
type archive struct {
	*os.File
	size int64
	read func(int64)
}

func (a *archive) total(context.Context) (int64, error) { return a.size, nil }

// unpacked returns the tar file without its compression.
func (a *archive) unpacked() (io.Reader, error) {
	r := bufio.NewReaderSize(counter{a.File, a.read}, 1<<20)
	magic, _ := r.Peek(2)
	if string(magic) == "\x1f\x8b" { // RFC 1952 §2.3.1
		return gzip.NewReader(r)
	}
	return r, nil
}

func (a *archive) files(ctx context.Context) iter.Seq2[file, error] {
	return func(yield func(file, error) bool) {
		r, err := a.unpacked()
		if err != nil {
			yield(file{}, err)
			return
		}
		for members := tar.NewReader(r); ; {
			h, err := members.Next()
			if err == nil {
				err = ctx.Err()
			}
			switch {
			case err == io.EOF:
				return
			case err != nil:
				yield(file{}, fmt.Errorf("%s: %w", a.Name(), err))
				return
			case h.Typeflag == tar.TypeDir || h.Typeflag == tar.TypeXGlobalHeader:
				continue
			}
			f := file{size: h.Size, modified: h.ModTime, open: func() (io.ReadCloser, error) { return io.NopCloser(members), nil }}
			f.key = strings.TrimPrefix(path.Clean(h.Name), "/")
			if f.note = irregular(h.FileInfo().Mode()); h.Typeflag == tar.TypeLink {
				f.note = fmt.Sprintf("a link to %q", h.Linkname)
			}
			if f.note == "" {
				f.note = unfit(f.key)
			}
			if !yield(f, nil) {
				return
			}
		}
	}
}
