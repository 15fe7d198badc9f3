//go:build !unix

package disk

import (
	"io/fs"
	"os"
)

// openFlags opens for reading.
const openFlags = os.O_RDONLY

// syncsDirs says that directories cannot be synced: NTFS has a journal of its names.
const syncsDirs = false

// outside returns a directory itself.
func outside(d *os.File) (*os.File, error) { return d, nil }

// inode returns 0: the system does not tell.
func inode(fs.FileInfo) uint64 { return 0 }
