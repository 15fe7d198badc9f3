package checksum_test

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"strings"

	"github.com/s3get/s3get/checksum"
)

// A header field is an algorithm's name and a text.
func ExampleSum() {
	v := checksum.Sum(checksum.CRC32, []byte("test-checksum"))
	fmt.Printf("%s: %s\n", v.Algorithm().Header(), v)
	fmt.Printf("%s: %s\n", checksum.TypeHeader, v.Type())
	// Output:
	// x-amz-checksum-crc32: lVk/nw==
	// x-amz-checksum-type: FULL_OBJECT
}

// The number after the checksum of a COMPOSITE object is the number of its parts.
func ExampleParse() {
	v, err := checksum.Parse(checksum.CRC32, checksum.Composite, "gkCICQ==-3")
	fmt.Println(v, v.Parts(), err)

	_, err = checksum.Parse(checksum.CRC32, checksum.FullObject, "gkCICQ==-3")
	fmt.Println(err)
	// Output:
	// gkCICQ==-3 3 <nil>
	// checksum: malformed value
}

// Only the CRCs have a value of a whole object that was uploaded in parts, and only
// CRC64NVME has no value made of those of the parts.
func ExampleAlgorithms() {
	for _, a := range checksum.Algorithms() {
		fmt.Println(a, a.Size(), a.Linear(), a.Composable())
	}
	// Output:
	// CRC32 4 true true
	// CRC32C 4 true true
	// CRC64NVME 8 true false
	// SHA1 20 false true
	// SHA256 32 false true
	// SHA512 64 false true
	// MD5 16 false true
	// XXHASH64 8 false true
	// XXHASH3 8 false true
	// XXHASH128 16 false true
}

// A store that has kept the number of a CRC makes the text of the header field from it.
// The digest is in network byte order, and has exactly the length of the algorithm's.
func ExampleNew() {
	number := crc32.ChecksumIEEE([]byte("test-checksum"))
	v, err := checksum.New(checksum.CRC32, binary.BigEndian.AppendUint32(nil, number))
	fmt.Println(v, err)

	_, err = checksum.New(checksum.CRC64NVME, binary.BigEndian.AppendUint32(nil, number))
	fmt.Println(err)
	// Output:
	// lVk/nw== <nil>
	// checksum: malformed value
}

// Names of algorithms have upper case and no dashes, and nothing else is one.
func ExampleParseAlgorithm() {
	for _, name := range []string{"SHA256", "SHA-256", "sha256", ""} {
		a, err := checksum.ParseAlgorithm(name)
		fmt.Printf("%q %v\n", a.Header(), err)
	}
	// Output:
	// "x-amz-checksum-sha256" <nil>
	// "" checksum: unknown algorithm
	// "" checksum: unknown algorithm
	// "" checksum: unknown algorithm
}

// The name of a type is read alone. That CRC64NVME has no COMPOSITE values shows when one
// of them is read.
func ExampleParseType() {
	t, err := checksum.ParseType("COMPOSITE")
	fmt.Println(t, err)

	_, err = checksum.Parse(checksum.CRC64NVME, t, "AAAAAAAAAAA=-2")
	fmt.Println(err)

	_, err = checksum.ParseType("composite")
	fmt.Println(err)
	// Output:
	// COMPOSITE <nil>
	// checksum: unknown type
	// checksum: unknown type
}

// A COMPOSITE checksum depends on where the parts end, even for one part.
func ExampleCompose() {
	v, err := checksum.Compose([]checksum.Value{
		checksum.Sum(checksum.CRC32C, []byte("test content 123")),
	})
	fmt.Println(v, v.Type(), err)
	// Output: sZB91Q==-1 COMPOSITE <nil>
}

// The checksum of an object follows from those of its parts, without the bytes.
func ExampleCombine() {
	hello, world := []byte("hello, "), []byte("world")
	v, err := checksum.Combine([]checksum.Piece{
		{Value: checksum.Sum(checksum.CRC64NVME, hello), Size: int64(len(hello))},
		{Value: checksum.Sum(checksum.CRC64NVME, world), Size: int64(len(world))},
	})
	fmt.Println(v == checksum.Sum(checksum.CRC64NVME, []byte("hello, world")), err)
	// Output: true <nil>
}

// A reader of all parts at once gets the checksum of the object; a reader of one part of
// a FULL_OBJECT gets none.
func ExampleOffer() {
	object := checksum.Sum(checksum.CRC32, []byte("object"))

	v, ok := checksum.Offer(object, 3, checksum.ScopeCovering, checksum.Value{})
	fmt.Println(v == object, ok)

	_, ok = checksum.Offer(object, 3, checksum.ScopePart, checksum.Value{})
	fmt.Println(ok)
	// Output:
	// true true
	// false
}

// The end of a stream is where a mismatch shows.
func ExampleNewReader() {
	want := checksum.Sum(checksum.SHA256, []byte("what was stored"))
	_, err := io.ReadAll(checksum.NewReader(strings.NewReader("what was found"), want))

	var mismatch *checksum.MismatchError
	fmt.Println(errors.As(err, &mismatch) && mismatch.Want == want)
	// Output: true
}

// The mode is ENABLED in any letter case, or an error.
func ExampleRequested() {
	fmt.Println(checksum.Requested([]string{"enabled"}))
	fmt.Println(checksum.Requested(nil))
	fmt.Println(checksum.Requested([]string{"yes"}))
	// Output:
	// true <nil>
	// false <nil>
	// false checksum: unknown checksum mode
}
