package memstore

import (
	"cmp"
	"context"
	"slices"

	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/write"
	"github.com/s3get/s3get/version"
)

var (
	_ write.Revisions      = Writer{}
	_ write.Renamer        = Writer{}
	_ write.AccessControls = Writer{}
)

// tagsOf returns tags in the order of their keys.
func tagsOf(tags map[string]string) []write.Tag {
	var all []write.Tag
	for key, value := range tags {
		all = append(all, write.Tag{Key: key, Value: value})
	}
	slices.SortFunc(all, func(a, b write.Tag) int { return cmp.Compare(a.Key, b.Key) })
	return all
}

// Revise changes a version.
func (w Writer) Revise(_ context.Context, ref store.Ref, edit func(*store.Info, *write.Revision) error) (info *store.Info, err error) {
	defer w.settle(&err)
	w.mu.Lock()
	defer w.mu.Unlock()
	b, ok := w.buckets[ref.Bucket]
	if !ok {
		return nil, store.ErrNoBucket
	}
	h, i, err := b.find(ref.Key, ref.Version)
	if err != nil {
		return nil, err
	}
	changed := *h.records[i]
	r := write.Revision{Lock: changed.info.Lock, Restore: changed.info.Restore, Tags: tagsOf(changed.grants.Tags)}
	r.Access = changed.grants.access()
	if err := edit(&h.records[i].info, &r); err != nil {
		return nil, err
	}
	changed.info.Lock, changed.info.Restore = copied(r.Lock), copied(r.Restore)
	changed.grants.Owner, changed.grants.ACL = r.Access.Owner, slices.Clone(r.Access.Grants)
	if !slices.Equal(r.Tags, tagsOf(changed.grants.Tags)) {
		changed.grants.Tags = make(map[string]string, len(r.Tags))
		for _, t := range r.Tags {
			changed.grants.Tags[t.Key] = t.Value
		}
		changed.info.TagCount = len(r.Tags)
	}
	if err := checkInfo(&changed.info); err != nil {
		return nil, err
	}
	h.records[i] = &changed
	return &changed.info, w.keepRecord(versionEdited, b, ref.Key, &changed)
}

// Rename gives the latest version of a key another key, in a bucket that never had versions.
func (w Writer) Rename(_ context.Context, bucket, from, to string, check func(source, target *store.Info) error) (err error) {
	defer w.settle(&err)
	if err := checkKey(to); err != nil {
		return err
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	b, ok := w.buckets[bucket]
	if !ok {
		return store.ErrNoBucket
	}
	if b.info.Versioning != version.StateUnversioned {
		return &FieldError{"Versioning", "is not for buckets whose objects are renamed"}
	}
	h, i, err := b.find(from, version.Latest())
	if err != nil {
		return err
	}
	moved := *h.records[i]
	moved.upload = ""
	if check != nil {
		if err := check(&moved.info, b.lookup(to, version.Latest())); err != nil {
			return err
		}
	}
	if from == to {
		return nil
	}
	if _, err = w.insert(b, to, "", &moved); err != nil {
		return err
	}
	b.remove(from, version.Null())
	return w.keep(change{Kind: versionGone, Bucket: bucket, Key: from}, nil)
}
