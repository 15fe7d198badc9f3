package store_test

import (
	"bytes"
	"context"
	"crypto/aes"
	"crypto/cipher"
	"fmt"
	"io"

	"github.com/s3get/s3get/sse"
	"github.com/s3get/s3get/store"
)

// A cabinet is an Object that is encrypted at rest. It does not have the key.
type cabinet struct {
	store.Object
	sealed []byte
}

var _ store.Decrypter = cabinet{}

func (c cabinet) OpenRangeWithKey(_ context.Context, key sse.CustomerKey, off, n int64) (io.ReadCloser, error) {
	text, err := crypt(key, c.sealed[:off+n])
	if err != nil {
		return nil, err
	}
	return io.NopCloser(bytes.NewReader(text[off:])), nil
}

// crypt seals text, and opens what is sealed, which is the same in this mode.
func crypt(key sse.CustomerKey, b []byte) ([]byte, error) {
	block, err := aes.NewCipher(key.Bytes())
	if err != nil {
		return nil, err
	}
	var iv [aes.BlockSize]byte // a real one is drawn for each object
	out := make([]byte, len(b))
	cipher.NewCTR(block, iv[:]).XORKeyStream(out, b)
	return out, nil
}

// The bytes of an Object mean nothing until a request brings the key, which the caller
// compared with the fingerprint in the Info before. Offsets count the bytes that clients
// see.
func ExampleDecrypter() {
	key := sse.NewCustomerKey([]byte("0123456789abcdef0123456789abcdef"))
	sealed, err := crypt(key, []byte("hello"))
	fmt.Println(string(sealed) == "hello", err)

	r, err := store.OpenRange(context.Background(), cabinet{sealed: sealed}, key, 1, 3)
	if err != nil {
		fmt.Println(err)
		return
	}
	defer r.Close()
	text, err := io.ReadAll(r)
	fmt.Println(string(text), err)
	// Output:
	// false <nil>
	// ell <nil>
}
