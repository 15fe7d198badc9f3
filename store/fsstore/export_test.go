package fsstore

import "time"

// Settling is how long content is not kept in memory.
const Settling = settling

// SetSettling sets that for files that are opened from now on. It is called before others use s.
func (s *Store) SetSettling(d time.Duration) { s.keeper().settling = d }
