package fsstore_test

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"testing/iotest"
	"time"

	"pgregory.net/rapid"

	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/fsstore"
	"github.com/s3get/s3get/version"
)

const digits = "0123456789"

var modified = time.Date(2026, 1, 2, 3, 4, 5, 678, time.UTC)

// folder returns a new folder with a file k of ten digits, and the folder's path.
func folder(t testing.TB) (*fsstore.Root, string) {
	t.Helper()
	path := t.TempDir()
	write(t, filepath.Join(path, "k"), digits)
	root, err := fsstore.Dir(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := root.Close(); err != nil {
			t.Error(err)
		}
	})
	return root, path
}

// write writes a file with the time modified.
func write(t testing.TB, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
	if err := os.Chtimes(path, modified, modified); err != nil {
		t.Fatal(err)
	}
}

func zipped(t testing.TB) fs.FS {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	f, err := w.CreateHeader(&zip.FileHeader{Name: "k", Method: zip.Deflate, Modified: modified.Truncate(time.Second)})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.WriteString(f, digits); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	r, err := zip.NewReader(bytes.NewReader(b.Bytes()), int64(b.Len()))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// seekable is a file system whose files have Seek but not ReadAt.
type seekable struct{ fs.FS }

func (s seekable) Open(name string) (fs.File, error) {
	f, err := s.FS.Open(name)
	if err != nil {
		return nil, err
	}
	return struct {
		fs.File
		io.Seeker
	}{f, f.(io.Seeker)}, nil
}

// fileSystems returns file systems of all kinds with a file k of ten digits.
func fileSystems(t testing.TB) map[string]fs.FS {
	memory := fstest.MapFS{"k": {Data: []byte(digits), ModTime: modified}}
	root, path := folder(t)
	return map[string]fs.FS{
		"Dir": root, "DirFS": os.DirFS(path), "map": memory, "zip": zipped(t), "seekable": seekable{memory},
	}
}

func open(t testing.TB, s *fsstore.Store, key string) store.Object {
	t.Helper()
	o, err := s.Open(context.Background(), store.Ref{Bucket: "b", Key: key})
	if err != nil {
		t.Fatalf("Open(%q) = %v, want nil", key, err)
	}
	t.Cleanup(func() {
		if err := o.Close(); err != nil {
			t.Error(err)
		}
	})
	return o
}

func TestBucket(t *testing.T) {
	var zero fsstore.Store
	ctx := context.Background()
	if _, err := zero.Bucket(ctx, ""); !errors.Is(err, store.ErrNoBucket) {
		t.Errorf("Bucket of a zero Store = %v, want %v", err, store.ErrNoBucket)
	}
	if _, err := zero.Open(ctx, store.Ref{}); !errors.Is(err, store.ErrNoBucket) {
		t.Errorf("Open of a zero Store = %v, want %v", err, store.ErrNoBucket)
	}
	s := &fsstore.Store{Mounts: []fsstore.Mount{
		{Bucket: store.Bucket{Name: "b", Region: "eu-west-1"}, FS: fstest.MapFS{"k": {Data: []byte("b")}}},
		{Bucket: store.Bucket{Name: "c"}, FS: fstest.MapFS{"k": {Data: []byte("c")}}},
	}}
	if b, err := s.Bucket(ctx, "b"); err != nil || b.Region != "eu-west-1" {
		t.Errorf("Bucket(b) = %+v, %v; want the one that was mounted", b, err)
	}
	for _, name := range []string{"b", "c"} {
		o, err := s.Open(ctx, store.Ref{Bucket: name, Key: "k"})
		if err != nil {
			t.Fatal(err)
		}
		if got := read(t, o, 0, 1); got != name {
			t.Errorf("k in %s reads %q", name, got)
		}
	}
	canceled, cancel := context.WithCancel(ctx)
	cancel()
	if _, err := s.Bucket(canceled, "b"); !errors.Is(err, context.Canceled) {
		t.Errorf("Bucket with a canceled context = %v, want %v", err, context.Canceled)
	}
	if _, err := s.Open(canceled, store.Ref{Bucket: "b", Key: "k"}); !errors.Is(err, context.Canceled) {
		t.Errorf("Open with a canceled context = %v, want %v", err, context.Canceled)
	}
}

func TestVersions(t *testing.T) {
	s := fsstore.New("b", fstest.MapFS{"k": {}})
	tests := []struct {
		key string
		sel version.Selector
		err error
	}{
		{"k", version.Latest(), nil},
		{"k", version.Null(), nil},
		{"k", version.ByID("XKGIP7hrzRLxG05rHdmIC8LX3ygTgEIa"), store.ErrNoVersion},
		{"l", version.Latest(), store.ErrNoKey},
		{"l", version.Null(), store.ErrNoVersion},
	}
	for _, tt := range tests {
		_, err := s.Open(context.Background(), store.Ref{Bucket: "b", Key: tt.key, Version: tt.sel})
		if !errors.Is(err, tt.err) {
			t.Errorf("Open(%q, %v) = %v, want %v", tt.key, tt.sel, err, tt.err)
		}
	}
}

// TestNoKeys asks for what is no object in a folder and in a map.
func TestNoKeys(t *testing.T) {
	root, path := folder(t)
	write(t, filepath.Join(path, "d", "k"), digits)
	memory := fstest.MapFS{"k": {}, "d/k": {}}
	for _, fsys := range []fs.FS{root, os.DirFS(path), memory} {
		s := fsstore.New("b", fsys)
		for _, key := range []string{
			"", ".", "..", "/", "/k", "k/", "d", "d/", "d//k", "d/./k", "d/../k", "../" + filepath.Base(path) + "/k",
			"k/k", "k/..", "\x00", "k\x00", "\xff", "K", strings.Repeat("k", 300), strings.Repeat("k/", 500) + "k",
		} {
			if _, err := s.Open(context.Background(), store.Ref{Bucket: "b", Key: key}); !errors.Is(err, store.ErrNoKey) {
				t.Errorf("Open(%q) in %T = %v, want %v", key, fsys, err, store.ErrNoKey)
			}
		}
		if got := read(t, open(t, s, "d/k"), 0, 0); got != "" {
			t.Errorf("no bytes of d/k = %q", got)
		}
	}
}

func TestInfo(t *testing.T) {
	for name, fsys := range fileSystems(t) {
		info := open(t, fsstore.New("b", fsys), "k").Info()
		want := &store.Info{Size: 10, ETag: `"1886caf21c9634a6-a"`, LastModified: modified.Truncate(time.Second)}
		if name == "zip" {
			want.ETag = `"1886caf21c963200-a"` // without nanoseconds
		}
		if suffix := strings.TrimPrefix(info.ETag, strings.TrimSuffix(want.ETag, `"`)); strings.HasPrefix(name, "Dir") && len(suffix) == 18 {
			want.ETag = info.ETag // with the state of its inode
		}
		if info.Size != want.Size || info.ETag != want.ETag || info.LastModified != want.LastModified {
			t.Errorf("%s: %+v, want %+v", name, info, want)
		}
	}
}

func TestContentType(t *testing.T) {
	memory := fstest.MapFS{"a.html": {}, "b.HTML": {}, "c.unheard-of": {}, "d": {}, "html": {}}
	s := fsstore.New("b", memory)
	for key, want := range map[string]string{
		"a.html": "text/html; charset=utf-8", "b.HTML": "text/html; charset=utf-8", "c.unheard-of": "", "d": "", "html": "",
	} {
		if got := open(t, s, key).Info().ContentType; got != want {
			t.Errorf("content type of %s = %q, want %q", key, got, want)
		}
	}
	s.Mounts[0].ContentType = func(key string) string { return "x/" + key }
	if got := open(t, s, "d").Info().ContentType; got != "x/d" {
		t.Errorf("content type of d = %q, want the function's", got)
	}
}

func TestETag(t *testing.T) {
	memory := fstest.MapFS{"k": {Data: []byte(digits)}, "l": {Data: []byte(digits), ModTime: modified}}
	s := fsstore.New("b", memory)
	const digest = `"781e5e245d69b566979b86e28d23f2c7"`
	for range 2 {
		if info := open(t, s, "k").Info(); info.ETag != digest || !info.LastModified.IsZero() {
			t.Errorf("file without a time: %+v, want tag %s and no time", info, digest)
		}
	}
	before := open(t, s, "l").Info().ETag
	memory["l"] = &fstest.MapFile{Data: []byte(digits), ModTime: modified.Add(1)}
	after := open(t, s, "l").Info().ETag
	memory["l"] = &fstest.MapFile{Data: []byte(digits + "!"), ModTime: modified.Add(1)}
	longer := open(t, s, "l").Info().ETag
	if before == after || after == longer || before == longer {
		t.Errorf("tags %s, %s, %s of different files; want them to differ", before, after, longer)
	}
	s.Mounts[0].ETag = func(key string, info fs.FileInfo) string { return map[string]string{"k": "mine"}[key] }
	if mine, other := open(t, s, "k").Info().ETag, open(t, s, "l").Info().ETag; mine != `"mine"` || other != longer {
		t.Errorf("tags with a function: %s, %s; want mine and %s", mine, other, longer)
	}
}

// read reads part of o by Read.
func read(t rapid.TB, o store.Object, off, n int64) string {
	t.Helper()
	r, err := o.Read(context.Background(), off, n)
	if err != nil {
		t.Fatalf("Read(%d, %d) = %v, want nil", off, n, err)
	}
	b, err := io.ReadAll(struct{ io.Reader }{r})
	if err != nil {
		t.Fatalf("ReadAll of Read(%d, %d) = %v, want nil", off, n, err)
	}
	if err := r.Close(); err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// TestWindows checks the law of Read: whatever the file system, and however often an
// Object is read, a window is that part of the file.
func TestWindows(t *testing.T) {
	for name, fsys := range fileSystems(t) {
		o := open(t, fsstore.New("b", fsys), "k")
		rapid.Check(t, func(t *rapid.T) {
			off := rapid.Int64Range(0, 10).Draw(t, "off")
			n := rapid.Int64Range(0, 10-off).Draw(t, "n")
			want := digits[off : off+n]
			if got := read(t, o, off, n); got != want {
				t.Errorf("%s: Read(%d, %d) = %q, want %q", name, off, n, got, want)
			}
			r, err := o.Read(context.Background(), off, n)
			if err != nil {
				t.Fatal(err)
			}
			var b bytes.Buffer
			if got, err := io.Copy(&b, r); got != n || err != nil || b.String() != want {
				t.Errorf("%s: Copy of Read(%d, %d) = %d, %v, %q; want %q", name, off, n, got, err, b.String(), want)
			}
			if err := r.Close(); err != nil {
				t.Error(err)
			}
		})
	}
}

func TestReader(t *testing.T) {
	for name, fsys := range fileSystems(t) {
		r, err := open(t, fsstore.New("b", fsys), "k").Read(context.Background(), 2, 7)
		if err != nil {
			t.Fatal(err)
		}
		if err := iotest.TestReader(r, []byte(digits[2:9])); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestReadOutside(t *testing.T) {
	for name, fsys := range fileSystems(t) {
		o := open(t, fsstore.New("b", fsys), "k")
		for _, w := range [][2]int64{{-1, 1}, {0, -1}, {0, 11}, {11, 0}, {1, 1<<63 - 1}} {
			if _, err := o.Read(context.Background(), w[0], w[1]); err == nil {
				t.Errorf("%s: Read(%d, %d) of 10 bytes = nil, want an error", name, w[0], w[1])
			}
		}
	}
}

func TestCancel(t *testing.T) {
	for name, fsys := range fileSystems(t) {
		o := open(t, fsstore.New("b", fsys), "k")
		ctx, cancel := context.WithCancel(context.Background())
		r, err := o.Read(ctx, 0, 10)
		if err != nil {
			t.Fatal(err)
		}
		cancel()
		if _, err := r.Read(make([]byte, 1)); !errors.Is(err, context.Canceled) {
			t.Errorf("%s: Read after cancel = %v, want %v", name, err, context.Canceled)
		}
		if n, err := io.Copy(io.Discard, r); n != 0 || !errors.Is(err, context.Canceled) {
			t.Errorf("%s: Copy after cancel = %d, %v; want 0, %v", name, n, err, context.Canceled)
		}
		if _, err := o.Read(ctx, 0, 10); !errors.Is(err, context.Canceled) {
			t.Errorf("%s: Read with a canceled context = %v, want %v", name, err, context.Canceled)
		}
	}
}
