package getobject_test

import (
	"encoding/xml"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/s3get/s3get/getobject"
	"github.com/s3get/s3get/getobject/rule"
	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/faultstore"
)

var ids = getobject.IDs{Request: "REQ", Host: "host/+="}

// TestAppendXML compares whole documents.
func TestAppendXML(t *testing.T) {
	const head, tail = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error>", "<RequestId>REQ</RequestId><HostId>host/+=</HostId></Error>"
	for _, c := range []struct {
		e    *getobject.Error
		want string
	}{
		{&getobject.Error{Rule: rule.NoSuchKey}, "<Code>NoSuchKey</Code><Message>The specified key does not exist.</Message>"},
		{&getobject.Error{Rule: rule.NoSuchKey, Message: "m"}, "<Code>NoSuchKey</Code><Message>m</Message>"},
		{&getobject.Error{Rule: rule.Denied, Err: errSecret}, "<Code>AccessDenied</Code><Message>Access Denied</Message>"},
		{&getobject.Error{Rule: rule.NoSuchKey, Message: "m", Detail: []getobject.Element{{Name: "Key", Text: `<a&b>"'` + "\r\n\t"}}},
			"<Code>NoSuchKey</Code><Message>m</Message><Key>&lt;a&amp;b&gt;&quot;'&#13;\n\t</Key>"},
		{&getobject.Error{Rule: rule.NoSuchKey, Message: "\x00\x1b\xff\uFFFE\uFFFFü€😀"},
			"<Code>NoSuchKey</Code><Message>\uFFFD\uFFFD\uFFFD\uFFFD\uFFFDü€😀</Message>"},
	} {
		if got := string(c.e.AppendXML([]byte("x"), ids)); got != "x"+head+c.want+tail {
			t.Errorf("AppendXML of %v =\n%s want\n%s", c.e, got, "x"+head+c.want+tail)
		}
	}
}

// TestErrorDocuments compares the details of the documents that requests get.
func TestErrorDocuments(t *testing.T) {
	for _, c := range []struct {
		target string
		header []string
		want   string // elements between Message and RequestId
	}{
		{"/b/nothing", nil, "<Key>nothing</Key>"},
		{"/v/k?versionId=" + gone, nil, "<Key>k</Key><VersionId>" + gone + "</VersionId>"},
		{"/v/gone", nil, "<Key>gone</Key>"},
		{"/v/gone?versionId=" + gone, nil, "<Method>GET</Method><ResourceType>DeleteMarker</ResourceType>"},
		{"/nowhere/k", nil, "<BucketName>nowhere</BucketName>"},
		{"/b/k", []string{"Range", "bytes=10-"}, "<RangeRequested>bytes=10-</RangeRequested><ActualObjectSize>10</ActualObjectSize>"},
		{"/b/multi?partNumber=4", nil, "<PartNumberRequested>4</PartNumberRequested><ActualPartCount>3</ActualPartCount>"},
		{"/b/k?partNumber=02", nil, "<PartNumberRequested>2</PartNumberRequested><ActualPartCount>1</ActualPartCount>"},
		{"/b/k?partNumber=x", nil, "<ArgumentName>partNumber</ArgumentName><ArgumentValue>x</ArgumentValue>"},
		{"/v/k?versionId=x", nil, "<ArgumentName>versionId</ArgumentName><ArgumentValue>x</ArgumentValue>"},
		{"/b/k", []string{"If-Match", "x"}, "<Condition>If-Match</Condition>"},
		{"/b/glacier", nil, "<StorageClass>GLACIER</StorageClass>"},
		{"/b/tier", nil, "<StorageClass>INTELLIGENT_TIERING</StorageClass><AccessTier>ARCHIVE_ACCESS</AccessTier>"},
		{"/b/ssec", nil, ""},
		{"http://far.s3.us-east-1.amazonaws.com/k", nil, "<Endpoint>far.s3.eu-west-1.amazonaws.com</Endpoint><Bucket>far</Bucket>"},
		{"http://ap-123456789012.s3-accesspoint.us-east-1.amazonaws.com/k", nil, "<AccessPointName>ap</AccessPointName>"},
	} {
		w := newHarness(t)
		rec := w.get(t, c.target, c.header...)
		body := rec.Body.String()
		_, rest, _ := strings.Cut(body, "</Message>")
		got, _, _ := strings.Cut(rest, "<RequestId>")
		if got != c.want || rec.Header().Get("Content-Type") != "application/xml" {
			t.Errorf("GET %s %q details = %s of type %q, want %s", c.target, c.header, got, rec.Header().Get("Content-Type"), c.want)
		}
		checkDocument(t, rec.Header(), body)
	}
}

// checkDocument checks that an error document is XML and has the ids of the header.
func checkDocument(t *testing.T, h http.Header, body string) {
	t.Helper()
	var doc struct{ Code, Message, RequestId, HostId string }
	if err := xml.Unmarshal([]byte(body), &doc); err != nil {
		t.Errorf("document %s: %v", body, err)
	}
	if doc.Code == "" || doc.Message == "" || doc.RequestId != h.Get("X-Amz-Request-Id") || doc.HostId != h.Get("X-Amz-Id-2") {
		t.Errorf("document %s does not fit header %v", body, h)
	}
}

// TestErrorHeaders has the header fields that only some errors have.
func TestErrorHeaders(t *testing.T) {
	for _, c := range []struct{ target, name, want string }{
		{"/v/gone", "X-Amz-Delete-Marker", "true"},
		{"/v/gone", "X-Amz-Version-Id", gone},
		{"/v/gone", "Last-Modified", ""},
		{"/v/gone?versionId=" + gone, "X-Amz-Delete-Marker", "true"},
		{"/v/gone?versionId=" + gone, "X-Amz-Version-Id", gone},
		{"/v/gone?versionId=" + gone, "Last-Modified", "Mon, 06 May 2024 07:08:09 GMT"},
		{"/v/gone?versionId=" + gone, "Allow", "DELETE"},
		{"/v/nothing", "X-Amz-Delete-Marker", ""},
		{"http://far.s3.us-east-1.amazonaws.com/k", "X-Amz-Bucket-Region", "eu-west-1"},
	} {
		for _, method := range []string{"GET", "HEAD"} {
			rec := newHarness(t).ask(t, method, c.target)
			if got := rec.Header().Get(c.name); got != c.want {
				t.Errorf("%s %s: %s = %q, want %q", method, c.target, c.name, got, c.want)
			}
		}
	}
}

// TestErrorText checks what a log reads: the cause too.
func TestErrorText(t *testing.T) {
	e := &getobject.Error{Rule: rule.NoSuchKey, Err: errSecret}
	if got, want := e.Error(), "NoSuchKey: The specified key does not exist.: "+errSecret.Error(); got != want {
		t.Errorf("Error() = %q, want %q", got, want)
	}
	if !errors.Is(e, errSecret) {
		t.Error("an Error does not wrap its cause")
	}
	e.Err = nil
	if got, want := e.Error(), "NoSuchKey: The specified key does not exist."; got != want {
		t.Errorf("Error() = %q, want %q", got, want)
	}
}

// TestErrorOfOthers: an Error without a rule has the status and the message of its code,
// and a code that is not among S3's has its own.
func TestErrorOfOthers(t *testing.T) {
	for _, c := range []struct {
		err     error
		status  int
		code    string
		message string
	}{
		{&getobject.Error{Code: rule.CodeSlowDown}, 503, "SlowDown", "Please reduce your request rate."},
		{&getobject.Error{Code: "QuotaExceeded", Status: 403, Message: "No reads are left."}, 403, "QuotaExceeded", "No reads are left."},
		{&getobject.Error{Code: "Odd"}, 500, "Odd", "We encountered an internal error. Please try again."},
		{&getobject.Error{}, 500, "InternalError", "We encountered an internal error. Please try again."},
		{(*getobject.Error)(nil), 500, "InternalError", "We encountered an internal error. Please try again."},
		{fmt.Errorf("shard 3: %w", store.ErrSlowDown), 503, "SlowDown", "Please reduce your request rate."},
		{&store.RetryError{Err: store.ErrUnavailable, After: 1500 * time.Millisecond}, 503, "ServiceUnavailable", "Service is unable to handle request."},
	} {
		w := newHarness(t, fails(faultstore.Bucket, c.err))
		rec := w.get(t, "/b/k")
		if want := "<Code>" + c.code + "</Code><Message>" + c.message + "</Message>"; rec.Code != c.status || !strings.Contains(rec.Body.String(), want) {
			t.Errorf("%v: %d, %s, want %d, %s", c.err, rec.Code, rec.Body, c.status, want)
		}
		var retry *store.RetryError
		if want := errors.As(c.err, &retry); want != (rec.Header().Get("Retry-After") == "2") {
			t.Errorf("%v: Retry-After %q", c.err, rec.Header().Get("Retry-After"))
		}
	}
}

// TestDocumentText checks each byte at each place of a text, which is looked at eight bytes at a time:
// a decoder reads the text again, or U+FFFD for what XML cannot hold.
func TestDocumentText(t *testing.T) {
	for c := range 256 {
		for at := range 18 {
			for _, other := range []string{" ", "~", "&", "\xff"} {
				text := strings.Repeat("a", at) + string([]byte{byte(c)}) + strings.Repeat("z", 17-at) + other
				e := &getobject.Error{Code: "X", Message: text}
				var document struct{ Message string }
				if err := xml.Unmarshal(e.AppendXML(nil, getobject.IDs{}), &document); err != nil {
					t.Fatalf("document with %q: %v", text, err)
				}
				want := strings.Map(func(c rune) rune {
					if c < ' ' && c != '\t' && c != '\n' && c != '\r' {
						return '\uFFFD'
					}
					return c
				}, text) // which makes U+FFFD of what is no UTF-8
				if document.Message != want {
					t.Fatalf("document with %q says %q, want %q", text, document.Message, want)
				}
			}
		}
	}
}
