package memstore

import (
	"context"

	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/write"
)

var (
	_ write.Configurations = Writer{}
	_ write.PolicyKeeper   = Writer{}
)

// Configuration returns a document of a bucket, or nil.
func (w Writer) Configuration(ctx context.Context, bucket, name string) ([]byte, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	w.mu.RLock()
	defer w.mu.RUnlock()
	b, ok := w.buckets[bucket]
	if !ok {
		return nil, store.ErrNoBucket
	}
	return b.documents[name], nil
}

// Configure gives a bucket a document.
func (w Writer) Configure(_ context.Context, bucketName, name string, document []byte) error {
	return w.set(bucketName, func(b *bucket) error {
		if b.documents == nil {
			b.documents = make(map[string][]byte)
		}
		b.documents[name] = document
		return nil
	})
}

// UpdateBucket changes the description of a bucket. What it cannot be is a [*FieldError], its
// name and its type among that.
func (w Writer) UpdateBucket(_ context.Context, name string, edit func(*store.Bucket) error) error {
	return w.set(name, func(b *bucket) error {
		changed := *b.info
		if err := edit(&changed); err != nil {
			return err
		}
		if changed.Name != b.info.Name || changed.Type != b.info.Type {
			return &FieldError{"Name", "and Type are those of the bucket for ever"}
		}
		if err := checkBucket(&changed); err != nil {
			return err
		}
		b.info = &changed
		return nil
	})
}

// UpdatePolicies changes the policies of a bucket. In a Store whose state a file keeps, the policy
// that is kept is the document "policy" of [Writer.Configure].
func (w Writer) UpdatePolicies(_ context.Context, name string, edit func(*write.Policies) error) error {
	return w.set(name, func(b *bucket) error {
		changed := write.Policies(b.policies)
		if err := edit(&changed); err != nil {
			return err
		}
		b.policies = BucketPolicies(changed)
		return nil
	})
}
