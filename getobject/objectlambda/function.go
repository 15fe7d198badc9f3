package objectlambda

import (
	"context"
	"errors"
	"io"
	"net/http"

	"github.com/s3get/s3get/getobject"
	"github.com/s3get/s3get/getobject/address"
	"github.com/s3get/s3get/store"
)

// A Function makes the answer of a read. Its method may be called concurrently.
type Function interface {
	// Transform makes the answer to an event. It ends when ctx does, which is at the latest
	// when the answer was sent: a body is read until then and no longer. An error is
	// answered LambdaRuntimeError, but a [*getobject.Error] as it is; neither an Answer nor
	// an error, as LambdaResponseNotReceived.
	Transform(ctx context.Context, e *Event) (*Answer, error)
}

// A Func is a [Function] that is a function of Go.
type Func func(ctx context.Context, e *Event) (*Answer, error)

// Transform calls f.
func (f Func) Transform(ctx context.Context, e *Event) (*Answer, error) { return f(ctx, e) }

// An AccessPoint is the configuration of an Object Lambda access point. S3 User Guide: Creating
// Object Lambda Access Points.
type AccessPoint struct {
	// Name and Account are its own.
	Name, Account string

	// Supporting is the address of the supporting access point, of which Endpoint,
	// AccessPoint and Account count; Region is that of both.
	Supporting address.Address

	// GetObject and HeadObject are the functions of the operations. Nil means the plain
	// answer of the supporting access point.
	GetObject, HeadObject Function

	// Payload is handed to the functions as it is.
	Payload string

	// Features are what is allowed to requests with a range or a part number, which are
	// refused otherwise.
	Features Features
}

// Features are what requests may have, one bit each. S3 User Guide: Working with Range and
// partNumber headers.
type Features uint8

// The features, by S3's names.
const (
	GetObjectRange       Features = 1 << iota // GetObject-Range
	GetObjectPartNumber                       // GetObject-PartNumber
	HeadObjectRange                           // HeadObject-Range
	HeadObjectPartNumber                      // HeadObject-PartNumber
)

// AccessPoints looks up Object Lambda access points. Its method may be called concurrently.
type AccessPoints interface {
	// ObjectLambda returns the access point of that name in that account; for an alias, which
	// ends with "--ol-s3", the account is "". The error wraps [store.ErrNoAccessPoint] where
	// there is none.
	ObjectLambda(ctx context.Context, name, account string) (*AccessPoint, error)
}

// Static is [AccessPoints] that never change, by name or alias.
type Static map[string]*AccessPoint

// ObjectLambda returns the access point of that name, if the account is its own.
func (s Static) ObjectLambda(_ context.Context, name, account string) (*AccessPoint, error) {
	p, ok := s[name]
	if !ok || account != "" && account != p.Account {
		return nil, store.ErrNoAccessPoint
	}
	return p, nil
}

// An Event is what a function is told. It belongs to one call. S3 User Guide: Event context format
// and usage.
type Event struct {
	// Operation is "GetObject" or "HeadObject".
	Operation string

	// RequestID is the id that the answer will have.
	RequestID string

	// AccessPoint is the configuration, which is not to be changed.
	AccessPoint *AccessPoint

	// URL is what was asked for, and Header how, with Host and without what proves who asks.
	URL    string
	Header http.Header

	// Identity is the requester.
	Identity getobject.Identity

	open func(ctx context.Context, method string, header http.Header) (*getobject.Response, error)
}

// Open reads the original object, with the rights of the requester, whole or as the fields of a
// header say: Range and preconditions. The caller closes the Response; what is still open when
// the answer was sent is closed then. The error is a [*getobject.Error], which a function may
// return as it is.
func (e *Event) Open(ctx context.Context, header http.Header) (*getobject.Response, error) {
	return e.open(ctx, http.MethodGet, header)
}

// Head is Open without the body.
func (e *Event) Head(ctx context.Context, header http.Header) (*getobject.Response, error) {
	return e.open(ctx, http.MethodHead, header)
}

// An Answer is what a function answers: what WriteGetObjectResponse has. S3
// WriteGetObjectResponse.
type Answer struct {
	// Status is the status; 0 means 200. S3 takes 200, 206, 304, 400, 401, 403, 404, 405,
	// 409, 411, 412, 416, 500 and 503.
	Status int

	// ErrorCode and ErrorMessage are those of a refusal, which has no body: the code begins
	// with an upper-case letter and has letters only.
	ErrorCode, ErrorMessage string

	// Header has the fields of the answer: those of a read, and of the user's metadata.
	Header http.Header

	// Body is the body, or nil for none. It is read once, and closed if it is an [io.Closer].
	Body io.Reader

	// Length is the length of the body in bytes. 0 or less means that it is not known.
	Length int64
}

// close closes the body, if there is one.
func (a *Answer) close() error {
	if a == nil {
		return nil
	}
	if c, ok := a.Body.(io.Closer); ok {
		return c.Close()
	}
	return nil
}

// errTooShort and errTooLong are bodies that are not as long as they were said to be.
var (
	errTooShort = errors.New("objectlambda: the body of the function ended before its length")
	errTooLong  = errors.New("objectlambda: the body of the function is longer than its length")
)
