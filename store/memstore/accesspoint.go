package memstore

import (
	"cmp"
	"context"
	"maps"
	"slices"

	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/write"
)

// An AccessPoint is another name of a bucket (S3 GetObject: Bucket).
type AccessPoint = write.AccessPoint

// An accountName is the name of an access point in its account.
type accountName struct{ account, name string }

// AddAccessPoint gives a bucket another name. The error is [store.ErrNoBucket],
// [ErrExists] if the account has an access point of that name or anybody one of that
// alias, or a [*FieldError].
func (s *Store) AddAccessPoint(p AccessPoint) error {
	switch {
	case p.Name == "":
		return &FieldError{"Name", "is empty"}
	case !store.IsAccount(p.Account):
		return &FieldError{"Account", "is no account id of 12 digits"}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if _, ok := s.buckets[p.Bucket]; !ok {
		return store.ErrNoBucket
	}
	return s.addAccessPoint(p)
}

func (s *Store) addAccessPoint(p AccessPoint) error {
	name := accountName{p.Account, p.Name}
	_, taken := s.aliases[p.Alias]
	if _, ok := s.points[name]; ok || taken {
		return ErrExists
	}
	if s.points == nil {
		s.points = make(map[accountName]AccessPoint)
		s.aliases = make(map[string]AccessPoint)
	}
	s.points[name] = p
	if p.Alias != "" {
		s.aliases[p.Alias] = p
	}
	return nil
}

// AccessPoint returns the name of the bucket behind the access point that the account
// gave that name, or behind the one with that alias if account is "". The error is
// [store.ErrNoAccessPoint], or that of a canceled ctx.
func (s *Store) AccessPoint(ctx context.Context, name, account string) (string, error) {
	if err := ctx.Err(); err != nil {
		return "", err
	}
	p, ok := s.LookupAccessPoint(name, account)
	if !ok {
		return "", store.ErrNoAccessPoint
	}
	return p.Bucket, nil
}

// LookupAccessPoint returns the access point that the account gave that name, or the one with
// that alias if account is "", and whether there is one.
func (s *Store) LookupAccessPoint(name, account string) (AccessPoint, bool) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	if account == "" {
		p, ok := s.aliases[name]
		return p, ok
	}
	p, ok := s.points[accountName{account, name}]
	return p, ok
}

// AccessPoints returns the access points in the order of their accounts and names.
func (s *Store) AccessPoints() []AccessPoint {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return slices.SortedFunc(maps.Values(s.points), func(a, b AccessPoint) int {
		return cmp.Or(cmp.Compare(a.Account, b.Account), cmp.Compare(a.Name, b.Name))
	})
}
