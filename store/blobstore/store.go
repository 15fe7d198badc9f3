package blobstore

import (
	"context"
	"crypto/rand"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"time"

	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/write"
)

// Options are how a [Store] keeps objects. The zero Options compress what shrinks, and encrypt
// everything under a key that lies beside the objects.
type Options struct {
	// Keys seals the keys of contents. Nil is a key in the Backend itself, which is made if it
	// has none: who reads the Backend reads the objects, but an object that is removed is gone
	// with its own key.
	Keys KeyProvider

	// Plain says that contents are not encrypted, but for those under a customer's key, which
	// then cost a second pass. It is for disks that are encrypted themselves.
	Plain bool

	// Uncompressed says that nothing is compressed.
	Uncompressed bool

	// Unchecked says that contents that are neither encrypted nor compressed are read without
	// comparing their checksums, and sent by the system itself where it can (sendfile). It is
	// for file systems that check what they read, and saves work more than time.
	Unchecked bool

	// Now is the clock; nil means [time.Now].
	Now func() time.Time

	// CacheBytes bounds the memory for records that were read, in bytes; 0 means 32 MiB, and a
	// negative number none.
	CacheBytes int64

	// BucketAge is how old what is known of a bucket may be when it is read from: so much later,
	// at most, a change that another process makes to a bucket shows. 0 means a second, and a
	// negative age none. Changes that the Store makes itself show at once, and those to objects
	// do, whoever makes them.
	BucketAge time.Duration

	// Hooks are told of what the Store does.
	Hooks Hooks
}

// A Store keeps buckets and objects in a [Backend]. Its methods may be called concurrently, and
// several Stores, also of several processes, may have one Backend.
type Store struct {
	backend Backend
	options Options
	keys    KeyProvider
	now     func() time.Time
	cache   cache

	bucketAge time.Duration
}

var (
	_ write.Store          = (*Store)(nil)
	_ write.Completions    = (*Store)(nil)
	_ write.Configurations = (*Store)(nil)
	_ write.PolicyKeeper   = (*Store)(nil)
	_ write.Revisions      = (*Store)(nil)
	_ write.Renamer        = (*Store)(nil)
	_ write.PolicyReader   = (*Store)(nil)
	_ write.AccessControls = (*Store)(nil)
	_ store.AccessPoints   = (*Store)(nil)
)

// New returns the Store that a Backend has, which is made if it has none. The error wraps
// [ErrForeign], or is that of the Backend.
func New(ctx context.Context, b Backend, o Options) (*Store, error) {
	if err := claimFormat(ctx, b); err != nil {
		return nil, err
	}
	s := &Store{backend: b, options: o, keys: o.Keys, now: o.Now}
	if s.now == nil {
		s.now = time.Now
	}
	if s.bucketAge = o.BucketAge; o.BucketAge == 0 {
		s.bucketAge = time.Second
	}
	switch {
	case o.CacheBytes == 0:
		s.cache.limit = 32 << 20
	case o.CacheBytes > 0:
		s.cache.limit = o.CacheBytes
	}
	if s.keys == nil {
		var err error
		if s.keys, err = storedKey(ctx, b); err != nil {
			return nil, err
		}
	}
	return s, nil
}

// claimFormat makes sure that a Backend is of this format, or empty and then of this format.
func claimFormat(ctx context.Context, b Backend) error {
	text, err := b.Read(ctx, formatFile, 1<<10)
	if err == nil {
		if string(text) != formatText {
			return fmt.Errorf("%w: its file %q has %.40q", ErrForeign, formatFile, text)
		}
		return nil
	}
	if !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	for name, err := range b.List(ctx, "", "") {
		if err != nil {
			return err
		}
		if name != formatFile {
			return fmt.Errorf("%w: it has no file %q, and has %q", ErrForeign, formatFile, name)
		}
	}
	if err := b.Add(ctx, formatFile, []byte(formatText)); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	return nil
}

// newVersionID returns the id of the version at a place, by which it is found. It looks as random
// as that of S3.
func newVersionID(seq uint64) string {
	var b [24]byte
	rand.Read(b[8:])
	binary.BigEndian.PutUint64(b[:8], seq^binary.BigEndian.Uint64(b[8:16]))
	return strings.ReplaceAll(base64.RawURLEncoding.EncodeToString(b[:]), "-", ".") // which S3's ids have
}

// placeOf returns the place of the version with an id, and false if it is no id of a Store.
func placeOf(id string) (uint64, bool) {
	b, err := base64.RawURLEncoding.DecodeString(strings.ReplaceAll(id, ".", "-"))
	if err != nil || len(b) != 24 || strings.Contains(id, "-") {
		return 0, false
	}
	seq := binary.BigEndian.Uint64(b[:8]) ^ binary.BigEndian.Uint64(b[8:16])
	return seq, seq > 0 && seq < 1<<40
}

// tagsOf returns tags in the order of their keys.
func tagsOf(tags []write.Tag) []write.Tag {
	return slices.SortedStableFunc(slices.Values(tags), func(a, b write.Tag) int { return strings.Compare(a.Key, b.Key) })
}
