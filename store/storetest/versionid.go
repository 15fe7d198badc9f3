package storetest

import (
	"strings"

	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/version"
)

func checkOwnIDs(e *examiner) {
	ref := store.Ref{Bucket: e.Versioned, Key: e.key()}
	for range 5 {
		if !e.putAt(ref.Bucket, ref.Key, Version{Content: e.content(10)}) {
			return
		}
		b, err := e.Store.Bucket(e.ctx, ref.Bucket)
		o := e.open(ref)
		if !e.expect(b != nil && err == nil, "Bucket(%q) = %v, %v", ref.Bucket, b, err) || o == nil {
			return
		}
		id := o.Info().VersionID
		e.close("Object", o)
		if id == "" {
			continue
		}
		_, err = version.Parse(id)
		e.expect(err == nil, "the store gave a version the id %q, which no request can name: %v", id, err)
		e.expect(store.WellFormedVersionID(e.Store, b, id), "the store gave a version the id %q, which it says is malformed", id)
	}
}

// checkAnyID asks for the form of ids that a request may have, each twice.
func checkAnyID(e *examiner) {
	v, ok := e.Store.(store.VersionIDs)
	if !ok {
		e.skip("forms of version ids: the Store is no store.VersionIDs")
		return
	}
	b, err := e.Store.Bucket(e.ctx, e.Bucket)
	if !e.expect(b != nil && err == nil, "Bucket(%q) = %v, %v", e.Bucket, b, err) {
		return
	}
	ids := []string{"x", "0", "-", "..", "NULL", "é", "\u202e", "%00", " ", unknownID(), strings.Repeat("9", version.MaxIDLength), strings.Repeat("é", 512)}
	for _, id := range ids {
		e.guard(func() {
			first := v.WellFormedVersionID(b, id)
			e.expect(v.WellFormedVersionID(b, id) == first, "WellFormedVersionID(%.40q) is %t and then %t", id, first, !first)
		})
	}
}
