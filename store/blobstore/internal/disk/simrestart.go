package disk

import (
	"bytes"
	"maps"
	"math/rand/v2"
	"slices"
)

// Restart returns a Sim with what is on the disk when the power is back; s has lost it. With the seed
// 0 all that was not synced is gone. With another, each name that came or went is there or not, and
// of the bytes of a file that were not synced none, some or others are, as the seed says.
func (s *Sim) Restart(seed uint64) *Sim {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.gone = true
	r := &restart{made: make(map[*node]*node), random: rand.New(rand.NewPCG(seed, 1)), strict: seed == 0}
	return &Sim{root: r.survive(s.root), last: s.last, clock: s.clock, tick: s.tick, space: -1}
}

// A restart decides what is left.
type restart struct {
	made   map[*node]*node // what is left of each node
	random *rand.Rand
	strict bool
}

// lucky reports whether something is left that was not synced.
func (r *restart) lucky() bool { return !r.strict && r.random.IntN(2) == 0 }

// survive returns what is left of a node.
func (r *restart) survive(n *node) *node {
	if m, ok := r.made[n]; ok {
		return m
	}
	m := &node{inode: n.inode, modified: n.modified, marked: n.mark}
	r.made[n] = m
	if !n.isDir() {
		m.data = r.bytes(n)
		m.synced = m.data
		return m
	}
	if r.lucky() {
		m.marked = n.marked
	}
	m.mark = m.marked
	m.names = make(map[string]*node)
	all := maps.Clone(n.kept)
	maps.Copy(all, n.names)
	for _, name := range slices.Sorted(maps.Keys(all)) {
		entry := n.kept[name]
		if entry != n.names[name] && r.lucky() {
			entry = n.names[name]
		}
		if entry != nil {
			m.names[name] = r.survive(entry)
			m.names[name].links++
		}
	}
	m.kept = maps.Clone(m.names)
	return m
}

// bytes returns what is left of the bytes of a file.
func (r *restart) bytes(n *node) []byte {
	if !r.lucky() {
		return bytes.Clone(n.synced)
	}
	left := bytes.Clone(n.data[:len(n.synced)+r.random.IntN(len(n.data)-len(n.synced)+1)])
	if r.lucky() {
		for i := len(n.synced); i < len(left); i++ {
			left[i] = byte(r.random.Uint32())
		}
	}
	return left
}
