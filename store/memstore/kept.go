package memstore

import (
	"cmp"
	"slices"
	"time"

	"github.com/s3get/s3get/checksum"
	"github.com/s3get/s3get/getobject/policy"
	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/internal/kept"
	"github.com/s3get/s3get/store/write"
)

// A kept is a value as a file has it, in JSON.
type (
	keptBucket struct {
		store.Bucket
		Created           time.Time
		ACL               []policy.Grant           `json:",omitzero"`
		OwnerEnforced     bool                     `json:",omitempty"`
		PublicAccessBlock policy.PublicAccessBlock `json:",omitzero"`
		Documents         map[string][]byte        `json:",omitempty"`
	}

	keptVersion struct {
		kept.Info
		Generated int64             `json:",omitempty"` // size of content that is i mod 251 at byte i
		Ends      []int64           `json:",omitempty"` // of parts
		Sums      []kept.Sum        `json:",omitempty"` // of parts
		Owner     string            `json:",omitempty"`
		ACL       []policy.Grant    `json:",omitzero"`
		Tags      map[string]string `json:",omitempty"`
	}

	keptUpload struct {
		kept.Info
		Initiated time.Time
		Initiator string              `json:",omitempty"`
		Algorithm checksum.Algorithm  `json:",omitempty"`
		Type      checksum.Type       `json:",omitempty"`
		Tags      []write.Tag         `json:",omitempty"`
		Access    write.AccessControl `json:",omitzero"`
	}

	keptPart struct {
		write.Part
		Checksum kept.Sum `json:",omitzero"` // instead of that of Part
	}
)

// keepBucket returns b as it is kept.
func keepBucket(b *bucket) *keptBucket {
	p := b.policies
	return &keptBucket{*b.info, b.created, p.ACL, p.OwnerEnforced, p.PublicAccessBlock, b.documents}
}

// bucket returns an empty bucket.
func (k *keptBucket) bucket() *bucket {
	return &bucket{
		info: &k.Bucket, created: k.Created, keys: make(map[string]*history), documents: k.Documents,
		policies: BucketPolicies{ACL: k.ACL, OwnerEnforced: k.OwnerEnforced, PublicAccessBlock: k.PublicAccessBlock},
	}
}

// keepInfo returns i as it is kept. The error is a [*FieldError] for a check of keys that
// cannot be kept.
func keepInfo(i *store.Info) (kept.Info, error) {
	k, err := kept.KeepInfo(i)
	if err != nil {
		err = &FieldError{"Encryption.Customer", "is no fingerprint, and cannot be kept in a file"}
	}
	return k, err
}

// keepVersion returns r as it is kept, without its content.
func keepVersion(r *record) (*keptVersion, error) {
	info, err := keepInfo(&r.info)
	k := &keptVersion{Info: info, Ends: r.ends, Owner: r.grants.Owner, ACL: r.grants.ACL, Tags: r.grants.Tags}
	for _, v := range r.sums {
		k.Sums = append(k.Sums, kept.KeepSum(v))
	}
	if h, ok := r.source.(*held); ok && h.size > int64(len(h.table)) {
		k.Generated = h.size
	}
	return k, err
}

// record returns the version with a content.
func (k *keptVersion) record(content []byte) (*record, error) {
	info, err := k.StoreInfo()
	if err != nil {
		return nil, err
	}
	r := &record{info: info, grants: Grants{Owner: k.Owner, ACL: k.ACL, Tags: k.Tags}, ends: k.Ends}
	for _, sum := range k.Sums {
		v, err := sum.Checksum()
		if err != nil {
			return nil, err
		}
		r.sums = append(r.sums, v)
	}
	r.source = &held{int64(len(content)), content}
	if k.Generated > 0 {
		r.source = Generated(k.Generated)
	}
	if r.info.Size != r.source.Size() {
		return nil, &FieldError{"Size", "is not that of the content"}
	}
	return r, cmp.Or(r.checkParts(), checkInfo(&r.info))
}

// checkParts reports whether r has parts that are its content.
func (r *record) checkParts() error {
	n := len(r.ends)
	if n != r.info.Parts || n > 0 && (r.ends[0] < 0 || r.ends[n-1] != r.info.Size) ||
		!slices.IsSorted(r.ends) || len(r.sums) > 0 && len(r.sums) != n {
		return &FieldError{"Parts", "are not those of the content"}
	}
	return nil
}

// keepUpload returns u as it is kept, without its parts.
func keepUpload(u *upload) (*keptUpload, error) {
	info, err := keepInfo(&u.Version.Info)
	return &keptUpload{info, u.Initiated, u.Owner, u.Algorithm, u.Type, u.Version.Tags, u.Version.Access}, err
}

// upload returns the upload without parts.
func (k *keptUpload) upload(ref write.UploadRef) (*upload, error) {
	info, err := k.StoreInfo()
	u := write.Upload{UploadRef: ref, Initiated: k.Initiated, Owner: k.Initiator, Algorithm: k.Algorithm, Type: k.Type}
	u.Version = write.Version{Info: info, Tags: k.Tags, Access: k.Access}
	return &upload{Upload: u, parts: make(map[int]part)}, err
}

// part returns the part with a content.
func (k *keptPart) part(content []byte) (part, error) {
	var err error
	p := part{k.Part, &held{int64(len(content)), content}}
	p.Checksum, err = k.Checksum.Checksum()
	if err == nil && p.Size != int64(len(content)) {
		err = &FieldError{"Size", "is not that of the content"}
	}
	return p, err
}
