package sigv4_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/s3get/s3get/getobject"
	"github.com/s3get/s3get/getobject/rule"
	"github.com/s3get/s3get/getobject/sigv4"
)

// TestChoices covers what a client may choose to sign and how. No vector can say it.
func TestChoices(t *testing.T) {
	imf := noon.Format(http.TimeFormat)
	for _, tt := range []struct {
		name string
		m    *message
		want *rule.Rule
	}{
		{"Date signed instead of x-amz-date", dateAlone(imf).sign(), nil},
		{"Date in the basic form", dateAlone("20260929T120000Z").sign(), nil},
		{"Date in the form of RFC 850", dateAlone(noon.Format("Monday, 02-Jan-06 15:04:05 GMT")).sign(), nil},
		{"Date in the form of asctime", dateAlone(noon.Format(time.ANSIC)).sign(), nil},
		{"unsorted list", listed("x-amz-date;host;x-amz-content-sha256").sign(), nil},
		{"repeated names", listed("host;host;x-amz-content-sha256;x-amz-date;x-amz-date").sign(), nil},
		{"upper-case names", listed("Host;X-Amz-Content-SHA256;X-Amz-Date").sign(), nil},
		{"without x-amz-content-sha256", listed("host;x-amz-date").sign(), nil},
		{"without host", listed("x-amz-content-sha256;x-amz-date").sign(), sigv4.RuleUnsignedHeaders},
		{"without x-amz-date", listed("host;x-amz-content-sha256").sign(), sigv4.RuleUnsignedHeaders},
		{"empty list", listed(" ").sign(), sigv4.RuleAuthorizationComponents},
		{"lower-case scheme", schemed("aws4-hmac-sha256").sign(), nil},
		{"mixed scheme", schemed("Aws4-Hmac-Sha256").sign(), nil},
		{"absent header signed as empty", listed("absent;host;x-amz-content-sha256;x-amz-date").sign(), nil},
		{"presigned, unsorted list", listed("range;host").add("Range", "bytes=0-0").presign(), nil},
		{"presigned, hash of the payload", hashed(emptyHash).presign(), nil},
		{"presigned, payload that is no hash", hashed("garbage").presign(), nil},
		{"presigned, hash that is not sent", presignedOver(emptyHash), sigv4.RuleSignatureMismatch},
		{"presigned, tampered path", tampered(func(m *message) { m.path = "/K" }), sigv4.RuleSignatureMismatch},
		{"presigned, other access key", tampered(func(m *message) {
			m.set("X-Amz-Credential", "ASIATEMP/"+m.scope(), true)
			m.param("X-Amz-Security-Token", sessionToken)
			m.accessKey = "ASIATEMP"
		}), sigv4.RuleSignatureMismatch},
		{"presigned, signed header left out", tampered(func(m *message) { m.drop("Range", false) }), sigv4.RuleSignatureMismatch},
		{"presigned, signed header changed", tampered(func(m *message) { m.set("Range", "bytes=1-1", false) }), sigv4.RuleSignatureMismatch},
	} {
		if got, e := authenticate(t, tt.m); got != tt.want {
			t.Errorf("%s: %s (%v), want %s", tt.name, nameOf(got), e, nameOf(tt.want))
		}
	}
}

func dateAlone(date string) *message {
	m := newMessage().add("Date", date)
	m.dateAlone = true
	return m
}

func listed(names string) *message {
	m := newMessage()
	m.list = names
	return m
}

func schemed(scheme string) *message {
	m := newMessage()
	m.scheme = scheme
	return m
}

func hashed(payload string) *message {
	m := newMessage().add("x-amz-content-sha256", payload)
	m.list = "host"
	return m
}

func presignedOver(payload string) *message {
	m := newMessage()
	m.payload = payload
	return m.presign()
}

func tampered(change func(*message)) *message {
	m := newMessage().add("Range", "bytes=0-0").presign()
	change(m)
	return m
}

// TestComponents covers the forms of the components that authenticate and those that
// do not.
func TestComponents(t *testing.T) {
	good := newMessage().sign().get("Authorization")
	for _, tt := range []struct {
		name  string
		value string
		want  *rule.Rule
	}{
		{"as sent", good, nil},
		{"commas without blanks", strings.ReplaceAll(good, ", ", ","), nil},
		{"more blanks", strings.ReplaceAll(good, ", ", " ,   "), nil},
		{"blanks after the scheme", strings.Replace(good, " ", "   ", 1), nil},
		{"comma at the end", good + ",", sigv4.RuleAuthorizationComponents},
		{"no equals sign", strings.Replace(good, "Signature=", "Signature", 1), sigv4.RuleAuthorizationComponents},
		{"lower-case component", strings.Replace(good, "Signature=", "signature=", 1), sigv4.RuleAuthorizationComponents},
		{"empty list", strings.Replace(good, "host;x-amz-content-sha256;x-amz-date", "", 1), sigv4.RuleAuthorizationComponents},
		{"empty credential", "AWS4-HMAC-SHA256 Credential=, SignedHeaders=host, Signature=0", sigv4.RuleAuthorizationCredential},
		{"six parts", strings.Replace(good, "AKIDOWNER", "AKIDOWNER/x", 1), sigv4.RuleAuthorizationCredential},
		{"day that is none", strings.Replace(good, "20260929/", "20260931/", 1), sigv4.RuleAuthorizationScopeDate},
		{"upper-case signature", upperSignature(good), sigv4.RuleSignatureMismatch},
		{"empty signature", good[:strings.Index(good, "Signature=")+len("Signature=")], sigv4.RuleSignatureMismatch},
		{"signature with a digit more", good + "0", sigv4.RuleSignatureMismatch},
	} {
		m := newMessage().sign()
		m.set("Authorization", tt.value, false)
		if got, e := authenticate(t, m); got != tt.want {
			t.Errorf("%s: %s (%v), want %s", tt.name, nameOf(got), e, nameOf(tt.want))
		}
	}
}

// upperSignature writes the signature of an Authorization value in upper case.
func upperSignature(value string) string {
	i := strings.Index(value, "Signature=") + len("Signature=")
	return value[:i] + strings.ToUpper(value[i:])
}

func TestPayloadNames(t *testing.T) {
	for value, want := range map[string]*rule.Rule{
		emptyHash:                                          nil,
		strings.ToUpper(emptyHash):                         nil,
		strings.Repeat("0", 64):                            nil,
		"UNSIGNED-PAYLOAD":                                 nil,
		"STREAMING-UNSIGNED-PAYLOAD-TRAILER":               nil,
		"STREAMING-AWS4-HMAC-SHA256-PAYLOAD":               nil,
		"STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD-TRAILER": nil,
		"unsigned-payload":                                 sigv4.RuleAuthorizationPayload,
		emptyHash + "0":                                    sigv4.RuleAuthorizationPayload,
		emptyHash[1:]:                                      sigv4.RuleAuthorizationPayload,
		"g" + emptyHash[1:]:                                sigv4.RuleAuthorizationPayload,
		"":                                                 sigv4.RuleAuthorizationPayload,
		emptyHash + ", garbage":                            sigv4.RuleAuthorizationPayload,
	} {
		if got, _ := authenticate(t, newMessage().add("x-amz-content-sha256", value).sign()); got != want {
			t.Errorf("x-amz-content-sha256 %q: %s, want %s", value, nameOf(got), nameOf(want))
		}
	}
}

func TestRawPath(t *testing.T) {
	for wire, signed := range map[string]string{
		"/copy(1).txt": "/copy%281%29.txt",
		"/a+b":         "/a%2Bb",
		"/a%2fb%2Fc":   "/a/b/c",
		"/%7euser":     "/~user",
		"//a/../b/./":  "//a/../b/./",
		"/caf\xc3\xa9": "/caf%C3%A9",
		"/100%":        "/100%25",
		"/%zz%4":       "/%25zz%254",
		"":             "/",
	} {
		m := newMessage()
		m.path = signed
		m.sign()
		m.path = wire
		if got, _ := authenticate(t, m); got != nil {
			t.Errorf("path %q signed as %q: %s", wire, signed, nameOf(got))
		}
	}
}

// TestRawPlus: a plus sign on the wire is the blank that the operation reads.
func TestRawPlus(t *testing.T) {
	for _, tt := range []struct {
		signed string
		want   *rule.Rule
	}{{"a b", nil}, {"a+b", sigv4.RuleSignatureMismatch}} {
		m := newMessage().param("note", tt.signed).sign()
		r := m.request(t)
		r.Wire.RawQuery = "note=a+b"
		q, err := getobject.ParseQuery(r.Wire.RawQuery)
		if err != nil {
			t.Fatal(err)
		}
		r.Query = q
		_, err = benchAuthenticator.Authenticate(t.Context(), r, nil)
		if (err == nil) != (tt.want == nil) {
			t.Errorf("note=a+b signed as %q: %v, want %s", tt.signed, err, nameOf(tt.want))
		}
	}
}

// TestTabs: signers that keep the tabs of a value authenticate, and those that take them
// for blanks, and a value that neither of them signed does not.
func TestTabs(t *testing.T) {
	for _, keep := range []bool{true, false} {
		m := newMessage().add("x-amz-meta-note", " a \t b\t\tc  d\t")
		m.keepTabs = keep
		if got, e := authenticate(t, m.sign()); got != nil {
			t.Errorf("tabs kept %v: %s (%v)", keep, nameOf(got), e)
		}
		m.set("x-amz-meta-note", "a\tb\tc\tdd", false)
		got, e := authenticate(t, m)
		if got != sigv4.RuleSignatureMismatch || !strings.Contains(detail(e, "CanonicalRequest"), "a\tb\tc\tdd") {
			t.Errorf("tabs kept %v, changed value: %s, want %v over the value", keep, nameOf(got), sigv4.RuleSignatureMismatch)
		}
	}
}
