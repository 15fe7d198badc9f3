package fsstore_test

import (
	"context"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"testing/fstest"
	"time"

	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/fsstore"
)

// Any file system is a bucket. Use [fsstore.Dir] for a folder.
func ExampleNew() {
	files := fstest.MapFS{"notes/today.html": {
		Data:    []byte("<p>hello</p>"),
		ModTime: time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC),
	}}
	s := fsstore.New("site", files)

	ctx := context.Background()
	o, err := s.Open(ctx, store.Ref{Bucket: "site", Key: "notes/today.html"})
	if err != nil {
		fmt.Println(err)
		return
	}
	defer o.Close()
	fmt.Println(o.Info().ETag, o.Info().ContentType)
	r, err := o.OpenRange(ctx, 3, 5)
	if err != nil {
		fmt.Println(err)
		return
	}
	defer r.Close()
	text, err := io.ReadAll(r)
	fmt.Println(string(text), err)
	// Output:
	// "1886caf21c963200-c" text/html; charset=utf-8
	// hello <nil>
}

// A folder is a bucket, and what lies beside it is not: a key that climbs out of the
// folder is the key of no object.
func ExampleDir() {
	dir, err := os.MkdirTemp("", "example")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer os.RemoveAll(dir)
	public := filepath.Join(dir, "public")
	if err := os.Mkdir(public, 0o700); err != nil {
		fmt.Println(err)
	}
	for _, name := range []string{"secret.txt", "public/index.html"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte("hello"), 0o600); err != nil {
			fmt.Println(err)
		}
	}
	root, err := fsstore.Dir(public)
	if err != nil {
		fmt.Println(err)
		return
	}
	defer root.Close()
	s := fsstore.New("site", root)
	for _, key := range []string{"index.html", "../secret.txt", "/index.html", "."} {
		o, err := s.Open(context.Background(), store.Ref{Bucket: "site", Key: key})
		if err != nil {
			fmt.Println(key, err)
			continue
		}
		fmt.Println(key, o.Info().Size)
		o.Close()
	}
	// Output:
	// index.html 5
	// ../secret.txt version: no such key
	// /index.html version: no such key
	// . version: no such key
}

// Files that were read stay open, so that reading them again opens nothing. Close closes them
// before what they are in goes away.
func ExampleStore_Close() {
	dir, err := os.MkdirTemp("", "example")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer os.RemoveAll(dir)
	if err := os.WriteFile(filepath.Join(dir, "index.html"), []byte("hello"), 0o600); err != nil {
		fmt.Println(err)
	}
	root, err := fsstore.Dir(dir)
	if err != nil {
		fmt.Println(err)
		return
	}
	defer root.Close()
	s := fsstore.New("site", root)
	s.OpenFiles = 1000
	defer s.Close()
	o, err := s.Open(context.Background(), store.Ref{Bucket: "site", Key: "index.html"})
	if err != nil {
		fmt.Println(err)
		return
	}
	defer o.Close()
	fmt.Println(o.Info().Size)
	// Output: 5
}

// Whoever numbers the revisions of files has better entity tags than their times, and
// knows what is in files without an extension. Each mount has rules of its own.
func ExampleMount() {
	files := fstest.MapFS{"r7/report": {Data: []byte("hello")}}
	s := &fsstore.Store{Mounts: []fsstore.Mount{{
		Bucket:      store.Bucket{Name: "revisions", Owner: "111122223333", Region: "eu-west-1"},
		FS:          files,
		ContentType: func(string) string { return "text/plain" },
		ETag:        func(key string, _ fs.FileInfo) string { return path.Dir(key) },
	}, {
		Bucket: store.Bucket{Name: "plain"},
		FS:     files,
	}}}
	ctx := context.Background()
	for _, bucket := range []string{"revisions", "plain"} {
		o, err := s.Open(ctx, store.Ref{Bucket: bucket, Key: "r7/report"})
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Printf("%s %s %q\n", bucket, o.Info().ETag, o.Info().ContentType)
		o.Close()
	}
	// Output:
	// revisions "r7" "text/plain"
	// plain "5d41402abc4b2a76b9719d911017c592" ""
}
