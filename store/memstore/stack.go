package memstore

import "github.com/s3get/s3get/version"

// short is the number of versions up to which a stack is searched from the newest on.
const short = 8

// A stack has the versions of one key as a list from the newest to the oldest, with an
// index once there are more than a few. Writing and finding a version takes the same
// time however many there are. The nil stack is empty.
type stack struct {
	latest *node // nil if empty
	count  int
	index  map[string]*node // by id in [store.Info]; nil while the stack is short
}

// A node is the place of a version in its stack.
type node struct {
	*record      // replaced to change it
	newer, older *node
}

// find returns the version that sel means, as [version.Select] does. The error is that
// of [version.Selector.NotFound].
func (s *stack) find(sel version.Selector) (*node, error) {
	if s != nil {
		if n := s.lookup(sel); n != nil {
			return n, nil
		}
	}
	return nil, sel.NotFound()
}

// lookup returns the version that sel means, or nil.
func (s *stack) lookup(sel version.Selector) *node {
	if s.index != nil && !sel.IsLatest() {
		id, _ := sel.ID() // "" for the null version
		return s.index[id]
	}
	for n := s.latest; n != nil; n = n.older {
		if sel.IsLatest() || sel.Names(n.entry()) {
			return n
		}
	}
	return nil
}

// push puts r on top. The stack has no version with its id.
func (s *stack) push(r *record) {
	n := &node{record: r, older: s.latest}
	if n.older != nil {
		n.older.newer = n
	}
	s.latest = n
	s.count++
	switch {
	case s.index != nil:
		s.index[r.info.VersionID] = n
	case s.count > short:
		s.index = make(map[string]*node)
		for n := s.latest; n != nil; n = n.older {
			s.index[n.info.VersionID] = n
		}
	}
}

// remove takes n out.
func (s *stack) remove(n *node) {
	if n.newer == nil {
		s.latest = n.older
	} else {
		n.newer.older = n.older
	}
	if n.older != nil {
		n.older.newer = n.newer
	}
	s.count--
	delete(s.index, n.info.VersionID)
}
