package disk

import (
	"os"
	"path"
	"sync"
)

// maxDirs is how many directories are kept open.
const maxDirs = 64

// A dirs keeps directories open that were looked into, which saves opening those above them once
// more. The zero dirs has none.
//
// What is found in such a directory is there: one that was removed has nothing. What is not found may
// be in another of its name, and is looked for from the root.
type dirs struct {
	mu  sync.Mutex
	all map[string]*os.Root
}

// of returns the directory that has a name, and the name in it. It returns nil for one in the root.
func (d *dirs) of(root *os.Root, name string) (*os.Root, string) {
	dir, base := path.Split(name)
	if dir == "" {
		return nil, name
	}
	dir = path.Clean(dir)
	d.mu.Lock()
	defer d.mu.Unlock()
	if r, ok := d.all[dir]; ok {
		return r, base
	}
	r, err := root.OpenRoot(dir)
	if err != nil {
		return nil, name
	}
	for other, r := range d.all {
		if len(d.all) < maxDirs {
			break
		}
		_ = r.Close() // whoever uses it now looks from the root
		delete(d.all, other)
	}
	if d.all == nil {
		d.all = make(map[string]*os.Root)
	}
	d.all[dir] = r
	return r, base
}

// drop closes the directory that has a name.
func (d *dirs) drop(name string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	dir := path.Dir(name)
	if r, ok := d.all[dir]; ok {
		_ = r.Close()
		delete(d.all, dir)
	}
}

// close closes all.
func (d *dirs) close() {
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, r := range d.all {
		_ = r.Close()
	}
	clear(d.all)
}
