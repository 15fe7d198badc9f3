package s3write_test

import (
	"sync"
	"sync/atomic"
	"testing"

	"github.com/s3get/s3get/getobject"
)

// TestOneWins: of many writes at once that want that nothing is there, one is stored, and of
// many completions of one upload, which all succeed, one makes the object.
func TestOneWins(t *testing.T) {
	for range 100 {
		oneWins(t)
	}
}

func oneWins(t *testing.T) {
	h := filled(t)
	h.read.Done = nil
	h.want(200, "", "PUT", "/books?versioning", "<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>")
	id := h.begin("upload")
	etag := field(h.want(200, "", "PUT", "/books/upload?partNumber=1&uploadId="+id, "x"), "ETag")
	document := complete("<Part><PartNumber>1</PartNumber><ETag>" + etag + "</ETag></Part>")
	var put, completed atomic.Int32
	var all sync.WaitGroup
	for range 20 {
		all.Go(func() {
			if h.ask("PUT", "/books/k", "x", "If-None-Match", "*").Code == 200 {
				put.Add(1)
			}
			if h.ask("POST", "/books/upload?uploadId="+id, document).Code == 200 {
				completed.Add(1)
			}
		})
	}
	all.Wait()
	if versions := len(h.store.Versions("books", "upload")); put.Load() != 1 || completed.Load() != 20 || versions != 1 {
		t.Errorf("%d puts and %d completions succeeded, and made %d versions, want 1, 20 and 1", put.Load(), completed.Load(), versions)
	}
}

// TestRecord: a record has the operation, the requester and how it ended, and no more than one.
func TestRecord(t *testing.T) {
	h := filled(t)
	n := 0
	h.read.Done = func(r getobject.Record) { n++; h.last = r }
	h.want(404, "", "DELETE", "/nowhere/k", "")
	r := h.last
	if n != 1 || r.Operation != "DeleteObject" || r.Bucket != "nowhere" || r.Key != "k" || r.Code != "NoSuchBucket" || r.Status != 404 || r.IDs.Request == "" {
		t.Errorf("%d records, %+v", n, r)
	}
}
