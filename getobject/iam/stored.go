package iam

import (
	"context"
	"errors"

	"github.com/s3get/s3get/getobject"
	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/write"
)

// Stored is a [PolicySource] of what a store keeps: the policies of buckets and access points, and
// the tags and access control lists of objects. A bucket that is not there, which somebody may be about
// to create, has none.
type Stored struct {
	Store write.PolicyReader
}

// Policies returns what applies to an access.
func (s Stored) Policies(ctx context.Context, a getobject.Access) (*Policies, error) {
	p := new(Policies)
	if a.Bucket != nil {
		if err := s.bucket(ctx, a, p); err != nil {
			return nil, err
		}
	}
	if !a.Identity.Anonymous() {
		p.Principal = NewPrincipal(a.Identity.ARN, a.Identity.Account)
		p.Principal.CanonicalID = a.Identity.Account // by which lists name accounts here
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

// bucket adds the policies of the bucket, and what they ask of the object.
func (s Stored) bucket(ctx context.Context, a getobject.Access, p *Policies) error {
	b, err := s.Store.Policies(ctx, a.Bucket.Name)
	if err != nil && !errors.Is(err, store.ErrNoBucket) {
		return err
	}
	p.Bucket, p.BucketACL, p.BucketOwnerEnforced, p.PublicAccessBlock = b.Policy, b.ACL, b.OwnerEnforced, b.PublicAccessBlock
	if a.Key != "" && b.Policy != nil {
		if err := s.tags(ctx, a, p); err != nil {
			return err
		}
	}
	if a.Key == "" || b.OwnerEnforced {
		return nil
	}
	found, err := write.LookupAccessControl(ctx, s.Store, store.Ref{Bucket: a.Bucket.Name, Key: a.Key, Version: a.Version})
	if err != nil && !isMissing(err) {
		return err
	}
	p.ObjectOwner, p.ObjectACL = found.Owner, found.Grants
	return nil
}

// isMissing reports whether an error says that there is no such object, which then has no properties.
func isMissing(err error) bool {
	return errors.Is(err, store.ErrNoKey) || errors.Is(err, store.ErrNoVersion) || errors.Is(err, store.ErrNoBucket)
}

// tags adds the tags of the object, if it is there.
func (s Stored) tags(ctx context.Context, a getobject.Access, p *Policies) error {
	tags, err := s.Store.Tags(ctx, store.Ref{Bucket: a.Bucket.Name, Key: a.Key, Version: a.Version})
	if isMissing(err) {
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
