package store_test

import (
	"errors"
	"fmt"
	"time"

	"github.com/s3get/s3get/store"
)

// A store that is overloaded says so, and when to come back. Clients get 503 SlowDown with
// Retry-After: 2.
func ExampleRetryError() {
	err := &store.RetryError{Err: fmt.Errorf("shard 7: %w", store.ErrSlowDown), After: 1500 * time.Millisecond}
	fmt.Println(err, errors.Is(err, store.ErrSlowDown))
	// Output: shard 7: store: too many requests, retry after 1.5s true
}
