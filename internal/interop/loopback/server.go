//go:build linux

package main

import (
	"bytes"
	"fmt"
	"io"
	"maps"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"time"

	"github.com/s3get/s3get/getobject"
	"github.com/s3get/s3get/getobject/sigv4"
	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/fsstore"
	"github.com/s3get/s3get/store/memstore"
)

// What is served: the bucket b, with a small and a large object.
const (
	smallKey, smallSize = "small.txt", 1 << 10
	largeKey, largeSize = "large.bin", 1 << 30

	accessKey, secretKey = "AKID", "secret"
)

// content is that of the small object.
func content() []byte { return bytes.Repeat([]byte("0123456789abcdef"), smallSize/16) }

// fill makes the bucket in a folder. The large file is written, since one of holes is read by
// another way.
func fill(dir string) error {
	bucket := filepath.Join(dir, "b")
	if err := os.Mkdir(bucket, 0o755); err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(bucket, smallKey), content(), 0o644); err != nil {
		return err
	}
	f, err := os.Create(filepath.Join(bucket, largeKey))
	if err != nil {
		return err
	}
	block := bytes.Repeat(content(), 1<<10)
	for range largeSize / len(block) {
		if _, err := f.Write(block); err != nil {
			return err
		}
	}
	return f.Close()
}

// serve serves until standard input ends. It prints the address first.
func serve(kind, dir string) error {
	h, err := newHandler(kind, dir)
	if err != nil {
		return err
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	go func() { _ = http.Serve(l, h) }()
	fmt.Println(l.Addr())
	_, err = io.Copy(io.Discard, os.Stdin)
	return err
}

// newHandler returns the handler of a kind.
func newHandler(kind, dir string) (http.Handler, error) {
	switch kind {
	case "memory", "signed":
		s := memstore.New()
		if err := s.CreateBucket(store.Bucket{Name: "b", Owner: "111122223333"}); err != nil {
			return nil, err
		}
		v := memstore.Version{Content: content(), Info: store.Info{ContentType: "text/plain"}}
		if _, err := s.Put("b", smallKey, v); err != nil {
			return nil, err
		}
		h := &getobject.Handler{Store: s, Authorizer: getobject.AllowAll{}, Server: "AmazonS3"}
		if kind == "signed" {
			owner := sigv4.Credential{SecretKey: sigv4.NewSecretKey(secretKey), Identity: getobject.Identity{Account: "111122223333"}}
			h.Authenticator = &sigv4.Authenticator{Credentials: sigv4.Static{accessKey: owner}}
		}
		return h, nil
	case "file", "opened":
		root, err := fsstore.Dir(filepath.Join(dir, "b"))
		if err != nil {
			return nil, err
		}
		s := fsstore.New("b", root)
		if kind == "opened" {
			s.OpenFiles = -1
		}
		return &getobject.Handler{Store: s, Authorizer: getobject.AllowAll{}, Server: "AmazonS3"}, nil
	case "constant":
		return newConstant()
	case "content memory":
		modified, text := time.Now(), content()
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			setFields(w)
			http.ServeContent(w, r, "", modified, bytes.NewReader(text))
		}), nil
	case "content file":
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { serveFile(w, r, dir+r.URL.Path) }), nil
	}
	return nil, fmt.Errorf("no server %q", kind)
}

// newConstant returns a handler that writes what ours wrote once.
func newConstant() (http.Handler, error) {
	ours, err := newHandler("memory", "")
	if err != nil {
		return nil, err
	}
	w := httptest.NewRecorder()
	ours.ServeHTTP(w, httptest.NewRequest("GET", "/b/"+smallKey, nil))
	if w.Code != http.StatusOK {
		return nil, fmt.Errorf("status %d", w.Code)
	}
	header, text := w.Header(), w.Body.Bytes()
	return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		maps.Copy(w.Header(), header)
		_, _ = w.Write(text)
	}), nil
}

func setFields(w http.ResponseWriter) {
	w.Header()["Etag"] = []string{`"5d41402abc4b2a76b9719d911017c592"`}
	w.Header()["Content-Type"] = []string{"text/plain"}
}

// serveFile serves a file as the standard library does.
func serveFile(w http.ResponseWriter, r *http.Request, path string) {
	f, err := os.Open(path)
	if err != nil {
		http.NotFound(w, r)
		return
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		http.NotFound(w, r)
		return
	}
	setFields(w)
	http.ServeContent(w, r, "", info.ModTime(), f)
}
