package content_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/s3get/s3get/store/blobstore/internal/content"
)

// memory is a Source.
type memory []byte

func (m memory) OpenRange(_ context.Context, off, n int64) (io.ReadCloser, error) {
	return io.NopCloser(io.NewSectionReader(bytes.NewReader(m), off, n)), nil
}

// What is written compressed and sealed is read back with the layout and the key, in windows.
func ExampleNewReader() {
	key := []byte("thirty-two bytes, of this alone.")
	var file bytes.Buffer
	w := content.NewWriter(&file, content.Options{Key: key, Compress: true})
	fmt.Fprint(w, strings.Repeat("so much to say, so much to say, ", 10_000))
	layout, err := w.Close()
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(layout.Size > layout.Packed, layout.Sealed, layout.Stored() == int64(file.Len()))

	var src content.Source = memory(file.Bytes())
	r, err := content.NewReader(context.Background(), src, layout, key, 320, 14)
	if err != nil {
		fmt.Println(err)
		return
	}
	defer r.Close()
	window, err := io.ReadAll(r)
	fmt.Printf("%s %v\n", window, err)
	// Output:
	// true true true
	// so much to say <nil>
}

// A block that is not as it was written is found without the key. Reading gives what is before
// it.
func ExampleVerify() {
	var file bytes.Buffer
	w := content.NewWriter(&file, content.Options{})
	fmt.Fprint(w, strings.Repeat("0123456789abcdef", 10_000))
	layout, err := w.Close()
	if err != nil {
		fmt.Println(err)
		return
	}
	file.Bytes()[70_000] ^= 1

	src := memory(file.Bytes())
	err = content.Verify(context.Background(), src, layout, nil)
	fmt.Println(err)
	var damage *content.Damage
	fmt.Println(errors.As(err, &damage) && damage.Offset == 65_536)
	for err := range content.Faults(context.Background(), src, layout, nil) {
		fmt.Println("one of all:", err)
	}
	// Output:
	// content: byte 65536 is lost: block at byte 65544 of the file: its checksum is another
	// true
	// one of all: content: byte 65536 is lost: block at byte 65544 of the file: its checksum is another
}
