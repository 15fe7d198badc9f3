package blobstore

import (
	"context"
	"io"
	"iter"
	"time"
)

// A Backend keeps files, such as a folder on a disk or a bucket of object storage. A file is
// written once, as a whole, and then only read and removed. Names are of lower-case letters,
// digits and "!+,-.=~", in elements of at most 200 bytes with slashes between them, at most 900
// bytes in all; none begins with a slash or has an empty element, "." or "..".
//
// Its methods may be called concurrently, also by several processes with Backends of the same
// files. Errors wrap [fs.ErrNotExist] for a file that is not there. What a method has returned
// without an error outlasts a loss of power.
type Backend interface {
	// List yields the names that begin with prefix and come after a name, in the order of their
	// bytes. It may show or lack what is added or removed meanwhile.
	List(ctx context.Context, prefix, after string) iter.Seq2[string, error]

	// First returns the first name that List has for a prefix that ends with a slash, and a
	// stamp of what the prefix has. Where known is the stamp of an earlier call and the answer
	// would be the same, the name may be "".
	First(ctx context.Context, prefix string, known Stamp) (name string, now Stamp, err error)

	// Stat tells the size of a file and when it was written.
	Stat(ctx context.Context, name string) (FileInfo, error)

	// Read returns a file. It is an error if it is longer than limit bytes.
	Read(ctx context.Context, name string, limit int64) ([]byte, error)

	// Open opens a file of any length. It may return a File although there is none; then
	// OpenRange has the error.
	Open(ctx context.Context, name string) (File, error)

	// Add adds a file, all of it in one step. The error wraps [fs.ErrExist] if there is one of
	// that name: of several that add it, one does. If the error is another, the file may be
	// there all the same.
	Add(ctx context.Context, name string, content []byte) error

	// Create adds a file of any length under a name that no other file ever has. There is none
	// of that name until it is committed.
	Create(ctx context.Context, name string) (FileWriter, error)

	// Remove removes a file, with the folders that are then empty where a Backend has such. It
	// is no error if there is none.
	Remove(ctx context.Context, name string) error

	// Lock holds off those who lock the same name otherwise: many share it, or one has it
	// exclusively. The error wraps [errors.ErrUnsupported] for an exclusive lock that the
	// Backend cannot give, which then locks nothing when shared, and [ErrLocked] for one that
	// others hold now. A shared lock is waited for.
	Lock(ctx context.Context, name string, exclusive bool) (release func(), err error)
}

// A Trimmer is a [Backend] that removes a file where it adds another at no cost, so that the log of
// an object that is written again and again stays short. With any other, [Store.Sweep] does that.
type Trimmer interface {
	// AddAndTrim is Add, which also removes a file of the same folder, if it can: what becomes
	// of that one is no error, and need not outlast a loss of power.
	AddAndTrim(ctx context.Context, name string, content []byte, useless string) error
}

// A Stamp changes when a prefix of a [Backend] gets another first name, or another file of that
// name. The zero Stamp is of nothing.
type Stamp [4]uint64

// A FileInfo describes a file of a [Backend].
type FileInfo struct {
	Size     int64
	Modified time.Time
}

// A File is a file of a [Backend] that is open: it is read to its end even if it is removed
// meanwhile, or reading fails.
type File interface {
	// OpenRange returns a reader of exactly n bytes from off, which may be an [io.WriterTo]. It
	// may be called concurrently.
	OpenRange(ctx context.Context, off, n int64) (io.ReadCloser, error)

	// Close ends the use of the file.
	Close() error
}

// A FileWriter is a file that is being written. One of Commit and Discard ends it; Discard after
// Commit does nothing.
type FileWriter interface {
	io.Writer

	// Commit makes the file what was written.
	Commit() error

	// Discard removes what was written.
	Discard()
}
