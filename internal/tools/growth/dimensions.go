package main

import (
	"bytes"
	"fmt"
	"math"
	"net/http"
	"net/http/httptest"
	"runtime"
	"strconv"
	"strings"
	"sync"

	"github.com/s3get/s3get/getobject"
	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/memstore"
)

// dimensions are what is measured, in the order of the page.
var dimensions = []dimension{
	{"size", "Size of the object", "bytes", "A range of 1 KiB in the middle. A file of up to 4 KiB that fsstore has kept open for 3 seconds is in memory.", []series{
		{"memstore", 2 << 10, math.MaxInt32, sizeInMemory}, {"fsstore", 2 << 10, math.MaxInt32, sizeInFile}, {"blobstore", 2 << 10, math.MaxInt32, sizeInBlobs},
	}},
	{"objects", "Number of objects", "objects of a bucket", "One of up to 1,000 of them, by turns. What is kept open ends at 256 files and 64 folders: beyond, each is opened, at a cost that stays.", []series{
		{"memstore", 1, 1e6, objectsInMemory}, {"fsstore, in one folder", 1, 1e5, objectsInFiles}, {"blobstore", 1, 1e4, objectsInBlobs},
	}},
	{"versions", "Versions of one key", "versions", "The latest, or the one in the middle by its id, which has its place in a log.", []series{
		{"memstore, latest", 1, 1e6, latestInMemory}, {"memstore, by id", 1, 1e6, middleInMemory}, {"blobstore, latest", 1, 1e4, latestInBlobs}, {"blobstore, by id", 1, 1e4, middleInBlobs},
	}},
	{"parts", "Parts of a multipart upload", "parts", "A GET of the part in the middle.", []series{
		{"memstore", 1, 1e4, partsInMemory}, {"blobstore", 1, 1e4, partsInBlobs},
	}},
	{"list", "Length of If-None-Match", "entity tags, of 36 bytes each", "Each is looked at, since none matches: the cost grows with what was sent, which is at most the 8 KiB that the header of a request may have.", []series{
		{"memstore", 1, 220, tagsInMemory},
	}},
	{"metadata", "Metadata", "fields, of 2 KiB at most", "Each is a field of the answer: the cost grows with what is sent, of which a version has at most 2 KiB.", []series{
		{"memstore", 1, 128, metadataInMemory}, {"blobstore", 1, 128, metadataInBlobs},
	}},
	{"concurrency", "Concurrency", "requests at a time", "The time for all of them, divided by their number.", []series{
		{"memstore", 1, 1000, concurrencyInMemory}, {"fsstore", 1, 1000, concurrencyInFile}, {"blobstore", 1, 1000, concurrencyInBlobs},
	}},
}

// A sink is a response of which nothing is kept.
type sink struct {
	header http.Header
	status int
}

func (s *sink) Header() http.Header         { return s.header }
func (s *sink) WriteHeader(status int)      { s.status = status }
func (s *sink) Write(p []byte) (int, error) { return len(p), nil }

// asking returns a subject that sends a store the requests of a function by turns.
func asking(s store.Store, status int, requests ...*http.Request) subject {
	h := &getobject.Handler{Store: s, Authorizer: getobject.AllowAll{}}
	next := 0
	return func(n int) (int, error) {
		w := sink{header: http.Header{}}
		for range n {
			clear(w.header)
			w.status = http.StatusOK
			h.ServeHTTP(&w, requests[next%len(requests)])
			next++
			if w.status != status {
				return 0, fmt.Errorf("%s: status %d, want %d", requests[0].URL, w.status, status)
			}
		}
		return n, nil
	}
}

// get returns a request for a target of the bucket b.
func get(target string, header ...string) *http.Request {
	r := httptest.NewRequest("GET", "/b/"+target, nil)
	for i := 0; i < len(header); i += 2 {
		r.Header.Add(header[i], header[i+1])
	}
	return r
}

// middle is a request for 1 KiB in the middle of an object.
func middle(size int) *http.Request {
	return get("k", "Range", fmt.Sprintf("bytes=%d-%d", size/2, size/2+1023))
}

// samples returns up to 1,000 of n keys, all over them.
func samples(n int) (list []*http.Request) {
	for i := range min(n, 1000) {
		list = append(list, get(key(int(int64(i)*7919%int64(n)))))
	}
	return list
}

// key returns the key of an object.
func key(i int) string { return "object-" + strconv.Itoa(i) }

func partsInMemory(n int, _ string) (subject, error) {
	sizes := make([]int64, n)
	for i := range sizes {
		sizes[i] = 5 << 20
	}
	s, err := inMemory(memstore.Version{Source: memstore.Generated(int64(n) * 5 << 20), PartSizes: sizes, Info: store.Info{ETag: fmt.Sprintf(`"%032x-%d"`, n, n)}})
	return asking(s, http.StatusPartialContent, get("k?partNumber="+strconv.Itoa(n/2+1))), err
}

func tagsInMemory(n int, _ string) (subject, error) {
	var tags []string
	for i := range n {
		tags = append(tags, fmt.Sprintf(`"%032x"`, i))
	}
	s, err := inMemory(memstore.Version{Content: []byte("k")})
	return asking(s, http.StatusOK, get("k", "If-None-Match", strings.Join(tags, ", "))), err
}

func partsInBlobs(n int, dir string) (subject, error) {
	s, err := partsOf(n, dir)
	return asking(s, http.StatusPartialContent, get("k?partNumber="+strconv.Itoa(n/2+1))), err
}

// described is what an object of n fields of metadata is.
func described(n int) store.Info {
	info := store.Info{ETag: `"x"`}
	for i := range n {
		info.Metadata = append(info.Metadata, store.Metadata{Name: fmt.Sprintf("name-%03d", i), Value: "value-x"})
	}
	return info
}

func metadataInMemory(n int, _ string) (subject, error) {
	s, err := inMemory(memstore.Version{Info: described(n)})
	return asking(s, http.StatusOK, get("k")), err
}

func metadataInBlobs(n int, dir string) (subject, error) {
	s, err := inBlobs(described(n), strings.NewReader("content"), dir)
	return asking(s, http.StatusOK, get("k")), err
}

func concurrencyInMemory(n int, _ string) (subject, error) {
	s, err := inMemory(memstore.Version{Content: make([]byte, 1<<10)})
	return together(n, s), err
}

func concurrencyInFile(n int, dir string) (subject, error) {
	s, err := inFile(1<<10, dir)
	return together(n, s), err
}

func concurrencyInBlobs(n int, dir string) (subject, error) {
	s, err := inBlobs(described(0), bytes.NewReader(make([]byte, 1<<10)), dir)
	return together(n, s), err
}

// each is how many requests each of those that are on their way at a time is, at least, so that to
// begin costs little beside.
const each = 50

// together returns a subject of which a number of requests are on their way at a time.
func together(n int, s store.Store) subject {
	h := &getobject.Handler{Store: s, Authorizer: getobject.AllowAll{}}
	sinks, requests := make([]sink, n), make([]*http.Request, n)
	for i := range n {
		sinks[i], requests[i] = sink{header: http.Header{}}, get("k")
	}
	return func(least int) (int, error) {
		times := max(each, (least+n-1)/n)
		var group sync.WaitGroup
		for i := range n {
			group.Go(func() {
				for range times {
					clear(sinks[i].header)
					h.ServeHTTP(&sinks[i], requests[i])
					runtime.Gosched() // as a connection does between two requests
				}
			})
		}
		group.Wait()
		return n * times, nil
	}
}
