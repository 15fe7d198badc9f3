package iam

import (
	"context"
	"errors"

	"github.com/s3get/s3get/getobject"
	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/write"
)

// Stored is a [PolicySource] of what a store keeps: the policies of buckets and access points, and
// the tags of objects. A bucket that is not there, which somebody may be about to create, has none.
type Stored struct {
	Store write.PolicyReader
}

// Policies returns what applies to an access.
func (s Stored) Policies(ctx context.Context, a getobject.Access) (*Policies, error) {
	p := new(Policies)
	if a.Bucket != nil {
		b, err := s.Store.Policies(ctx, a.Bucket.Name)
		if err != nil && !errors.Is(err, store.ErrNoBucket) {
			return nil, err
		}
		p.Bucket, p.BucketACL, p.BucketOwnerEnforced, p.PublicAccessBlock = b.Policy, b.ACL, b.OwnerEnforced, b.PublicAccessBlock
		if a.Key != "" && b.Policy != nil {
			if err := s.tags(ctx, a, p); err != nil {
				return nil, err
			}
		}
	}
	name, account := a.Request.AccessPoint, a.Request.Account
	if name == "" {
		name, account = a.Request.Bucket, "" // which may be an alias
	}
	point, err := s.Store.LookupAccessPoint(ctx, name, account)
	if errors.Is(err, store.ErrNoAccessPoint) {
		return p, nil
	}
	p.Set.AccessPoint = point.Policy
	p.AccessPoint = AccessPoint{Name: point.Name, Account: point.Account, VPC: point.VPC}
	return p, err
}

// tags adds the tags of the object, if it is there.
func (s Stored) tags(ctx context.Context, a getobject.Access, p *Policies) error {
	tags, err := s.Store.Tags(ctx, store.Ref{Bucket: a.Bucket.Name, Key: a.Key, Version: a.Version})
	if errors.Is(err, store.ErrNoKey) || errors.Is(err, store.ErrNoVersion) {
		return nil
	}
	if err != nil {
		return err
	}
	p.Tags = make(map[string]string, len(tags))
	for _, t := range tags {
		p.Tags[t.Key] = t.Value
	}
	return nil
}
