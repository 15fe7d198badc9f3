package write

import (
	"context"
	"errors"

	"github.com/s3get/s3get/store"
)

// A Revision is what may change of a version that is stored.
type Revision struct {
	Lock    *store.Lock    // replaced to change it
	Restore *store.Restore // replaced to change it
	Tags    []Tag          // in the order of their keys
	Access  AccessControl  // Grants are replaced to change them
}

// Revisions is a [Store] whose versions get other tags, locks, restored copies and access control lists.
type Revisions interface {
	// Revise changes a version in one step, and describes it afterwards. edit gets the
	// version as it is, which it does not change, and its error ends the revision, which
	// then has changed nothing. The other errors are those of [store.Store.Open]. A
	// version that is open stays as it was, and LastModified and the id stay in any case.
	Revise(ctx context.Context, ref store.Ref, edit func(*store.Info, *Revision) error) (*store.Info, error)
}

// Revise changes a version of s. The error is [errors.ErrUnsupported] if s is no [Revisions].
func Revise(ctx context.Context, s Store, ref store.Ref, edit func(*store.Info, *Revision) error) (*store.Info, error) {
	if r, ok := s.(Revisions); ok {
		return r.Revise(ctx, ref, edit)
	}
	return nil, errors.ErrUnsupported
}

// A Renamer is a [Store] that gives objects other keys.
type Renamer interface {
	// Rename gives the object of a key another key, in one step: what was there is
	// replaced, and entity tag and LastModified stay. The check, if it is not nil, sees
	// both, and nil for the target where there is nothing. The error wraps
	// [store.ErrNoKey] for a source that is not there.
	Rename(ctx context.Context, bucket, from, to string, check func(source, target *store.Info) error) error
}

// Rename gives an object of s another key. The error is [errors.ErrUnsupported] if s is no
// [Renamer].
func Rename(ctx context.Context, s Store, bucket, from, to string, check func(source, target *store.Info) error) error {
	if r, ok := s.(Renamer); ok {
		return r.Rename(ctx, bucket, from, to, check)
	}
	return errors.ErrUnsupported
}
