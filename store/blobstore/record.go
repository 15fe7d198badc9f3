package blobstore

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/minio/crc64nvme"

	"github.com/s3get/s3get/getobject/policy"
	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/blobstore/internal/content"
	"github.com/s3get/s3get/store/internal/kept"
	"github.com/s3get/s3get/store/write"
)

// What a record begins with: these bytes, the last of which is the version of the format, the
// length of the head, and the CRC64NVME of all that and of the head. The head follows, and then
// the contents that are in the record.
const (
	magic      = "s3rec\x00\x00\x01"
	headStart  = len(magic) + 4 + 8
	maxHead    = 4 << 20
	maxRecord  = maxHead + 4*inlineLimit
	formatText = "s3get blobs 1\n"
)

// inlineLimit is the length in bytes up to which a content is in the record of its version.
const inlineLimit = 64 << 10

// ErrDamaged means that a file is not as it was written.
var ErrDamaged = errors.New("blobstore: the file is damaged")

// A change is the head of a record in the log of a key: one change of one version, and what the
// latest version is then.
type change struct {
	Bucket string
	Key    kept.Text
	Time   time.Time
	Nonce  string // of the writer, by which it recognizes what it added

	ID      string        `json:",omitempty"` // of the version that was changed, "" for the null version
	Place   uint64        `json:",omitempty"` // of that version in the order of versions
	Version *versionState `json:",omitempty"` // the version as it is now, nil where it was removed

	// CurrentPlace is the place of the latest version, 0 where there is none. Current is that
	// version if it is not Version.
	CurrentPlace uint64        `json:",omitempty"`
	Current      *versionState `json:",omitempty"`

	Null uint64 `json:",omitempty"` // place of the last record of the null version, 0 for none
	Live uint64 `json:",omitempty"` // the number of versions

	// Loose says that the record before this one is of no use. Oldest is the place from which on
	// records were not trimmed.
	Loose  bool   `json:",omitempty"`
	Oldest uint64 `json:",omitempty"`

	// From is the key that Version was moved from, and FromNonce the Nonce of that move.
	From      kept.Text `json:",omitempty"`
	FromNonce string    `json:",omitempty"`

	// Move is set while the latest version is being moved to another key.
	Move *move `json:",omitempty"`

	seq     uint64 // the record's own place
	file    string // its name
	payload []byte
}

// place completes a change that was read.
func (c *change) place(dir string, seq uint64, payload []byte) error {
	c.seq, c.file, c.payload = seq, dir+recordName(seq), payload
	if err := c.check(dir); err != nil {
		return fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	for _, v := range []*versionState{c.Version, c.Current} {
		if v == nil {
			continue
		}
		var err error
		if v.info, err = v.StoreInfo(); err == nil {
			err = v.check(int64(len(payload)))
		}
		if err != nil {
			return fmt.Errorf("%w: %w", ErrDamaged, err)
		}
	}
	return nil
}

// remember makes room for what the responses of the versions share, before others have c.
func (c *change) remember() {
	for _, v := range []*versionState{c.Version, c.Current} {
		if v != nil {
			v.memo = store.NewMemo(&v.info)
		}
	}
}

// check reports whether a change that was read can be one of a log.
func (c *change) check(dir string) error {
	switch {
	case !strings.HasSuffix(dir, "/"+keyName(string(c.Key))+"/"):
		return fmt.Errorf("it is of another key, %.100q", c.Key)
	case max(c.Place, c.CurrentPlace, c.Null) > c.seq:
		return errors.New("it is of a later change")
	case c.Move != nil && (c.current() == nil || c.Move.Place < 1 || c.Move.Place >= 1<<40):
		return errors.New("it is an impossible move")
	}
	return nil
}

// current returns the latest version, or nil.
func (c *change) current() *versionState {
	switch {
	case c == nil || c.CurrentPlace == 0:
		return nil
	case c.Current != nil:
		return c.Current
	}
	return c.Version
}

// isLoose reports whether the record of c is of no use once next is behind it: it has the null
// version alone, with its content, and next replaced it.
func (c *change) isLoose(next *change) bool {
	return c.Live <= 1 && c.ID == "" && next.Null != c.seq && c.From == "" && c.Move == nil &&
		(c.Version == nil || c.Version.Upload == "" && c.Version.Table == nil && c.Version.Content.Blob == "")
}

// A move is a rename that is decided by whether the record of the other key at a place is of it.
type move struct {
	Key   kept.Text
	Place uint64
}

// A versionState is a version as records have it.
type versionState struct {
	kept.Info
	Tags   []write.Tag    `json:",omitempty"`
	Owner  string         `json:",omitempty"` // the account, unless it is that of the bucket
	ACL    []policy.Grant `json:",omitzero"`
	Upload string         `json:",omitempty"` // the id of the upload that it was completed from

	Content stored `json:",omitzero"`
	Table   *table `json:",omitempty"` // the parts that are the content, instead of Content

	// Box is the key to which the keys of parts are sealed, sealed itself.
	Box sealed `json:",omitzero"`

	info store.Info // what Info describes
	memo *store.Memo
}

// check reports whether a version that was read can be one whose record has contents of that
// length.
func (v *versionState) check(payload int64) error {
	if v.info.DeleteMarker {
		return v.checkMarker()
	}
	size, c := v.Content.Size, &v.Content
	if v.Table != nil {
		if err := v.Table.check(); err != nil {
			return err
		}
		size, c = v.Table.Ends[len(v.Table.Ends)-1], &v.Table.stored
	}
	switch err := c.Check(); {
	case err != nil:
		return err
	case c.Blob == "" && (c.At < 0 || c.At > payload || c.Stored() > payload-c.At):
		return errors.New("its content lies outside of the record")
	case c.Blob != "" && !isID(c.Blob):
		return errors.New("its content has an impossible name")
	case size != v.info.Size:
		return errors.New("its content has another size")
	case v.Table != nil && v.Table.Count != v.info.Parts, v.Table == nil && v.info.Parts != 0:
		return errors.New("it has another number of parts")
	}
	return nil
}

// checkMarker is check for a delete marker.
func (v *versionState) checkMarker() error {
	if v.Table != nil || v.Content.Size != 0 || v.Content.Blob != "" || v.info.Parts != 0 {
		return errors.New("it is a delete marker with a content")
	}
	return nil
}

// A stored is a content as it is stored.
type stored struct {
	content.Layout
	Blob string `json:",omitempty"` // the id of its blob, "" for a content in the record
	At   int64  `json:",omitempty"` // where it is among the contents of the record
	Key  sealed `json:",omitzero"`  // the key that opens it
}

// encode returns a record with a head.
func encode(head any, payload []byte) ([]byte, error) {
	text, err := json.Marshal(head)
	if err != nil {
		return nil, err
	}
	if len(text) > maxHead {
		return nil, fmt.Errorf("blobstore: what is to be kept has %d bytes beside its content, more than %d", len(text), maxHead)
	}
	b := make([]byte, headStart, headStart+len(text)+len(payload))
	copy(b, magic)
	binary.BigEndian.PutUint32(b[len(magic):], uint32(len(text)))
	b = append(b, text...)
	binary.BigEndian.PutUint64(b[headStart-8:], headSum(b))
	return append(b, payload...), nil
}

// headSum returns the checksum of the head of a record, and of what stands before it.
func headSum(b []byte) uint64 {
	h := crc64nvme.New()
	h.Write(b[:headStart-8])
	h.Write(b[headStart:])
	return h.Sum64()
}

// decode reads the head of a record, and returns the contents behind it.
func decode(b []byte, head any) (payload []byte, err error) {
	if len(b) < headStart || !bytes.Equal(b[:len(magic)-1], []byte(magic[:len(magic)-1])) {
		return nil, fmt.Errorf("%w: it does not begin as a record", ErrDamaged)
	}
	if b[len(magic)-1] != magic[len(magic)-1] {
		return nil, fmt.Errorf("blobstore: the record has version %d of the format, which this version of the library does not read", b[len(magic)-1])
	}
	end := int64(headStart) + int64(binary.BigEndian.Uint32(b[len(magic):]))
	if end > int64(len(b)) || headSum(b[:end]) != binary.BigEndian.Uint64(b[headStart-8:]) {
		return nil, fmt.Errorf("%w: the head of a record is not what it was", ErrDamaged)
	}
	if err := json.Unmarshal(b[headStart:end], head); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	return b[end:], nil
}
