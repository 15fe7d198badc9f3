package sse_test

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/sha256"
	"fmt"

	"github.com/s3get/s3get/sse"
)

// A server that has kept the MD5 of each key can go on using it.
func ExampleParseMD5Matcher() {
	m, err := sse.ParseMD5Matcher("hRasmdxgYDKV3nvbahU1MA==")
	if err != nil {
		fmt.Println(err)
		return
	}
	e := sse.Encryption{Customer: m}
	fmt.Println(sse.Check(e, sse.NewCustomerKey([]byte("0123456789abcdef0123456789abcdef"))))
	fmt.Println(sse.Check(e, sse.NewCustomerKey([]byte("another key of thirty-two bytes!"))))
	// Output:
	// <nil>
	// sse: not the customer key of the object
}

// seal returns an authenticated cipher under a key that is derived from the customer's.
func seal(key sse.CustomerKey) cipher.AEAD {
	derived := sha256.Sum256(append([]byte("object key"), key.Bytes()...))
	block, _ := aes.NewCipher(derived[:]) // the length is right
	aead, _ := cipher.NewGCM(block)       // and the cipher too
	return aead
}

// Another server keeps the key of each object sealed under the customer's. It has no
// fingerprint and needs none: the right key is the one that opens the seal.
func ExampleMatcherFunc() {
	customer := sse.NewCustomerKey([]byte("0123456789abcdef0123456789abcdef"))
	nonce := make([]byte, 12) // a real one is drawn for each object
	sealed := seal(customer).Seal(nil, nonce, []byte("the key that encrypts the object"), nil)

	e := sse.Encryption{Customer: sse.MatcherFunc(func(key sse.CustomerKey) bool {
		_, err := seal(key).Open(nil, nonce, sealed, nil)
		return err == nil
	})}
	fmt.Println(sse.Check(e, customer))
	fmt.Println(sse.Check(e, sse.NewCustomerKey([]byte("another key of thirty-two bytes!"))))
	fmt.Println(sse.Check(e, sse.CustomerKey{}))
	fmt.Println(e)
	// Output:
	// <nil>
	// sse: not the customer key of the object
	// sse: object needs the customer key
	// {Algorithm: KMSKeyID: BucketKey:false KeyState:Enabled Customer:[redacted]}
}
