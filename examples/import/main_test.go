package main

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"context"
	"crypto/md5"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/s3get/s3get/checksum"
	"github.com/s3get/s3get/sse"
	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/version"
)

// then is when the files of the tests were written.
func then() time.Time { return time.Date(2020, 2, 3, 4, 5, 6, 7000, time.UTC) }

// writeFiles writes files, given as pairs of a path and a content.
func writeFiles(t *testing.T, dir string, files ...string) {
	t.Helper()
	for i := 0; i < len(files); i += 2 {
		path := filepath.Join(dir, filepath.FromSlash(files[i]))
		err := os.MkdirAll(filepath.Dir(path), 0o755)
		if err == nil {
			err = os.WriteFile(path, []byte(files[i+1]), 0o644)
		}
		if err == nil {
			err = os.Chtimes(path, then(), then())
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}

// runs runs the program, which has to end with a status and print a last line that matches want.
// It returns what it printed.
func runs(t *testing.T, status int, want string, args ...string) (stdout, stderr string) {
	t.Helper()
	var out, complaint strings.Builder
	got := run(t.Context(), args, &out, &complaint)
	lines := strings.Split(strings.TrimSuffix(out.String(), "\n"), "\n")
	if last := lines[len(lines)-1]; got != status || !regexp.MustCompile(want).MatchString(last) {
		t.Errorf("run(%q) = %d %q, want %d %s\n%s", args, got, last, status, want, complaint.String())
	}
	return out.String(), complaint.String()
}

// opened opens the store in a folder.
func opened(t *testing.T, dir string) *kept {
	t.Helper()
	at, err := locate(dir)
	if err != nil {
		t.Fatal(err)
	}
	k, err := open(t.Context(), at)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { k.Close() })
	return k
}

// content returns what a version describes and has.
func (k *kept) content(t *testing.T, ref store.Ref) (*store.Info, string) {
	t.Helper()
	o, err := k.Open(t.Context(), ref)
	if err != nil {
		t.Fatalf("%v: %v", ref, err)
	}
	defer o.Close()
	if o.Info().DeleteMarker {
		return o.Info(), ""
	}
	r, err := store.OpenRange(t.Context(), o, sse.CustomerKey{}, 0, o.Info().Size)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	text, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return o.Info(), string(text)
}

// TestFolder: the files of a folder become objects, and those that are there are not copied again.
func TestFolder(t *testing.T) {
	dir, to := t.TempDir(), filepath.Join(t.TempDir(), "new", "store")
	long := strings.Repeat("long ", 100000)
	writeFiles(t, dir, "tale.txt", "once", "sub/page.html", "<p>", "sub/.hidden", "", "sub/deep/long.bin", long)
	if err := os.Symlink("tale.txt", filepath.Join(dir, "link")); err != nil {
		t.Fatal(err)
	}
	args := []string{"-to", to, "-bucket", "books", dir}
	out, _ := runs(t, 0, `^4 objects \(488\.3 KiB\) would be copied, 0 there, 1 left out, 0 failed; `, append([]string{"-dry-run"}, args...)...)
	if want := "would copy sub/page.html (3 bytes)\n"; !strings.Contains(out, want) {
		t.Errorf("a dry run printed %q, want %q", out, want)
	}
	if _, err := os.Stat(to); err == nil {
		t.Error("a dry run made a store")
	}
	_, notes := runs(t, 0, `^4 objects \(488\.3 KiB\) copied, 0 there, 1 left out, 0 failed; 4 verified; `, args...)
	if want := "left out link: a symbolic link\n"; notes != want {
		t.Errorf("notes = %q, want %q", notes, want)
	}
	k := opened(t, to)
	for key, want := range map[string][2]string{
		"tale.txt": {"once", "text/plain; charset=utf-8"}, "sub/page.html": {"<p>", "text/html; charset=utf-8"},
		"sub/.hidden": {"", ""}, "sub/deep/long.bin": {long, ""},
	} {
		info, text := k.content(t, store.Ref{Bucket: "books", Key: key})
		tag := fmt.Sprintf(`"%x"`, md5.Sum([]byte(want[0])))
		if text != want[0] || want[1] != "" && info.ContentType != want[1] || !info.LastModified.Equal(then()) || info.ETag != tag ||
			info.Checksum.Algorithm() != checksum.CRC64NVME {
			t.Errorf("%s is %+v %.20q, want %v", key, info, text, want)
		}
	}
	if b, err := k.Bucket(t.Context(), "books"); err != nil || b.Owner != owner {
		t.Errorf("the bucket is %+v, %v, want the one of %s", b, err, owner)
	}

	runs(t, 0, `^0 objects \(0 bytes\) copied, 4 there, 1 left out, 0 failed; 4 verified; `, args...)
	writeFiles(t, dir, "tale.txt", "ONCE", "more.txt", "more") // the former with the time that it had
	if err := os.Chtimes(filepath.Join(dir, "sub/page.html"), time.Now(), time.Now()); err != nil {
		t.Fatal(err)
	}
	if err := os.Chtimes(filepath.Join(dir, "tale.txt"), time.Now(), time.Now()); err != nil {
		t.Fatal(err)
	}
	runs(t, 0, `^2 objects \(8 bytes\) copied, 3 there, 1 left out, 0 failed; 5 verified; `, args...)
	if _, text := k.content(t, store.Ref{Bucket: "books", Key: "tale.txt"}); text != "ONCE" {
		t.Errorf("what was changed is %q", text)
	}
}

// TestVersioned: a bucket with versioning gets versions.
func TestVersioned(t *testing.T) {
	dir, to := t.TempDir(), t.TempDir()
	writeFiles(t, dir, "tale.txt", "once")
	args := []string{"-to", to, "-bucket", "books", dir}
	runs(t, 0, `^1 object .*; 1 verified`, args...)
	k := opened(t, to)
	if err := k.SetVersioning(t.Context(), "books", version.StateEnabled); err != nil {
		t.Fatal(err)
	}
	writeFiles(t, dir, "tale.txt", "twice")
	runs(t, 0, `^1 object .*; 1 verified`, args...)
	runs(t, 0, `^0 objects .* 1 there, .*; 1 verified`, args...)
	info, text := k.content(t, store.Ref{Bucket: "books", Key: "tale.txt"})
	if text != "twice" || info.VersionID == "" {
		t.Errorf("the latest version is %+v %q, want the second one, with an id", info, text)
	}
	if _, text := k.content(t, store.Ref{Bucket: "books", Key: "tale.txt", Version: version.Null()}); text != "once" {
		t.Errorf("the null version is %q, want the first one", text)
	}
}

// pack returns a tar file.
func pack(t *testing.T, members ...tar.Header) []byte {
	t.Helper()
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	for _, h := range members {
		text := h.Linkname
		if h.Typeflag == tar.TypeReg {
			h.Size, h.Linkname = int64(len(text)), ""
		}
		h.Mode, h.ModTime = 0o644, then()
		err := w.WriteHeader(&h)
		if err == nil && h.Size > 0 {
			_, err = io.WriteString(w, text)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// member is a file of a tar file, or a link.
func member(name, text string, kind byte) tar.Header {
	return tar.Header{Name: name, Linkname: text, Typeflag: kind}
}

// TestTar: the files of a tar file become objects, also of one that ended too early and is given
// again as a whole, compressed.
func TestTar(t *testing.T) {
	dir, to := t.TempDir(), t.TempDir()
	long := strings.Repeat("0123456789", 20000)
	packed := pack(t, member("./a/", "", tar.TypeDir), member("./a/tale.txt", "first", tar.TypeReg), member("/abs.txt", "abs", tar.TypeReg),
		member("../../etc/passwd", "no", tar.TypeReg), member("hard", "a/tale.txt", tar.TypeLink), member("soft", "a/tale.txt", tar.TypeSymlink),
		member("pipe", "", tar.TypeFifo), member("a/tale.txt", "second", tar.TypeReg), member(strings.Repeat("k", 1025), "no", tar.TypeReg),
		member("long.bin", long, tar.TypeReg))
	var zipped bytes.Buffer
	z := gzip.NewWriter(&zipped)
	if _, err := z.Write(packed); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	writeFiles(t, dir, "half.tar", string(packed[:len(packed)/2]), "all.tar.gz", zipped.String())
	_, complaint := runs(t, 1, `^3 objects .* copied, .* 1 failed; run it again to go on`, "-to", to, "-bucket", "books", filepath.Join(dir, "half.tar"))
	if want := "unexpected EOF"; !strings.Contains(complaint, want) {
		t.Errorf("complaint = %q, want %q", complaint, want)
	}
	_, notes := runs(t, 0, `^3 objects .* copied, 1 there, 5 left out, 0 failed; 3 verified`, "-to", to, "-bucket", "books", filepath.Join(dir, "all.tar.gz"))
	for _, want := range []string{
		"../../etc/passwd: its name leads out of the archive", `hard: a link to "a/tale.txt"`, "soft: a symbolic link", "pipe: a special file",
		"kk: its name is longer than the 1,024 bytes of a key",
	} {
		if !strings.Contains(notes, want) {
			t.Errorf("notes = %q, want %q", notes, want)
		}
	}
	k := opened(t, to)
	for key, want := range map[string]string{"a/tale.txt": "second", "abs.txt": "abs", "long.bin": long} {
		if info, text := k.content(t, store.Ref{Bucket: "books", Key: key}); text != want || !info.LastModified.Equal(then().Truncate(time.Second)) {
			t.Errorf("%s is %.20q of %v, want %.20q", key, text, info.LastModified, want)
		}
	}
}

// TestVerify: an object that is not what was read is told of.
func TestVerify(t *testing.T) {
	dir, to := t.TempDir(), t.TempDir()
	writeFiles(t, dir, "tale.txt", "once")
	runs(t, 0, `^1 object `, "-to", to, "-bucket", "books", dir)
	var out, complaint strings.Builder
	r := newReport(false, &out, &complaint)
	c := newCopier(t.Context(), opened(t, to), r, false)
	sum := md5.Sum([]byte("twice"))
	c.finish(store.Ref{Bucket: "books", Key: "tale.txt"}, copied{4, &sum})
	c.finish(store.Ref{Bucket: "books", Key: "absent.txt"}, copied{4, &sum})
	if err := c.verify(t.Context(), nil); err != nil {
		t.Error(err)
	}
	if r.failed != 2 || r.checked != 0 || !strings.Contains(complaint.String(), "not copied: books/tale.txt: its MD5 is") {
		t.Errorf("%d failed and %d are as they were read: %s", r.failed, r.checked, &complaint)
	}
}

// TestEnded: who is ended says so.
func TestEnded(t *testing.T) {
	dir := t.TempDir()
	writeFiles(t, dir, "tale.txt", "once")
	ctx, cancel := context.WithCancelCause(t.Context())
	cancel(errors.New("enough"))
	var out, complaint strings.Builder
	if code := run(ctx, []string{"-to", t.TempDir(), "-bucket", "books", dir}, &out, &complaint); code != 1 {
		t.Errorf("run = %d %s%s, want 1", code, &out, &complaint)
	}
}

// TestCannot checks what a person reads who asked for something impossible.
func TestCannot(t *testing.T) {
	dir, to := t.TempDir(), t.TempDir()
	writeFiles(t, dir, "tale.txt", "once")
	tests := []struct {
		code int
		want string
		args []string
	}{
		{2, "-to names no folder", []string{"-bucket", "b", dir}},
		{2, "want either a SOURCE", []string{"-to", to, "-bucket", "b"}},
		{2, "want either a SOURCE", []string{"-to", to, "-bucket", "b", "-from-store", dir, dir}},
		{2, "-bucket names no bucket", []string{"-to", to, dir}},
		{2, `"-dry-run" is another`, []string{"-to", to, "-bucket", "b", dir, "-dry-run"}},
		{1, "no such file", []string{"-to", to, "-bucket", "b", filepath.Join(dir, "absent")}},
		{1, "is not the folder of a store", []string{"-to", to, "-from-store", dir}},
		{1, `has "tale.txt" and no store`, []string{"-to", dir, "-bucket", "b", dir}},
		{1, "invalid tar header", []string{"-to", to, "-bucket", "b", func() string {
			writeFiles(t, to, "../no.tar", strings.Repeat("no tar ", 1000))
			return filepath.Join(to, "../no.tar")
		}()}},
	}
	for _, tt := range tests {
		var out, complaint strings.Builder
		if code := run(t.Context(), tt.args, &out, &complaint); code != tt.code || !strings.Contains(complaint.String(), tt.want) {
			t.Errorf("run(%q) = %d %s, want %d and %q", tt.args, code, &complaint, tt.code, tt.want)
		}
	}
	var out strings.Builder
	if code := run(t.Context(), []string{"-h"}, &out, io.Discard); code != 0 || !strings.Contains(out.String(), "-dry-run") {
		t.Errorf("run(-h) = %d %s, want 0 and the flags", code, &out)
	}
}
