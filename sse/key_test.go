package sse_test

import (
	"bytes"
	"crypto/md5"
	"encoding/base64"
	"testing"

	"pgregory.net/rapid"

	"github.com/s3get/s3get/sse"
)

// keys draws keys of any length but none.
var keys = rapid.SliceOfN(rapid.Byte(), 1, 48)

func TestZeroCustomerKey(t *testing.T) {
	for _, k := range []sse.CustomerKey{{}, sse.NewCustomerKey(nil), sse.NewCustomerKey([]byte{})} {
		if !k.IsZero() || k.Bytes() != nil || k.MD5() != "" {
			t.Errorf("zero key: IsZero %v, Bytes %v, MD5 %q", k.IsZero(), k.Bytes(), k.MD5())
		}
		if !k.Equal(sse.CustomerKey{}) || k.Equal(sse.NewCustomerKey([]byte{0})) {
			t.Error("a zero key equals the zero key and no other")
		}
	}
}

func TestCustomerKeyKeepsItsBytes(t *testing.T) {
	b := []byte("0123456789abcdef0123456789abcdef")
	k := sse.NewCustomerKey(b)
	b[0] = 'x'
	k.Bytes()[1] = 'x'
	if got, want := string(k.Bytes()), "0123456789abcdef0123456789abcdef"; got != want {
		t.Errorf("Bytes() = %q, want %q", got, want)
	}
}

// TestCustomerKeyLaws checks that a key is its bytes: equality, copies and digest follow
// from them.
func TestCustomerKeyLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := keys.Draw(t, "a"), keys.Draw(t, "b")
		k := sse.NewCustomerKey(a)
		if !bytes.Equal(k.Bytes(), a) || !k.Equal(sse.NewCustomerKey(a)) {
			t.Errorf("NewCustomerKey(%x) is another key", a)
		}
		if got, want := k.Equal(sse.NewCustomerKey(b)), bytes.Equal(a, b); got != want {
			t.Errorf("Equal(%x, %x) = %v, want %v", a, b, got, want)
		}
		sum := md5.Sum(a)
		if want := base64.StdEncoding.EncodeToString(sum[:]); k.MD5() != want {
			t.Errorf("MD5() = %q, want %q", k.MD5(), want)
		}
	})
}
