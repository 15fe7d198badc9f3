package fsstore

import (
	"context"
	"errors"
	"io/fs"
	"math"
	"strings"
	"sync"

	"github.com/s3get/s3get/store"
)

// A Store serves file systems as buckets. The zero Store has none. Its methods may be
// called concurrently, if those of its file systems may; its fields are set before the
// first call.
type Store struct {
	// Mounts lists the buckets. The first of a name counts.
	Mounts []Mount

	// OpenFiles is how many files are kept open when they were read, as the package comment
	// describes under "Files that are kept open", with the content of small ones in memory. 0
	// means 256, and a negative number none, nor content. It is never more than a quarter of the
	// files that the process may open.
	OpenFiles int

	digests sync.Map  // of files without a modification time, from identity to string
	buffers sync.Pool // of *[chunk]byte

	kept    keeper // used by keeper
	keeping sync.Once
}

// A Mount is a file system that is served as a bucket.
type Mount struct {
	// Bucket describes the bucket. All its objects are null versions, even if it has
	// versioning.
	Bucket store.Bucket

	// FS has the files. A file that is an [*os.File] is sent without a copy in memory
	// where the system can, except for its last 64 MiB, and is kept open if FS is an
	// [fs.StatFS] that describes it as it describes itself; any other is read through
	// [io.ReaderAt] or [io.Seeker] if it has them, and otherwise from its beginning.
	FS fs.FS

	// ContentType returns the type of the object with a key, "" for none. Nil means
	// [mime.TypeByExtension], whose answers depend on the system's tables.
	ContentType func(key string) string

	// ETag returns the entity tag of a file, without quotes, or "" for that of the
	// package comment. It has to differ for different contents. Nil means that of the
	// package comment for all files. Both functions are called when a file is opened, and
	// not again while it is kept open.
	ETag func(key string, info fs.FileInfo) string
}

var _ store.Store = (*Store)(nil)

// New returns a Store with one bucket in the default region.
func New(bucket string, fsys fs.FS) *Store {
	return &Store{Mounts: []Mount{{Bucket: store.Bucket{Name: bucket}, FS: fsys}}}
}

// Bucket describes the bucket of that name. The error is [store.ErrNoBucket], or that of
// a canceled ctx.
func (s *Store) Bucket(ctx context.Context, name string) (*store.Bucket, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	m := s.mount(name)
	if m == nil {
		return nil, store.ErrNoBucket
	}
	return &m.Bucket, nil
}

// mount returns the mount of a bucket, or nil.
func (s *Store) mount(bucket string) *Mount {
	for i := range s.Mounts {
		if s.Mounts[i].Bucket.Name == bucket {
			return &s.Mounts[i]
		}
	}
	return nil
}

// Open opens a file. The error is [store.ErrNoBucket], [store.ErrNoKey] where there is no
// such regular file, [store.ErrNoVersion] for that or any version but the latest and the
// null version, that of a canceled ctx, or one of the file system.
func (s *Store) Open(ctx context.Context, ref store.Ref) (store.Object, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	m := s.mount(ref.Bucket)
	if m == nil {
		return nil, store.ErrNoBucket
	}
	if _, named := ref.Version.ID(); named || !isPath(ref.Key) {
		return nil, ref.Version.NotFound()
	}
	o, err := s.open(ctx, place{m, ref.Key})
	if isMissing(err) {
		return nil, ref.Version.NotFound()
	}
	if err != nil {
		return nil, err
	}
	return o, nil
}

// isPath reports whether a file can be at key.
func isPath(key string) bool {
	return fs.ValidPath(key) && strings.IndexByte(key, 0) < 0
}

// isMissing reports whether err, which may be nil, means that there is no such file.
func isMissing(err error) bool {
	return errors.Is(err, fs.ErrNotExist) || errors.Is(err, fs.ErrInvalid) || isPathError(err)
}

// keeper returns what keeps files open.
func (s *Store) keeper() *keeper {
	s.keeping.Do(func() {
		limit := s.OpenFiles
		if limit == 0 {
			limit = defaultOpenFiles
		}
		s.kept.limit = max(0, min(limit, int(min(openLimit()/4, math.MaxInt32))))
		s.kept.settling = settling
	})
	return &s.kept
}

// Close closes the files that are kept open, whose content is forgotten, and those that are being
// read when their readers are closed. Whoever opens files afterwards opens each anew. The error is
// nil.
func (s *Store) Close() error {
	s.keeper().close()
	return nil
}
