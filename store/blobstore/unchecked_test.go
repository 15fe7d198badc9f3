package blobstore_test

import (
	"bytes"
	"context"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strconv"
	"testing"

	"github.com/s3get/s3get/sse"
	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/blobstore"
	"github.com/s3get/s3get/store/blobstore/folder"
	"github.com/s3get/s3get/store/storetest"
	"github.com/s3get/s3get/store/write"
)

// unchecked are the options of a store whose contents are sent by the system.
var unchecked = blobstore.Options{Plain: true, Uncompressed: true, Unchecked: true}

// files opens a folder of its own.
func files(t *testing.T) *folder.Folder {
	t.Helper()
	f, err := folder.Open(filepath.Join(t.TempDir(), "objects"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

// TestUnchecked: what is not checked is read as what is.
func TestUnchecked(t *testing.T) {
	for name, b := range map[string]blobstore.Backend{"memory": newMemory(), "folder": files(t)} {
		t.Run(name, func(t *testing.T) { storetest.Check(t, subject(t, open(t, b, unchecked), "unchecked")) })
	}
}

// A spyListener accepts connections that tell from what they send.
type spyListener struct {
	net.Listener
	sources chan io.Reader
}

func (l spyListener) Accept() (net.Conn, error) {
	c, err := l.Listener.Accept()
	if err != nil {
		return nil, err
	}
	return spyConn{c.(*net.TCPConn), l.sources}, nil
}

// A spyConn is a connection whose ReadFrom tells what it was called with.
type spyConn struct {
	*net.TCPConn
	sources chan io.Reader
}

func (c spyConn) ReadFrom(r io.Reader) (int64, error) {
	if l, ok := r.(*io.LimitedReader); ok {
		c.sources <- l.R
	}
	return c.TCPConn.ReadFrom(r)
}

// TestSendfile: the connection is handed the very file, which it passes to sendfile, and gets each
// byte of a window.
func TestSendfile(t *testing.T) {
	s := open(t, files(t), unchecked)
	text := bytes.Repeat([]byte("0123456789"), 100_000)
	if err := s.CreateBucket(t.Context(), store.Bucket{Name: "b"}); err != nil {
		t.Fatal(err)
	}
	putText(t, s, text)
	const off, n = 1000, 900_000
	sources := make(chan io.Reader, 100)
	answered := make(chan struct{})
	server := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer close(answered)
		o, err := s.Open(r.Context(), store.Ref{Bucket: "b", Key: "k"})
		if err != nil {
			t.Error(err)
			return
		}
		reader, err := store.OpenRange(r.Context(), o, sse.CustomerKey{}, off, n)
		if err != nil {
			t.Error(err)
			return
		}
		defer reader.Close()
		w.Header().Set("Content-Length", strconv.Itoa(n))
		if _, err := io.Copy(w, reader); err != nil {
			t.Error(err)
		}
	}))
	server.Listener = spyListener{server.Listener, sources}
	server.Start()
	defer server.Close()
	resp, err := server.Client().Get(server.URL)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil || !bytes.Equal(body, text[off:off+n]) {
		t.Errorf("body of %d bytes, %v; want %d bytes of the object", len(body), err, n)
	}
	<-answered
	server.Close()
	close(sources)
	sent := 0
	for source := range sources {
		if _, ok := source.(interface{ Fd() uintptr }); ok {
			sent++
		}
	}
	if sent < n>>16 {
		t.Errorf("the connection was handed a file %d times, want once for each block", sent)
	}
}

// TestEndCanceled: a reader that has given its last byte is at its end, though its context ended
// since, as that of a request does when its client has all and leaves.
func TestEndCanceled(t *testing.T) {
	text := bytes.Repeat([]byte("0123456789"), 100_000)
	for name, opts := range map[string]blobstore.Options{"unchecked": unchecked, "plain": {Plain: true}, "sealed": {}} {
		s := open(t, newMemory(), opts)
		if err := s.CreateBucket(t.Context(), store.Bucket{Name: "b"}); err != nil {
			t.Fatal(err)
		}
		putText(t, s, text)
		ctx, cancel := context.WithCancel(t.Context())
		o, err := s.Open(ctx, store.Ref{Bucket: "b", Key: "k"})
		if err != nil {
			t.Fatal(err)
		}
		defer o.Close()
		r, err := o.OpenRange(ctx, 5, int64(len(text)-5))
		if err != nil {
			t.Fatal(err)
		}
		defer r.Close()
		if _, err := io.ReadFull(r, make([]byte, len(text)-5)); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		cancel()
		if n, err := r.Read(make([]byte, 1)); n != 0 || err != io.EOF {
			t.Errorf("%s: Read after the last byte and the end of the context = %d, %v; want EOF", name, n, err)
		}
	}
}

// putText puts a text as the object k of the bucket b.
func putText(t *testing.T, s *blobstore.Store, text []byte) {
	t.Helper()
	c, err := s.Stage(t.Context())
	if err == nil {
		_, err = c.Write(text)
	}
	if err == nil {
		_, err = s.Put(t.Context(), "b", "k", write.Version{Content: c}, nil)
	}
	if err != nil {
		t.Fatal(err)
	}
}
