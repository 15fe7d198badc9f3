package respell

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/s3get/s3get/checksum"
	"github.com/s3get/s3get/getobject"
	"github.com/s3get/s3get/sse"
	"github.com/s3get/s3get/store"
)

// The facts by which readings are told apart.
const (
	// Owner is the account of the buckets that a request is tried on.
	Owner = "111122223333"

	// Client is the account that asks.
	Client = "444455556666"

	// Key is the customer's key of one of the objects.
	Key = "0123456789abcdef0123456789abcdef"
)

// Modified is when the objects were modified.
var Modified = time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)

// tags are the entity tags that conditions are tried on.
var tags = [...]string{`"a"`, `"a b"`, `"a  b"`, `"a,b"`, `"a, b"`}

// Reading tells all that a read takes from r: what it names, and its outcome over
// objects and buckets that differ in what requests may say of them. Two requests with
// the same Reading are the same read.
func Reading(r *getobject.Request) string {
	var b strings.Builder
	selector, versionErr := r.Version()
	selection, selectionErr := r.Selection()
	fmt.Fprintf(&b, "%s %+v version %s %v %+v %v", r.Method, r.Address, selector, versionErr, selection, selectionErr)
	for _, pays := range [...]bool{false, true} {
		for _, tag := range tags {
			try(&b, r, desk{info: store.Info{Size: 10, ETag: tag, LastModified: Modified,
				Checksum: checksum.Sum(checksum.CRC32, nil)}, pays: pays})
		}
	}
	sealed, err := sse.NewFingerprint(sse.NewCustomerKey([]byte(Key)), nil)
	if err != nil {
		panic(err) // of a random source
	}
	try(&b, r, desk{info: store.Info{Size: 10, ETag: tags[0], LastModified: Modified, Encryption: sse.Encryption{Customer: sealed}}})
	return b.String()
}

// try writes the outcome of r over d. Of a refusal it writes the rule, since a document
// repeats what was sent as it was sent.
func try(b *strings.Builder, r *getobject.Request, d desk) {
	o := getobject.Operation{Store: d, Authenticator: client{}, Authorizer: witness{b}}
	resp, err := o.Do(context.Background(), r)
	if refusal := (*getobject.Error)(nil); errors.As(err, &refusal) {
		fmt.Fprintf(b, "\n%v", refusal.Rule)
		return
	}
	fmt.Fprintf(b, "\n%d %v %v %q", resp.Status, resp.Rule, resp.Window, resp.Fields)
}

// A desk is a store with one object under every name.
type desk struct {
	info store.Info
	pays bool
}

func (d desk) Bucket(_ context.Context, name string) (*store.Bucket, error) {
	return &store.Bucket{Name: name, Owner: Owner, RequesterPays: d.pays}, nil
}

func (d desk) Open(context.Context, store.Ref) (store.Object, error) { return sheet{&d.info}, nil }

// A sheet is an object of which nothing is read.
type sheet struct{ info *store.Info }

func (s sheet) Info() *store.Info { return s.info }

func (sheet) OpenRange(context.Context, int64, int64) (io.ReadCloser, error) {
	return io.NopCloser(strings.NewReader("")), nil
}

func (sheet) Close() error { return nil }

// A client is who asks, whatever the signature says.
type client struct{}

func (client) Authenticate(context.Context, *getobject.Request, *store.Bucket) (getobject.Identity, error) {
	return getobject.Identity{Account: Client, AccessKey: "AKIDCLIENT"}, nil
}

// A witness allows everything and writes down what it is asked.
type witness struct{ b *strings.Builder }

func (w witness) Authorize(_ context.Context, a getobject.Access) (getobject.Verdict, error) {
	fmt.Fprintf(w.b, "\n%s %s/%s@%s", a.Action, a.Bucket.Name, a.Key, a.Version)
	return getobject.Allow, nil
}
