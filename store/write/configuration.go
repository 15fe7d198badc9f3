package write

import (
	"context"
	"errors"

	"github.com/s3get/s3get/getobject/policy"
	"github.com/s3get/s3get/store"
)

// Configurations is a [Store] whose buckets can be configured. Its errors wrap
// [store.ErrNoBucket].
type Configurations interface {
	// Configuration returns the document of that name which a bucket was given: nil if it
	// never was given one, and one of no bytes if it was taken away. The caller does not
	// change it.
	Configuration(ctx context.Context, bucket, name string) ([]byte, error)

	// Configure gives a bucket a document, which the caller does not change afterwards.
	Configure(ctx context.Context, bucket, name string, document []byte) error

	// UpdateBucket changes the description of a bucket in one step. The error is that of
	// edit, which has then changed nothing.
	UpdateBucket(ctx context.Context, bucket string, edit func(*store.Bucket) error) error
}

// LookupConfiguration returns the document of that name of a bucket of s, or nil if s is no
// [Configurations].
func LookupConfiguration(ctx context.Context, s Store, bucket, name string) ([]byte, error) {
	if c, ok := s.(Configurations); ok {
		return c.Configuration(ctx, bucket, name)
	}
	return nil, nil
}

// Configure gives a bucket of s a document. The error is [errors.ErrUnsupported] if s is no
// [Configurations].
func Configure(ctx context.Context, s Store, bucket, name string, document []byte) error {
	if c, ok := s.(Configurations); ok {
		return c.Configure(ctx, bucket, name, document)
	}
	return errors.ErrUnsupported
}

// UpdateBucket changes the description of a bucket of s. The error is [errors.ErrUnsupported]
// if s is no [Configurations].
func UpdateBucket(ctx context.Context, s Store, bucket string, edit func(*store.Bucket) error) error {
	if c, ok := s.(Configurations); ok {
		return c.UpdateBucket(ctx, bucket, edit)
	}
	return errors.ErrUnsupported
}

// Policies are what decides, beside the policies of requesters, who may use a bucket.
type Policies struct {
	// Policy is the bucket policy, or nil.
	Policy *policy.Policy

	// ACL is the access control list of the bucket.
	ACL []policy.Grant

	// OwnerEnforced says that the bucket has no ACLs.
	OwnerEnforced bool

	// PublicAccessBlock is what Block Public Access blocks.
	PublicAccessBlock policy.PublicAccessBlock
}

// A PolicyKeeper is a [Store] that keeps the policies of its buckets for an authorizer.
type PolicyKeeper interface {
	// UpdatePolicies changes the policies of a bucket in one step. The error is that of
	// edit, which has then changed nothing, or wraps [store.ErrNoBucket].
	UpdatePolicies(ctx context.Context, bucket string, edit func(*Policies) error) error
}

// UpdatePolicies changes the policies of a bucket of s. Where s is no [PolicyKeeper] edit sees
// the zero Policies, and what it changes has no effect.
func UpdatePolicies(ctx context.Context, s Store, bucket string, edit func(*Policies) error) error {
	if k, ok := s.(PolicyKeeper); ok {
		return k.UpdatePolicies(ctx, bucket, edit)
	}
	return edit(new(Policies))
}
