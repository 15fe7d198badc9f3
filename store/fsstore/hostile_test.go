package fsstore_test

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"testing"
	"time"

	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/fsstore"
)

// A hostile file system returns what its fields say, and counts what is open.
type hostile struct {
	noFile, noInfo, badSeek bool
	panicIn                 string // name of a method
	timeless                bool
	n                       int // returned by Read
	err                     error
	open                    *int
}

func (h hostile) Open(string) (fs.File, error) {
	if h.noFile {
		return nil, nil
	}
	*h.open++
	if h.badSeek {
		return struct {
			fs.File
			io.Seeker
		}{hostileFile{h}, badSeeker{}}, nil
	}
	return hostileFile{h}, nil
}

func (h hostile) mayPanic(method string) {
	if h.panicIn == method {
		panic(errBroken)
	}
}

type hostileFile struct{ hostile }

func (f hostileFile) Stat() (fs.FileInfo, error) {
	f.mayPanic("Stat")
	if f.noInfo {
		return nil, nil
	}
	return hostileInfo(f), nil
}

func (f hostileFile) Read([]byte) (int, error) {
	f.mayPanic("Read")
	return f.n, f.err
}

// A badSeeker goes elsewhere.
type badSeeker struct{}

func (badSeeker) Seek(int64, int) (int64, error) { return 1, nil }

func (f hostileFile) Close() error { *f.open--; return nil }

type hostileInfo struct{ hostile }

func (hostileInfo) Name() string      { return "k" }
func (hostileInfo) Size() int64       { return 10 }
func (hostileInfo) Mode() fs.FileMode { return 0 }
func (hostileInfo) IsDir() bool       { return false }
func (hostileInfo) Sys() any          { return nil }

func (i hostileInfo) ModTime() time.Time {
	if i.timeless {
		return time.Time{}
	}
	return modified
}

// readAll opens k in fsys and reads its last 8 bytes twice, which opens a stream again.
func readAll(fsys fs.FS) (err error) {
	ctx := context.Background()
	o, err := fsstore.New("b", fsys).Open(ctx, store.Ref{Bucket: "b", Key: "k"})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, o.Close()) }()
	for range 2 {
		r, rerr := o.OpenRange(ctx, 2, 8)
		if rerr != nil {
			err = errors.Join(err, rerr)
			continue
		}
		_, rerr = io.Copy(io.Discard, r)
		err = errors.Join(err, rerr, r.Close())
	}
	return err
}

// TestHostileFileSystem reads from file systems that break the contracts of package fs.
// Each is an error that does not mean a missing key, ends, and leaves nothing open.
func TestHostileFileSystem(t *testing.T) {
	tests := map[string]struct {
		fs   hostile
		want error // nil for any
	}{
		"no file":            {hostile{noFile: true}, nil},
		"no info":            {hostile{noInfo: true}, nil},
		"nothing for ever":   {hostile{}, io.ErrNoProgress},
		"nothing to digest":  {hostile{timeless: true}, io.ErrNoProgress},
		"negative":           {hostile{n: -1}, nil},
		"negative to digest": {hostile{n: -1, timeless: true}, nil},
		"too many":           {hostile{n: 1 << 30}, nil},
		"some and an error":  {hostile{n: 1, err: errBroken}, errBroken},
		"all and an error":   {hostile{n: 2, err: errBroken}, errBroken},
		"wrong seek":         {hostile{n: 8, badSeek: true}, nil},
	}
	for name, tt := range tests {
		tt.fs.open = new(int)
		err := readAll(tt.fs)
		if err == nil || errors.Is(err, store.ErrNoKey) || tt.want != nil && !errors.Is(err, tt.want) {
			t.Errorf("%s: %v, want an error %v", name, err, tt.want)
		}
		if *tt.fs.open != 0 {
			t.Errorf("%s: %d files are left open", name, *tt.fs.open)
		}
	}
}

// TestPanicLeavesNothingOpen checks that the panic of a file system or of a function of
// a Mount goes on, and that what was opened is closed.
func TestPanicLeavesNothingOpen(t *testing.T) {
	for _, h := range []hostile{{panicIn: "Stat"}, {panicIn: "Read", timeless: true}, {panicIn: "ETag"}, {panicIn: "ContentType"}} {
		h.open = new(int)
		s := fsstore.New("b", h)
		s.Mounts[0].ETag = func(string, fs.FileInfo) string { h.mayPanic("ETag"); return "" }
		s.Mounts[0].ContentType = func(string) string { h.mayPanic("ContentType"); return "" }
		func() {
			defer func() {
				if got := recover(); got != errBroken {
					t.Errorf("panic in %s: recovered %v, want %v", h.panicIn, got, errBroken)
				}
			}()
			_, _ = s.Open(context.Background(), store.Ref{Bucket: "b", Key: "k"})
		}()
		if *h.open != 0 {
			t.Errorf("panic in %s: %d files are left open", h.panicIn, *h.open)
		}
	}
}

// TestNoFileSystem asks a mount that has none.
func TestNoFileSystem(t *testing.T) {
	_, err := fsstore.New("b", nil).Open(context.Background(), store.Ref{Bucket: "b", Key: "k"})
	if err == nil || errors.Is(err, store.ErrNoKey) {
		t.Errorf("Open = %v, want another error than %v", err, store.ErrNoKey)
	}
}
