package memstore

import (
	"slices"

	"github.com/s3get/s3get/store"
)

// indexFrom is the number of versions from which a history has an index: a few are
// found sooner without one.
const indexFrom = 8

// len returns the number of versions.
func (h *history) len() int { return len(h.records) - h.removed }

// add makes r the newest version. There is none with its id.
func (h *history) add(r *record) {
	r.memo = store.NewMemo(&r.info)
	h.records = append(h.records, r)
	switch {
	case h.index != nil:
		h.index[r.info.VersionID] = len(h.records) - 1
	case len(h.records) >= indexFrom:
		h.compact()
	}
}

// remove takes the version at a position away. Positions change by it.
func (h *history) remove(i int) {
	if h.index != nil {
		delete(h.index, h.records[i].info.VersionID)
	}
	h.records[i] = nil
	h.removed++
	for n := len(h.records); n > 0 && h.records[n-1] == nil; n-- {
		h.records = h.records[:n-1]
		h.removed--
	}
	if h.removed > len(h.records)/2 {
		h.compact()
	}
}

// compact closes the gaps and makes the index anew.
func (h *history) compact() {
	h.records = slices.DeleteFunc(h.records, func(r *record) bool { return r == nil })
	h.removed, h.index = 0, nil
	if len(h.records) < indexFrom {
		return
	}
	h.index = make(map[string]int, len(h.records))
	for i, r := range h.records {
		h.index[r.info.VersionID] = i
	}
}

// infos describes the versions from the newest to the oldest.
func (h *history) infos() []*store.Info {
	infos := make([]*store.Info, 0, h.len())
	for _, r := range slices.Backward(h.records) {
		if r != nil {
			infos = append(infos, &r.info)
		}
	}
	return infos
}
