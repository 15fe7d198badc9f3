package sigv4_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/s3get/s3get/getobject"
)

// TestChoices covers what a client may choose to sign and how. No vector can say it.
func TestChoices(t *testing.T) {
	imf := noon.Format(http.TimeFormat)
	for _, tt := range []struct {
		name string
		m    *message
		want getobject.Rule
	}{
		{"Date signed instead of x-amz-date", dateAlone(imf).sign(), 0},
		{"Date in the basic form", dateAlone("20260929T120000Z").sign(), 0},
		{"Date in the form of RFC 850", dateAlone(noon.Format("Monday, 02-Jan-06 15:04:05 GMT")).sign(), 0},
		{"Date in the form of asctime", dateAlone(noon.Format(time.ANSIC)).sign(), 0},
		{"unsorted list", listed("x-amz-date;host;x-amz-content-sha256").sign(), 0},
		{"repeated names", listed("host;host;x-amz-content-sha256;x-amz-date;x-amz-date").sign(), 0},
		{"upper-case names", listed("Host;X-Amz-Content-SHA256;X-Amz-Date").sign(), 0},
		{"without x-amz-content-sha256", listed("host;x-amz-date").sign(), 0},
		{"without host", listed("x-amz-content-sha256;x-amz-date").sign(), getobject.RuleUnsignedHeaders},
		{"without x-amz-date", listed("host;x-amz-content-sha256").sign(), getobject.RuleUnsignedHeaders},
		{"empty list", listed(" ").sign(), getobject.RuleAuthorizationComponents},
		{"lower-case scheme", schemed("aws4-hmac-sha256").sign(), 0},
		{"mixed scheme", schemed("Aws4-Hmac-Sha256").sign(), 0},
		{"absent header signed as empty", listed("absent;host;x-amz-content-sha256;x-amz-date").sign(), 0},
		{"absent precondition signed as empty", listed("host;if-match;x-amz-content-sha256;x-amz-date").sign(), getobject.RuleSignatureMismatch},
		{"absent Range signed as empty", listed("host;range;x-amz-content-sha256;x-amz-date").sign(), getobject.RuleSignatureMismatch},
		{"absent owner signed as empty", listed("host;x-amz-content-sha256;x-amz-date;x-amz-expected-bucket-owner").sign(), getobject.RuleSignatureMismatch},
		{"presigned, absent owner signed as empty", listed("host;x-amz-expected-bucket-owner").presign(), getobject.RuleSignatureMismatch},
		{"presigned, unsorted list", listed("range;host").add("Range", "bytes=0-0").presign(), 0},
		{"presigned, hash of the payload", hashed(emptyHash).presign(), 0},
		{"presigned, payload that is no hash", hashed("garbage").presign(), 0},
		{"presigned, hash that is not sent", presignedOver(emptyHash), getobject.RuleSignatureMismatch},
		{"presigned, tampered path", tampered(func(m *message) { m.path = "/K" }), getobject.RuleSignatureMismatch},
		{"presigned, other access key", tampered(func(m *message) {
			m.set("X-Amz-Credential", "ASIATEMP/"+m.scope(), true)
			m.param("X-Amz-Security-Token", sessionToken)
			m.accessKey = "ASIATEMP"
		}), getobject.RuleSignatureMismatch},
		{"presigned, signed header left out", tampered(func(m *message) { m.drop("Range", false) }), getobject.RuleSignatureMismatch},
		{"presigned, signed header changed", tampered(func(m *message) { m.set("Range", "bytes=1-1", false) }), getobject.RuleSignatureMismatch},
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
		want  getobject.Rule
	}{
		{"as sent", good, 0},
		{"commas without blanks", strings.ReplaceAll(good, ", ", ","), 0},
		{"more blanks", strings.ReplaceAll(good, ", ", " ,   "), 0},
		{"blanks after the scheme", strings.Replace(good, " ", "   ", 1), 0},
		{"comma at the end", good + ",", getobject.RuleAuthorizationComponents},
		{"no equals sign", strings.Replace(good, "Signature=", "Signature", 1), getobject.RuleAuthorizationComponents},
		{"lower-case component", strings.Replace(good, "Signature=", "signature=", 1), getobject.RuleAuthorizationComponents},
		{"empty list", strings.Replace(good, "host;x-amz-content-sha256;x-amz-date", "", 1), getobject.RuleAuthorizationComponents},
		{"empty credential", "AWS4-HMAC-SHA256 Credential=, SignedHeaders=host, Signature=0", getobject.RuleAuthorizationCredential},
		{"six parts", strings.Replace(good, "AKIDOWNER", "AKIDOWNER/x", 1), getobject.RuleAuthorizationCredential},
		{"day that is none", strings.Replace(good, "20260929/", "20260931/", 1), getobject.RuleAuthorizationScopeDate},
		{"upper-case signature", upperSignature(good), getobject.RuleSignatureMismatch},
		{"empty signature", good[:strings.Index(good, "Signature=")+len("Signature=")], getobject.RuleSignatureMismatch},
		{"signature with a digit more", good + "0", getobject.RuleSignatureMismatch},
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
	for value, want := range map[string]getobject.Rule{
		emptyHash:                                          0,
		strings.ToUpper(emptyHash):                         0,
		strings.Repeat("0", 64):                            0,
		"UNSIGNED-PAYLOAD":                                 0,
		"STREAMING-UNSIGNED-PAYLOAD-TRAILER":               0,
		"STREAMING-AWS4-HMAC-SHA256-PAYLOAD":               0,
		"STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD-TRAILER": 0,
		"unsigned-payload":                                 getobject.RuleAuthorizationPayload,
		emptyHash + "0":                                    getobject.RuleAuthorizationPayload,
		emptyHash[1:]:                                      getobject.RuleAuthorizationPayload,
		"g" + emptyHash[1:]:                                getobject.RuleAuthorizationPayload,
		"":                                                 getobject.RuleAuthorizationPayload,
		emptyHash + ", garbage":                            getobject.RuleAuthorizationPayload,
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
		if got, _ := authenticate(t, m); got != 0 {
			t.Errorf("path %q signed as %q: %s", wire, signed, nameOf(got))
		}
	}
}

// TestRawPlus: a plus sign on the wire is the blank that the operation reads.
func TestRawPlus(t *testing.T) {
	for _, tt := range []struct {
		signed string
		want   getobject.Rule
	}{{"a b", 0}, {"a+b", getobject.RuleSignatureMismatch}} {
		m := newMessage().param("note", tt.signed).sign()
		r := m.request(t)
		r.Wire.RawQuery = "note=a+b"
		q, err := getobject.ParseQuery(r.Wire.RawQuery)
		if err != nil {
			t.Fatal(err)
		}
		r.Query = q
		_, err = benchAuthenticator.Authenticate(t.Context(), r, nil)
		if (err == nil) != (tt.want == 0) {
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
		if got, e := authenticate(t, m.sign()); got != 0 {
			t.Errorf("tabs kept %v: %s (%v)", keep, nameOf(got), e)
		}
		m.set("x-amz-meta-note", "a\tb\tc\tdd", false)
		got, e := authenticate(t, m)
		if got != getobject.RuleSignatureMismatch || !strings.Contains(detail(e, "CanonicalRequest"), "a\tb\tc\tdd") {
			t.Errorf("tabs kept %v, changed value: %s, want %v over the value", keep, nameOf(got), getobject.RuleSignatureMismatch)
		}
	}
}
