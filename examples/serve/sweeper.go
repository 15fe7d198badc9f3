package main

import (
	"context"
	"log/slog"
	"time"

	"github.com/s3get/s3get/store/blobstore"
)

// When rubbish is removed: first when the program has started, and then again and again. What was
// written to within an age may still be in use.
const (
	firstSweep    = time.Minute
	sweepInterval = time.Hour
	rubbishAge    = 24 * time.Hour
)

// A sweeper removes what a store no longer needs.
type sweeper struct {
	objects interface {
		Sweep(context.Context, blobstore.Sweeping) (blobstore.Swept, error)
	}
	files interface {
		RemoveTemporary(ctx context.Context, age time.Duration) (int, error)
	}
	log *slog.Logger
}

// run sweeps until ctx is done.
func (s *sweeper) run(ctx context.Context) {
	for wait := firstSweep; ; wait = sweepInterval {
		select {
		case <-ctx.Done():
			return
		case <-time.After(wait):
			s.sweep(ctx)
		}
	}
}

// sweep sweeps once, and logs what was removed.
func (s *sweeper) sweep(ctx context.Context) {
	start := time.Now()
	// A write lasts uploadTimeout at most, and a read as long as it moves.
	swept, err := s.objects.Sweep(ctx, blobstore.Sweeping{Age: rubbishAge})
	n, err2 := s.files.RemoveTemporary(ctx, rubbishAge)
	if ctx.Err() != nil {
		return
	}
	for _, err := range []error{err, err2} {
		if err != nil {
			s.log.Error("the sweep left rubbish", "err", err)
		}
	}
	s.log.Info("swept", "records", swept.Records, "logs", swept.Logs, "blobs", swept.Blobs, "temporary", n,
		"duration", time.Since(start).Round(time.Millisecond))
}
