package memstore

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"maps"
	"slices"

	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/write"
	"github.com/s3get/s3get/version"
)

// A Writer is a [Store] as a [write.Store]: what it writes, the Store has. It may be copied.
type Writer struct {
	*Store
}

var _ write.Store = Writer{}

// CreateBucket adds an empty bucket. The error wraps [write.ErrExists], or is that of
// [Store.CreateBucket].
func (w Writer) CreateBucket(_ context.Context, b store.Bucket) error {
	err := w.Store.CreateBucket(b)
	if errors.Is(err, ErrExists) {
		return fmt.Errorf("%w: %w", write.ErrExists, err)
	}
	return err
}

// DeleteBucket removes a bucket without objects.
func (w Writer) DeleteBucket(_ context.Context, name string) (err error) {
	defer w.settle(&err)
	w.mu.Lock()
	defer w.mu.Unlock()
	b, ok := w.buckets[name]
	switch {
	case !ok:
		return store.ErrNoBucket
	case len(b.keys) > 0:
		return write.ErrNotEmpty
	}
	delete(w.buckets, name)
	return w.keep(change{Kind: bucketGone, Bucket: name}, nil)
}

// ListBuckets lists the buckets.
func (w Writer) ListBuckets(context.Context) ([]write.Bucket, error) {
	w.mu.RLock()
	defer w.mu.RUnlock()
	var all []write.Bucket
	for _, name := range slices.Sorted(maps.Keys(w.buckets)) {
		b := w.buckets[name]
		all = append(all, write.Bucket{Bucket: b.info, Created: b.created})
	}
	return all, nil
}

// SetVersioning enables or suspends the versioning of a bucket.
func (w Writer) SetVersioning(_ context.Context, name string, state version.State) error {
	return w.Store.SetVersioning(name, state)
}

// A staged is content that is being received. Its bytes become those of a version without
// being copied.
type staged struct{ bytes []byte }

// Write appends p.
func (c *staged) Write(p []byte) (int, error) {
	c.bytes = append(c.bytes, p...)
	return len(p), nil
}

// Discard frees the bytes.
func (c *staged) Discard() { c.bytes = nil }

// held returns the bytes as content, after which c has none.
func (c *staged) held() *held {
	h := &held{int64(len(c.bytes)), c.bytes}
	c.bytes = nil
	return h
}

// Stage begins a content, which is held in memory.
func (Writer) Stage(context.Context) (write.Content, error) { return new(staged), nil }

// errContent means that a content was staged by another store.
var errContent = errors.New("memstore: the content was not staged by this store")

// Put makes v the newest version of a key.
func (w Writer) Put(_ context.Context, bucket, key string, v write.Version, check write.Check) (*store.Info, error) {
	c, ok := v.Content.(*staged)
	if !ok {
		return nil, errContent
	}
	return w.put(bucket, key, versionOf(v, c.held()), check, "")
}

// versionOf returns v with a content.
func versionOf(v write.Version, content Source) Version {
	out := Version{Info: v.Info, Source: content, CustomerKey: v.CustomerKey}
	out.Grants.Owner, out.Grants.ACL = v.Access.Owner, v.Access.Grants
	if len(v.Tags) > 0 {
		out.Grants.Tags = make(map[string]string, len(v.Tags))
	}
	for _, t := range v.Tags {
		out.Grants.Tags[t.Key] = t.Value
	}
	return out
}

// Delete deletes a version, or hides it behind a delete marker.
func (w Writer) Delete(_ context.Context, ref store.Ref, check write.Check) (*store.Info, error) {
	return w.delete(ref.Bucket, ref.Key, ref.Version, check)
}

// Scan has the keys of a bucket from a key on, as they are when it begins.
func (w Writer) Scan(ctx context.Context, bucket, from string) iter.Seq2[write.Entry, error] {
	return func(yield func(write.Entry, error) bool) {
		keys, err := w.keysOf(ctx, bucket)
		if err != nil {
			yield(write.Entry{}, err)
			return
		}
		start, _ := slices.BinarySearch(keys, from)
		for _, key := range keys[start:] {
			infos := w.Versions(bucket, key)
			if len(infos) > 0 && !yield(write.Entry{Key: key, Versions: infos}, nil) {
				return
			}
		}
	}
}

// keysOf returns the keys of a bucket in order, which nobody changes.
func (w Writer) keysOf(ctx context.Context, bucket string) ([]string, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	w.mu.RLock()
	defer w.mu.RUnlock()
	b, ok := w.buckets[bucket]
	if !ok {
		return nil, store.ErrNoBucket
	}
	return b.sorted(), nil
}

// Tags returns the tags of a version.
func (w Writer) Tags(ctx context.Context, ref store.Ref) ([]write.Tag, error) {
	o, err := w.Open(ctx, ref)
	if err != nil {
		return nil, err
	}
	return tagsOf(o.(*record).grants.Tags), nil
}

// AccessControl returns who owns a version, and whom it is granted to.
func (w Writer) AccessControl(ctx context.Context, ref store.Ref) (write.AccessControl, error) {
	o, err := w.Open(ctx, ref)
	if err != nil {
		return write.AccessControl{}, err
	}
	return o.(*record).grants.access(), nil
}
