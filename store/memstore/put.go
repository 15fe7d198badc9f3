package memstore

import (
	"slices"

	"github.com/s3get/s3get/checksum"
	"github.com/s3get/s3get/sse"
	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/write"
	"github.com/s3get/s3get/version"
)

// Put makes v the newest version of a key and describes it. The caller does not change
// what the pointer refers to.
//
// The error is [store.ErrNoBucket], [ErrExists] if the key has a version with the id
// that v names, a [*FieldError], or that of v.Source. The Store is then unchanged.
//
// Digests are computed before the Store is locked, so that a large content delays
// nobody else.
func (s *Store) Put(bucket, key string, v Version) (*store.Info, error) {
	return s.put(bucket, key, v, nil, "")
}

// put is Put, unless check, which may be nil, has an error about the latest version. The upload
// of an id, if it is not "", ends with it.
func (s *Store) put(bucket, key string, v Version, check write.Check, upload string) (_ *store.Info, err error) {
	defer s.settle(&err)
	b, err := s.find(bucket)
	if err != nil {
		return nil, err
	}
	if err := checkKey(key); err != nil {
		return nil, err
	}
	if v.ChecksumAlgorithm == checksum.None && !v.DeleteMarker {
		v.ChecksumAlgorithm = s.Checksum
	}
	r, err := v.record(b.IsDirectory())
	if err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	into, ok := s.buckets[bucket]
	if !ok {
		return nil, store.ErrNoBucket
	}
	if s.file != nil {
		if _, err := keepVersion(r); err != nil {
			return nil, err
		}
	}
	if check != nil {
		if err := check(into.lookup(key, version.Latest())); err != nil {
			return nil, err
		}
	}
	r.upload = upload
	return s.insert(into, key, v.VersionID, r)
}

// PutParts makes a multipart upload of the given parts the newest version of a key. It
// is Put with the parts joined as v.Content and their sizes as v.PartSizes.
func (s *Store) PutParts(bucket, key string, v Version, parts ...[]byte) (*store.Info, error) {
	v.Content, v.PartSizes = slices.Concat(parts...), nil
	for _, p := range parts {
		v.PartSizes = append(v.PartSizes, int64(len(p)))
	}
	if len(parts) == 0 {
		return nil, &FieldError{"PartSizes", "are none"}
	}
	return s.Put(bucket, key, v)
}

// find describes a bucket whose type, which never changes, is of interest.
func (s *Store) find(bucket string) (*store.Bucket, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	b, ok := s.buckets[bucket]
	if !ok {
		return nil, store.ErrNoBucket
	}
	return b.info, nil
}

// record returns v as it is stored, but for its id.
func (v *Version) record(inDirectory bool) (*record, error) {
	source, err := v.source()
	if err != nil {
		return nil, err
	}
	if err := v.check(source); err != nil {
		return nil, err
	}
	r := &record{info: v.info(inDirectory), grants: v.Grants.copied(), source: source, ends: ends(v.PartSizes)}
	r.info.Size = source.Size()
	if !v.CustomerKey.IsZero() {
		r.info.Encryption.Customer, err = sse.NewFingerprint(v.CustomerKey, nil)
	}
	if err != nil {
		return nil, err
	}
	if err := checkInfo(&r.info); err != nil || v.DeleteMarker {
		return r, err
	}
	return r, v.digest(r)
}

// source returns the content of v.
func (v *Version) source() (Source, error) {
	switch {
	case v.Source == nil:
		return &held{int64(len(v.Content)), slices.Clone(v.Content)}, nil
	case v.Content != nil:
		return nil, &FieldError{"Source", "is not for a version with Content"}
	case v.Source.Size() < 0:
		return nil, &FieldError{"Source", "has a negative size"}
	}
	return v.Source, nil
}

// ends returns the ends of parts of those sizes.
func ends(sizes []int64) []int64 {
	var all []int64
	end := int64(0)
	for _, n := range sizes {
		end += n
		all = append(all, end)
	}
	return all
}

// digest gives r what is told or computed of the content of v.
func (v *Version) digest(r *record) error {
	algorithm, kind := v.checksumKind()
	d := digester{wantTag: v.ETag == "", wantParts: kind == checksum.Composite}
	if v.Checksum.IsZero() || d.wantParts {
		d.algorithm = algorithm
	}
	got, err := d.of(r.source, r.ends)
	if err != nil {
		return err
	}
	if d.wantTag {
		r.info.ETag = `"` + got.tag + `"`
	}
	r.sums = got.sums
	r.info.Checksum = v.Checksum
	switch {
	case !v.Checksum.IsZero():
	case d.wantParts:
		r.info.Checksum, err = checksum.Compose(r.sums)
	default:
		r.info.Checksum = got.whole
	}
	return err
}

// checksumKind returns the algorithm and the type of the checksum of v.
func (v *Version) checksumKind() (checksum.Algorithm, checksum.Type) {
	if v.Checksum.IsZero() {
		return v.ChecksumAlgorithm, v.ChecksumType
	}
	return v.Checksum.Algorithm(), v.Checksum.Type()
}

// insert makes r the newest version of a key, and ends the upload that it was completed from, if there is
// one. The caller holds the lock.
func (s *Store) insert(b *bucket, key, id string, r *record) (*store.Info, error) {
	id, err := s.identify(b, key, id, r.info.DeleteMarker)
	if err != nil {
		return nil, err
	}
	r.info.VersionID = id
	if r.info.LastModified.IsZero() {
		r.info.LastModified = s.now()
	}
	if id == "" {
		b.remove(key, version.Null())
	}
	b.push(key, r)
	delete(b.uploads, r.upload)
	if err := s.keepRecord(versionAdded, b, key, r); err != nil {
		return nil, err
	}
	return &r.info, nil
}

// push adds the newest version of a key.
func (b *bucket) push(key string, r *record) {
	h, ok := b.keys[key]
	if !ok {
		h = new(history)
		b.keys[key] = h
		b.order.Store(nil)
	}
	h.add(r)
}

// identify returns the id in [store.Info] of a version that is to have the given id.
func (s *Store) identify(b *bucket, key, id string, marker bool) (string, error) {
	state := b.info.Versioning
	if marker && state == version.StateUnversioned {
		return "", &FieldError{"DeleteMarker", "is not for a bucket without versioning"}
	}
	if id == "" && state == version.StateEnabled {
		id = s.newID()
	}
	switch {
	case id == "", id == version.NullID:
		return "", nil
	case state == version.StateUnversioned:
		return "", &FieldError{"VersionID", "is not null in a bucket without versioning"}
	case !s.WellFormedVersionID(b.info, id):
		return "", &FieldError{"VersionID", "is malformed"}
	}
	if _, _, err := b.find(key, version.ByID(id)); err == nil {
		return "", ErrExists
	}
	return id, nil
}
