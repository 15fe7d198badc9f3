package sigv4_test

import (
	"crypto/sha256"
	"fmt"

	"github.com/s3get/s3get/getobject/sigv4"
)

// The Chain of a request that is not signed accepts no signature.
func ExampleChain() {
	var c sigv4.Chain
	fmt.Println(c.IsZero(), c.Chunk("", sha256.Sum256(nil)))
	// Output: true false
}
