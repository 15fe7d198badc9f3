package s3write_test

import (
	"crypto/md5"
	"encoding/base64"
	"strings"
	"testing"
	"time"

	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/version"
)

// TestDelete deletes without and with versions.
func TestDelete(t *testing.T) {
	h := filled(t, "k")
	h.want(404, "<Code>NoSuchKey</Code>", "DELETE", "/books/none", "", "If-Match", "*")
	h.want(204, "!X-Amz-Delete-Marker", "DELETE", "/books/k", "")
	h.want(204, "!X-Amz-Delete-Marker", "DELETE", "/books/k", "")
	h.want(400, "<Code>InvalidArgument</Code>", "DELETE", "/books/k?versionId="+strings.Repeat("x", 32), "")
	h.want(200, "", "PUT", "/books?versioning", enabled)
	put := field(h.want(200, "", "PUT", "/books/k", "x"), "x-amz-version-id")
	gone := field(h.want(204, "X-Amz-Delete-Marker: true", "DELETE", "/books/k", ""), "x-amz-version-id")
	h.gone("/books/k")
	h.want(204, "X-Amz-Delete-Marker: true | X-Amz-Version-Id: "+gone, "DELETE", "/books/k?versionId="+gone, "")
	h.want(200, "x", "GET", "/books/k", "")
	h.want(412, "<Code>PreconditionFailed</Code>", "DELETE", "/books/k", "", "If-Match", `"x"`)
	h.want(204, "X-Amz-Version-Id: "+put+" | !X-Amz-Delete-Marker", "DELETE", "/books/k?versionId="+put, "")
	h.gone("/books/k")
	h.want(404, "<Code>NoSuchBucket</Code>", "DELETE", "/nowhere/k", "")
	h.want(501, "<Code>NotImplemented</Code>", "DELETE", "/books/k", "", "X-Amz-If-Match-Size", "1")
}

// TestDeleteLocked: a version that is locked is hidden but does not go.
func TestDeleteLocked(t *testing.T) {
	h := filled(t)
	h.want(200, "", "PUT", "/books?versioning", enabled)
	id := field(h.want(200, "", "PUT", "/books/k", "x"), "x-amz-version-id")
	if err := h.store.Lock("books", "k", version.ByID(id), &store.Lock{Mode: "COMPLIANCE", RetainUntil: start.Add(time.Hour)}); err != nil {
		t.Fatal(err)
	}
	h.want(204, "", "DELETE", "/books/k", "")
	h.want(403, "<Code>AccessDenied</Code>", "DELETE", "/books/k?versionId="+id, "")
	h.want(200, "x", "GET", "/books/k?versionId="+id, "")
}

func md5Of(s string) string {
	sum := md5.Sum([]byte(s))
	return base64.StdEncoding.EncodeToString(sum[:])
}

// TestDeleteObjects deletes several keys, of which each has its own answer.
func TestDeleteObjects(t *testing.T) {
	h := filled(t, "a", "b", "c")
	ask := func(status int, texts, document string) {
		t.Helper()
		h.want(status, texts, "POST", "/books?delete", document, "Content-Md5", md5Of(document))
	}
	h.want(400, "<Code>InvalidRequest</Code>", "POST", "/books?delete", "<Delete><Object><Key>a</Key></Object></Delete>")
	ask(400, "<Code>MalformedXML</Code>", "<Delete></Delete>")
	ask(400, "<Code>MalformedXML</Code>", "<Delete>"+strings.Repeat("<Object><Key>a</Key></Object>", 1001)+"</Delete>")
	ask(200, "<Deleted><Key>a</Key></Deleted><Deleted><Key>none</Key></Deleted> | <Error><Key>b</Key><VersionId>x</VersionId><Code>NoSuchVersion</Code>",
		`<Delete xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Object><Key>a</Key></Object><Object><Key>none</Key></Object><Object><Key>b</Key><VersionId>x</VersionId></Object></Delete>`)
	ask(200, "!<Deleted>", "<Delete><Quiet>true</Quiet><Object><Key>b</Key></Object></Delete>")
	h.gone("/books/a")
	h.gone("/books/b")
	h.want(200, "", "PUT", "/books?versioning", enabled)
	ask(200, "<DeleteMarker>true</DeleteMarker><DeleteMarkerVersionId>", "<Delete><Object><Key>c</Key></Object></Delete>")
	ask(200, "<Deleted><Key>c</Key><VersionId>null</VersionId></Deleted>", "<Delete><Object><Key>c</Key><VersionId>null</VersionId></Object></Delete>")
}
