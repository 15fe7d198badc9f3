package store

import (
	"context"
	"errors"
)

// AccessPoints is a [Store] that has access points.
type AccessPoints interface {
	// AccessPoint returns the name of the bucket behind the access point that the
	// account gave that name, or behind the access point whose alias name is if
	// account is "". The error wraps [ErrNoAccessPoint] where there is none.
	AccessPoint(ctx context.Context, name, account string) (string, error)
}

// ResolveAccessPoint returns the name of the bucket behind an access point of s. The
// error is [ErrNoAccessPoint] where s has none at all, or wraps a Store that has none and so
// answers [errors.ErrUnsupported].
func ResolveAccessPoint(ctx context.Context, s Store, name, account string) (string, error) {
	a, ok := s.(AccessPoints)
	if !ok {
		return "", ErrNoAccessPoint
	}
	bucket, err := a.AccessPoint(ctx, name, account)
	if errors.Is(err, errors.ErrUnsupported) {
		return "", ErrNoAccessPoint
	}
	return bucket, err
}
