package blobstore

// Hooks are told of what a [Store] does, to be counted. Each may be nil, and may be called
// concurrently; a read waits for it.
type Hooks struct {
	// Cache is called when the last record of a log is needed, and says whether it was
	// remembered.
	Cache func(hit bool)

	// Damage is called when a file is found not to be as it was written.
	Damage func(file string, err error)
}

func (h *Hooks) cached(hit bool) {
	if h.Cache != nil {
		h.Cache(hit)
	}
}

func (h *Hooks) damaged(file string, err error) {
	if h.Damage != nil {
		h.Damage(file, err)
	}
}
