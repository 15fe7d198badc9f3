package memstore

import (
	"cmp"
	"context"
	"crypto/rand"
	"maps"
	"slices"

	"github.com/s3get/s3get/sse"
	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/write"
)

// An upload is a multipart upload with the parts that it has so far, by their numbers.
type upload struct {
	write.Upload
	parts map[int]part
}

// A part is one part of an upload.
type part struct {
	write.Part
	content *held
}

// CreateUpload begins a multipart upload.
func (w Writer) CreateUpload(_ context.Context, u write.Upload) (_ string, err error) {
	defer w.settle(&err)
	if err := checkKey(u.Key); err != nil {
		return "", err
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	b, ok := w.buckets[u.Bucket]
	if !ok {
		return "", store.ErrNoBucket
	}
	if b.uploads == nil {
		b.uploads = make(map[string]*upload)
	}
	u.ID, u.Initiated, u.Version.CustomerKey = rand.Text()+rand.Text(), w.now(), sse.CustomerKey{}
	begun := &upload{Upload: u, parts: make(map[int]part)}
	b.uploads[u.ID] = begun
	if w.file == nil {
		return u.ID, nil
	}
	return u.ID, w.orFail(addUpload(w.keepRaw, begun))
}

// upload returns an upload. The caller holds the lock.
func (s *Store) upload(ref write.UploadRef) (*bucket, *upload, error) {
	b, ok := s.buckets[ref.Bucket]
	if !ok {
		return nil, nil, store.ErrNoBucket
	}
	u, ok := b.uploads[ref.ID]
	if !ok || u.Key != ref.Key {
		return nil, nil, write.ErrNoUpload
	}
	return b, u, nil
}

// Upload describes an upload.
func (w Writer) Upload(_ context.Context, ref write.UploadRef) (*write.Upload, error) {
	w.mu.RLock()
	defer w.mu.RUnlock()
	_, u, err := w.upload(ref)
	if err != nil {
		return nil, err
	}
	described := u.Upload
	return &described, nil
}

// ListUploads lists the uploads of a bucket.
func (w Writer) ListUploads(_ context.Context, bucket string) ([]write.Upload, error) {
	w.mu.RLock()
	defer w.mu.RUnlock()
	b, ok := w.buckets[bucket]
	if !ok {
		return nil, store.ErrNoBucket
	}
	var all []write.Upload
	for _, u := range b.uploads {
		all = append(all, u.Upload)
	}
	slices.SortFunc(all, func(a, b write.Upload) int {
		return cmp.Or(cmp.Compare(a.Key, b.Key), a.Initiated.Compare(b.Initiated), cmp.Compare(a.ID, b.ID))
	})
	return all, nil
}

// PutPart adds a part.
func (w Writer) PutPart(_ context.Context, ref write.UploadRef, p write.Part, content write.Content) (_ *write.Part, err error) {
	defer w.settle(&err)
	c, ok := content.(*staged)
	if !ok {
		return nil, errContent
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	_, u, err := w.upload(ref)
	if err != nil {
		return nil, err
	}
	h := c.held()
	p.Size, p.LastModified = h.size, w.now()
	put := part{p, h}
	u.parts[p.Number] = put
	if w.file == nil {
		return &p, nil
	}
	return &p, w.orFail(addPart(w.keepRaw, ref, put))
}

// ListParts lists the parts of an upload.
func (w Writer) ListParts(_ context.Context, ref write.UploadRef) ([]write.Part, error) {
	w.mu.RLock()
	defer w.mu.RUnlock()
	_, u, err := w.upload(ref)
	if err != nil {
		return nil, err
	}
	var all []write.Part
	for _, n := range slices.Sorted(maps.Keys(u.parts)) {
		all = append(all, u.parts[n].Part)
	}
	return all, nil
}

// Complete makes the parts the newest version of the key. The upload is taken away in one
// step with that, so that it is completed once.
func (w Writer) Complete(_ context.Context, ref write.UploadRef, parts []write.Part, v write.Version, check write.Check) (*store.Info, error) {
	content, sizes, err := w.join(ref, parts)
	if err != nil {
		return nil, err
	}
	out := versionOf(v, content)
	out.PartSizes = sizes
	return w.put(ref.Bucket, ref.Key, out, func(current *store.Info) error {
		if check != nil {
			if err := check(current); err != nil {
				return err
			}
		}
		_, _, err := w.upload(ref)
		return err
	}, ref.ID)
}

// Completed describes the version that an upload was completed as, while the key has it and it was not
// renamed. It implements [write.Completions].
func (w Writer) Completed(_ context.Context, ref write.UploadRef) (*store.Info, error) {
	w.mu.RLock()
	defer w.mu.RUnlock()
	if b, ok := w.buckets[ref.Bucket]; ok && b.keys[ref.Key] != nil {
		for _, r := range b.keys[ref.Key].records {
			if r != nil && r.upload == ref.ID && ref.ID != "" {
				return &r.info, nil
			}
		}
	}
	return nil, write.ErrNoUpload
}

// join returns the bytes of parts and their sizes.
func (w Writer) join(ref write.UploadRef, parts []write.Part) (*held, []int64, error) {
	w.mu.RLock()
	defer w.mu.RUnlock()
	_, u, err := w.upload(ref)
	if err != nil {
		return nil, nil, err
	}
	var pieces [][]byte
	var sizes []int64
	for _, want := range parts {
		p, ok := u.parts[want.Number]
		if !ok || p.ETag != want.ETag {
			return nil, nil, write.ErrNoPart
		}
		pieces, sizes = append(pieces, p.content.table), append(sizes, p.content.size)
	}
	all := slices.Concat(pieces...)
	return &held{int64(len(all)), all}, sizes, nil
}

// Abort ends an upload.
func (w Writer) Abort(_ context.Context, ref write.UploadRef) (err error) {
	defer w.settle(&err)
	w.mu.Lock()
	defer w.mu.Unlock()
	b, _, err := w.upload(ref)
	if err != nil {
		return err
	}
	delete(b.uploads, ref.ID)
	return w.keep(change{Kind: uploadGone, Bucket: ref.Bucket, Key: ref.Key, ID: ref.ID}, nil)
}
