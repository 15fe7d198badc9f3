package s3write_test

import (
	"crypto/md5"
	"encoding/hex"
	"fmt"
	"strings"
	"testing"

	"github.com/s3get/s3get/checksum"
)

// between returns what stands between two texts.
func between(s, from, to string) string {
	_, s, _ = strings.Cut(s, from)
	s, _, _ = strings.Cut(s, to)
	return s
}

// begin begins a multipart upload and returns its id.
func (h *harness) begin(key string, fields ...string) string {
	h.Helper()
	w := h.want(200, "<Bucket>books</Bucket>", "POST", "/books/"+key+"?uploads", "", fields...)
	return between(w.Body.String(), "<UploadId>", "</UploadId>")
}

func tag(s string) string {
	sum := md5.Sum([]byte(s))
	return hex.EncodeToString(sum[:])
}

// part returns the element of a part, whose checksum may be none.
func part(n int, content string, a checksum.Algorithm) string {
	sum := ""
	if a != checksum.None {
		sum = fmt.Sprintf("<Checksum%[1]s>%[2]s</Checksum%[1]s>", a, checksum.Sum(a, []byte(content)))
	}
	return fmt.Sprintf("<Part><ETag>&quot;%s&quot;</ETag>%s<PartNumber>%d</PartNumber></Part>", tag(content), sum, n)
}

func complete(parts ...string) string {
	return `<CompleteMultipartUpload xmlns="http://s3.amazonaws.com/doc/2006-03-01/">` + strings.Join(parts, "") + "</CompleteMultipartUpload>"
}

var large = strings.Repeat("0123456789abcdef", 5<<20/16)

// TestUpload uploads in parts, with each refusal on the way.
func TestUpload(t *testing.T) {
	h := filled(t)
	id := h.begin("k", "Content-Type", "text/plain", "X-Amz-Tagging", "a=b")
	at := "/books/k?uploadId=" + id
	h.want(200, `Etag: "`+tag("end")+`" | X-Amz-Checksum-Crc64nvme`, "PUT", at+"&partNumber=3", "end")
	h.want(200, "", "PUT", at+"&partNumber=1", "other")
	h.want(200, "", "PUT", at+"&partNumber=1", large) // replaces
	h.want(200, "", "PUT", at+"&partNumber=2", "small")
	h.want(400, "<Code>BadDigest</Code>", "PUT", at+"&partNumber=4", "x", "Content-Md5", "QSAGBpy9Jd9Bx4XDQX5MfA==")
	h.want(400, "<Code>InvalidArgument</Code>", "PUT", at+"&partNumber=10001", "x")
	crc32 := checksum.Sum(checksum.CRC32, []byte("x")).String()
	sent := "/books/sent?uploadId=" + h.begin("sent")
	h.want(200, "X-Amz-Checksum-Crc32: "+crc32, "PUT", sent+"&partNumber=1", "x", "X-Amz-Checksum-Crc32", crc32)
	h.want(400, "<Code>BadDigest</Code>", "PUT", sent+"&partNumber=1", "y", "X-Amz-Checksum-Crc32", crc32)
	h.want(200, "<ChecksumCRC64NVME>", "POST", sent, complete(part(1, "x", checksum.CRC32)))
	h.want(200, "x", "GET", "/books/sent", "")
	h.want(404, "<Code>NoSuchUpload</Code>", "PUT", "/books/other?partNumber=1&uploadId="+id, "x")
	h.want(400, "<Code>InvalidArgument</Code><Message>PartNumber must be &gt;= 1</Message>", "POST", "/books/k?uploadId="+id, complete("<Part><PartNumber>-4</PartNumber><ETag>x</ETag></Part>"))
	h.want(400, "<Code>MalformedXML</Code>", "POST", "/books/k?uploadId="+id, complete("<Part><PartNumber>1</PartNumber></Part>"))
	h.gone("/books/k")
	h.want(200, "<PartNumber>1</PartNumber> | <Size>5242880</Size> | <IsTruncated>true</IsTruncated> | <NextPartNumberMarker>2</NextPartNumberMarker> | !<PartNumber>3<", "GET", at+"&max-parts=2", "")
	h.want(200, "<PartNumber>3</PartNumber> | <IsTruncated>false</IsTruncated> | !<PartNumber>2<", "GET", at+"&part-number-marker=2", "")
	for _, c := range []struct{ code, document string }{
		{"MalformedXML", complete()},
		{"MalformedXML", "<Other/>"},
		{"InvalidPartOrder", complete(part(3, "end", 0), part(1, large, 0))},
		{"InvalidPartOrder", complete(part(1, large, 0), part(1, large, 0))},
		{"InvalidPart", complete(part(1, large, 0), part(4, "x", 0))},
		{"InvalidPart", complete(part(1, "other", 0))},
		{"EntityTooSmall", complete(part(2, "small", 0), part(3, "end", 0))},
	} {
		h.want(400, "<Code>"+c.code+"</Code>", "POST", at, c.document)
	}
	h.want(400, "<Code>InvalidRequest</Code>", "POST", at, complete(part(1, large, 0)), "X-Amz-Mp-Object-Size", "1")
	h.want(400, "<Code>BadDigest</Code>", "POST", at, complete(part(1, large, 0)), "X-Amz-Checksum-Crc64nvme", checksum.Sum(checksum.CRC64NVME, []byte("x")).String())
	h.gone("/books/k")
	whole := checksum.Sum(checksum.CRC64NVME, []byte(large+"end")).String()
	w := h.want(200, "<ChecksumCRC64NVME>"+whole+"</ChecksumCRC64NVME><ChecksumType>FULL_OBJECT</ChecksumType> | <Location>https://example.com/books/k<", "POST", at,
		complete(part(1, large, 0), part(3, "end", checksum.CRC64NVME)), "X-Amz-Mp-Object-Size", fmt.Sprint(len(large)+3))
	if etag := between(w.Body.String(), "<ETag>&quot;", "&quot;</ETag>"); !strings.HasSuffix(etag, "-2") || len(etag) != 34 {
		t.Errorf("entity tag %q", etag)
	}
	h.want(206, "end | X-Amz-Mp-Parts-Count: 2 | Content-Type: text/plain | X-Amz-Tagging-Count: 1", "GET", "/books/k?partNumber=2", "")
	h.want(404, "<Code>NoSuchUpload</Code>", "POST", at, complete(part(1, large, 0)))

	// A client that did not hear the answer asks again.
	again := complete(part(1, large, 0), part(3, "end", checksum.CRC64NVME))
	h.want(200, "<ChecksumCRC64NVME>"+whole+"</ChecksumCRC64NVME>", "POST", at, again)
	h.want(200, "", "PUT", "/books/k", "other")
	h.want(404, "<Code>NoSuchUpload</Code>", "POST", at, again)
}

// TestUploadChecksums has both types of checksums.
func TestUploadChecksums(t *testing.T) {
	h := filled(t)
	for _, c := range []struct {
		algorithm checksum.Algorithm
		kind      string
	}{
		{checksum.CRC32, ""}, {checksum.CRC32C, "COMPOSITE"}, {checksum.SHA1, ""}, {checksum.SHA256, "COMPOSITE"},
		{checksum.CRC32, "FULL_OBJECT"}, {checksum.CRC32C, "FULL_OBJECT"}, {checksum.CRC64NVME, ""},
	} {
		a := c.algorithm
		fields := []string{"X-Amz-Checksum-Algorithm", a.String()}
		if c.kind != "" {
			fields = append(fields, "X-Amz-Checksum-Type", c.kind)
		}
		at := "/books/k?uploadId=" + h.begin("k", fields...)
		sums := []checksum.Value{checksum.Sum(a, []byte(large)), checksum.Sum(a, []byte("end"))}
		if a.Composable() && c.kind != "FULL_OBJECT" {
			h.want(400, "actual checksum Type: null", "PUT", at+"&partNumber=1", "x")
		}
		for i, content := range []string{large, "end"} {
			h.want(200, sums[i].String(), "PUT", fmt.Sprintf("%s&partNumber=%d", at, i+1), content, a.Header(), sums[i].String())
		}
		want := checksum.Sum(a, []byte(large+"end"))
		if a.Composable() && c.kind != "FULL_OBJECT" {
			want, _ = checksum.Compose(sums)
			h.want(400, "<Code>InvalidRequest</Code>", "POST", at, complete(part(1, large, 0), part(2, "end", 0)))
		}
		h.want(400, "<Code>InvalidPart</Code>", "POST", at, complete(part(1, large, a), strings.Replace(part(2, "end", a), sums[1].String(), sums[0].String(), 1)))
		h.want(200, want.String(), "POST", at, complete(part(1, large, a), part(2, "end", a)), a.Header(), want.String())
		h.want(200, want.Type().String()+" | "+want.String(), "HEAD", "/books/k", "", "X-Amz-Checksum-Mode", "ENABLED")
		value, _, _ := strings.Cut(want.String(), "-")
		h.want(200, "<PartsCount>2</PartsCount> | >"+value+"</Checksum | <ChecksumType>"+want.Type().String()+" | <ObjectSize>5242883</ObjectSize>", "GET", "/books/k?attributes", "",
			"X-Amz-Object-Attributes", "ETag,Checksum,ObjectParts,ObjectSize,StorageClass")
	}
	for _, fields := range [][]string{
		{"X-Amz-Checksum-Algorithm", "CRC64NVME", "X-Amz-Checksum-Type", "COMPOSITE"},
		{"X-Amz-Checksum-Algorithm", "SHA1", "X-Amz-Checksum-Type", "FULL_OBJECT"},
		{"X-Amz-Checksum-Algorithm", "ROT13"}, {"X-Amz-Checksum-Type", "COMPOSITE"},
	} {
		h.want(400, "<Code>InvalidRequest</Code>", "POST", "/books/k?uploads", "", fields...)
	}
}

// TestUploadCustomerKey: each part needs the key of the upload, and so does who reads.
func TestUploadCustomerKey(t *testing.T) {
	h := filled(t)
	key := []string{"X-Amz-Server-Side-Encryption-Customer-Algorithm", "AES256", "X-Amz-Server-Side-Encryption-Customer-Key", "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE="}
	at := "/books/k?uploadId=" + h.begin("k", key...)
	h.want(400, "<Code>InvalidRequest</Code>", "PUT", at+"&partNumber=1", "x")
	w := h.want(200, "", "PUT", at+"&partNumber=1", "x", key...)
	etag := field(w, "ETag")
	h.want(200, "", "POST", at, complete("<Part><PartNumber>1</PartNumber><ETag>"+etag+"</ETag></Part>"))
	h.want(400, "", "GET", "/books/k", "")
	h.want(200, "x", "GET", "/books/k", "", key...)
}

// TestUploads lists and aborts uploads.
func TestUploads(t *testing.T) {
	h := filled(t)
	var ids []string
	for _, key := range []string{"a", "a", "b/c", "b/d", "e"} {
		ids = append(ids, h.begin(key))
	}
	h.want(200, "<Prefix>b/</Prefix></CommonPrefixes> | !<Key>b", "GET", "/books?uploads&delimiter=/", "")
	for size := 1; size < 7; size++ {
		seen, marker := "", ""
		for range 9 {
			body := h.want(200, "", "GET", fmt.Sprintf("/books?uploads&max-uploads=%d%s", size, marker), "").Body.String()
			seen += body
			if strings.Contains(body, "<IsTruncated>false") {
				break
			}
			marker = "&key-marker=" + between(body, "<NextKeyMarker>", "<") + "&upload-id-marker=" + between(body, "<NextUploadIdMarker>", "<")
		}
		for _, id := range ids {
			if n := strings.Count(seen, "</Key><UploadId>"+id); n != 1 {
				t.Errorf("pages of %d: upload %s is listed %d times", size, id, n)
			}
		}
	}
	h.want(204, "", "DELETE", "/books/a?uploadId="+ids[0], "")
	h.want(404, "<Code>NoSuchUpload</Code> | <UploadId>"+ids[0], "DELETE", "/books/a?uploadId="+ids[0], "")
	h.want(404, "<Code>NoSuchUpload</Code>", "GET", "/books/a?uploadId="+ids[0], "")
	h.want(204, "", "DELETE", "/books", "") // uploads go with it
}
