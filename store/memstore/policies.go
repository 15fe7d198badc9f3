package memstore

import (
	"context"
	"maps"
	"slices"

	"github.com/s3get/s3get/getobject/policy"
	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/write"
	"github.com/s3get/s3get/version"
)

// BucketPolicies are what decides, beside the policies of requesters, who may read a bucket.
// The Store keeps them and decides nothing: package getobject/iam does. The zero
// BucketPolicies grant nothing and forbid nothing.
type BucketPolicies struct {
	// Policy is the bucket policy, or nil.
	Policy *policy.Policy

	// ACL is the access control list of the bucket.
	ACL []policy.Grant

	// OwnerEnforced says that the bucket has no ACLs, as new buckets of Amazon S3.
	OwnerEnforced bool

	// PublicAccessBlock is what Block Public Access blocks.
	PublicAccessBlock policy.PublicAccessBlock
}

// SetBucketPolicies replaces the policies of a bucket. The caller does not change what they
// refer to. The error is [store.ErrNoBucket] or, in a Store whose state a file keeps, a
// [*FieldError] for a Policy, which cannot be kept.
func (s *Store) SetBucketPolicies(name string, p BucketPolicies) error {
	return s.set(name, func(b *bucket) error {
		if s.file != nil && p.Policy != nil {
			return &FieldError{"Policy", "cannot be kept in a file"}
		}
		b.policies = p
		return nil
	})
}

// BucketPolicies returns the policies of a bucket, which the caller does not change. The
// error is [store.ErrNoBucket].
func (s *Store) BucketPolicies(bucket string) (BucketPolicies, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	b, ok := s.buckets[bucket]
	if !ok {
		return BucketPolicies{}, store.ErrNoBucket
	}
	return b.policies, nil
}

// SetKeyPolicy sets the policy of the KMS key of that id, as [store.Info] names it; nil
// removes it.
func (s *Store) SetKeyPolicy(keyID string, p *policy.Policy) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.keyPolicies == nil {
		s.keyPolicies = make(map[string]*policy.Policy)
	}
	s.keyPolicies[keyID] = p
}

// KeyPolicy returns the policy of a KMS key, or nil if there is none.
func (s *Store) KeyPolicy(keyID string) *policy.Policy {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.keyPolicies[keyID]
}

// Grants are what policies have to know of a version.
type Grants struct {
	// Owner is the account that owns the version, or "" for the owner of the bucket.
	Owner string

	// ACL is the access control list of the version. Nil means that its owner has full
	// control.
	ACL []policy.Grant

	// Tags are the tags of the version, which a condition may ask for. Put counts them
	// as Info.TagCount, unless that is set.
	Tags map[string]string
}

// Grants returns what policies have to know of a version, or the zero Grants if it is not
// there. The caller does not change it. The error is that of a canceled ctx.
func (s *Store) Grants(ctx context.Context, bucket, key string, which version.Selector) (Grants, error) {
	o, err := s.Open(ctx, store.Ref{Bucket: bucket, Key: key, Version: which})
	if err != nil {
		return Grants{}, ctx.Err()
	}
	return o.(*record).grants, nil
}

func (g Grants) access() write.AccessControl {
	return write.AccessControl{Owner: g.Owner, Grants: g.ACL}
}

// copied returns a copy that shares nothing.
func (g Grants) copied() Grants {
	g.ACL, g.Tags = slices.Clone(g.ACL), maps.Clone(g.Tags)
	return g
}
