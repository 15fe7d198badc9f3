package storetest

import (
	"bytes"
	"errors"
	"slices"

	"github.com/s3get/s3get/getobject/policy"
	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/write"
	"github.com/s3get/s3get/version"
)

func checkCreateBucket(e *writing) {
	name := e.key()
	given := store.Bucket{Name: name, Owner: "111122223333", Region: "eu-west-1"}
	if err := e.w.CreateBucket(e.ctx, given); !e.expect(err == nil, "CreateBucket = %v", err) {
		return
	}
	b, err := e.w.Bucket(e.ctx, name)
	if e.expect(err == nil && b != nil, "Bucket of one that was created = %v, %v", b, err) {
		e.expect(b.Name == name && b.Owner == given.Owner && b.Region == given.Region && b.Versioning == version.StateUnversioned,
			"Bucket of one that was created = %+v, want %+v", b, given)
	}
	keys, _ := e.scanned(name, "")
	e.expect(len(keys) == 0, "a new bucket has the keys %q", keys)
	all, err := e.w.ListBuckets(e.ctx)
	i := slices.IndexFunc(all, func(b write.Bucket) bool { return b.Name == name })
	e.expect(err == nil && i >= 0 && !all[max(i, 0)].Created.IsZero(), "ListBuckets lacks a bucket that was created, or when: %v", err)
}

func checkBucketExists(e *writing) {
	name := e.bucket(version.StateUnversioned)
	e.stored(name, "k", "text")
	e.wraps("CreateBucket of one that is there", e.w.CreateBucket(e.ctx, store.Bucket{Name: name}), write.ErrExists)
	e.reads("an object of a bucket that was to be created again", latest(name, "k"), "text")
}

func checkDeleteBucket(e *writing) {
	name := e.bucket(version.StateUnversioned)
	ref := e.begin(name, "k")
	err := e.w.DeleteBucket(e.ctx, name)
	if !e.expect(err == nil, "DeleteBucket of one with a multipart upload = %v", err) {
		return
	}
	_, err = e.w.Bucket(e.ctx, name)
	e.wraps("Bucket of one that was deleted", err, store.ErrNoBucket)
	all, _ := e.w.ListBuckets(e.ctx)
	e.expect(!slices.ContainsFunc(all, func(b write.Bucket) bool { return b.Name == name }), "ListBuckets has a bucket that was deleted")
	if err := e.w.CreateBucket(e.ctx, store.Bucket{Name: name}); !e.expect(err == nil, "CreateBucket of one that was deleted = %v", err) {
		return
	}
	_, err = e.w.Upload(e.ctx, ref)
	e.wraps("Upload of a bucket that was deleted and created again", err, write.ErrNoUpload)
	if c, ok := e.w.(write.Configurations); ok {
		document, err := c.Configuration(e.ctx, name, "storetest")
		e.expect(err == nil && document == nil, "a new bucket has the document %q, %v", document, err)
	}
}

func checkNotEmpty(e *writing) {
	name := e.bucket(version.StateEnabled)
	info := e.stored(name, "k", "text")
	e.wraps("DeleteBucket of one with an object", e.w.DeleteBucket(e.ctx, name), write.ErrNotEmpty)
	e.reads("an object of a bucket that was to be deleted", latest(name, "k"), "text")
	if info == nil {
		return
	}
	_, err := e.w.Delete(e.ctx, latest(name, "k"), nil)
	_, err2 := e.w.Delete(e.ctx, store.Ref{Bucket: name, Key: "k", Version: version.ByID(info.VersionID)}, nil)
	if e.expect(err == nil && err2 == nil, "Delete = %v, %v", err, err2) {
		e.wraps("DeleteBucket of one with a delete marker", e.w.DeleteBucket(e.ctx, name), write.ErrNotEmpty)
	}
}

func checkListBuckets(e *writing) {
	for range 12 {
		e.bucket(version.StateUnversioned) // whose numbers have one and two digits
	}
	all, err := e.w.ListBuckets(e.ctx)
	e.expect(err == nil && slices.IsSortedFunc(all, func(a, b write.Bucket) int { return bytes.Compare([]byte(a.Name), []byte(b.Name)) }),
		"ListBuckets is not in the order of names: %v", err)
}

func checkSetVersioning(e *writing) {
	name := e.bucket(version.StateUnversioned)
	for _, state := range []version.State{version.StateEnabled, version.StateSuspended, version.StateEnabled} {
		err := e.w.SetVersioning(e.ctx, name, state)
		b, err2 := e.w.Bucket(e.ctx, name)
		e.expect(err == nil && err2 == nil && b.Versioning == state, "SetVersioning(%v) = %v; then Bucket = %+v, %v", state, err, b, err2)
	}
}

// checkWritesNoBucket asks each method about a bucket that nobody has.
func checkWritesNoBucket(e *writing) {
	none := e.key()
	_, err := e.put(none, "k", "text", nil)
	e.wraps("Put", err, store.ErrNoBucket)
	_, err = e.w.Delete(e.ctx, latest(none, "k"), nil)
	e.wraps("Delete", err, store.ErrNoBucket)
	_, err = e.w.CreateUpload(e.ctx, write.Upload{UploadRef: write.UploadRef{Bucket: none, Key: "k"}})
	e.wraps("CreateUpload", err, store.ErrNoBucket)
	_, err = e.w.ListUploads(e.ctx, none)
	e.wraps("ListUploads", err, store.ErrNoBucket)
	_, err = e.w.Tags(e.ctx, latest(none, "k"))
	e.wraps("Tags", err, store.ErrNoBucket)
	e.wraps("DeleteBucket", e.w.DeleteBucket(e.ctx, none), store.ErrNoBucket)
	e.wraps("SetVersioning", e.w.SetVersioning(e.ctx, none, version.StateEnabled), store.ErrNoBucket)
	err = nil
	for _, err = range e.w.Scan(e.ctx, none, "") {
		break
	}
	e.wraps("Scan", err, store.ErrNoBucket)
}

func checkConfigurations(e *writing) {
	c, ok := e.w.(write.Configurations)
	if !ok {
		e.skip("the store is no Configurations")
		return
	}
	name, other := e.bucket(version.StateUnversioned), e.bucket(version.StateUnversioned)
	is := func(what, bucket, document string, want []byte) {
		got, err := c.Configuration(e.ctx, bucket, document)
		e.expect(err == nil && bytes.Equal(got, want) && (got == nil) == (want == nil), "Configuration %s = %q, %v, want %q", what, got, err, want)
	}
	is("that was never given", name, "cors", nil)
	for _, text := range []string{"one", "two", ""} {
		err := c.Configure(e.ctx, name, "cors", []byte(text))
		e.expect(err == nil, "Configure = %v", err)
		is("that was given", name, "cors", append([]byte{}, text...))
	}
	is("of another name", name, "website", nil)
	is("of another bucket", other, "cors", nil)
	_, err := c.Configuration(e.ctx, e.key(), "cors")
	e.wraps("Configuration of no bucket", err, store.ErrNoBucket)
	e.wraps("Configure of no bucket", c.Configure(e.ctx, e.key(), "cors", nil), store.ErrNoBucket)
}

func checkUpdateBucket(e *writing) {
	c, ok := e.w.(write.Configurations)
	if !ok {
		e.skip("the store is no Configurations")
		return
	}
	name := e.bucket(version.StateUnversioned)
	before, _ := e.w.Bucket(e.ctx, name)
	err := c.UpdateBucket(e.ctx, name, func(b *store.Bucket) error {
		b.RequesterPays = true
		return nil
	})
	b, err2 := e.w.Bucket(e.ctx, name)
	e.expect(err == nil && err2 == nil && b.RequesterPays, "UpdateBucket = %v; then Bucket = %+v, %v", err, b, err2)
	e.expect(before == nil || !before.RequesterPays, "UpdateBucket changed what Bucket returned before")
	err = c.UpdateBucket(e.ctx, name, func(b *store.Bucket) error {
		b.RequesterPays = false
		return errRefused
	})
	b, _ = e.w.Bucket(e.ctx, name)
	e.expect(errors.Is(err, errRefused) && b != nil && b.RequesterPays, "an edit that is refused = %v, and changed %+v", err, b)
}

func checkUpdatePolicies(e *writing) {
	k, ok := e.w.(write.PolicyKeeper)
	if !ok {
		e.skip("the store is no PolicyKeeper")
		return
	}
	name := e.bucket(version.StateUnversioned)
	parsed, err := policy.Parse(policy.KindBucket, []byte(`{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::`+name+`/*"}}`))
	e.expect(err == nil, "policy.Parse = %v", err)
	err = k.UpdatePolicies(e.ctx, name, func(p *write.Policies) error {
		p.Policy, p.OwnerEnforced, p.PublicAccessBlock.BlockPublicPolicy = parsed, true, true
		return nil
	})
	e.expect(err == nil, "UpdatePolicies = %v", err)
	err = k.UpdatePolicies(e.ctx, name, func(p *write.Policies) error {
		p.OwnerEnforced = false
		return errRefused
	})
	e.wraps("an edit that is refused", err, errRefused)
	err = k.UpdatePolicies(e.ctx, name, func(p *write.Policies) error {
		e.expect(p.Policy != nil && p.OwnerEnforced && p.PublicAccessBlock.BlockPublicPolicy, "UpdatePolicies sees %+v, want what was put before", p)
		return nil
	})
	e.expect(err == nil, "UpdatePolicies = %v", err)
	e.wraps("UpdatePolicies of no bucket", k.UpdatePolicies(e.ctx, e.key(), func(*write.Policies) error { return nil }), store.ErrNoBucket)
}
