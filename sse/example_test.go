package sse_test

import (
	"errors"
	"fmt"
	"net/http"

	"github.com/s3get/s3get/sse"
)

// A client sends its key over TLS. The key opens the object whose fingerprint it
// matches, and printing it shows nothing.
func ExampleParseCustomer() {
	h := make(http.Header)
	h.Set("x-amz-server-side-encryption-customer-algorithm", "AES256")
	h.Set("x-amz-server-side-encryption-customer-key", "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=")

	key, err := sse.ParseCustomer(h, true)
	fmt.Println(key, len(key.Bytes()), err)

	_, err = sse.ParseCustomer(h, false)
	fmt.Println(errors.Is(err, sse.Insecure))
	// Output:
	// [redacted] 32 <nil>
	// true
}

// The store keeps a fingerprint in place of the key. A key of another length is wrong
// like any other key.
func ExampleCheck() {
	key := sse.NewCustomerKey([]byte("0123456789abcdef0123456789abcdef"))
	fingerprint, err := sse.NewFingerprint(key, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	e := sse.Encryption{Customer: fingerprint}

	fmt.Println(sse.Check(e, key))
	fmt.Println(sse.Check(e, sse.NewCustomerKey([]byte("short"))))
	fmt.Println(sse.Check(e, sse.CustomerKey{}))
	// Output:
	// <nil>
	// sse: not the customer key of the object
	// sse: object needs the customer key
}

// The name of an algorithm is case-sensitive. The empty text is an object without
// encryption, whose response names no algorithm.
func ExampleParseAlgorithm() {
	for _, name := range []string{"aws:kms:dsse", "AES256", "aes256", ""} {
		a, err := sse.ParseAlgorithm(name)
		e := sse.Encryption{Algorithm: a}
		fmt.Printf("%q %t %v\n", a, e.UsesKMS(), err)
	}
	// Output:
	// "aws:kms:dsse" true <nil>
	// "AES256" false <nil>
	// "" false sse: unknown algorithm
	// "" false <nil>
}

// A key that is disabled or will be deleted decrypts nothing. That is not a fault of the
// request: Check accepts it, and the server that reads the object checks the state.
func ExampleParseKeyState() {
	for _, name := range []string{"Enabled", "PendingDeletion", "pending"} {
		state, err := sse.ParseKeyState(name)
		if err != nil {
			fmt.Println(err)
			continue
		}
		e := sse.Encryption{Algorithm: sse.KMS, KeyState: state}
		fmt.Println(e.KeyState, e.KeyState == sse.KeyEnabled, sse.Check(e, sse.CustomerKey{}))
	}
	// Output:
	// Enabled true <nil>
	// PendingDeletion false <nil>
	// sse: unknown key state
}

// A response names the algorithm and the key, and the bucket key only if there is one.
func ExampleEncryption_Fields() {
	e := sse.Encryption{
		Algorithm: sse.KMS,
		KMSKeyID:  "arn:aws:kms:us-east-1:111122223333:key/example",
	}
	for name, value := range e.Fields(sse.CustomerKey{}) {
		fmt.Printf("%s: %s\n", name, value)
	}
	// Output:
	// x-amz-server-side-encryption: aws:kms
	// x-amz-server-side-encryption-aws-kms-key-id: arn:aws:kms:us-east-1:111122223333:key/example
}
