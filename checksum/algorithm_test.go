package checksum_test

import (
	"encoding/hex"
	"errors"
	"strings"
	"testing"

	"github.com/s3get/s3get/checksum"
)

func TestAlgorithms(t *testing.T) {
	tests := []struct {
		a      checksum.Algorithm
		name   string
		header string
		size   int
	}{
		{checksum.CRC32, "CRC32", "x-amz-checksum-crc32", 4},
		{checksum.CRC32C, "CRC32C", "x-amz-checksum-crc32c", 4},
		{checksum.CRC64NVME, "CRC64NVME", "x-amz-checksum-crc64nvme", 8},
		{checksum.SHA1, "SHA1", "x-amz-checksum-sha1", 20},
		{checksum.SHA256, "SHA256", "x-amz-checksum-sha256", 32},
		{checksum.SHA512, "SHA512", "x-amz-checksum-sha512", 64},
		{checksum.MD5, "MD5", "x-amz-checksum-md5", 16},
		{checksum.XXHASH64, "XXHASH64", "x-amz-checksum-xxhash64", 8},
		{checksum.XXHASH3, "XXHASH3", "x-amz-checksum-xxhash3", 8},
		{checksum.XXHASH128, "XXHASH128", "x-amz-checksum-xxhash128", 16},
	}
	if n := len(checksum.Algorithms()); n != len(tests) {
		t.Fatalf("Algorithms() has %d, want %d", n, len(tests))
	}
	for i, tt := range tests {
		if got := checksum.Algorithms()[i]; got != tt.a {
			t.Errorf("Algorithms()[%d] = %v, want %v", i, got, tt.a)
		}
		if got, err := checksum.ParseAlgorithm(tt.name); got != tt.a || err != nil {
			t.Errorf("ParseAlgorithm(%q) = %v, %v; want %v, nil", tt.name, got, err, tt.a)
		}
		if got, want := tt.a.Header(), tt.header; got != want {
			t.Errorf("%v.Header() = %q, want %q", tt.a, got, want)
		}
		if tt.a.String() != tt.name || tt.a.Size() != tt.size || tt.a.New().Size() != tt.size {
			t.Errorf("%v: Size() = %d, New().Size() = %d; want %s of %d",
				tt.a, tt.a.Size(), tt.a.New().Size(), tt.name, tt.size)
		}
	}
}

func TestNoAlgorithm(t *testing.T) {
	for a, name := range map[checksum.Algorithm]string{
		checksum.None: "", checksum.XXHASH128 + 1: "Algorithm(11)", 255: "Algorithm(255)",
	} {
		if a.String() != name || a.Header() != "" || a.Size() != 0 || a.New() != nil || a.Linear() || a.Composable() {
			t.Errorf("Algorithm(%d) is not nothing", uint8(a))
		}
	}
	for _, s := range []string{"", "crc32", "CRC64", "NONE", "XXHASH", "CRC32 "} {
		if a, err := checksum.ParseAlgorithm(s); a != checksum.None || !errors.Is(err, checksum.ErrAlgorithm) {
			t.Errorf("ParseAlgorithm(%q) = %v, %v; want none, %v", s, a, err, checksum.ErrAlgorithm)
		}
	}
}

// TestKnownAnswers compares with published digests: the check values of the CRCs for
// "123456789", the digests of "abc" of the hash standards, and those of "Hello world"
// in the canonical, big-endian form of xxHash.
func TestKnownAnswers(t *testing.T) {
	tests := []struct {
		a    checksum.Algorithm
		in   string
		want string
	}{
		{checksum.CRC32, "123456789", "cbf43926"},
		{checksum.CRC32C, "123456789", "e3069283"},
		{checksum.CRC64NVME, "123456789", "ae8b14860a799888"},
		{checksum.SHA1, "abc", "a9993e364706816aba3e25717850c26c9cd0d89d"},
		{checksum.SHA256, "abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
		{checksum.SHA512, "abc", "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a" +
			"2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f"},
		{checksum.MD5, "abc", "900150983cd24fb0d6963f7d28e17f72"},
		{checksum.XXHASH64, "Hello world", "c500b0c912b376d8"},
		{checksum.XXHASH3, "Hello world", "b6acb9d84a38ff74"},
		{checksum.XXHASH128, "Hello world", "7351f89812f97382b91d05b31e04dd7f"},
	}
	for _, tt := range tests {
		if got := hex.EncodeToString(checksum.Sum(tt.a, []byte(tt.in)).Digest()); got != tt.want {
			t.Errorf("Sum(%v, %q) = %s, want %s", tt.a, tt.in, got, tt.want)
		}
	}
}

func TestTypes(t *testing.T) {
	for want, s := range map[checksum.Type]string{checksum.FullObject: "FULL_OBJECT", checksum.Composite: "COMPOSITE"} {
		if got, err := checksum.ParseType(s); got != want || err != nil || got.String() != s {
			t.Errorf("ParseType(%q) = %v, %v; want %v, nil", s, got, err, want)
		}
		if got, err := checksum.ParseType(strings.ToLower(s)); got != 0 || !errors.Is(err, checksum.ErrType) {
			t.Errorf("ParseType(%q) = %v, %v, want 0, %v", strings.ToLower(s), got, err, checksum.ErrType)
		}
	}
	if got := checksum.Type(7).String(); got != "Type(7)" {
		t.Errorf("Type(7).String() = %q, want %q", got, "Type(7)")
	}
	if got, want := checksum.TypeHeader, "x-amz-checksum-type"; got != want {
		t.Errorf("TypeHeader = %q, want %q", got, want)
	}
}

func TestRequested(t *testing.T) {
	tests := []struct {
		lines []string
		want  bool
		err   error
	}{
		{nil, false, nil},
		{[]string{"ENABLED"}, true, nil},
		{[]string{"enabled"}, true, nil},
		{[]string{"EnAbLeD"}, true, nil},
		{[]string{""}, false, checksum.ErrMode},
		{[]string{"DISABLED"}, false, checksum.ErrMode},
		{[]string{"ENABLED "}, false, checksum.ErrMode},
		{[]string{"ENABLED", "ENABLED"}, false, checksum.ErrMode},
	}
	for _, tt := range tests {
		if got, err := checksum.Requested(tt.lines); got != tt.want || !errors.Is(err, tt.err) {
			t.Errorf("Requested(%q) = %v, %v; want %v, %v", tt.lines, got, err, tt.want, tt.err)
		}
	}
}
