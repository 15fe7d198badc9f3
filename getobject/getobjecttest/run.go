// Package getobjecttest runs the vectors of package vectors against a server: any server
// that speaks HTTP/1.1 on a socket, written in any language.
//
// [Run] sends one vector and compares the answer. It uses no store and no handler, so
// that what it believes about a response comes from the vector and its fixture alone.
//
// [Send] returns the answer instead, and [Answer.Check] compares it later.
//
// [FixtureHandler] makes a handler of a fixture, against which vectors and clients can run.
//
// # What is sent
//
// Exactly what the vector says, written by hand: header lines in their order, with their
// blanks, empty values and repetitions, after Host and before the only line of the
// runner's own, "Connection: close". Every byte of path and query but A-Z, a-z, 0-9 and
// "-._~" is percent-encoded with upper-case digits; "/" stays in the path. The target of a
// path-style request starts with the bucket, and its Host is the address of the server.
//
// A principal signs as S3 Authenticating Requests describes for Signature Version 4:
// every listed line and Host, in the Authorization header or in the query. The parameters
// of a presigned URL are sent sorted, as they are signed, with X-Amz-Signature at the end.
//
// # What is compared
//
// What the vector expects, and for every response what holds without being written down:
//
//	HEAD, 304     nothing follows the header section (RFC 9110 §9.3.2, §15.4.5)
//	200, 206      Content-Length is there and is the length of the body (§8.6)
//	400 and up    the body is S3's error document: its declaration, a line break, an
//	              Error element without namespace, attributes, or text between elements
//	all           nothing follows the body, and the connection is closed as asked
//
// The second and the third hold for GET and OPTIONS.
//
// A header that a vector names must stand on one line, as S3 sends it.
package getobjecttest

import (
	"context"
	"crypto/tls"
	"fmt"
	"time"

	"github.com/s3get/s3get/getobject/vectors"
)

// A Target is a server that vectors are run against. It must hold the state of the
// fixture of the file that they are from.
type Target struct {
	// Addr is the host and port of the server without TLS.
	Addr string

	// TLSAddr is the host and port of the server with TLS. If it is empty, vectors that
	// ask for TLS fail.
	TLSAddr string

	// TLS configures the TLS client. Nil means the system's root certificates, and the
	// host of TLSAddr as the name of the server.
	TLS *tls.Config

	// IgnoreCase says that header fields may have names in any letter case. S3 sends
	// "ETag" and "x-amz-request-id", and from directory buckets lower case alone, which
	// counts for clients that look names up as they were sent (boto3, metadata).
	IgnoreCase bool

	// HTTP2 sends over HTTP/2: in the clear with prior knowledge, and over TLS. Requests that
	// cannot be sent there are [ErrUnsendable].
	HTTP2 bool

	// Now is the clock that requests are signed by and that placeholders are made from.
	// Nil means time.Now.
	Now func() time.Time
}

// Run sends the request of v, which is a vector of file, to target and compares the
// response. It returns nil if all is as expected, and otherwise all differences, each a
// [*Mismatch], joined (see [errors.Join]). An error of another type means that there is
// no answer: the server cannot be reached, what it sent is no HTTP, or v does not fit the
// fixture of file.
//
// Run opens a connection of its own and keeps nothing, so that vectors may run
// concurrently. It takes no longer than ctx allows, and no longer than half a minute.
func Run(ctx context.Context, target Target, file vectors.File, v vectors.Vector) error {
	a, err := Send(ctx, target, file, vectors.Step{Request: v.Request})
	if err != nil {
		return fmt.Errorf("%s: %w", v.ID, err)
	}
	return a.Check(file, v)
}

// Send sends the request of a step, with its body if it has one, to target and returns what comes
// back, whatever the step expects. The fixture of file has to have who signs it, and the region of
// its bucket. It takes as long as [Run] at most.
func Send(ctx context.Context, target Target, file vectors.File, step vectors.Step) (*Answer, error) {
	seeded, err := readSeeds(file.Fixture)
	if err != nil {
		return nil, fmt.Errorf("fixture of %s: %w", file.Name, err)
	}
	m, err := target.compose(seeded, step, target.now())
	if err != nil {
		return nil, err
	}
	exchange := target.exchange
	if target.HTTP2 {
		exchange = target.exchangeHTTP2
	}
	a, err := exchange(ctx, step.Request.TLS, m)
	if err == nil && target.IgnoreCase {
		a.names = nil
	}
	return a, err
}
