package fsstore

import (
	"errors"
	"io/fs"
	"os"
)

// A Root is a folder as a file system. Symbolic links that lead out of the folder, and
// absolute ones, lead nowhere. The zero Root is not usable. Its methods may be called
// concurrently.
type Root struct {
	root   *os.Root
	escape error // what root says of a name that leads out of it
}

var _ fs.StatFS = (*Root)(nil)

// Dir opens a folder of the operating system, the files of which can be the objects of a
// bucket. The error is that of [os.OpenRoot].
func Dir(path string) (*Root, error) {
	root, err := os.OpenRoot(path)
	if err != nil {
		return nil, err
	}
	return &Root{root, escapeError(root)}, nil
}

// escapeError returns the error that root wraps for names that lead out of it, for which
// package os has no name. It is found by asking for one.
func escapeError(root *os.Root) error {
	var path *fs.PathError
	if _, err := root.Lstat(".."); !errors.As(err, &path) {
		return nil
	}
	return path.Err
}

// Open opens a file for reading. The error is an [*fs.PathError]; for a name that leads
// out of the folder it wraps [fs.ErrNotExist], so that nothing outside can be told from
// nothing at all. Opening a named pipe does not wait for its writer.
func (r *Root) Open(name string) (fs.File, error) {
	if err := checkName("open", name); err != nil {
		return nil, err
	}
	f, err := r.root.OpenFile(name, openFlags, 0)
	if err != nil {
		return nil, r.hide("open", name, err)
	}
	return f, nil
}

// Stat describes a file, following symbolic links as Open does, without opening it. The
// errors are those of Open.
func (r *Root) Stat(name string) (fs.FileInfo, error) {
	if err := checkName("stat", name); err != nil {
		return nil, err
	}
	info, err := r.root.Stat(name)
	if err != nil {
		return nil, r.hide("stat", name, err)
	}
	return info, nil
}

func checkName(op, name string) error {
	if !isPath(name) || isForeign(name) {
		return &fs.PathError{Op: op, Path: name, Err: fs.ErrInvalid}
	}
	return nil
}

// hide returns err, or that there is no such file if err says that name leads out.
func (r *Root) hide(op, name string, err error) error {
	if r.escape != nil && errors.Is(err, r.escape) {
		return &fs.PathError{Op: op, Path: name, Err: fs.ErrNotExist}
	}
	return err
}

// Close closes the folder. Files that are open stay open.
func (r *Root) Close() error { return r.root.Close() }
