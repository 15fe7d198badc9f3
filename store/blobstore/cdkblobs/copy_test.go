package cdkblobs_test

import (
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"gocloud.dev/blob"

	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/blobstore"
	"github.com/s3get/s3get/store/blobstore/folder"
)

// TestCopy: a folder that is copied into a bucket, as any tool does, is a working store, and back.
func TestCopy(t *testing.T) {
	texts := map[string]string{"a": "text", "some/key, with odd ~!+=_: characters/é": noise(3000), "large": noise(200_000)}
	from := t.TempDir()
	s := openStore(t, from)
	if err := s.CreateBucket(t.Context(), store.Bucket{Name: "books"}); err != nil {
		t.Fatal(err)
	}
	for key, text := range texts {
		put(t, s, key, text)
	}
	b := openMemory(t)
	if err := upload(t, b, from); err != nil {
		t.Fatal(err)
	}
	inBucket := newStore(t, b, blobstore.Options{})
	wantTexts(t, inBucket, texts)
	texts["added"] = noise(100_000)
	put(t, inBucket, "added", texts["added"])
	texts["a"] = "another text"
	put(t, inBucket, "a", texts["a"])

	to := t.TempDir()
	if err := download(t, b, to); err != nil {
		t.Fatal(err)
	}
	wantTexts(t, openStore(t, to), texts)
}

func openStore(t *testing.T, dir string) *blobstore.Store {
	t.Helper()
	f, err := folder.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	s, err := blobstore.New(t.Context(), f, blobstore.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func wantTexts(t *testing.T, s *blobstore.Store, texts map[string]string) {
	t.Helper()
	for key, want := range texts {
		if got, err := get(t, s, key, 0, -1); got != want || err != nil {
			t.Errorf("%q has %d bytes, %v, want %d", key, len(got), err, len(want))
		}
	}
}

// upload copies the files of a folder.
func upload(t *testing.T, b *blob.Bucket, dir string) error {
	return fs.WalkDir(os.DirFS(dir), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		content, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			return err
		}
		return b.WriteAll(t.Context(), name, content, nil)
	})
}

// download copies all files of a bucket.
func download(t *testing.T, b *blob.Bucket, dir string) error {
	all := b.List(nil)
	for {
		o, err := all.Next(t.Context())
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		content, err := b.ReadAll(t.Context(), o.Key)
		if err != nil {
			return err
		}
		name := filepath.Join(dir, filepath.FromSlash(o.Key))
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			return err
		}
		if err := os.WriteFile(name, content, 0o666); err != nil {
			return err
		}
	}
}
