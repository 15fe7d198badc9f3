package playground

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"time"

	"github.com/s3get/s3get/getobject"
	"github.com/s3get/s3get/getobject/address"
	"github.com/s3get/s3get/getobject/fixture"
	"github.com/s3get/s3get/getobject/getobjecttest"
	"github.com/s3get/s3get/getobject/vectors"
	"github.com/s3get/s3get/store"
)

// How a request is signed.
const (
	signNone   = "none"
	signHeader = "header"
	signQuery  = "query"
)

// signed returns the request as it is sent: with the signature of its principal, if it is to have
// one. It is made by the signer of the vectors, which shares nothing with what verifies it. A target
// that is signed in the header is sent as it is; one that is signed itself is sent as it is signed.
func (q request) signed(h *getobject.Handler, f *fixture.Fixture, text string, at time.Time) (request, error) {
	switch q.Sign {
	case "", signNone:
		return q, nil
	case signHeader, signQuery:
	default:
		return q, fmt.Errorf("sign is %q, not none, header or query", q.Sign)
	}
	if q.As == "" {
		return q, errors.New("nobody cannot sign: choose a principal")
	}
	if err := q.check(); err != nil {
		return q, err
	}
	composed, err := compose(json.RawMessage(text), q.asVector(h, f), at)
	if err != nil {
		return q, err
	}
	q.Header = composed.Header
	if q.Sign == signQuery {
		q.Target = composed.Target
	}
	return q, nil
}

// asVector returns the request as one of a vector, which its principal signs.
func (q *request) asVector(h *getobject.Handler, f *fixture.Fixture) vectors.Request {
	path, query := cutTarget(q.Target)
	region, service := scopeOf(f, h.Hosts.Parse(q.Host, path))
	r := vectors.Request{
		Method: q.Method, Host: q.Host, Key: strings.TrimPrefix(path, "/"), Query: query, TLS: q.TLS,
		As: q.As, Presigned: q.Sign == signQuery, Sign: &vectors.Sign{Region: region, Service: service},
	}
	if q.Expires != 0 {
		r.Sign.Expires = &q.Expires
	}
	for _, l := range q.Header {
		if !strings.EqualFold(l[0], "Host") {
			r.Headers = append(r.Headers, vectors.Line{Name: l[0], Value: l[1]})
		}
	}
	return r
}

// compose makes the request of a vector.
func compose(fixture json.RawMessage, r vectors.Request, at time.Time) (request, error) {
	runner := getobjecttest.Target{Addr: "localhost", TLSAddr: "localhost", Now: func() time.Time { return at }}
	message, err := runner.Message(fixture, r)
	if err != nil {
		return request{}, err
	}
	q, err := parseHTTP(string(message))
	if err != nil {
		return request{}, err
	}
	q.Header = q.Header[:len(q.Header)-1] // the runner's own line
	q.TLS = r.TLS
	return q, nil
}

// cutTarget returns the path of a target and its parameters, decoded as far as they can be.
func cutTarget(target string) (path string, query []vectors.Item) {
	path, text, _ := strings.Cut(target, "?")
	for _, item := range strings.Split(text, "&") {
		name, value, ok := strings.Cut(item, "=")
		if item != "" {
			query = append(query, vectors.Item{Name: decoded(name, url.QueryUnescape), Value: decoded(value, url.QueryUnescape), Bare: !ok})
		}
	}
	return decoded(path, url.PathUnescape), query
}

// decoded returns a text without its escapes, or as it is if they are none.
func decoded(text string, by func(string) (string, error)) string {
	if plain, err := by(text); err == nil {
		return plain
	}
	return text
}

// scopeOf returns the region and the service that a signature for an address is made for.
func scopeOf(f *fixture.Fixture, to address.Address) (region, service string) {
	ctx := context.Background()
	switch to.Endpoint {
	case address.EndpointZonal:
		service = "s3express"
	case address.EndpointOutposts:
		service = "s3-outposts"
	case address.EndpointObjectLambda:
		service = "s3-object-lambda"
		if p, err := f.ObjectLambda.ObjectLambda(ctx, to.AccessPoint, to.Account); err == nil {
			to = p.Supporting
		}
	}
	if b, err := f.Store.Bucket(ctx, bucketOf(f, to)); err == nil {
		return b.SigningRegion(), service
	}
	return store.DefaultRegion, service
}

// bucketOf returns the bucket that an address names, itself or by an access point.
func bucketOf(f *fixture.Fixture, to address.Address) string {
	if !to.NamesAccessPoint() && !address.IsAlias(to.Bucket) {
		return to.Bucket
	}
	name := cmp.Or(to.AccessPoint, to.Bucket)
	if behind, err := store.ResolveAccessPoint(context.Background(), f.Store, name, to.Account); err == nil {
		return behind
	}
	return to.Bucket
}
