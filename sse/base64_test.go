package sse_test

import (
	"bytes"
	"encoding/base64"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/s3get/s3get/sse"
)

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"

func TestDecode(t *testing.T) {
	tests := []struct{ in, want string }{
		{"", ""},
		{"a", ""},
		{"ZZ", ""},
		{"Zm9", ""},
		{"####", ""},
		{"=", ""},
		{"====", ""},
		{"Z===", ""},
		{"Zg==", "f"},
		{"Zm8=", "fo"},
		{"Zm9v", "foo"},
		{"Zm9vYmFy", "foobar"},
		{"Zm9vYg==", "foob"},
		{"Zm9vYmE=", "fooba"},
		{"Zm8====", "fo"},         // padding beyond the group
		{"Zg=", ""},               // too little padding
		{"Zm9vYg=", "foo"},        // the last group is incomplete
		{"Zm9vYmE", "foo"},        // no padding
		{"Zm8=Zm8=", "fo"},        // nothing behind padding
		{"Zm9v====Zm9v", "foo"},   // padding between groups
		{"Zg=!=", "f"},            // padding with characters to skip
		{"Z m\t9 v", "foo"},       // blanks
		{"!!Zm9v##", "foo"},       // characters of no alphabet
		{"Zm-_9v", "foo"},         // characters of the url-safe alphabet
		{"Zm9\u00e9v", "foo"},     // bytes above ASCII
		{"Zm9v\x00\x7f", "foo"},   // control characters
		{"Zh==", "f"},             // bits that do not belong to a byte
		{"++//", "\xfb\xef\xff"},  // the last characters of the alphabet
		{"--__", ""},              // which these are not
		{"AAAA", "\x00\x00\x00"},  // the first
		{"Zm9vZm9vZm", "foofoo"},  // two characters too many
		{"Zm9vZm9vZ", "foofoo"},   // one
		{"Zm9vZm9vZm9", "foofoo"}, // three
	}
	for _, tt := range tests {
		if got := sse.Decode(tt.in); string(got) != tt.want {
			t.Errorf("Decode(%q) = %q, want %q", tt.in, got, tt.want)
		}
	}
}

// Every byte is of the alphabet, is the padding, or is skipped.
func TestDecodeSkipsEveryByte(t *testing.T) {
	for c := range 256 {
		if c == '=' || strings.IndexByte(alphabet, byte(c)) >= 0 {
			continue
		}
		if in := "Zm" + string([]byte{byte(c)}) + "9v"; string(sse.Decode(in)) != "foo" {
			t.Errorf("Decode(%q) = %q, want %q", in, sse.Decode(in), "foo")
		}
	}
}

// The whole alphabet is read as RFC 4648 §4 has it.
func TestDecodeAlphabet(t *testing.T) {
	want, err := base64.StdEncoding.DecodeString(alphabet)
	if got := sse.Decode(alphabet); err != nil || !bytes.Equal(got, want) {
		t.Errorf("Decode(%q) = %x, want %x", alphabet, got, want)
	}
}

// TestDecodeReadsStandard checks that leniency changes nothing for what RFC 4648 §4
// writes.
func TestDecodeReadsStandard(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b := rapid.SliceOf(rapid.Byte()).Draw(t, "bytes")
		if got := sse.Decode(base64.StdEncoding.EncodeToString(b)); !bytes.Equal(got, b) {
			t.Errorf("Decode(encoding of %x) = %x", b, got)
		}
	})
}

// TestDecodeSkips checks that characters outside the alphabet change nothing, wherever
// they are.
func TestDecodeSkips(t *testing.T) {
	foreign := rapid.ByteRange(0, 255).Filter(func(c byte) bool {
		return c != '=' && strings.IndexByte(alphabet, c) < 0
	})
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.StringMatching(`[A-Za-z0-9+/]{0,20}={0,5}`).Draw(t, "text")
		at := rapid.IntRange(0, len(s)).Draw(t, "at")
		c := foreign.Draw(t, "character")
		with := s[:at] + string([]byte{c}) + s[at:]
		if got, want := sse.Decode(with), sse.Decode(s); !bytes.Equal(got, want) {
			t.Errorf("Decode(%q) = %x, Decode(%q) = %x", with, got, s, want)
		}
	})
}

func FuzzDecode(f *testing.F) {
	for _, s := range []string{"", "ZZ", "####", "Zg==", "Zm8====", "Zm9v-_", "Zm8=Zm8=", "K0+/ yQHJ\tcx5C=!!!!#"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got := sse.Decode(s)
		if len(got) > len(s)/4*3 {
			t.Errorf("Decode(%q) has %d bytes", s, len(got))
		}
		if want, err := base64.StdEncoding.DecodeString(s); err == nil && !bytes.Equal(got, want) {
			t.Errorf("Decode(%q) = %x, want %x as RFC 4648 has it", s, got, want)
		}
		if again := sse.Decode(base64.StdEncoding.EncodeToString(got)); !bytes.Equal(again, got) {
			t.Errorf("Decode(%q) = %x, which does not survive encoding: %x", s, got, again)
		}
	})
}
