package sse_test

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"testing/iotest"

	"pgregory.net/rapid"

	"github.com/s3get/s3get/sse"
)

// TestFingerprintMatchesOnlyItsKey checks the one law of fingerprints.
func TestFingerprintMatchesOnlyItsKey(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := keys.Draw(t, "a"), keys.Draw(t, "b")
		if rapid.Bool().Draw(t, "close") {
			b = bytes.Clone(a)
			b[rapid.IntRange(0, len(b)-1).Draw(t, "at")] ^= 1 << rapid.IntRange(0, 7).Draw(t, "bit")
		}
		f := must(sse.NewFingerprint(sse.NewCustomerKey(a), nil))
		if !f.Matches(sse.NewCustomerKey(a)) {
			t.Errorf("fingerprint of %x does not match it", a)
		}
		if got, want := f.Matches(sse.NewCustomerKey(b)), bytes.Equal(a, b); got != want {
			t.Errorf("fingerprint of %x: Matches(%x) = %v, want %v", a, b, got, want)
		}
	})
}

// TestFingerprintText checks that UnmarshalText undoes MarshalText.
func TestFingerprintText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		k := sse.NewCustomerKey(keys.Draw(t, "key"))
		salt := rapid.SliceOfN(rapid.Byte(), 16, 16).Draw(t, "salt")
		f := must(sse.NewFingerprint(k, bytes.NewReader(salt)))
		var g sse.Fingerprint
		if err := g.UnmarshalText([]byte(f.String())); err != nil || !g.Equal(f) || !g.Matches(k) {
			t.Errorf("%v comes back as %v, %v", f, g, err)
		}
	})
}

// A record that somebody wrote may have the HMAC of no bytes, or one salt twice.
func TestFingerprintOfOthers(t *testing.T) {
	salt := make([]byte, 16)
	mac := hmac.New(sha256.New, salt)
	var f sse.Fingerprint
	text := "hmac-sha256:" + base64.StdEncoding.EncodeToString(mac.Sum(salt))
	if err := f.UnmarshalText([]byte(text)); err != nil || f.Matches(sse.CustomerKey{}) {
		t.Errorf("UnmarshalText(%q): %v, and matches the zero key: %t", text, err, f.Matches(sse.CustomerKey{}))
	}
	a := must(sse.NewFingerprint(sse.NewCustomerKey([]byte("a")), bytes.NewReader(salt)))
	b := must(sse.NewFingerprint(sse.NewCustomerKey([]byte("b")), bytes.NewReader(salt)))
	if a.Equal(b) {
		t.Errorf("fingerprints %v and %v of one salt are equal", a, b)
	}
}

func TestZeroFingerprintMatchesNothing(t *testing.T) {
	f, err := sse.NewFingerprint(sse.CustomerKey{}, iotest.ErrReader(errors.New("unused")))
	if err != nil || !f.IsZero() || f.String() != "" {
		t.Errorf("NewFingerprint(zero) = %q, %v; want zero", f, err)
	}
	for _, k := range []sse.CustomerKey{{}, sse.NewCustomerKey([]byte{0})} {
		if f.Matches(k) {
			t.Errorf("zero fingerprint matches %x", k.Bytes())
		}
	}
	if k := sse.NewCustomerKey([]byte{1}); must(sse.NewFingerprint(k, nil)).Matches(sse.CustomerKey{}) {
		t.Error("a fingerprint matches the zero key")
	}
}

func TestFingerprintsAreSalted(t *testing.T) {
	k := sse.NewCustomerKey([]byte(secret))
	f, g := must(sse.NewFingerprint(k, nil)), must(sse.NewFingerprint(k, nil))
	if f.Equal(g) || f.String() == g.String() {
		t.Errorf("two fingerprints of one key are both %v", f)
	}
}

func TestNewFingerprintFailsWithItsSource(t *testing.T) {
	broken := errors.New("broken")
	f, err := sse.NewFingerprint(sse.NewCustomerKey([]byte{1}), iotest.ErrReader(broken))
	if !errors.Is(err, broken) || !f.IsZero() {
		t.Errorf("NewFingerprint(broken source) = %v, %v; want zero, %v", f, err, broken)
	}
}

// knownText is the fingerprint of thirty-two times 0x01 under a salt of zeros.
const knownText = "hmac-sha256:AAAAAAAAAAAAAAAAAAAAAICgneO/4w2pARbliK3i+BLUm1ViW+i0q7/3dfpaWnTp"

func TestFingerprintFormatIsStable(t *testing.T) {
	k := sse.NewCustomerKey(bytes.Repeat([]byte{1}, 32))
	if got := must(sse.NewFingerprint(k, bytes.NewReader(make([]byte, 16)))).String(); got != knownText {
		t.Errorf("String() = %q, want %q", got, knownText)
	}
}

func TestUnmarshalTextRefuses(t *testing.T) {
	before := must(sse.NewFingerprint(sse.NewCustomerKey([]byte{1}), nil))
	for _, s := range []string{
		"x", "hmac-sha256:", strings.TrimPrefix(knownText, "hmac-"), knownText + "AAAA", knownText[:len(knownText)-4],
		strings.ToUpper(knownText), knownText + "\n", knownText[:40] + "\n" + knownText[40:], " " + knownText,
		knownText[:40] + "-" + knownText[41:], "sha256:" + knownText,
	} {
		f := before
		if err := f.UnmarshalText([]byte(s)); !errors.Is(err, sse.ErrFingerprint) || !f.Equal(before) {
			t.Errorf("UnmarshalText(%q) = %v, want %v; value %v", s, err, sse.ErrFingerprint, f)
		}
	}
	if err := before.UnmarshalText(nil); err != nil || !before.IsZero() {
		t.Errorf("UnmarshalText(nothing) = %v, %v; want zero, nil", before, err)
	}
}

func TestFingerprintInJSON(t *testing.T) {
	type record struct{ Customer sse.Fingerprint }
	in := record{must(sse.NewFingerprint(sse.NewCustomerKey([]byte(secret)), nil))}
	var out record
	if err := json.Unmarshal(must(json.Marshal(in)), &out); err != nil || !out.Customer.Equal(in.Customer) {
		t.Errorf("JSON of %v comes back as %v, %v", in, out, err)
	}
}

func FuzzFingerprint(f *testing.F) {
	for _, s := range []string{"", knownText, "hmac-sha256:", "hmac-sha256:AAAA", knownText + "="} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		var p sse.Fingerprint
		err := p.UnmarshalText([]byte(s))
		if err == nil && p.String() != s {
			t.Errorf("UnmarshalText(%q) does not survive String: %q", s, p)
		}
		if err != nil && !p.IsZero() {
			t.Errorf("UnmarshalText(%q) = %v and %v", s, p, err)
		}
	})
}

// TestFingerprintIsHMAC compares digests of keys of many lengths with those of crypto/hmac.
func TestFingerprintIsHMAC(t *testing.T) {
	salt := []byte("0123456789abcdef")
	for n := 1; n <= 200; n++ {
		key := bytes.Repeat([]byte{byte(n)}, n)
		mac := hmac.New(sha256.New, salt)
		mac.Write(key)
		want := "hmac-sha256:" + base64.StdEncoding.EncodeToString(mac.Sum(salt))
		f, err := sse.NewFingerprint(sse.NewCustomerKey(key), bytes.NewReader(salt))
		if err != nil || f.String() != want || !f.Matches(sse.NewCustomerKey(key)) {
			t.Errorf("fingerprint of %d bytes = %v, %v; want %s", n, f, err, want)
		}
	}
}

func TestCheckAllocatesNothing(t *testing.T) {
	k := sse.NewCustomerKey([]byte(secret))
	e := sse.Encryption{Customer: must(sse.NewFingerprint(k, nil))}
	if n := testing.AllocsPerRun(100, func() {
		if err := sse.Check(e, k); err != nil {
			t.Error(err)
		}
	}); n != 0 {
		t.Errorf("Check allocates %v times, want 0", n)
	}
}
