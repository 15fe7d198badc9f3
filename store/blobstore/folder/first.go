package folder

import (
	"context"
	"encoding/binary"
	"math/rand/v2"
	"strings"
	"time"

	"github.com/s3get/s3get/store/blobstore"
	"github.com/s3get/s3get/store/blobstore/internal/disk"
)

const (
	// tick is longer than what the clock of a file system takes to tick on common systems, and
	// wholeTick than where it has no fractions of a second: FAT counts in two.
	tick      = 50 * time.Millisecond
	wholeTick = 2*time.Second + tick
)

// isSettled reports whether a directory, of which info is read before its names are, will have another
// time of change once its names are others.
func (f *Folder) isSettled(info disk.Info) bool {
	margin := tick
	if info.Modified.Nanosecond() == 0 {
		margin = wholeTick
	}
	return f.disk.Now().Sub(info.Modified) > margin
}

// First returns the first name. It reads the directories on the way to it, unless they are as they
// were when known was made.
func (f *Folder) First(ctx context.Context, prefix string, known blobstore.Stamp) (string, blobstore.Stamp, error) {
	if err := ctx.Err(); err != nil {
		return "", blobstore.Stamp{}, err
	}
	dir := strings.TrimSuffix(prefix, "/")
	if f.isUnchanged(dir, known) {
		return "", known, nil
	}
	w := &way{Folder: f, ctx: ctx, top: dir, settled: true}
	name, err := w.first(dir)
	if err != nil {
		return "", blobstore.Stamp{}, f.reading(prefix, err)
	}
	return name, w.stamp(), nil
}

// A way leads from a directory to its first name, through directories of which each is in the one
// before.
type way struct {
	*Folder
	ctx     context.Context
	top     string
	last    string // that has the name
	states  states
	settled bool // each directory will have another time of change once it changes
}

// first returns the first name in a directory, which is that of its first file or in its first
// directory that has one.
func (w *way) first(dir string) (string, error) {
	info, err := w.disk.Stat(dir)
	if err != nil {
		return "", err
	}
	w.last = dir
	w.states.add(info)
	w.settled = w.settled && w.isSettled(info)
	for after := ""; ; {
		next, isDir, err := w.next(dir, after)
		if err != nil {
			return "", err
		}
		if !isDir {
			return dir + "/" + next, nil
		}
		name, err := w.first(dir + "/" + strings.TrimSuffix(next, "/"))
		if !isMissing(err) {
			return name, err
		}
		w.settled = false // one that is empty gets names without a change of those above
		after = next
	}
}

// next returns the first name in a directory after another. That of a directory ends with a slash.
func (w *way) next(dir, after string) (first string, isDir bool, err error) {
	err = w.disk.ReadDir(dir, func(e disk.Entry) error {
		if strings.HasPrefix(e.Name, temporary) || first != "" && e.Name > first {
			return w.ctx.Err()
		}
		name := e.Name
		if e.IsDir {
			name += "/"
		}
		if name > after && (first == "" || name < first) {
			first, isDir = name, e.IsDir
		}
		return w.ctx.Err()
	})
	if err == nil && first == "" {
		err = noFile(dir + "/")
	}
	return first, isDir, err
}

// A stamp has the states of the directories on a way in its first two numbers, and in the others how
// it goes on from the first: at most maxSteps bytes, and their number and one, which is 0 where
// nothing is known of how it was.
const (
	maxSteps = 15
	stepsAt  = 2 * 8 // bytes before them
)

// stamp returns the stamp of a way. One that may change unseen, or that is too long, has a stamp that
// is never met again.
func (w *way) stamp() blobstore.Stamp {
	steps := strings.TrimPrefix(w.last[len(w.top):], "/")
	if !w.settled || len(steps) > maxSteps {
		return blobstore.Stamp{rand.Uint64(), rand.Uint64() | 1}
	}
	var b [4 * 8]byte
	copy(b[stepsAt:], steps)
	b[len(b)-1] = byte(len(steps) + 1)
	s := blobstore.Stamp{w.states[0], w.states[1]}
	for i := stepsAt / 8; i < len(s); i++ {
		s[i] = binary.LittleEndian.Uint64(b[8*i:])
	}
	return s
}

// isUnchanged reports whether the directories on the way of a stamp are as they were.
func (f *Folder) isUnchanged(dir string, known blobstore.Stamp) bool {
	var b [2 * 8]byte
	binary.LittleEndian.PutUint64(b[:], known[2])
	binary.LittleEndian.PutUint64(b[8:], known[3])
	n := int(b[maxSteps]) - 1
	if n < 0 || n > maxSteps {
		return false
	}
	var now states
	info, err := f.disk.Stat(dir)
	if err != nil {
		return false
	}
	now.add(info)
	for i := 1; i <= n; i++ {
		if i < n && b[i] != '/' {
			continue
		}
		if info, err = f.disk.Stat(dir + "/" + string(b[:i])); err != nil {
			return false
		}
		now.add(info)
	}
	return now == states{known[0], known[1]}
}

// states are a digest of the inodes and times of change of directories, in their order.
type states [2]uint64

// add adds a directory. The factors are odd, so that one directory alone is never like another.
func (s *states) add(info disk.Info) {
	const a, b = 0x9e3779b97f4a7c15, 0xd1342543de82ef95
	s[0] = mix((s[0]+info.Inode)*a + 1)
	s[1] = mix((s[1] ^ s[0] + uint64(info.Modified.UnixNano())) * b)
}

// mix has each bit depend on those above.
func mix(n uint64) uint64 {
	n ^= n >> 32
	n *= 0xff51afd7ed558ccd
	return n ^ n>>29
}
