package sigv4

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"strings"

	"github.com/s3get/s3get/getobject"
	"github.com/s3get/s3get/store"
)

// A Chain verifies the signatures of the chunks of a body, each of which covers the one
// before it; the first covers that of the header, the seed. S3 SigV4: Transferring payload
// in multiple chunks.
//
// It shows neither the key nor a signature that would be right. A Chain is used by one
// goroutine. The zero Chain is that of a request that is not signed, or with version 2, and
// verifies nothing.
type Chain struct {
	matches   matcher // a closure, which holds the key: package fmt walks through unexported fields
	algorithm string
	scope     string // the date and the scope, a line each
	previous  string
}

// AuthenticateChain is [Authenticator.Authenticate] for a request whose body may be signed in
// chunks, and returns what verifies them: the zero Chain for a request that is not signed.
func (a *Authenticator) AuthenticateChain(ctx context.Context, r *getobject.Request, b *store.Bucket) (getobject.Identity, Chain, error) {
	known, c, err := a.verify(ctx, r, b)
	if err != nil || c == nil || c.scope.text == "" {
		return known.Identity, Chain{}, err
	}
	algorithm := symmetric
	if c.asymmetric {
		algorithm = asymmetric
	}
	return known.Identity, Chain{
		matches:   c.matcher(known.SecretKey),
		algorithm: algorithm,
		scope:     c.date + "\n" + c.scope.text + "\n",
		previous:  c.signature,
	}, nil
}

// IsZero reports whether the Chain is one that verifies nothing.
func (c *Chain) IsZero() bool { return c.matches == nil }

// Asymmetric reports whether the signatures are asymmetric ones.
func (c *Chain) Asymmetric() bool { return c.algorithm == asymmetric }

// Chunk reports whether signature is that of the next chunk, whose bytes have the digest sum,
// and goes on from it. The last chunk, which is empty, has one too.
func (c *Chain) Chunk(signature string, sum [sha256.Size]byte) bool {
	empty := sha256.Sum256(nil)
	return c.next("-PAYLOAD\n", hex.EncodeToString(empty[:])+"\n", signature, sum)
}

// Trailer reports whether signature is that of the trailer, which follows the last chunk and
// whose lines have the digest sum: of each the name, a colon, the value and a newline.
func (c *Chain) Trailer(signature string, sum [sha256.Size]byte) bool {
	return c.next("-TRAILER\n", "", signature, sum)
}

// next compares a signature with that of the next text. An asymmetric one, whose length varies,
// may be filled up with asterisks, and nobody says whether the next covers them: both forms are
// tried.
func (c *Chain) next(of, empty, signature string, sum [sha256.Size]byte) bool {
	if c.IsZero() {
		return false
	}
	bare := signature
	if c.Asymmetric() {
		bare = strings.TrimRight(signature, "*")
	}
	for _, previous := range [...]string{c.previous, strings.TrimRight(c.previous, "*")} {
		text := c.algorithm + of + c.scope + previous + "\n" + empty + hex.EncodeToString(sum[:])
		if c.matches([]byte(text), bare) {
			c.previous = signature
			return true
		}
		if previous == c.previous && !strings.HasSuffix(previous, "*") {
			break
		}
	}
	return false
}
