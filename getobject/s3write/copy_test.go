package s3write_test

import (
	"testing"

	"github.com/s3get/s3get/getobject"
)

// TestCopy copies an object with what it is, or with what the request says.
func TestCopy(t *testing.T) {
	h := filled(t)
	h.want(200, "", "PUT", "/books/a%20b", "x", "Content-Type", "text/plain", "X-Amz-Meta-A", "1", "X-Amz-Tagging", "k=v")
	from := func(source string, fields ...string) []string {
		return append([]string{"X-Amz-Copy-Source", source}, fields...)
	}
	h.want(200, `<CopyObjectResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"> | <ETag>"9dd4e461268c8034f5c8564e155c67a6"</ETag>`, "PUT", "/books/c", "", from("/books/a%20b")...)
	h.want(200, "x | Content-Type: text/plain | X-Amz-Meta-A: 1 | X-Amz-Tagging-Count: 1", "GET", "/books/c", "")
	h.want(200, "", "PUT", "/books/d", "", from("books/a%20b", "X-Amz-Metadata-Directive", "REPLACE", "X-Amz-Meta-B", "2", "X-Amz-Tagging-Directive", "REPLACE")...)
	h.want(200, "x | X-Amz-Meta-B: 2 | !X-Amz-Meta-A | !X-Amz-Tagging-Count | Content-Type: binary/octet-stream", "GET", "/books/d", "")
	for _, c := range []struct {
		status int
		code   string
		fields []string
	}{
		{400, "InvalidArgument", from("books")},
		{400, "InvalidArgument", from("books/%zz")},
		{400, "InvalidArgument", from("books/c", "X-Amz-Metadata-Directive", "MOVE")},
		{404, "NoSuchKey", from("books/none")},
		{403, "AccessDenied", from("books/c", "X-Amz-Source-Expected-Bucket-Owner", "123456789012")},
		{404, "NoSuchBucket", from("nowhere/k")},
		{412, "PreconditionFailed", from("books/c", "X-Amz-Copy-Source-If-Match", `"x"`)},
		{412, "PreconditionFailed", from("books/c", "X-Amz-Copy-Source-If-None-Match", `"9dd4e461268c8034f5c8564e155c67a6"`)},
		{412, "PreconditionFailed", from("books/c", "X-Amz-Copy-Source-If-Modified-Since", "Sat, 25 May 2013 00:00:00 GMT", "X-Amz-Copy-Source-If-None-Match", `"9dd4e461268c8034f5c8564e155c67a6"`)},
		{412, "PreconditionFailed", from("books/c", "X-Amz-Copy-Source-If-Unmodified-Since", "Sat, 25 May 2002 00:00:00 GMT")},
	} {
		h.want(c.status, "<Code>"+c.code+"</Code>", "PUT", "/books/e", "", c.fields...)
	}
	h.gone("/books/e")
	h.want(400, "<Code>InvalidRequest</Code>", "PUT", "/books/c", "", from("books/c")...)
	h.want(200, "", "PUT", "/books/c", "", from("books/c", "X-Amz-Storage-Class", "STANDARD_IA")...)
	h.want(200, "x | X-Amz-Storage-Class: STANDARD_IA", "GET", "/books/c", "")
}

// TestCopyVersions copies an older version, and none that is a delete marker.
func TestCopyVersions(t *testing.T) {
	h := filled(t)
	h.want(200, "", "PUT", "/books?versioning", enabled)
	old := field(h.want(200, "", "PUT", "/books/k", "old"), "x-amz-version-id")
	gone := field(h.want(204, "", "DELETE", "/books/k", ""), "x-amz-version-id")
	h.want(404, "<Code>NoSuchKey</Code>", "PUT", "/books/l", "", "X-Amz-Copy-Source", "books/k")
	h.want(400, "<Code>InvalidRequest</Code>", "PUT", "/books/l", "", "X-Amz-Copy-Source", "books/k?versionId="+gone)
	h.want(200, "X-Amz-Copy-Source-Version-Id: "+old, "PUT", "/books/k", "", "X-Amz-Copy-Source", "books/k?versionId="+old)
	h.want(200, "old", "GET", "/books/k", "")
}

// TestCopyPart makes a part of a range of an object.
func TestCopyPart(t *testing.T) {
	h := filled(t)
	h.want(200, "", "PUT", "/books/source", "0123456789")
	at := "/books/k?uploadId=" + h.begin("k")
	for _, r := range []string{"bytes=1-", "1-2", "bytes=3-2", "bytes=-3", "bytes=0-10"} {
		h.want(400, "<Code>InvalidArgument</Code>", "PUT", at+"&partNumber=1", "", "X-Amz-Copy-Source", "books/source", "X-Amz-Copy-Source-Range", r)
	}
	w := h.want(200, "<CopyPartResult", "PUT", at+"&partNumber=1", "", "X-Amz-Copy-Source", "books/source", "X-Amz-Copy-Source-Range", "bytes=2-4")
	h.want(200, "", "POST", at, complete("<Part><PartNumber>1</PartNumber><ETag>"+between(w.Body.String(), "<ETag>", "</ETag>")+"</ETag></Part>"))
	h.want(200, "234", "GET", "/books/k", "")
}

// TestCopyAuthorization: who may not read may not copy.
func TestCopyAuthorization(t *testing.T) {
	h := filled(t, "k")
	h.read.Authorizer = deny{"s3:GetObject"}
	h.want(403, "<Code>AccessDenied</Code>", "PUT", "/books/l", "", "X-Amz-Copy-Source", "books/k")
	h.want(403, "<Code>AccessDenied</Code>", "PUT", "/books/k", "y", "If-Match", `"9dd4e461268c8034f5c8564e155c67a6"`)
	h.read.Authorizer = deny{"s3:ListBucket"} // who may not list is not told what is missing
	h.want(403, "<Code>AccessDenied</Code>", "PUT", "/books/l", "", "X-Amz-Copy-Source", "books/none")
	h.want(403, "<Code>AccessDenied</Code>", "GET", "/books/none?tagging", "")
	h.read.Authorizer = deny{"s3:PutObjectTagging"}
	h.want(403, "<Code>AccessDenied</Code>", "PUT", "/books/l", "x", "X-Amz-Tagging", "a=b")
	h.read.Authorizer = getobject.AllowAll{}
	h.gone("/books/l")
}

// TestAttributes asks for attributes.
func TestAttributes(t *testing.T) {
	h := filled(t, "k")
	h.want(200, "<ETag>9dd4e461268c8034f5c8564e155c67a6</ETag> | <StorageClass>STANDARD</StorageClass> | !<ObjectSize> | Last-Modified: Fri, 24 May 2013 00:00:00 GMT", "GET", "/books/k?attributes", "", "X-Amz-Object-Attributes", "ETag,StorageClass")
	h.want(400, "<Code>InvalidArgument</Code>", "GET", "/books/k?attributes", "", "X-Amz-Object-Attributes", "Colour")
	h.want(404, "<Code>NoSuchKey</Code>", "GET", "/books/none?attributes", "", "X-Amz-Object-Attributes", "ETag")
	h.want(400, "<Code>InvalidArgument</Code>", "GET", "/books/none?attributes", "", "X-Amz-Object-Attributes", "Colour")
	h.want(400, "<Code>InvalidRequest</Code>", "GET", "/books/k?attributes", "")
	h.want(404, "<Code>NoSuchKey</Code>", "GET", "/books/none?tagging", "")
}
