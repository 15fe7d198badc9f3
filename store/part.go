package store

import (
	"context"
	"errors"

	"github.com/s3get/s3get/checksum"
)

// A Part is one part of a multipart upload, by its position in the completed object.
type Part struct {
	Offset, Size int64          // bytes of the object's content
	Checksum     checksum.Value // the part's own; zero for none
}

// A PartLister is an [Object] that knows its parts. An Object whose Info counts parts
// has to be one.
type PartLister interface {
	// Part returns the part at position n, where 1 ≤ n ≤ Info().Parts. It need not
	// hold a list of all of them: only one is asked for.
	Part(ctx context.Context, n int) (Part, error)
}

// errNoInfo is the error of an Object whose Info breaks its promise.
var errNoInfo = errors.New("store: Object.Info returned nil")

// LookupPart returns the part at position n of o, and false where o has fewer parts.
// An object that was stored by one PUT has one part, which is all of it. The error
// wraps [errors.ErrUnsupported] where o counts parts but is no [PartLister].
func LookupPart(ctx context.Context, o Object, n int) (Part, bool, error) {
	info := o.Info()
	if info == nil {
		return Part{}, false, errNoInfo
	}
	if n < 1 || n > max(info.Parts, 1) {
		return Part{}, false, nil
	}
	if info.Parts == 0 {
		return Part{Size: info.Size, Checksum: info.Checksum}, true, nil
	}
	l, ok := o.(PartLister)
	if !ok {
		return Part{}, false, errors.ErrUnsupported
	}
	p, err := l.Part(ctx, n)
	return p, err == nil, err
}
