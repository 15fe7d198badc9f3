package write_test

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/s3get/s3get/getobject/policy"
	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/memstore"
	"github.com/s3get/s3get/store/write"
)

// filled returns a store with a bucket "books" that has an object.
func filled(key string) memstore.Writer {
	s := memstore.New()
	err := s.CreateBucket(store.Bucket{Name: "books"})
	if err == nil {
		_, err = s.Put("books", key, memstore.Version{Content: []byte("text")})
	}
	if err != nil {
		panic(err)
	}
	return memstore.Writer{Store: s}
}

// An object gets a tag and a legal hold.
func ExampleRevise() {
	var s write.Store = filled("poem.txt")
	_, ok := s.(write.Revisions)
	ref := store.Ref{Bucket: "books", Key: "poem.txt"}
	info, err := write.Revise(context.Background(), s, ref, func(_ *store.Info, r *write.Revision) error {
		r.Tags = append(r.Tags, write.Tag{Key: "kind", Value: "poem"})
		r.Lock = &store.Lock{LegalHold: "ON"}
		return nil
	})
	fmt.Println(ok, info.TagCount, info.Lock.LegalHold, err)
	// Output: true 1 ON <nil>
}

// An object gets another key unless there is an object.
func ExampleRename() {
	var s write.Store = filled("draft.txt")
	_, ok := s.(write.Renamer)
	err := write.Rename(context.Background(), s, "books", "draft.txt", "poem.txt", func(_, target *store.Info) error {
		if target != nil {
			return errors.New("there is a poem")
		}
		return nil
	})
	o, err2 := s.Open(context.Background(), store.Ref{Bucket: "books", Key: "poem.txt"})
	fmt.Println(ok, o.Info().Size, errors.Join(err, err2))
	// Output: true 4 <nil>
}

// A bucket keeps a document, and requesters pay.
func ExampleConfigure() {
	ctx := context.Background()
	var s write.Store = filled("poem.txt")
	_, ok := s.(write.Configurations)
	err := write.Configure(ctx, s, "books", "lifecycle", []byte("<Rule/>"))
	err2 := write.UpdateBucket(ctx, s, "books", func(b *store.Bucket) error {
		b.RequesterPays = true
		return nil
	})
	document, err3 := write.LookupConfiguration(ctx, s, "books", "lifecycle")
	fmt.Println(ok, strings.ToLower(string(document)), errors.Join(err, err2, err3))
	// Output: true <rule/> <nil>
}

// A bucket has no ACLs from now on.
func ExampleUpdatePolicies() {
	s := filled("poem.txt")
	var keeper write.PolicyKeeper = s
	_ = keeper
	err := write.UpdatePolicies(context.Background(), s, "books", func(p *write.Policies) error {
		*p = write.Policies{OwnerEnforced: true}
		return nil
	})
	p, err2 := s.BucketPolicies("books")
	fmt.Println(p.OwnerEnforced, errors.Join(err, err2))
	// Output: true <nil>
}

// An object is granted to everybody, which an authorizer then knows.
func ExampleLookupAccessControl() {
	ctx := context.Background()
	var s write.Store = filled("poem.txt")
	_, ok := s.(write.AccessControls)
	ref := store.Ref{Bucket: "books", Key: "poem.txt"}
	_, err := write.Revise(ctx, s, ref, func(_ *store.Info, r *write.Revision) error {
		r.Access = write.AccessControl{Grants: []policy.Grant{{Grantee: policy.AllUsers, Permission: policy.PermissionRead}}}
		return nil
	})
	var a write.AccessControl
	a, err2 := write.LookupAccessControl(ctx, s, ref)
	fmt.Println(ok, policy.PublicACL(a.Grants), errors.Join(err, err2))
	// Output: true true <nil>
}
