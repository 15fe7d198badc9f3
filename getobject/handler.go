package getobject

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"time"

	"github.com/s3get/s3get/getobject/address"
	"github.com/s3get/s3get/store"
)

// A Handler answers GetObject and HeadObject over HTTP.
//
// A Handler takes the path of a request as it is, so that keys keep their slashes and
// dots. [http.ServeMux] redirects to cleaned paths, and [http.StripPrefix] changes the path
// that is signed: put the Handler before them, or under [Handler.Prefix].
//
// The fields are not changed while requests are served. A Handler may be copied, and
// copies may serve at the same time.
type Handler struct {
	// Store has the objects.
	Store store.Store

	// Authenticator identifies the requester. Nil means that every request is
	// anonymous.
	Authenticator Authenticator

	// Authorizer decides what a requester may do. Nil means that every request is
	// refused; [AllowAll] is the way to refuse none.
	Authorizer Authorizer

	// Hosts says which hosts name buckets.
	Hosts address.Hosts

	// Prefix is the path under which the Handler is mounted, such as "/s3", with a slash
	// at its beginning and none at its end. Clients sign it, and keys do not have it.
	Prefix string

	// Next serves what is neither GetObject nor HeadObject, preflight requests for buckets
	// without CORS rules, and what is not under Prefix. Nil means that such requests get
	// S3's error.
	Next http.Handler

	// Log gets one line for each request that was not passed to Next. Nil means no log.
	Log *slog.Logger

	// Done is called at the end of each request that was not passed to Next. Nil means
	// that nothing is called. The Record may be kept.
	Done func(Record)

	// Server is the field of that name of each answer, which is "AmazonS3" from Amazon S3.
	// "" sends none.
	Server string

	// NewIDs makes the ids of a request to a kind of endpoint. Nil means [RandomIDs].
	NewIDs func(address.Endpoint) IDs

	// Now is the clock. Nil means [time.Now].
	Now func() time.Time

	// Secure reports whether a request came over a connection that keeps a customer's
	// key secret. Nil means over TLS to this very server. Set it when TLS terminates at
	// a proxy.
	Secure func(*http.Request) bool
}

// Address returns what the host of hr and its path below Prefix name. It is the zero Address for a path
// that is not under Prefix, which Next answers.
func (h *Handler) Address(hr *http.Request) address.Address {
	path, ok := below(h.Prefix, hr.URL.Path)
	if !ok {
		return address.Address{}
	}
	return h.Hosts.Parse(hr.Host, path)
}

// isOther reports whether r, which Parse refused with err or not at all, is for Next: another
// operation, or a preflight request for a bucket that has no CORS rules or is not there.
func (h *Handler) isOther(ctx context.Context, r *Request, err error) bool {
	if err != nil || !r.IsPreflight() {
		return err != nil && asError(err).IsOtherOperation()
	}
	x := &exchange{ctx: ctx, op: h.Operation()}
	x.request = r
	_ = x.findBucket() // which is told by x.absent
	if x.absent != nil {
		return errors.Is(x.absent, store.ErrNoBucket) || errors.Is(x.absent, store.ErrNoAccessPoint)
	}
	return len(x.facts.Bucket.CORS) == 0
}
