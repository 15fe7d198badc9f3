package blobstore

import (
	"context"
	"errors"
	"io/fs"
	"maps"

	"github.com/s3get/s3get/getobject/policy"
	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/write"
)

// Configure gives a bucket a document.
func (s *Store) Configure(ctx context.Context, bucket, name string, document []byte) error {
	return s.update(ctx, bucket, func(b *bucketState) error {
		b.Documents = maps.Clone(b.Documents)
		if b.Documents == nil {
			b.Documents = make(map[string][]byte)
		}
		if document == nil {
			document = []byte{}
		}
		b.Documents[name] = document
		return nil
	})
}

// policies returns the policies of a bucket. The error is that of a policy that is no longer one.
func (b *bucketState) policies() (p write.Policies, err error) {
	p = write.Policies{ACL: b.ACL, OwnerEnforced: b.OwnerEnforced, PublicAccessBlock: b.PublicAccessBlock}
	if len(b.Policy) > 0 {
		p.Policy, err = policy.Parse(policy.KindBucket, b.Policy)
	}
	return p, err
}

// Policies returns the policies of a bucket, for an authorizer. The error wraps
// [store.ErrNoBucket].
func (s *Store) Policies(ctx context.Context, bucket string) (write.Policies, error) {
	b, err := s.bucket(ctx, bucket)
	if err != nil {
		return write.Policies{}, err
	}
	return b.policies()
}

// UpdatePolicies changes the policies of a bucket.
func (s *Store) UpdatePolicies(ctx context.Context, bucket string, edit func(*write.Policies) error) error {
	return s.update(ctx, bucket, func(b *bucketState) error {
		p, err := b.policies()
		if err == nil {
			err = edit(&p)
		}
		if err != nil {
			return err
		}
		b.ACL, b.OwnerEnforced, b.PublicAccessBlock, b.Policy = p.ACL, p.OwnerEnforced, p.PublicAccessBlock, p.Policy.Document()
		return nil
	})
}

// A point is the head of what an access point is.
type point struct {
	Bucket, Name, Account, Alias, VPC string
	Policy                            []byte `json:",omitempty"`

	Nonce string // by which who added it recognizes it
}

// pointDir returns the log of an access point, or of an alias if account is "".
func pointDir(name, account string) string {
	if account == "" {
		return pointsRoot + "alias/" + keyName(name) + "/"
	}
	return pointsRoot + account + "/" + keyName(name) + "/"
}

// AddAccessPoint gives a bucket another name. The error wraps [store.ErrNoBucket], [write.ErrExists]
// if the account has an access point of that name or anybody one of that alias, or is a
// [*FieldError].
func (s *Store) AddAccessPoint(ctx context.Context, p write.AccessPoint) error {
	switch {
	case p.Name == "":
		return &FieldError{"Name", "is empty"}
	case !store.IsAccount(p.Account):
		return &FieldError{"Account", "is no account id of 12 digits"}
	}
	if _, err := s.bucket(ctx, p.Bucket); err != nil {
		return err
	}
	kept := &point{p.Bucket, p.Name, p.Account, p.Alias, p.VPC, p.Policy.Document(), newID()}
	dirs := []string{pointDir(p.Name, p.Account)}
	if p.Alias != "" {
		dirs = append(dirs, pointDir(p.Alias, ""))
	}
	for i, dir := range dirs {
		err := s.addPoint(ctx, dir, kept)
		if err != nil && i > 0 {
			err = errors.Join(err, s.backend.Remove(ctx, dirs[0]+recordName(1)))
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// addPoint adds an access point to its log. The error wraps [write.ErrExists].
func (s *Store) addPoint(ctx context.Context, dir string, p *point) error {
	err := add(ctx, s, dir, 1, p, nil)
	if !errors.Is(err, fs.ErrExist) {
		return err
	}
	there, _, err := read[point](ctx, s, dir, 1)
	if err == nil && there.Nonce != p.Nonce {
		err = write.ErrExists
	}
	return err // nil where it was added and an answer of the Backend was lost
}

// LookupAccessPoint returns the access point that the account gave that name, or the one with that
// alias if account is "". The error wraps [store.ErrNoAccessPoint].
func (s *Store) LookupAccessPoint(ctx context.Context, name, account string) (write.AccessPoint, error) {
	if name == "" || account != "" && !store.IsAccount(account) {
		return write.AccessPoint{}, store.ErrNoAccessPoint
	}
	l, err := last[point](ctx, s, pointDir(name, account))
	if err == nil && l.head == nil {
		err = store.ErrNoAccessPoint
	}
	if err != nil {
		return write.AccessPoint{}, err
	}
	p := write.AccessPoint{Bucket: l.head.Bucket, Name: l.head.Name, Account: l.head.Account, Alias: l.head.Alias, VPC: l.head.VPC}
	if len(l.head.Policy) > 0 {
		p.Policy, err = policy.Parse(policy.KindAccessPoint, l.head.Policy)
	}
	return p, err
}

// AccessPoint returns the name of the bucket behind an access point.
func (s *Store) AccessPoint(ctx context.Context, name, account string) (string, error) {
	if err := ctx.Err(); err != nil {
		return "", err
	}
	p, err := s.LookupAccessPoint(ctx, name, account)
	return p.Bucket, err
}
