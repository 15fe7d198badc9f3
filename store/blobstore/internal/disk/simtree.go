package disk

import (
	"io/fs"
	"os"
	"path"
	"strings"
	"syscall"
	"time"
)

// A node is a file or, with names, a directory.
type node struct {
	inode        uint64
	links        int // names of it
	data, synced []byte
	names, kept  map[string]*node // those that there are, and those that were synced
	marked, mark bool             // whether it is marked, and whether that was synced
	modified     time.Time
}

func (n *node) isDir() bool { return n.names != nil }

// node returns a new node.
func (s *Sim) node(isDir bool) *node {
	n := &node{modified: s.time()}
	if last := len(s.free) - 1; last >= 0 {
		n.inode, s.free = s.free[last], s.free[:last]
	} else {
		s.last++
		n.inode = s.last
	}
	if isDir {
		n.names, n.kept = make(map[string]*node), make(map[string]*node)
	}
	return n
}

func (n *node) info() Info {
	mode := os.FileMode(0o600)
	if n.isDir() {
		mode = os.ModeDir | 0o700
	}
	if n.marked {
		mode |= marked
	}
	return Info{int64(len(n.data)), n.modified, n.inode, mode}
}

func failed(op, name string, err error) error {
	return &fs.PathError{Op: op, Path: name, Err: err}
}

// find returns what has a name.
func (s *Sim) find(op, name string) (*node, error) {
	n := s.root
	if name = path.Clean(name); name == "." {
		return n, nil
	}
	for element := range strings.SplitSeq(name, "/") {
		if !n.isDir() {
			return nil, failed(op, name, syscall.ENOTDIR)
		}
		if n = n.names[element]; n == nil {
			return nil, failed(op, name, fs.ErrNotExist)
		}
	}
	return n, nil
}

// dir returns the directory that has a name.
func (s *Sim) dir(op, name string) (*node, error) {
	n, err := s.find(op, name)
	if err == nil && !n.isDir() {
		err = failed(op, name, syscall.ENOTDIR)
	}
	return n, err
}

// add gives a node a name that nothing has.
func (s *Sim) add(op, name string, n *node) error {
	dir, err := s.dir(op, path.Dir(name))
	if err != nil {
		return err
	}
	if dir.names[path.Base(name)] != nil {
		return failed(op, name, fs.ErrExist)
	}
	n.links++
	dir.names[path.Base(name)], dir.modified = n, s.time()
	return nil
}

// drop takes a name away from a node.
func (s *Sim) drop(name string, n *node) {
	dir, _ := s.find("", path.Dir(name))
	delete(dir.names, path.Base(name))
	dir.modified = s.time()
	if n.links--; n.links == 0 {
		s.free = append(s.free, n.inode)
	}
}
