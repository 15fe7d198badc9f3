package sigv4

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"

	"github.com/s3get/s3get/getobject"
	"github.com/s3get/s3get/store"
)

// A Chain verifies the signatures of the chunks of a body, each of which covers the one
// before it; the first covers that of the header, the seed. S3 SigV4: Transferring payload
// in multiple chunks.
//
// It shows neither the key nor a signature that would be right. A Chain is used by one
// goroutine. The zero Chain is that of a request that is not signed, and verifies nothing.
type Chain struct {
	// A closure holds the key because package fmt walks through unexported fields.
	key      func() []byte
	scope    string // the date and the scope, a line each
	previous string
}

// AuthenticateChain is [Authenticator.Authenticate] for a request whose body may be signed in
// chunks, and returns what verifies them: the zero Chain for a request that is not signed.
func (a *Authenticator) AuthenticateChain(ctx context.Context, r *getobject.Request, b *store.Bucket) (getobject.Identity, Chain, error) {
	known, c, err := a.verify(ctx, r, b)
	if err != nil || c == nil {
		return getobject.Identity{}, Chain{}, err
	}
	key := signingKey(known.SecretKey, c.scope)
	return known.Identity, Chain{
		key:      func() []byte { return key },
		scope:    c.date + "\n" + c.scope.text + "\n",
		previous: c.signature,
	}, nil
}

// IsZero reports whether the Chain is that of a request that is not signed.
func (c *Chain) IsZero() bool { return c.key == nil }

// Chunk reports whether signature is that of the next chunk, whose bytes have the digest sum,
// and goes on from it. The last chunk, which is empty, has one too.
func (c *Chain) Chunk(signature string, sum [sha256.Size]byte) bool {
	empty := sha256.Sum256(nil)
	return c.next("AWS4-HMAC-SHA256-PAYLOAD\n", hex.EncodeToString(empty[:])+"\n", signature, sum)
}

// Trailer reports whether signature is that of the trailer, which follows the last chunk and
// whose lines have the digest sum: of each the name, a colon, the value and a newline.
func (c *Chain) Trailer(signature string, sum [sha256.Size]byte) bool {
	return c.next("AWS4-HMAC-SHA256-TRAILER\n", "", signature, sum)
}

// next compares a signature in time that does not depend on how much of it is right.
func (c *Chain) next(algorithm, empty, signature string, sum [sha256.Size]byte) bool {
	if c.IsZero() {
		return false
	}
	h := hmac.New(sha256.New, c.key())
	h.Write([]byte(algorithm + c.scope + c.previous + "\n" + empty + hex.EncodeToString(sum[:])))
	want := hex.EncodeToString(h.Sum(nil))
	if subtle.ConstantTimeCompare([]byte(signature), []byte(want)) != 1 {
		return false
	}
	c.previous = want
	return true
}
