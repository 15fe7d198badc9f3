package sse_test

import (
	"errors"
	"net/http"
	"testing"

	"pgregory.net/rapid"

	"github.com/s3get/s3get/sse"
)

const (
	algorithmField = "X-Amz-Server-Side-Encryption-Customer-Algorithm"
	keyField       = "X-Amz-Server-Side-Encryption-Customer-Key"
	digestField    = "X-Amz-Server-Side-Encryption-Customer-Key-Md5"

	goodKey    = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=" // 0123456789abcdef twice
	goodDigest = "hRasmdxgYDKV3nvbahU1MA=="
	absent     = "absent"
)

// header returns the fields of SSE-C, without those whose value is absent.
func header(algorithm, key, digest string) http.Header {
	h := make(http.Header)
	set(h, algorithmField, algorithm)
	set(h, keyField, key)
	set(h, digestField, digest)
	return h
}

func set(h http.Header, name, value string) {
	if value != absent {
		h.Set(name, value)
	}
}

// reason returns the Reason of err, 0 for nil.
func reason(err error) (r sse.Reason) {
	errors.As(err, &r)
	return r
}

func TestParseCustomer(t *testing.T) {
	tests := []struct {
		algorithm, key, digest string
		want                   sse.Reason
		value                  string
	}{
		{absent, absent, absent, 0, ""},
		{"AES256", goodKey, goodDigest, 0, ""},
		{"AES256", goodKey, absent, 0, ""},
		{"AES256", "  " + goodKey + "!#", goodDigest, 0, ""},
		{"AES256", goodKey + "===", goodDigest, 0, ""},
		{"AES256", "AQ==", absent, 0, ""},

		{absent, goodKey, absent, sse.NoAlgorithm, ""},
		{absent, absent, goodDigest, sse.NoAlgorithm, ""},
		{absent, goodKey, goodDigest, sse.NoAlgorithm, ""},
		{absent, "", absent, sse.NoAlgorithm, ""},
		{absent, absent, "", sse.NoAlgorithm, ""},

		{"AES256", absent, absent, sse.NoKey, ""},
		{"AES256", absent, goodDigest, sse.NoKey, ""},
		{"", absent, absent, sse.NoKey, ""},
		{"AES128", absent, "x", sse.NoKey, ""},

		{"AES256", "", goodDigest, sse.KeyTooShort, ""},
		{"AES256", "a", goodDigest, sse.KeyTooShort, "a"},
		{"AES256", "ZZ", "1B2M2Y8AsgTpgAmY7PhCfg==", sse.KeyTooShort, "ZZ"},
		{"", "####", "", sse.KeyTooShort, "####"},

		{"AES256", goodKey, "", sse.DigestMismatch, ""},
		{"AES256", goodKey, "hRasmdxgYDKV3nvbahU1MA", sse.DigestMismatch, ""},
		{"AES256", goodKey, " " + goodDigest, sse.DigestMismatch, ""},
		{"AES128", goodKey, "x", sse.DigestMismatch, ""},
		{"AES256", goodKey[:43], goodDigest, sse.DigestMismatch, ""},

		{"AES128", goodKey, goodDigest, sse.BadAlgorithm, "AES128"},
		{"aes256", goodKey, goodDigest, sse.BadAlgorithm, "aes256"},
		{"", goodKey, goodDigest, sse.BadAlgorithm, ""},
		{"KMS", "AQ==", absent, sse.BadAlgorithm, "KMS"},
	}
	for _, tt := range tests {
		k, err := sse.ParseCustomer(header(tt.algorithm, tt.key, tt.digest), true)
		if got := reason(err); got != tt.want {
			t.Errorf("ParseCustomer(%q, %q, %q) = %v, want %v", tt.algorithm, tt.key, tt.digest, err, tt.want)
		}
		if e := (*sse.Error)(nil); errors.As(err, &e) && e.Value != tt.value {
			t.Errorf("ParseCustomer(%q, %q, %q): Value = %q, want %q", tt.algorithm, tt.key, tt.digest, e.Value, tt.value)
		}
		if empty := tt.want != 0 || tt.key == absent; k.IsZero() != empty {
			t.Errorf("ParseCustomer(%q, %q, %q): IsZero() = %v, want %v", tt.algorithm, tt.key, tt.digest, k.IsZero(), empty)
		}
	}
}

func TestParseCustomerReturnsTheKey(t *testing.T) {
	k, err := sse.ParseCustomer(header("AES256", goodKey, goodDigest), true)
	if err != nil || string(k.Bytes()) != "0123456789abcdef0123456789abcdef" || k.MD5() != goodDigest {
		t.Errorf("ParseCustomer = %x with MD5 %q, %v", k.Bytes(), k.MD5(), err)
	}
}

func TestParseCustomerJoinsLines(t *testing.T) {
	tests := []struct {
		field string
		want  sse.Reason
	}{
		{algorithmField, sse.BadAlgorithm},
		{digestField, sse.DigestMismatch},
		{keyField, 0}, // what follows the padding of the first line is not read
	}
	for _, tt := range tests {
		h := header("AES256", goodKey, goodDigest)
		h.Add(tt.field, h.Get(tt.field))
		if _, err := sse.ParseCustomer(h, true); reason(err) != tt.want {
			t.Errorf("ParseCustomer(two lines of %s) = %v, want %v", tt.field, err, tt.want)
		}
	}
}

// TestInsecureComesFirst checks that without TLS no value of any field changes the
// answer.
func TestInsecureComesFirst(t *testing.T) {
	values := rapid.SampledFrom([]string{absent, "", "AES256", "x", goodKey, goodDigest})
	rapid.Check(t, func(t *rapid.T) {
		h := header(values.Draw(t, "algorithm"), values.Draw(t, "key"), values.Draw(t, "digest"))
		want := sse.Insecure
		if len(h) == 0 {
			want = 0
		}
		if _, err := sse.ParseCustomer(h, false); reason(err) != want {
			t.Errorf("ParseCustomer(%v, false) = %v, want %v", h, err, want)
		}
	})
}

// TestDigestOnlyRefuses checks that a digest can turn acceptance into DigestMismatch or
// leave the answer as it is without one, and nothing else.
func TestDigestOnlyRefuses(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		algorithm := rapid.SampledFrom([]string{"", "AES256", "x"}).Draw(t, "algorithm")
		key := rapid.StringMatching(`[A-Za-z0-9+/#=-]{0,12}`).Draw(t, "key")
		digest := rapid.SampledFrom([]string{"", "x", goodDigest, "VaVACK0bpYmqIQ0mKcHfQQ=="}).Draw(t, "digest")
		_, without := sse.ParseCustomer(header(algorithm, key, absent), true)
		_, with := sse.ParseCustomer(header(algorithm, key, digest), true)
		if got := reason(with); got != sse.DigestMismatch && got != reason(without) {
			t.Errorf("ParseCustomer = %v, and %v without digest", with, without)
		}
	})
}

func TestNoHeadersAllocateNothing(t *testing.T) {
	h := http.Header{"Range": {"bytes=0-1"}, "Host": {"b"}}
	if n := testing.AllocsPerRun(100, func() {
		if _, err := sse.ParseCustomer(h, true); err != nil {
			t.Fatal(err)
		}
	}); n != 0 {
		t.Errorf("ParseCustomer allocates %v times, want 0", n)
	}
}

func FuzzParseCustomer(f *testing.F) {
	f.Add("AES256", goodKey, goodDigest, true)
	f.Add("AES256", goodKey, absent, true)
	f.Add("", "", "", true)
	f.Add(absent, goodKey, absent, false)
	f.Fuzz(func(t *testing.T, algorithm, key, digest string, secure bool) {
		h := header(algorithm, key, digest)
		k, err := sse.ParseCustomer(h, secure)
		switch {
		case err != nil && !k.IsZero():
			t.Errorf("ParseCustomer(%v) = a key and %v", h, err)
		case err == nil && k.IsZero() && len(h) > 0:
			t.Errorf("ParseCustomer(%v) = no key, no error", h)
		case err == nil && len(h) > 0 && (!secure || algorithm != "AES256"):
			t.Errorf("ParseCustomer(%v, %v) accepts it", h, secure)
		case err == nil && digest != absent && len(h) > 0 && k.MD5() != digest:
			t.Errorf("ParseCustomer(%v): MD5() = %q", h, k.MD5())
		}
	})
}
