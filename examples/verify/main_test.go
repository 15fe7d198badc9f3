package main

import (
	"context"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/blobstore"
	"github.com/s3get/s3get/store/blobstore/folder"
	"github.com/s3get/s3get/store/write"
)

// A kept is a store in a folder.
type kept struct {
	*blobstore.Store
	t   *testing.T
	dir string
}

// newKept makes a store with a bucket and, in this order, an empty object, a small one that lies in
// its record, and two long ones.
func newKept(t *testing.T, dir string) *kept {
	t.Helper()
	f, err := folder.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	s, err := blobstore.New(t.Context(), f, blobstore.Options{})
	if err == nil {
		err = s.CreateBucket(t.Context(), store.Bucket{Name: "books"})
	}
	if err != nil {
		t.Fatal(err)
	}
	k := &kept{s, t, dir}
	k.put("empty.txt", 0)
	k.put("short.txt", 100)
	k.put("long.txt", 300000)
	k.put("longer.txt", 400000)
	k.put("zero.txt", 0)
	return k
}

func (k *kept) stage(n int) write.Content {
	k.t.Helper()
	noise := make([]byte, n)
	random := rand.NewChaCha8([32]byte{1})
	random.Read(noise)
	c, err := k.Stage(k.t.Context())
	if err == nil {
		_, err = c.Write(noise)
	}
	if err != nil {
		k.t.Fatal(err)
	}
	return c
}

func (k *kept) put(key string, n int) {
	k.t.Helper()
	if _, err := k.Put(k.t.Context(), "books", key, write.Version{Content: k.stage(n)}, nil); err != nil {
		k.t.Fatal(err)
	}
}

// flip changes a byte amid the largest file whose path matches.
func (k *kept) flip(path string) {
	k.t.Helper()
	var largest string
	var size int64
	err := filepath.WalkDir(k.dir, func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !regexp.MustCompile(path).MatchString(filepath.ToSlash(p)) {
			return err
		}
		info, err := d.Info()
		if err == nil && info.Size() > size {
			largest, size = p, info.Size()
		}
		return err
	})
	if err != nil || largest == "" {
		k.t.Fatalf("no file is like %s: %v", path, err)
	}
	text, err := os.ReadFile(largest)
	if err != nil {
		k.t.Fatal(err)
	}
	text[size/2] ^= 1
	if err := os.WriteFile(largest, text, 0o600); err != nil {
		k.t.Fatal(err)
	}
}

// runs runs the program and returns its exit status and outputs.
func runs(ctx context.Context, args ...string) (status int, stdout, stderr string) {
	var out, complaint strings.Builder
	status = run(ctx, args, &out, &complaint)
	return status, out.String(), complaint.String()
}

// want checks a run of the program.
func (k *kept) want(status int, lines ...string) {
	k.t.Helper()
	code, out, complaint := runs(k.t.Context(), k.dir)
	if code != status || complaint != "" {
		k.t.Errorf("run = %d %s, want %d", code, complaint, status)
	}
	got := strings.Split(strings.TrimSuffix(out, "\n"), "\n")
	if len(got) != len(lines) {
		k.t.Fatalf("%d lines, want %d: %s", len(got), len(lines), out)
	}
	for i, want := range lines {
		if !regexp.MustCompile(want).MatchString(got[i]) {
			k.t.Errorf("line %d is %q, want %s", i, got[i], want)
		}
	}
}

// TestDamage: each damaged version is a line, and all are counted.
func TestDamage(t *testing.T) {
	k := newKept(t, filepath.Join(t.TempDir(), "objects"))
	k.want(statusSound, `^0 of 5 versions are damaged; 684\.\d KiB read in \d\.\d s$`)

	k.flip("/blobs/")
	line := `^bucket "books", key "longer\.txt": .*byte 196608 is lost: .*checksum is another \(blobs/\S+\)$`
	k.want(statusDamaged, line, `^1 of 5 versions is damaged; 684\.\d KiB read in \d\.\d s$`)

	k.flip("/objects/books.*/short")
	k.want(statusDamaged, line, `^bucket "books".*: the head of a record is not what it was \(objects/books=\S+\)$`, `^1 of 4 versions is damaged, and 1 record; `)

	code, out, _ := runs(t.Context(), filepath.Dir(k.dir))
	if code != statusDamaged || !strings.Contains(out, "1 of 4 versions") {
		t.Errorf("run with the folder of serve -store = %d %s, want what the folder in it has", code, out)
	}
}

// TestUpload: damaged parts of an upload that has not ended are no versions.
func TestUpload(t *testing.T) {
	k := newKept(t, t.TempDir())
	ref := write.UploadRef{Bucket: "books", Key: "parts.txt"}
	var err error
	if ref.ID, err = k.CreateUpload(t.Context(), write.Upload{UploadRef: ref}); err != nil {
		t.Fatal(err)
	}
	if _, err := k.PutPart(t.Context(), ref, write.Part{Number: 1}, k.stage(500000)); err != nil {
		t.Fatal(err)
	}
	k.flip("/blobs/")
	k.want(statusDamaged, `key "parts.txt"`, `^0 of 5 versions are damaged, and 1 unfinished upload; `)
}

// TestCannot: what is no store is told of, and is left as it is.
func TestCannot(t *testing.T) {
	empty := t.TempDir()
	tests := []struct {
		args []string
		want string
	}{
		{nil, "want one folder"},
		{[]string{"a", "b"}, "want one folder"},
		{[]string{"-rate", "fast", empty}, "such as 500K or 20M"},
		{[]string{empty}, "is not the folder of a store"},
		{[]string{filepath.Join(empty, "absent")}, "no such file or directory"},
		{[]string{"-bucket", "absent", newKept(t, t.TempDir()).dir}, `there is no bucket "absent"`},
	}
	for _, tt := range tests {
		code, out, complaint := runs(t.Context(), tt.args...)
		if code != statusFailed || !strings.Contains(complaint, tt.want) || out != "" {
			t.Errorf("run(%q) = %d %q %q, want %d and %q", tt.args, code, out, complaint, statusFailed, tt.want)
		}
	}
	if entries, err := os.ReadDir(empty); err != nil || len(entries) > 0 {
		t.Errorf("the folder has %v, %v now, want nothing", entries, err)
	}
	if code, out, _ := runs(t.Context(), "-h"); code != 0 || !strings.Contains(out, "-rate bytes") {
		t.Errorf("run(-h) = %d %s, want 0 and the flags", code, out)
	}
}

// TestRate: the rate bounds how fast it goes, and who ends it is told that something was left.
func TestRate(t *testing.T) {
	k := newKept(t, t.TempDir())
	start := time.Now()
	if code, _, complaint := runs(t.Context(), "-rate", "2M", k.dir); code != 0 || time.Since(start) < 300*time.Millisecond {
		t.Errorf("run = %d %s in %v, want 0.3 s at least", code, complaint, time.Since(start))
	}
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	code, out, _ := runs(ctx, "-rate", "1M", k.dir)
	if code != statusFailed || !strings.Contains(out, "not everything was looked at") {
		t.Errorf("run that was ended = %d %s, want %d", code, out, statusFailed)
	}
}

func TestNumbers(t *testing.T) {
	for n, want := range map[int64]string{
		0: "0 bytes", 1: "1 byte", 1023: "1,023 bytes", 1 << 10: "1.0 KiB", 1288490189: "1.2 GiB", 1<<63 - 1: "8.0 EiB",
	} {
		if got := size(n); got != want {
			t.Errorf("size(%d) = %s, want %s", n, got, want)
		}
	}
	for n, want := range map[int64]string{0: "0", 999: "999", 1204: "1,204", 1234567: "1,234,567"} {
		if got := count(n); got != want {
			t.Errorf("count(%d) = %s, want %s", n, got, want)
		}
	}
	for s, want := range map[string]int64{"100": 100, "500k": 500 << 10, "20M": 20 << 20, "20MiB": 20 << 20, "1.5G": 3 << 29, "0": 0, "-1": 0, "x": 0, "": 0, "9E": 0, "nan": 0} {
		if got, err := parseSize(s); got != want || (err == nil) != (want > 0) {
			t.Errorf("parseSize(%q) = %d, %v, want %d", s, got, err, want)
		}
	}
	for d, want := range map[time.Duration]string{0: "0.0 s", 3 * time.Second: "3.0 s", 45 * time.Second: "45 s", 3725 * time.Second: "1h2m5s"} {
		if got := duration(d); got != want {
			t.Errorf("duration(%s) = %s, want %s", fmt.Sprint(d), got, want)
		}
	}
}
