package fsstore

import (
	"io/fs"
	"time"
)

// A state is what tells one content of a file from another without reading it.
type state struct {
	size   int64
	mtime  int64 // nanoseconds from 1970, 0 if the file has no modification time
	change change
}

// A change is what the system knows beside size and time, where it knows it: the inode, and
// the time of its last change, which no program can set back. It is zero elsewhere.
type change struct {
	device, inode, links uint64
	ctime                int64 // nanoseconds from 1970
}

// sameContent reports whether a file that had state s and now has state t has the same
// content, as far as the system says. The time of the last change does not count if the
// number of links has changed: a file that was replaced by renaming another over it is the
// same file with one name less.
func (s state) sameContent(t state) bool {
	if s.change.links != t.change.links {
		s.change.links, s.change.ctime = t.change.links, t.change.ctime
	}
	return s == t
}

func stateOf(info fs.FileInfo) state {
	s := state{size: info.Size(), change: changeOf(info)}
	if t := info.ModTime(); !t.IsZero() {
		s.mtime = t.UnixNano()
	}
	return s
}

// modified returns the modification time in whole seconds, the zero time if there is none.
func modified(info fs.FileInfo) time.Time {
	if info.ModTime().IsZero() {
		return time.Time{}
	}
	return info.ModTime().Truncate(time.Second).UTC()
}
