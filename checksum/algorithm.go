package checksum

import (
	"crypto/md5"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"errors"
	"hash"
	"hash/crc32"
	"strconv"

	"github.com/cespare/xxhash/v2"
	"github.com/minio/crc64nvme"
	"github.com/zeebo/xxh3"
)

// ErrAlgorithm means that a text is not the name of an [Algorithm], or that there is none
// where one is needed.
var ErrAlgorithm = errors.New("checksum: unknown algorithm")

// An Algorithm is one of the ten that S3 knows. The zero Algorithm is [None].
type Algorithm uint8

const (
	None      Algorithm = iota // None is the algorithm of the zero [Value].
	CRC32                      // CRC32 is that of ISO-HDLC, as in Ethernet (S3 GetObject: x-amz-checksum-crc32).
	CRC32C                     // CRC32C has Castagnoli's polynomial (S3 GetObject: x-amz-checksum-crc32c).
	CRC64NVME                  // CRC64NVME is S3's default (S3 GetObject: x-amz-checksum-crc64nvme).
	SHA1                       // SHA1 (S3 GetObject: x-amz-checksum-sha1).
	SHA256                     // SHA256 (S3 GetObject: x-amz-checksum-sha256).
	SHA512                     // SHA512 (S3 GetObject: x-amz-checksum-sha512).
	MD5                        // MD5 (S3 GetObject: x-amz-checksum-md5).
	XXHASH64                   // XXHASH64 is XXH64 with seed 0 (S3 GetObject: x-amz-checksum-xxhash64).
	XXHASH3                    // XXHASH3 is the 64-bit XXH3 with seed 0 (S3 GetObject: x-amz-checksum-xxhash3).
	XXHASH128                  // XXHASH128 is the 128-bit XXH3 with seed 0 (S3 GetObject: x-amz-checksum-xxhash128).
)

// count is the number of algorithms with None.
const count = int(XXHASH128) + 1

// maxSize is the largest Size of an algorithm.
const maxSize = sha512.Size

// algorithms is the table of the constants above.
var algorithms = [count]struct {
	name   string
	header string
	size   int
	new    func() hash.Hash
}{
	CRC32:     {"CRC32", "x-amz-checksum-crc32", crc32.Size, func() hash.Hash { return crc32.NewIEEE() }},
	CRC32C:    {"CRC32C", "x-amz-checksum-crc32c", crc32.Size, newCRC32C},
	CRC64NVME: {"CRC64NVME", "x-amz-checksum-crc64nvme", crc64nvme.Size, func() hash.Hash { return crc64nvme.New() }},
	SHA1:      {"SHA1", "x-amz-checksum-sha1", sha1.Size, sha1.New},
	SHA256:    {"SHA256", "x-amz-checksum-sha256", sha256.Size, sha256.New},
	SHA512:    {"SHA512", "x-amz-checksum-sha512", sha512.Size, sha512.New},
	MD5:       {"MD5", "x-amz-checksum-md5", md5.Size, md5.New},
	XXHASH64:  {"XXHASH64", "x-amz-checksum-xxhash64", 8, func() hash.Hash { return xxhash.New() }},
	XXHASH3:   {"XXHASH3", "x-amz-checksum-xxhash3", 8, func() hash.Hash { return xxh3.New() }},
	XXHASH128: {"XXHASH128", "x-amz-checksum-xxhash128", 16, func() hash.Hash { return xxh3.New128() }},
}

func newCRC32C() hash.Hash { return crc32.New(crc32.MakeTable(crc32.Castagnoli)) }

// Algorithms returns all algorithms but [None], in the order of their constants.
func Algorithms() [count - 1]Algorithm {
	var all [count - 1]Algorithm
	for i := range all {
		all[i] = Algorithm(i + 1)
	}
	return all
}

// ParseAlgorithm returns the Algorithm whose [Algorithm.String] is s, in upper case. The
// error is [ErrAlgorithm]; "" names no algorithm.
func ParseAlgorithm(s string) (Algorithm, error) {
	for _, a := range Algorithms() {
		if a.String() == s {
			return a, nil
		}
	}
	return None, ErrAlgorithm
}

// known reports whether a is a constant other than None.
func (a Algorithm) known() bool { return a != None && int(a) < count }

// String returns the name as x-amz-checksum-algorithm has it, such as "CRC32C". It is ""
// for [None], and a text such as "Algorithm(99)" for a value that is not one of the
// constants.
func (a Algorithm) String() string {
	if int(a) >= count {
		return "Algorithm(" + strconv.Itoa(int(a)) + ")"
	}
	return algorithms[a].name
}

// Header returns the name of the header field that carries the value, as S3 spells it,
// such as "x-amz-checksum-crc32c". It is "" for [None] and for unknown values.
func (a Algorithm) Header() string {
	if !a.known() {
		return ""
	}
	return algorithms[a].header
}

// Size returns the length of a digest in bytes. It is 0 for [None] and for unknown values.
func (a Algorithm) Size() int {
	if !a.known() {
		return 0
	}
	return algorithms[a].size
}

// New returns a hash whose Sum is a digest of a in network byte order. It is nil for
// [None] and for unknown values.
func (a Algorithm) New() hash.Hash {
	if !a.known() {
		return nil
	}
	return algorithms[a].new()
}

// Linear reports whether [Combine] works for a, which it does for the CRCs.
func (a Algorithm) Linear() bool { return a == CRC32 || a == CRC32C || a == CRC64NVME }

// Composable reports whether [Compose] works for a, that is, whether S3 knows COMPOSITE
// values of a. CRC64NVME is FULL_OBJECT only (S3 GetObject: x-amz-checksum-type).
func (a Algorithm) Composable() bool { return a.known() && a != CRC64NVME }
