package checksum_test

import (
	"errors"
	"fmt"
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
	// X-Amz-Checksum-Crc32: lVk/nw==
	// X-Amz-Checksum-Type: FULL_OBJECT
}

// The number behind the checksum of a COMPOSITE object is the number of its parts.
func ExampleParse() {
	v, err := checksum.Parse(checksum.CRC32, checksum.Composite, "gkCICQ==-3")
	fmt.Println(v, v.Parts(), err)

	_, err = checksum.Parse(checksum.CRC32, checksum.FullObject, "gkCICQ==-3")
	fmt.Println(err)
	// Output:
	// gkCICQ==-3 3 <nil>
	// checksum: malformed value
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

	v, ok := checksum.Offer(object, 3, checksum.Covering, checksum.Value{})
	fmt.Println(v == object, ok)

	_, ok = checksum.Offer(object, 3, checksum.Part, checksum.Value{})
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
