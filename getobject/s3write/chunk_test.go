package s3write_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/s3get/s3get/checksum"
	"github.com/s3get/s3get/version"
)

// published returns the fields and the body of the examples of S3's documentation: 65 KiB of
// the letter a in chunks of 64 KiB and 1 KiB. S3 SigV4: Transferring payload in multiple
// chunks.
func published(trailer bool) (fields []string, body string) {
	const credential = "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,SignedHeaders="
	fields = []string{
		"Content-Encoding", "aws-chunked", "X-Amz-Date", "20130524T000000Z", "X-Amz-Decoded-Content-Length", "66560",
		"X-Amz-Storage-Class", "REDUCED_REDUNDANCY",
	}
	chunks := func(signatures ...string) {
		for i, n := range []int{65536, 1024, 0} {
			body += fmt.Sprintf("%x;chunk-signature=%s\r\n%s", n, signatures[i], strings.Repeat("a", n))
			if n > 0 {
				body += "\r\n"
			}
		}
	}
	if !trailer {
		chunks("ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648",
			"0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497",
			"b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9")
		return append(fields, "Content-Length", "66824", "X-Amz-Content-Sha256", "STREAMING-AWS4-HMAC-SHA256-PAYLOAD",
			"Authorization", credential+"content-encoding;content-length;host;x-amz-content-sha256;x-amz-date;x-amz-decoded-content-length;x-amz-storage-class,"+
				"Signature=4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9"), body + "\r\n"
	}
	chunks("b474d8862b1487a5145d686f57f013e54db672cee1c953b3010fb58501ef5aa2",
		"1c1344b170168f8e65b41376b44b20fe354e373826ccbbe2c1d40a8cae51e5c7",
		"2ca2aba2005185cf7159c6277faf83795951dd77a3a99e6e65d5c9f85863f992")
	return append(fields, "X-Amz-Trailer", "x-amz-checksum-crc32c", "X-Amz-Content-Sha256", "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER",
			"Authorization", credential+"content-encoding;host;x-amz-content-sha256;x-amz-date;x-amz-decoded-content-length;x-amz-storage-class;x-amz-trailer,"+
				"Signature=106e2a8a18243abcf37539882f36619c00e2dfc72633413f02d3b74544bfeb8e"),
		body + "x-amz-checksum-crc32c:sOO8/Q==\r\nx-amz-trailer-signature:d81f82fc3505edab99d459891051a732e8730629a2e4a59689829ca17fe2e435\r\n\r\n"
}

// TestSignedChunks sends the published examples, and each of them with one byte changed that
// no line would show: nothing of those is stored.
func TestSignedChunks(t *testing.T) {
	for _, trailer := range []bool{false, true} {
		h := newHarness(t)
		h.want(200, "", "PUT", "/examplebucket", "")
		h.signed()
		fields, body := published(trailer)
		const target = "http://s3.amazonaws.com/examplebucket/chunkObject.txt"
		for _, c := range []struct {
			status            int
			code, old, change string
		}{
			{403, "SignatureDoesNotMatch", "aaaa\r\n400", "aaab\r\n400"},
			{403, "SignatureDoesNotMatch", "aaaa\r\n0", "aaab\r\n0"},
			{403, "SignatureDoesNotMatch", "chunk-signature=" + body[22:26], "chunk-signature=0000"},
			{403, "SignatureDoesNotMatch", "0;chunk-signature=", "0;chunk-signature=0"},
			{400, "IncompleteBody", "10000;chunk-signature=", "10000;x="},
			{403, "SignatureDoesNotMatch", "10000;chunk", "10001;chunk"},
			{400, "IncompleteBody", "400;", "g;"},
		} {
			w := strings.Replace(body, c.old, c.change, 1)
			if w == body {
				t.Fatalf("%q is not in the body", c.old)
			}
			h.want(c.status, "<Code>"+c.code+"</Code>", "PUT", target, w, fields...)
		}
		h.want(400, "<Code>IncompleteBody</Code>", "PUT", target, body[:70000-4000], fields...)
		if trailer {
			h.want(403, "<Code>SignatureDoesNotMatch</Code>", "PUT", target, strings.Replace(body, "sOO8", "sOO9", 1), fields...)
			h.want(400, "<Code>MalformedTrailerError</Code>", "PUT", target, strings.Replace(body, "x-amz-trailer-signature", "x-amz-trailer", 1), fields...)
		}
		if keys := h.store.Keys("examplebucket"); len(keys) > 0 {
			t.Fatalf("trailer %t: stored %q", trailer, keys)
		}
		if trailer { // a client ends the fields by an empty line of their own
			h.want(200, "", "PUT", target, strings.Replace(body, "\r\nx-amz-trailer-signature", "\n\r\nx-amz-trailer-signature", 1), fields...)
			if _, err := h.store.Delete("examplebucket", "chunkObject.txt", version.Selector{}); err != nil {
				t.Fatal(err)
			}
		}
		want := "X-Amz-Checksum-Crc64nvme"
		if trailer {
			want = "X-Amz-Checksum-Crc32c: sOO8/Q=="
		}
		h.want(200, want, "PUT", target, body, fields...)
		infos := h.store.Versions("examplebucket", "chunkObject.txt")
		if len(infos) != 1 || infos[0].Size != 66560 || infos[0].StorageClass != "REDUCED_REDUNDANCY" || infos[0].ContentEncoding != "" {
			t.Errorf("trailer %t: stored %+v", trailer, infos)
		}
	}
}

// TestUnsignedChunks sends a trailer with a checksum of each algorithm.
func TestUnsignedChunks(t *testing.T) {
	h := newHarness(t)
	h.want(200, "", "PUT", "/books", "")
	for _, a := range []checksum.Algorithm{checksum.CRC32, checksum.CRC32C, checksum.CRC64NVME, checksum.SHA1, checksum.SHA256} {
		fields := []string{"X-Amz-Content-Sha256", "STREAMING-UNSIGNED-PAYLOAD-TRAILER", "X-Amz-Decoded-Content-Length", "5",
			"Content-Encoding", "aws-chunked", "X-Amz-Trailer", a.Header(), "X-Amz-Sdk-Checksum-Algorithm", a.String()}
		body := func(content string) string {
			return "2\r\nhe\r\n3\r\nllo\r\n0\r\n" + a.Header() + ":" + checksum.Sum(a, []byte(content)).String() + "\r\n\r\n"
		}
		key := "/books/" + a.String()
		h.want(400, "<Code>BadDigest</Code><Message>The "+a.String()+" you specified", "PUT", key, body("hallo"), fields...)
		h.want(400, "<Code>MalformedTrailerError</Code>", "PUT", key, "5\r\nhello\r\n0\r\n\r\n", fields...)
		h.want(400, "<Code>MalformedTrailerError</Code>", "PUT", key, "5\r\nhello\r\n0\r\nx\r\n\r\n", fields...)
		h.want(400, "<Code>IncompleteBody</Code>", "PUT", key, "4\r\nhell\r\n0\r\n\r\n", fields...)
		h.want(400, "<Code>IncompleteBody</Code>", "PUT", key, "6\r\nhello!\r\n0\r\n\r\n", fields...)
		h.want(400, "<Code>IncompleteBody</Code>", "PUT", key, "5\r\nhello", fields...)
		h.want(400, "<Code>IncompleteBody</Code>", "PUT", key, "-5\r\nhello\r\n0\r\n\r\n", fields...)
		h.want(400, "<Code>IncompleteBody</Code>", "PUT", key, strings.Repeat("0", 5000), fields...)
		h.gone(key)
		h.want(200, checksum.Sum(a, []byte("hello")).String(), "PUT", key, body("hello"), fields...)
		h.want(200, "hello", "GET", key, "")
	}
}

// TestSmallChunks: only the last chunk of a body that is signed in chunks may be small.
func TestSmallChunks(t *testing.T) {
	h := filled(t)
	fields := []string{"X-Amz-Content-Sha256", "STREAMING-AWS4-HMAC-SHA256-PAYLOAD", "X-Amz-Decoded-Content-Length", "10"}
	h.want(403, "<Code>InvalidChunkSizeError</Code>", "PUT", "/books/k", "5;chunk-signature=x\r\nhello\r\n5;chunk-signature=y\r\nhello\r\n0;chunk-signature=z\r\n\r\n", fields...)
	h.gone("/books/k")
	h.want(200, "", "PUT", "/books/k", "a;chunk-signature=x\r\nhellohello\r\n0;chunk-signature=z\r\n\r\n", fields...)
	h.signed()
	h.want(501, "<Code>NotImplemented</Code>", "PUT", "/books/k", "x", fields...) // nobody signed the seed
}

// FuzzChunks sends bodies in chunks: what is stored has the length that was announced, and what
// is refused leaves nothing.
func FuzzChunks(f *testing.F) {
	for _, body := range []string{
		"5\r\nhello\r\n0\r\nx-amz-checksum-crc32:NhCmhg==\r\n\r\n", "2\r\nhe\r\n3\r\nllo\r\n0\r\n\r\n", "5\nhello\n0\n\n",
		"5;x=y\r\nhello\r\n0\r\n\r\n", "-0\r\n\r\n", "", "0", "ffffffffffffffff\r\n",
	} {
		f.Add(body)
	}
	f.Fuzz(func(t *testing.T, body string) {
		h := filled(t)
		w := h.ask("PUT", "/books/k", body, "X-Amz-Content-Sha256", "STREAMING-UNSIGNED-PAYLOAD-TRAILER", "X-Amz-Decoded-Content-Length", "5")
		infos := h.store.Versions("books", "k")
		if w.Code >= 500 || (w.Code == 200) != (len(infos) == 1) || len(infos) == 1 && infos[0].Size != 5 {
			t.Errorf("body %q: %d, stored %d: %s", body, w.Code, len(infos), w.Body)
		}
	})
}
