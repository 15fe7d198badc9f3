package blobstore

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/s3get/s3get/checksum"
	"github.com/s3get/s3get/store/internal/kept"
	"github.com/s3get/s3get/store/write"
)

// The files of an upload are in a folder of its own: what it is, its parts, of which those of one
// number are a log, and claims, which are a log of what is to end it.
const (
	uploadFile  = "head"
	claimPrefix = "claim."
	partPrefix  = "p"
)

// An upload is the head of what an upload is.
type upload struct {
	Bucket    string
	Key       kept.Text
	ID        string
	Initiated time.Time
	Owner     string             `json:",omitempty"`
	Algorithm checksum.Algorithm `json:",omitempty"`
	Type      checksum.Type      `json:",omitempty"`
	Version   kept.Info
	Tags      []write.Tag         `json:",omitempty"`
	Access    write.AccessControl `json:",omitzero"`
	Box       sealed              // the private key to which the keys of parts are sealed
	Public    []byte              // the public key
}

// uploadDir returns the folder of an upload.
func (b *bucketState) uploadDir(key, id string) string {
	return uploadsRoot + b.Instance + "/" + keyName(key) + "/" + id + "/"
}

// isUploadID reports whether a text has the form of the ids of uploads, of which the time comes
// first.
func isUploadID(id string) bool {
	ok, _ := regexp.MatchString(`^[0-9a-f]{16}-[a-z2-7]{26}$`, id)
	return ok
}

// CreateUpload begins a multipart upload.
func (s *Store) CreateUpload(ctx context.Context, u write.Upload) (string, error) {
	b, err := s.bucket(ctx, u.Bucket)
	if err != nil {
		return "", err
	}
	if err := checkKey(u.Key); err != nil {
		return "", err
	}
	begun := s.now().Round(0)
	id := fmt.Sprintf("%016x-%s", begun.UnixNano(), newID())
	private, public, err := newBox()
	if err != nil {
		return "", err
	}
	state := upload{
		Bucket: u.Bucket, Key: kept.Text(u.Key), ID: id, Initiated: begun, Owner: u.Owner,
		Algorithm: u.Algorithm, Type: u.Type, Tags: u.Version.Tags, Access: u.Version.Access, Public: public,
	}
	if state.Version, err = kept.KeepInfo(&u.Version.Info); err != nil {
		return "", err
	}
	if state.Box, err = s.sealFor(ctx, u.Version.CustomerKey, private); err != nil {
		return "", err
	}
	file, err := encode(&state, nil)
	if err == nil {
		err = s.backend.Add(ctx, b.uploadDir(u.Key, id)+uploadFile, file)
	}
	if errors.Is(err, fs.ErrExist) {
		err = nil // the id is nobody else's: an answer of the Backend was lost
	}
	if err == nil {
		err = s.settled(ctx, b)
	}
	return id, err
}

// openUpload returns an upload that is neither complete nor aborted.
func (s *Store) openUpload(ctx context.Context, ref write.UploadRef) (*bucketState, *upload, error) {
	b, err := s.bucket(ctx, ref.Bucket)
	if err != nil {
		return nil, nil, err
	}
	if !isKey(ref.Key) || !isUploadID(ref.ID) {
		return nil, nil, write.ErrNoUpload
	}
	u, err := s.readUpload(ctx, b.uploadDir(ref.Key, ref.ID))
	if err == nil {
		var c claim
		if c, err = s.lastClaim(ctx, b, ref); err == nil && c.ended {
			err = write.ErrNoUpload
		}
	}
	return b, u, err
}

// readUpload returns the upload in a folder.
func (s *Store) readUpload(ctx context.Context, dir string) (*upload, error) {
	file, err := s.backend.Read(ctx, dir+uploadFile, maxRecord)
	if isNotExist(err) {
		return nil, write.ErrNoUpload
	}
	if err != nil {
		return nil, err
	}
	u := new(upload)
	if _, err := s.decode(dir+uploadFile, file, u); err != nil {
		return nil, err
	}
	return u, nil
}

// describe returns u as callers see it.
func (u *upload) describe() (*write.Upload, error) {
	info, err := u.Version.StoreInfo()
	return &write.Upload{
		UploadRef: write.UploadRef{Bucket: u.Bucket, Key: string(u.Key), ID: u.ID}, Initiated: u.Initiated, Owner: u.Owner,
		Algorithm: u.Algorithm, Type: u.Type, Version: write.Version{Info: info, Tags: u.Tags, Access: u.Access},
	}, err
}

// Upload describes an upload.
func (s *Store) Upload(ctx context.Context, ref write.UploadRef) (*write.Upload, error) {
	_, u, err := s.openUpload(ctx, ref)
	if err != nil {
		return nil, err
	}
	return u.describe()
}

// ListUploads lists the uploads of a bucket.
func (s *Store) ListUploads(ctx context.Context, bucket string) ([]write.Upload, error) {
	b, err := s.bucket(ctx, bucket)
	if err != nil {
		return nil, err
	}
	var all []write.Upload
	for dir, err := range s.uploadDirs(ctx, b.Instance) {
		if err != nil {
			return nil, err
		}
		u, err := s.readUpload(ctx, dir)
		if err == nil {
			_, u, err = s.openUpload(ctx, write.UploadRef{Bucket: bucket, Key: string(u.Key), ID: u.ID})
		}
		if errors.Is(err, write.ErrNoUpload) {
			continue
		}
		if err != nil {
			return nil, err
		}
		described, err := u.describe()
		if err != nil {
			return nil, err
		}
		all = append(all, *described)
	}
	slices.SortFunc(all, func(a, b write.Upload) int {
		return cmp.Or(cmp.Compare(a.Key, b.Key), a.Initiated.Compare(b.Initiated), cmp.Compare(a.ID, b.ID))
	})
	return all, nil
}

// uploadDirs yields the folders of the uploads of the instance of a bucket, or of all for "".
func (s *Store) uploadDirs(ctx context.Context, instance string) func(func(string, error) bool) {
	return func(yield func(string, error) bool) {
		root := uploadsRoot
		if instance != "" {
			root += instance + "/"
		}
		after := ""
		for more := true; more; {
			more = false
			for name, err := range s.backend.List(ctx, root, after) {
				if err != nil {
					yield("", err)
					return
				}
				dir := name[:strings.LastIndexByte(name, '/')+1]
				if !isUploadID(path.Base(dir)) {
					continue // a file that others left
				}
				if !yield(dir, nil) {
					return
				}
				more, after = true, dir+"~" // which is behind its files
				break
			}
		}
	}
}

// Abort ends an upload.
func (s *Store) Abort(ctx context.Context, ref write.UploadRef) error {
	b, _, err := s.openUpload(ctx, ref)
	if err != nil {
		return err
	}
	if err := s.claim(ctx, b, ref, 0); err != nil {
		return err
	}
	dir := b.uploadDir(ref.Key, ref.ID)
	if err := s.backend.Remove(ctx, dir+uploadFile); err != nil {
		return err
	}
	_ = s.clearUpload(ctx, dir, true) // or Sweep does
	return nil
}

// clearUpload removes the files of an upload that ended, and the blobs of its parts if nothing else
// has them.
func (s *Store) clearUpload(ctx context.Context, dir string, blobs bool) error {
	for name, err := range s.backend.List(ctx, dir, "") {
		if err != nil {
			return err
		}
		if p, err := s.readPart(ctx, name); blobs && err == nil && strings.HasPrefix(name, dir+partPrefix) {
			if err := s.backend.Remove(ctx, blobName(p.Content.Blob)); err != nil {
				return err
			}
		}
		if err := s.backend.Remove(ctx, name); err != nil {
			return err
		}
	}
	return nil
}
