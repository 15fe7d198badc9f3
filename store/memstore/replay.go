package memstore

import (
	"encoding/json"
	"fmt"

	"github.com/s3get/s3get/getobject/policy"
	"github.com/s3get/s3get/internal/journal"
	"github.com/s3get/s3get/store/write"
	"github.com/s3get/s3get/version"
)

// replay makes a change that a file has. The caller holds the lock.
func (s *Store) replay(r journal.Record) error {
	var c change
	if err := json.Unmarshal(r.Head, &c); err != nil {
		return fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	redo, known := replays[c.Kind]
	if !known {
		return fmt.Errorf("%w: a change is of the kind %q", ErrForeign, c.Kind)
	}
	b := s.buckets[c.Bucket]
	if b == nil && c.Kind != bucketSet {
		return fmt.Errorf("%w: no bucket %q for a change of the kind %q", ErrDamaged, c.Bucket, c.Kind)
	}
	if err := redo(s, b, &c, r.Content); err != nil {
		return fmt.Errorf("%w: %s of %q in %q: %w", ErrDamaged, c.Kind, c.Key, c.Bucket, err)
	}
	return nil
}

// A lack is a change that lacks what its kind needs.
type lack string

func (l lack) Error() string { return "there is no " + string(l) }

// replays make the changes of each kind. The bucket is nil for one that comes.
var replays = map[string]func(s *Store, b *bucket, c *change, content []byte) error{
	bucketSet:     (*Store).replaySet,
	bucketGone:    (*Store).replayBucketGone,
	versionAdded:  (*Store).replayAdded,
	versionEdited: (*Store).replayEdited,
	versionGone:   (*Store).replayVersionGone,
	uploadBegun:   (*Store).replayUpload,
	uploadGone:    (*Store).replayUploadGone,
	partPut:       (*Store).replayPart,
}

func (s *Store) replaySet(b *bucket, c *change, _ []byte) error {
	if c.Set == nil || c.Set.Name != c.Bucket {
		return lack("bucket of that name")
	}
	if err := checkBucket(&c.Set.Bucket); err != nil {
		return err
	}
	fresh := c.Set.bucket()
	if text := fresh.documents["policy"]; len(text) > 0 {
		var err error
		if fresh.policies.Policy, err = policy.Parse(policy.KindBucket, text); err != nil {
			return err
		}
	}
	if b == nil {
		if s.buckets == nil {
			s.buckets = make(map[string]*bucket)
		}
		s.buckets[c.Bucket] = fresh
		return nil
	}
	b.info, b.created, b.policies, b.documents = fresh.info, fresh.created, fresh.policies, fresh.documents
	return nil
}

func (s *Store) replayBucketGone(_ *bucket, c *change, _ []byte) error {
	delete(s.buckets, c.Bucket)
	return nil
}

func (s *Store) replayAdded(b *bucket, c *change, content []byte) error {
	if c.Version == nil {
		return lack("version")
	}
	r, err := c.Version.record(content)
	if err != nil {
		return err
	}
	if err := checkKey(c.Key); err != nil {
		return err
	}
	r.upload = c.ID
	b.remove(c.Key, version.ByID(r.info.VersionID))
	b.push(c.Key, r)
	delete(b.uploads, c.ID)
	return nil
}

func (s *Store) replayEdited(b *bucket, c *change, _ []byte) error {
	if c.Version == nil {
		return lack("version")
	}
	h, i, err := b.find(c.Key, version.ByID(c.Version.VersionID))
	if err != nil {
		return err
	}
	edited := *h.records[i]
	size, parts := edited.info.Size, edited.info.Parts
	if edited.info, err = c.Version.StoreInfo(); err != nil {
		return err
	}
	edited.info.Size, edited.info.Parts = size, parts
	if err := checkInfo(&edited.info); err != nil {
		return err
	}
	edited.grants = Grants{Owner: c.Version.Owner, ACL: c.Version.ACL, Tags: c.Version.Tags}
	h.records[i] = &edited
	return nil
}

func (s *Store) replayVersionGone(b *bucket, c *change, _ []byte) error {
	b.remove(c.Key, version.ByID(c.ID))
	return nil
}

func (s *Store) replayUpload(b *bucket, c *change, _ []byte) error {
	if c.Upload == nil {
		return lack("upload")
	}
	u, err := c.Upload.upload(write.UploadRef{Bucket: c.Bucket, Key: c.Key, ID: c.ID})
	if err != nil {
		return err
	}
	if b.uploads == nil {
		b.uploads = make(map[string]*upload)
	}
	b.uploads[c.ID] = u
	return nil
}

func (s *Store) replayUploadGone(b *bucket, c *change, _ []byte) error {
	delete(b.uploads, c.ID)
	return nil
}

func (s *Store) replayPart(b *bucket, c *change, content []byte) error {
	u, ok := b.uploads[c.ID]
	if !ok || c.Part == nil {
		return lack("upload of the part")
	}
	p, err := c.Part.part(content)
	if err != nil {
		return err
	}
	u.parts[p.Number] = p
	return nil
}
