package sigv4_test

import (
	"crypto/hmac"
	"crypto/sha1" //nolint:gosec // What version 2 signs with.
	"encoding/base64"
	"errors"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/s3get/s3get/getobject"
	"github.com/s3get/s3get/getobject/address"
	"github.com/s3get/s3get/getobject/rule"
	"github.com/s3get/s3get/getobject/sigv4"
)

// version2 signs a text.
func version2(secret, text string) string {
	h := hmac.New(sha1.New, []byte(secret))
	h.Write([]byte(text))
	return base64.StdEncoding.EncodeToString(h.Sum(nil))
}

// read2 authenticates a request of the host b.s3.amazonaws.com with both versions.
func read2(t *testing.T, m *message) (*rule.Rule, *getobject.Error) {
	t.Helper()
	r := m.request(t)
	r.Address = address.Hosts{}.Parse(m.host, m.path)
	r.Time = m.at
	id, err := (&sigv4.Authenticator{Credentials: owners2, Version2: true}).Authenticate(t.Context(), r, nil)
	var refused *getobject.Error
	switch {
	case err == nil && id.AccessKey != m.accessKey:
		t.Errorf("Authenticate = %+v, want access key %q", id, m.accessKey)
	case err == nil && sigv4.AccessKey(r) != m.accessKey:
		t.Errorf("AccessKey = %q, want %q", sigv4.AccessKey(r), m.accessKey)
	case err == nil:
		return nil, nil
	case !errors.As(err, &refused):
		t.Fatalf("Authenticate: %v is no *getobject.Error", err)
	}
	return refused.Rule, refused
}

const publishedKey = "AKIAIOSFODNN7EXAMPLE"

var owners2 = sigv4.Static{
	publishedKey: {SecretKey: sigv4.NewSecretKey("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY")},
	"AKIDOWNER":  owners["AKIDOWNER"],
	"ASIATEMP":   owners["ASIATEMP"],
}

// TestVersion2Published has the examples of the page, at their time. S3 SigV2:
// Authentication examples.
func TestVersion2Published(t *testing.T) {
	at := time.Date(2007, 3, 27, 19, 36, 42, 0, time.UTC)
	object := func() *message {
		m := newMessage()
		m.host, m.path, m.at, m.accessKey = "johnsmith.s3.amazonaws.com", "/photos/puppy.jpg", at, publishedKey
		return m.add("Date", "Tue, 27 Mar 2007 19:36:42 +0000")
	}
	for name, m := range map[string]*message{
		"Object GET": object().add("Authorization", "AWS "+publishedKey+":bWq2s1WEIj+Ydj0vQ697zp+IXMU="),
		"Query string": func() *message {
			m := object()
			m.header = nil
			return m.param("AWSAccessKeyId", publishedKey).param("Signature", "NpgCjnDzrM+WFzoENXmpNDUsSn8=").param("Expires", "1175139620")
		}(),
	} {
		if got, e := read2(t, m); got != nil {
			t.Errorf("%s: %s: StringToSign %q", name, nameOf(got), detail(e, "StringToSign"))
		}
	}
}

// signed2 is a request whose header signs a text.
func signed2(text string, add ...string) *message {
	m := newMessage()
	for i := 0; i < len(add); i += 2 {
		m.add(add[i], add[i+1])
	}
	return m.add("Authorization", "AWS AKIDOWNER:"+version2("owner-secret", text))
}

// presigned2 is a request whose query signs a text.
func presigned2(expires, text string) *message {
	return newMessage().param("AWSAccessKeyId", "AKIDOWNER").param("Expires", expires).param("Signature", version2("owner-secret", text))
}

// TestVersion2Text has what a signature covers.
func TestVersion2Text(t *testing.T) {
	date := noon.Format(http.TimeFormat)
	later := strconv.FormatInt(noon.Unix()+60, 10)
	pathStyle := signed2("GET\n\n\n"+date+"\n/b/k", "Date", date)
	pathStyle.host, pathStyle.path = "s3.amazonaws.com", "/b/k"
	escaped := signed2("GET\n\n\n"+date+"\n/b/a%20b%2Bc", "Date", date)
	escaped.path = "/a%20b%2Bc"
	for name, m := range map[string]*message{
		"Date":            signed2("GET\n\n\n"+date+"\n/b/k", "Date", date),
		"path style":      pathStyle,
		"path as it came": escaped,
		"lower-case scheme": func() *message {
			m := signed2("GET\n\n\n"+date+"\n/b/k", "Date", date)
			m.set("Authorization", strings.Replace(m.get("Authorization"), "AWS", "aws", 1), false)
			return m
		}(),
		"x-amz-date":             signed2("GET\n\n\n\nx-amz-date:"+date+"\n/b/k", "x-amz-date", date),
		"both dates":             signed2("GET\n\n\n\nx-amz-date:"+date+"\n/b/k", "x-amz-date", date, "Date", "x"),
		"Content-MD5 and -Type":  signed2("GET\nm\nt\n"+date+"\n/b/k", "Date", date, "Content-MD5", "m", "Content-Type", "t"),
		"fields, sorted":         signed2("GET\n\n\n"+date+"\nx-amz-a:1,2\nx-amz-b:3\n/b/k", "Date", date, "x-amz-b", "3", "x-amz-a", "1", "x-amz-a", "2"),
		"Range is not signed":    signed2("GET\n\n\n"+date+"\n/b/k", "Date", date, "Range", "bytes=0-0"),
		"sub-resources, sorted":  signed2("GET\n\n\n"+date+"\n/b/k?acl&versionId=a b", "Date", date).param("versionId", "a b").param("x", "1").bare("acl"),
		"sub-resource, as sent":  signed2("GET\n\n\n"+date+"\n/b/k?acl=", "Date", date).param("acl", ""),
		"sub-resource, empty":    signed2("GET\n\n\n"+date+"\n/b/k?acl", "Date", date).param("acl", ""),
		"overrides":              signed2("GET\n\n\n"+date+"\n/b/k?response-content-type=text/x&response-expires=", "Date", date).param("response-expires", "").param("response-content-type", "text/x"),
		"query":                  presigned2(later, "GET\n\n\n"+later+"\n/b/k"),
		"query, ten years ahead": presigned2("2106000000", "GET\n\n\n2106000000\n/b/k"),
		"query, sign and zeros":  presigned2("+0"+later, "GET\n\n\n+0"+later+"\n/b/k"),
		"query, moved field":     presigned2(later, "GET\n\n\n"+later+"\nx-amz-request-payer:requester\n/b/k").param("x-amz-request-payer", "requester"),
		"query, sub-resource":    presigned2(later, "GET\n\n\n"+later+"\n/b/k?partNumber=1").param("partNumber", "1"),
		"query, wraps":           presigned2("-9223372036854775807", "GET\n\n\n-9223372036854775807\n/b/k").before(),
	} {
		if got, e := read2(t, m); got != nil {
			t.Errorf("%s: %s: StringToSign %q", name, nameOf(got), detail(e, "StringToSign"))
		}
	}
}

// bare adds a parameter without a value.
func (m *message) bare(name string) *message {
	m.query = append(m.query, line{name: name, bare: true})
	return m
}

// before moves m to the year 1970.
func (m *message) before() *message {
	m.at = time.Unix(0, 0)
	return m
}

// TestVersion2Refused has what was recorded (brekkylab/backlot, 29 September 2026), in the order
// of the checks.
func TestVersion2Refused(t *testing.T) {
	date := noon.Format(http.TimeFormat)
	later, earlier := strconv.FormatInt(noon.Unix()+60, 10), strconv.FormatInt(noon.Unix()-1, 10)
	header := func(value string, add ...string) *message {
		m := newMessage()
		for i := 0; i < len(add); i += 2 {
			m.add(add[i], add[i+1])
		}
		return m.add("Authorization", value)
	}
	for _, c := range []struct {
		name          string
		m             *message
		want          *rule.Rule
		element, text string
	}{
		{"two spaces", header("AWS  AKIDOWNER:x"), sigv4.RuleAuthorizationBlank, "ArgumentName", "Authorization"},
		{"no colon", header("AWS garbage"), sigv4.RuleVersion2Form, "ArgumentName", "Authorization"},
		{"no signature", header("AWS AKIDOWNER:"), sigv4.RuleVersion2Form, "", ""},
		{"two colons", header("AWS AKIDOWNER:a:b"), sigv4.RuleVersion2Form, "", ""},
		{"no date", header("AWS AKIDOWNER:x"), sigv4.RuleAuthorizationDate, "", ""},
		{"unreadable x-amz-date", header("AWS AKIDOWNER:x", "x-amz-date", "x", "Date", date), sigv4.RuleAuthorizationDate, "", ""},
		{"skew", header("AWS AKIDNOBODY:x", "Date", "Tue, 27 Mar 2007 19:36:42 +0000"), sigv4.RuleAuthorizationSkew, "RequestTime", "Tue, 27 Mar 2007 19:36:42 +0000"},
		{"empty access key", header("AWS :x", "Date", date), sigv4.RuleAccessKey, "", ""},
		{"unknown access key", header("AWS AKIDNOBODY:x", "Date", date), sigv4.RuleAccessKey, "AWSAccessKeyId", "AKIDNOBODY"},
		{"session without its token", header("AWS ASIATEMP:x", "Date", date), sigv4.RuleTokenMissing, "", ""},
		{"mismatch", header("AWS AKIDOWNER:x", "Date", date), sigv4.RuleSignatureMismatch, "StringToSign", "GET\n\n\n" + date + "\n/b/k"},
		{"long-lived with a token", signed2("GET\n\n\n"+date+"\nx-amz-security-token:t\n/b/k", "Date", date, "x-amz-security-token", "t"), sigv4.RuleTokenUnexpected, "", ""},
		{"other parameter value", signed2("GET\n\n\n"+date+"\n/b/k?versionId=1", "Date", date).param("versionId", "2"), sigv4.RuleSignatureMismatch, "", ""},

		{"query: no Expires", newMessage().param("AWSAccessKeyId", "AKIDOWNER").param("Signature", "x"), sigv4.RuleVersion2Parameters, "", ""},
		{"query: no access key", newMessage().param("Expires", "x").param("Signature", "x"), sigv4.RuleVersion2Parameters, "", ""},
		{"query: no number", presigned2("1e9", ""), sigv4.RuleVersion2Expires, "", ""},
		{"query: blank", presigned2(" 1", ""), sigv4.RuleVersion2Expires, "", ""},
		{"query: 32 bits", presigned2("2147483648", ""), sigv4.RuleVersion2Expires, "", ""},
		{"query: less than 64 bits", presigned2("-9223372036854775809", ""), sigv4.RuleVersion2Expires, "", ""},
		{"query: before the year 0", presigned2("-62167219201", ""), sigv4.RuleVersion2Year, "", ""},
		{"query: the year 0", presigned2("-62167219200", ""), sigv4.RuleVersion2Expired, "", ""},
		{"query: expired", presigned2(earlier, ""), sigv4.RuleVersion2Expired, "Expires", "2026-09-29T11:59:59Z"},
		{"query: unknown access key", newMessage().param("AWSAccessKeyId", "AKIDNOBODY").param("Expires", later).param("Signature", "x"), sigv4.RuleAccessKey, "", ""},
		{"query: mismatch", presigned2(later, "x"), sigv4.RuleSignatureMismatch, "SignatureProvided", version2("owner-secret", "x")},
		{"query: moved field added", presigned2(later, "GET\n\n\n"+later+"\n/b/k").param("x-amz-request-payer", "requester"), sigv4.RuleSignatureMismatch, "", ""},
	} {
		got, e := read2(t, c.m)
		if got != c.want || c.element != "" && detail(e, c.element) != c.text {
			t.Errorf("%s: %s (%v), want %s with %s %q", c.name, nameOf(got), e, nameOf(c.want), c.element, c.text)
		}
	}
}

// TestVersion2Session has a token in the header and in the query.
func TestVersion2Session(t *testing.T) {
	date, later := noon.Format(http.TimeFormat), strconv.FormatInt(noon.Unix()+60, 10)
	header := newMessage().add("Date", date).add("x-amz-security-token", sessionToken)
	header.accessKey = "ASIATEMP"
	header.add("Authorization", "AWS ASIATEMP:"+version2("temp-secret", "GET\n\n\n"+date+"\nx-amz-security-token:"+sessionToken+"\n/b/k"))
	query := newMessage().param("AWSAccessKeyId", "ASIATEMP").param("Expires", later).param("x-amz-security-token", sessionToken)
	query.accessKey = "ASIATEMP"
	query.param("Signature", version2("temp-secret", "GET\n\n\n"+later+"\nx-amz-security-token:"+sessionToken+"\n/b/k"))
	for name, m := range map[string]*message{"header": header, "query": query} {
		if got, e := read2(t, m); got != nil {
			t.Errorf("%s: %s: %v", name, nameOf(got), e)
		}
	}
	header.set("Authorization", "AWS ASIATEMP:x", false)
	if _, e := read2(t, header); strings.Contains(detail(e, "StringToSign"), sessionToken) || !strings.Contains(detail(e, "StringToSign"), "[redacted]") {
		t.Errorf("StringToSign %q, want no session token in it", detail(e, "StringToSign"))
	}
}
