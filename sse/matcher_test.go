package sse_test

import (
	"crypto/md5"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/s3get/s3get/sse"
)

func TestParseMD5Matcher(t *testing.T) {
	const key = "0123456789abcdef0123456789abcdef"
	sum := md5.Sum([]byte(key))
	k, other := sse.NewCustomerKey([]byte(key)), sse.NewCustomerKey([]byte(key[1:]))
	for _, s := range []string{
		base64.StdEncoding.EncodeToString(sum[:]), hex.EncodeToString(sum[:]), strings.ToUpper(hex.EncodeToString(sum[:])),
	} {
		m, err := sse.ParseMD5Matcher(s)
		if err != nil || !m.Matches(k) || m.Matches(other) || m.Matches(sse.CustomerKey{}) {
			t.Errorf("ParseMD5Matcher(%q): %v; matches the key %v, another %v, none %v",
				s, err, m.Matches(k), m.Matches(other), m.Matches(sse.CustomerKey{}))
		}
	}
	for _, s := range []string{
		"", "x", base64.StdEncoding.EncodeToString(sum[:15]), base64.RawStdEncoding.EncodeToString(sum[:]),
		base64.URLEncoding.EncodeToString([]byte(strings.Repeat("\xff", 16))), hex.EncodeToString(sum[:]) + "00",
		strings.Repeat("g", 32), base64.StdEncoding.EncodeToString(append(sum[:], 0)), "AAAAAAAAAAAAAAAAAAAAAB==",
	} {
		if m, err := sse.ParseMD5Matcher(s); !errors.Is(err, sse.ErrDigest) || m.Matches(k) {
			t.Errorf("ParseMD5Matcher(%q) error %v, want %v", s, err, sse.ErrDigest)
		}
	}
}

// A matcher that has nothing to match matches no key.
func TestZeroMatchers(t *testing.T) {
	for _, k := range []sse.CustomerKey{{}, sse.NewCustomerKey([]byte("k"))} {
		for _, m := range []sse.KeyMatcher{sse.MD5Matcher{}, sse.MatcherFunc(nil), sse.Fingerprint{}} {
			if m.Matches(k) {
				t.Errorf("the zero %T matches %x", m, k.Bytes())
			}
		}
	}
}

// TestCheckAsksMatcher checks that any matcher decides as the Fingerprint of the same
// key does, and is not asked about a request without a key.
func TestCheckAsksMatcher(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		short := rapid.SliceOfN(rapid.ByteRange('a', 'b'), 0, 2)
		kept := sse.NewCustomerKey(append(short.Draw(t, "object's key"), 'x'))
		sent := rapid.OneOf(rapid.Just(kept), rapid.Map(short, sse.NewCustomerKey)).Draw(t, "request's key")
		want := reason(sse.Check(sse.Encryption{Customer: must(sse.NewFingerprint(kept, nil))}, sent))
		for _, m := range []sse.KeyMatcher{
			must(sse.ParseMD5Matcher(kept.MD5())),
			sse.MatcherFunc(func(k sse.CustomerKey) bool {
				if k.IsZero() {
					t.Error("the matcher is asked about no key")
				}
				return k.Equal(kept)
			}),
		} {
			if got := reason(sse.Check(sse.Encryption{Customer: m}, sent)); got != want {
				t.Errorf("Check with a %T = %v, want %v", m, got, want)
			}
		}
	})
}

func FuzzParseMD5Matcher(f *testing.F) {
	for _, s := range []string{"", "1B2M2Y8AsgTpgAmY7PhCfg==", "d41d8cd98f00b204e9800998ecf8427e"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		m, err := sse.ParseMD5Matcher(s)
		if err != nil && !errors.Is(err, sse.ErrDigest) {
			t.Errorf("ParseMD5Matcher(%q) error %v", s, err)
		}
		if m.Matches(sse.CustomerKey{}) {
			t.Errorf("ParseMD5Matcher(%q) matches no key", s)
		}
	})
}
