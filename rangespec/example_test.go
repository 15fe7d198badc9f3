package rangespec_test

import (
	"errors"
	"fmt"

	"github.com/s3get/s3get/rangespec"
)

// A client asks for the last bytes of an object, and gets all of it if there are
// fewer.
func Example() {
	spec, err := rangespec.Parse("bytes=-4")
	if err != nil {
		fmt.Println("answer with the whole object:", err)
		return
	}
	for _, size := range []int64{26, 3} {
		w, err := spec.Resolve(size)
		fmt.Println(w.ContentRange(size), w.Length, err)
	}
	// Output:
	// bytes 22-25/26 4 <nil>
	// bytes 0-2/3 3 <nil>
}

// A field that asks for several ranges is ignored, and so is one that is not
// valid. The error says which.
func ExampleParse() {
	for _, value := range []string{"bytes=0-4", "Bytes=5-", "bytes=0-1,3-4", "items=0-4", "bytes=4-0"} {
		spec, err := rangespec.Parse(value)
		fmt.Printf("%q %v\n", spec, err)
	}
	// Output:
	// "bytes=0-4" <nil>
	// "bytes=5-" <nil>
	// "" rangespec: several ranges
	// "" rangespec: range unit is not bytes
	// "" rangespec: malformed range
}

// A second field line continues the list of the first.
func ExampleFromLines() {
	_, err := rangespec.FromLines([]string{"bytes=0-1", "3-4"})
	fmt.Println(err)
	// Output: rangespec: several ranges
}

// A range has no byte in two ways: it begins past the end, or it asks for none.
func ExampleSpec_Resolve_unsatisfiable() {
	_, err := rangespec.From(10).Resolve(10)
	fmt.Println(err)
	_, err = rangespec.Suffix(0).Resolve(10)
	fmt.Println(err)
	// Output:
	// rangespec: range not satisfiable
	// rangespec: range not satisfiable
}

// Parts count by position. The error says how many there are.
func ExampleResolvePart() {
	second := rangespec.Window{Offset: 12, Length: 13}
	w, _ := rangespec.ResolvePart(2, 3, second, 30)
	fmt.Println(w.ContentRange(30))

	_, err := rangespec.ResolvePart(10, 3, rangespec.Window{}, 30)
	var none *rangespec.NoPartError
	if errors.As(err, &none) {
		fmt.Println(none.Requested, none.Count)
	}
	// Output:
	// bytes 12-24/30
	// 10 3
}

// An object of one PUT has one part, which is all of it.
func ExampleResolvePart_plain() {
	w, err := rangespec.ResolvePart(1, 0, rangespec.Window{}, 8)
	fmt.Println(w.ContentRange(8), err)
	// Output: bytes 0-7/8 <nil>
}

// A client that reads block by block asks for positions, and both ends are inclusive. The
// last block may end past the object: it is cut.
func ExampleBetween() {
	const size, block = 26, 10
	for first := uint64(0); first < size; first += block {
		spec := rangespec.Between(first, first+block-1)
		w, err := spec.Resolve(size)
		fmt.Println(spec, w, w.Length, err)
	}
	// Output:
	// bytes=0-9 0-9 10 <nil>
	// bytes=10-19 10-19 10 <nil>
	// bytes=20-29 20-25 6 <nil>
}

// The end of a file can be read without knowing its size. A suffix is a length and not a
// position: a suffix of 0 bytes is unsatisfiable, and so is any of an empty object.
func ExampleSuffix() {
	for _, size := range []int64{1000, 0} {
		for _, n := range []uint64{22, 0} {
			spec := rangespec.Suffix(n)
			w, err := spec.Resolve(size)
			fmt.Println(spec, w.Length, err)
		}
	}
	// Output:
	// bytes=-22 22 <nil>
	// bytes=-0 0 rangespec: range not satisfiable
	// bytes=-22 0 rangespec: range not satisfiable
	// bytes=-0 0 rangespec: range not satisfiable
}

// A part number may have leading zeros, and has nothing but digits.
func ExampleParsePart() {
	fmt.Println(rangespec.ParsePart("02"))
	fmt.Println(rangespec.ParsePart("1.0"))
	// Output:
	// 2 <nil>
	// 0 rangespec: part number is not an integer from 1 to 10000
}

// A Range line beside a part number is refused, even if it is empty.
func ExampleSelect() {
	part := "2"
	s, err := rangespec.Select(nil, &part)
	fmt.Println(s.Part, err)

	_, err = rangespec.Select([]string{""}, &part)
	fmt.Println(err)

	s, err = rangespec.Select([]string{"bytes=0-1,3-4"}, nil)
	fmt.Println(s.Spec.IsZero(), s.Ignored, err)
	// Output:
	// 2 <nil>
	// rangespec: both Range and partNumber
	// true rangespec: several ranges <nil>
}
