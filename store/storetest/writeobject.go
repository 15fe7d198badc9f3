package storetest

import (
	"errors"
	"reflect"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/s3get/s3get/checksum"
	"github.com/s3get/s3get/getobject/policy"
	"github.com/s3get/s3get/sse"
	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/write"
	"github.com/s3get/s3get/version"
)

func checkStaged(e *writing) {
	name := e.bucket(version.StateUnversioned)
	c := e.stage("staged")
	keys, _ := e.scanned(name, "")
	e.expect(len(keys) == 0, "what is only staged has the keys %q", keys)
	if c == nil {
		return
	}
	_, err := e.w.Put(e.ctx, name, "k", write.Version{Content: c}, nil)
	e.expect(err == nil, "Put = %v", err)
	e.reads("what was staged and put", latest(name, "k"), "staged")
}

func checkDiscarded(e *writing) {
	name := e.bucket(version.StateUnversioned)
	if c := e.stage("discarded"); c != nil {
		c.Discard()
		c.Discard()
	}
	keys, _ := e.scanned(name, "")
	e.expect(len(keys) == 0, "what was discarded has the keys %q", keys)
	c := e.stage("kept")
	if c == nil {
		return
	}
	_, err := e.w.Put(e.ctx, name, "k", write.Version{Content: c}, nil)
	c.Discard()
	e.expect(err == nil, "Put = %v", err)
	e.reads("what was put and then discarded", latest(name, "k"), "kept")
}

func checkPutReads(e *writing) {
	name := e.bucket(version.StateUnversioned)
	before := time.Now().Add(-time.Hour) // a store may have a clock of its own
	for _, text := range []string{"", "x", string(e.content(70000)), string(e.content(3<<20 + 1))} {
		info := e.stored(name, "k", text)
		got := e.reads("what was put", latest(name, "k"), text)
		if info == nil || got == nil {
			return
		}
		e.expect(info.Size == int64(len(text)) && got.ETag == tagOf(text), "Put of %d bytes is described as %d bytes with %s", len(text), info.Size, got.ETag)
		e.expect(!info.LastModified.Before(before) && info.LastModified.Equal(got.LastModified), "Put is told to be of %v, and is of %v", info.LastModified, got.LastModified)
	}
}

// given is a description in which every field that a writer is given is set.
func given() store.Info {
	at := time.Date(2036, 1, 2, 3, 4, 5, 0, time.UTC)
	return store.Info{
		ETag: `"tag"`, ContentType: "text/plain", CacheControl: "no-store", ContentDisposition: "inline", ContentEncoding: "gzip",
		ContentLanguage: "de", Expires: "never", Metadata: []store.Metadata{{Name: "b", Value: "ä"}, {Name: "a", Value: ""}},
		StorageClass: "GLACIER", Restore: &store.Restore{Expiry: at}, Expiration: &store.Expiration{Date: at, RuleID: "r"},
		ReplicationStatus: "COMPLETED", Lock: &store.Lock{Mode: "GOVERNANCE", RetainUntil: at, LegalHold: "ON"}, WebsiteRedirectLocation: "/x",
		Encryption: sse.Encryption{Algorithm: sse.KMS, KMSKeyID: "arn:aws:kms:us-east-1:111122223333:key/1", BucketKey: true},
		Checksum:   checksum.Sum(checksum.SHA256, []byte("text")), TagCount: 1,
	}
}

func checkPutKeeps(e *writing) {
	name := e.bucket(version.StateUnversioned)
	want := given()
	c := e.stage("text")
	if c == nil {
		return
	}
	_, err := e.w.Put(e.ctx, name, "k", write.Version{Info: given(), Tags: []write.Tag{{Key: "a", Value: "b"}}, Content: c}, nil)
	e.expect(err == nil, "Put = %v", err)
	got := e.reads("what was put", latest(name, "k"), "text")
	if got == nil {
		return
	}
	e.same("what was put", got, &want)
}

// same expects a description to be as it was given, but for what the store fills in.
func (e *writing) same(what string, got, want *store.Info) {
	filled := *want
	filled.Size, filled.VersionID, filled.Parts, filled.LastModified = got.Size, got.VersionID, got.Parts, got.LastModified
	a, b := reflect.ValueOf(*got), reflect.ValueOf(filled)
	for i := range a.NumField() {
		field := a.Type().Field(i).Name
		e.expect(reflect.DeepEqual(a.Field(i).Interface(), b.Field(i).Interface()), "%s has %s %v, want %v", what, field, a.Field(i), b.Field(i))
	}
}

func checkPutReplaces(e *writing) {
	name := e.bucket(version.StateUnversioned)
	e.stored(name, "k", "one")
	e.stored(name, "k", "two")
	e.sees("without versioning", name, "k", "two")
	e.reads("the null version", store.Ref{Bucket: name, Key: "k", Version: version.Null()}, "two")
	err := e.w.SetVersioning(e.ctx, name, version.StateEnabled)
	e.stored(name, "k", "three")
	err2 := e.w.SetVersioning(e.ctx, name, version.StateSuspended)
	e.expect(err == nil && err2 == nil, "SetVersioning = %v, %v", err, err2)
	if info := e.stored(name, "k", "four"); info != nil {
		e.expect(info.VersionID == "", "the version id is %q where versioning is suspended", info.VersionID)
	}
	e.sees("where versioning is suspended", name, "k", "four", "three")
	e.reads("the null version", store.Ref{Bucket: name, Key: "k", Version: version.Null()}, "four")
}

func checkPutVersions(e *writing) {
	name := e.bucket(version.StateEnabled)
	b, _ := e.w.Bucket(e.ctx, name)
	ids := map[string]string{}
	var texts []string
	for i := range 20 {
		text := "text " + strconv.Itoa(i)
		info := e.stored(name, "k", text)
		if info == nil {
			return
		}
		e.expect(info.VersionID != "" && ids[info.VersionID] == "", "the version id %q is none, or another's", info.VersionID)
		e.expect(store.WellFormedVersionID(e.w, b, info.VersionID), "the store calls its own version id %q malformed", info.VersionID)
		ids[info.VersionID] = text
		texts = append([]string{text}, texts...)
	}
	e.sees("with versioning", name, "k", texts...)
	for id, text := range ids {
		e.reads("a version", store.Ref{Bucket: name, Key: "k", Version: version.ByID(id)}, text)
	}
}

func checkPutCheck(e *writing) {
	name := e.bucket(version.StateEnabled)
	var seen []*store.Info
	look := func(current *store.Info) error { seen = append(seen, current); return nil }
	for _, text := range []string{"one", "two"} {
		_, err := e.put(name, "k", text, look)
		e.expect(err == nil, "Put = %v", err)
	}
	_, err := e.w.Delete(e.ctx, latest(name, "k"), nil)
	_, err2 := e.put(name, "k", "three", look)
	e.expect(err == nil && err2 == nil, "Delete, Put = %v, %v", err, err2)
	if e.expect(len(seen) == 3, "the check was called %d times, want 3", len(seen)) {
		e.expect(seen[0] == nil, "the check of a key without versions sees %+v", seen[0])
		e.expect(seen[1] != nil && seen[1].ETag == tagOf("one"), "the check sees %+v, want the version before", seen[1])
		e.expect(seen[2] != nil && seen[2].DeleteMarker, "the check sees %+v, want the delete marker", seen[2])
	}
}

func checkPutRefused(e *writing) {
	name := e.bucket(version.StateEnabled)
	refuse := func(*store.Info) error { return errRefused }
	_, err := e.put(name, "none", "x", refuse)
	e.wraps("Put against its check", err, errRefused)
	e.stored(name, "k", "one")
	_, err = e.put(name, "k", "two", refuse)
	e.wraps("Put against its check", err, errRefused)
	keys, _ := e.scanned(name, "")
	e.expect(len(keys) == 1, "a Put that was refused left the keys %q", keys)
	e.sees("after a Put that was refused", name, "k", "one")
}

// checkPutOneStep has several writers of one key, each of which may only follow what it has seen.
func checkPutOneStep(e *writing) {
	name := e.bucket(version.StateUnversioned)
	var first, counted atomic.Int64
	const writers, rounds = 8, 10
	var all sync.WaitGroup
	for range writers {
		all.Go(func() {
			_, err := e.put(name, "first", "x", func(current *store.Info) error {
				if current != nil {
					return errRefused
				}
				return nil
			})
			if err == nil {
				first.Add(1)
			}
			for range rounds {
				if e.count(name, "count") {
					counted.Add(1)
				}
			}
		})
	}
	all.Wait()
	e.expect(first.Load() == 1, "of %d writers who want to be the first, %d were", writers, first.Load())
	o := e.open(latest(name, "count"))
	if o == nil {
		return
	}
	defer e.close("Object", o)
	e.expect(o.Info().Size == counted.Load(), "%d writes followed each other, and left %d", counted.Load(), o.Info().Size)
}

// count puts a content that is one byte longer than the one before, unless another writer did.
func (e *writing) count(bucket, key string) bool {
	before := int64(0)
	if o, err := e.w.Open(e.ctx, latest(bucket, key)); err == nil {
		before = o.Info().Size
		e.close("Object", o)
	}
	_, err := e.put(bucket, key, strings.Repeat("x", int(before)+1), func(current *store.Info) error {
		if current == nil && before != 0 || current != nil && current.Size != before {
			return errRefused
		}
		return nil
	})
	e.expect(err == nil || errors.Is(err, errRefused), "Put among others = %v", err)
	return err == nil
}

func checkPutPins(e *writing) {
	name := e.bucket(version.StateUnversioned)
	text := string(e.content(300000))
	e.stored(name, "k", text)
	for what, change := range map[string]func(){
		"replaced": func() { e.stored(name, "k", "other") },
		"deleted": func() {
			_, err := e.w.Delete(e.ctx, latest(name, "k"), nil)
			e.expect(err == nil, "Delete = %v", err)
		},
	} {
		e.stored(name, "k", text)
		o := e.open(latest(name, "k"))
		if o == nil {
			return
		}
		r := e.openRange(o, window{0, int64(len(text))})
		change()
		if r != nil {
			got, err := readAll(r, 8<<10, int64(len(text)))
			e.expect(errors.Is(err, store.ErrChanged) || err == nil && string(got) == text, "an object that was %s while it is read reads %s", what, told(got, err))
			e.close("reader", r)
		}
		e.close("Object", o)
	}
}

func checkTags(e *writing) {
	name := e.bucket(version.StateUnversioned)
	c := e.stage("text")
	if c == nil {
		return
	}
	tags := []write.Tag{{Key: "b", Value: "2"}, {Key: "a", Value: "1"}, {Key: "B", Value: ""}}
	_, err := e.w.Put(e.ctx, name, "k", write.Version{Info: store.Info{TagCount: 3}, Tags: tags, Content: c}, nil)
	got, err2 := e.w.Tags(e.ctx, latest(name, "k"))
	want := []write.Tag{{Key: "B", Value: ""}, {Key: "a", Value: "1"}, {Key: "b", Value: "2"}}
	e.expect(err == nil && err2 == nil && reflect.DeepEqual(got, want), "Put = %v; Tags = %v, %v, want %v", err, got, err2, want)
	_, err = e.w.Tags(e.ctx, latest(name, "none"))
	e.wraps("Tags of no key", err, store.ErrNoKey)
}

// granted is the access control of a version.
var granted = write.AccessControl{Owner: "444455556666", Grants: []policy.Grant{
	{Grantee: policy.AllUsers, Permission: policy.PermissionRead}, {Grantee: "444455556666", Permission: policy.PermissionFullControl},
}}

// checkAccessControls looks at the lists of a version, of one that was revised, of one that an upload became,
// and of one that never had any. A list without entries is another than none.
func checkAccessControls(e *writing) {
	a, ok := e.w.(write.AccessControls)
	if !ok {
		e.skip("the store is no AccessControls")
		return
	}
	name := e.bucket(version.StateEnabled)
	is := func(what string, ref store.Ref, want write.AccessControl) {
		got, err := a.AccessControl(e.ctx, ref)
		e.expect(err == nil && reflect.DeepEqual(got, want), "the AccessControl of %s is %+v, %v, want %+v", what, got, err, want)
	}
	old := e.stored(name, "k", "old")
	c := e.stage("text")
	if old == nil || c == nil {
		return
	}
	_, err := e.w.Put(e.ctx, name, "k", write.Version{Info: given(), Access: granted, Content: c}, nil)
	if !e.expect(err == nil, "Put = %v", err) {
		return
	}
	is("a version that was put with one", latest(name, "k"), granted)
	is("one that was put without", store.Ref{Bucket: name, Key: "k", Version: version.ByID(old.VersionID)}, write.AccessControl{})
	id, err := e.w.CreateUpload(e.ctx, write.Upload{UploadRef: write.UploadRef{Bucket: name, Key: "u"}, Version: write.Version{Info: given(), Access: granted}})
	if e.expect(err == nil, "CreateUpload = %v", err) {
		u := write.UploadRef{Bucket: name, Key: "u", ID: id}
		if got, err := e.w.Upload(e.ctx, u); e.expect(err == nil, "Upload = %v", err) {
			e.expect(reflect.DeepEqual(got.Version.Access, granted), "Upload has %+v, want %+v", got.Version.Access, granted)
		}
	}
	if r, ok := e.w.(write.Revisions); ok {
		none := write.AccessControl{Owner: granted.Owner, Grants: []policy.Grant{}}
		_, err := r.Revise(e.ctx, latest(name, "k"), func(_ *store.Info, r *write.Revision) error {
			e.expect(reflect.DeepEqual(r.Access, granted), "Revise shows %+v, want %+v", r.Access, granted)
			r.Access = none
			return nil
		})
		e.expect(err == nil, "Revise = %v", err)
		is("a version that was revised", latest(name, "k"), none)
	}
	_, err = a.AccessControl(e.ctx, latest(name, "none"))
	e.wraps("AccessControl of no key", err, store.ErrNoKey)
}
