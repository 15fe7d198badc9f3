package cdkblobs

import "time"

// SetPatience sets how long a request may take.
func (b *Backend) SetPatience(d time.Duration) { b.patience = d }
