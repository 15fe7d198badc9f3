package memstore_test

import (
	"context"
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/memstore"
	"github.com/s3get/s3get/version"
)

func TestCreateBucketErrors(t *testing.T) {
	tests := []struct {
		bucket store.Bucket
		field  string
	}{
		{store.Bucket{}, "Name"},
		{store.Bucket{Name: "b", Type: 9}, "Type"},
		{store.Bucket{Name: "b", Owner: "12345"}, "Owner"},
		{store.Bucket{Name: "b", Owner: "12345678901x"}, "Owner"},
		{store.Bucket{Name: "b", Versioning: 9}, "Versioning"},
		{store.Bucket{Name: "b", Type: store.Directory, Versioning: version.StateEnabled}, "Versioning"},
	}
	for _, tt := range tests {
		var field *memstore.FieldError
		if err := memstore.New().CreateBucket(tt.bucket); !errors.As(err, &field) || field.Field != tt.field {
			t.Errorf("CreateBucket(%+v) = %v, want an error about %s", tt.bucket, err, tt.field)
		}
	}
	s := newStore(t, store.Bucket{})
	if err := s.CreateBucket(store.Bucket{Name: "b"}); !errors.Is(err, memstore.ErrExists) {
		t.Errorf("CreateBucket twice = %v, want %v", err, memstore.ErrExists)
	}
}

func TestSetVersioning(t *testing.T) {
	tests := []struct {
		from, to version.State
		ok       bool
	}{
		{version.StateUnversioned, version.StateUnversioned, true},
		{version.StateUnversioned, version.StateEnabled, true},
		{version.StateUnversioned, version.StateSuspended, true},
		{version.StateEnabled, version.StateSuspended, true},
		{version.StateSuspended, version.StateEnabled, true},
		{version.StateEnabled, version.StateUnversioned, false},
		{version.StateSuspended, version.StateUnversioned, false},
	}
	for _, tt := range tests {
		s := newStore(t, store.Bucket{Versioning: tt.from})
		pinned, err := s.Bucket(context.Background(), "b")
		if err != nil {
			t.Fatal(err)
		}
		err = s.SetVersioning("b", tt.to)
		if (err == nil) != tt.ok || pinned.Versioning != tt.from {
			t.Errorf("SetVersioning from %v to %v = %v, want ok %t", tt.from, tt.to, err, tt.ok)
		}
		now, err := s.Bucket(context.Background(), "b")
		if want := map[bool]version.State{true: tt.to, false: tt.from}[tt.ok]; err != nil || now.Versioning != want {
			t.Errorf("after SetVersioning from %v to %v: %v, %v; want %v", tt.from, tt.to, now, err, want)
		}
	}
	if err := memstore.New().SetVersioning("b", version.StateEnabled); !errors.Is(err, store.ErrNoBucket) {
		t.Errorf("SetVersioning of no bucket = %v, want %v", err, store.ErrNoBucket)
	}
	directory := newStore(t, store.Bucket{Type: store.Directory})
	if err := directory.SetVersioning("b", version.StateEnabled); err == nil {
		t.Error("SetVersioning of a directory bucket = nil, want an error")
	}
}

func TestKeysAndVersions(t *testing.T) {
	s := newStore(t, store.Bucket{Versioning: version.StateEnabled})
	for _, key := range []string{"z", "a", "m", "a"} {
		put(t, s, key, memstore.Version{})
	}
	if diff := cmp.Diff([]string{"a", "m", "z"}, s.Keys("b")); diff != "" {
		t.Errorf("Keys: (-want +got)\n%s", diff)
	}
	var ids []string
	for _, info := range s.Versions("b", "a") {
		ids = append(ids, info.VersionID)
	}
	if diff := cmp.Diff([]string{id(4), id(2)}, ids); diff != "" {
		t.Errorf("Versions: (-want +got)\n%s", diff)
	}
	if err := s.CreateBucket(store.Bucket{Name: "a"}); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"a", "b"}, s.Buckets()); diff != "" {
		t.Errorf("Buckets: (-want +got)\n%s", diff)
	}
	if keys, infos := s.Keys("c"), s.Versions("c", "a"); keys != nil || infos != nil {
		t.Errorf("Keys, Versions of no bucket = %v, %v; want nothing", keys, infos)
	}
}

func TestAccessPoint(t *testing.T) {
	const account, other = "111122223333", "444455556666"
	s := newStore(t, store.Bucket{})
	point := memstore.AccessPoint{Bucket: "b", Name: "p", Account: account, Alias: "p-s3alias"}
	if err := s.AddAccessPoint(point); err != nil {
		t.Fatal(err)
	}
	for _, refused := range []memstore.AccessPoint{
		point,
		{Bucket: "b", Name: "q", Account: account, Alias: "p-s3alias"},
		{Bucket: "b", Name: "p", Account: account},
		{Bucket: "c", Name: "q", Account: account},
		{Bucket: "b", Account: account},
		{Bucket: "b", Name: "q"},
	} {
		if err := s.AddAccessPoint(refused); err == nil {
			t.Errorf("AddAccessPoint(%+v) = nil, want an error", refused)
		}
	}
	for range 2 {
		another := memstore.AccessPoint{Bucket: "b", Name: "no alias", Account: other}
		if err := s.AddAccessPoint(another); err != nil && !errors.Is(err, memstore.ErrExists) {
			t.Errorf("AddAccessPoint(%+v) = %v", another, err)
		}
	}
	tests := []struct {
		name, account string
		err           error
	}{
		{"p", account, nil},
		{"p-s3alias", "", nil},
		{"p", other, store.ErrNoAccessPoint},
		{"p", "", store.ErrNoAccessPoint},
		{"", "", store.ErrNoAccessPoint},
		{"p-s3alias", account, store.ErrNoAccessPoint},
	}
	for _, tt := range tests {
		bucket, err := store.ResolveAccessPoint(context.Background(), s, tt.name, tt.account)
		if !errors.Is(err, tt.err) || (err == nil) != (bucket == "b") {
			t.Errorf("AccessPoint(%q, %q) = %q, %v; want error %v", tt.name, tt.account, bucket, err, tt.err)
		}
	}
}
