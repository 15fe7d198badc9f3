package main

import (
	"context"
	"errors"
	"log/slog"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/s3get/s3get/store/blobstore"
)

// A counted is a store that counts how often it is swept.
type counted struct {
	sweeps, removals int
	age              time.Duration
	err              error
}

func (c *counted) Sweep(_ context.Context, o blobstore.Sweeping) (blobstore.Swept, error) {
	c.sweeps++
	c.age = o.Age
	return blobstore.Swept{Records: 3, Blobs: 2}, c.err
}

func (c *counted) RemoveTemporary(_ context.Context, age time.Duration) (int, error) {
	c.removals++
	return 7, nil
}

// TestSweeper: a store is swept soon and then once an hour until the program ends, and the log says
// what was removed and what went wrong.
func TestSweeper(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var log lockedBuffer
		c := counted{err: errors.New("rotten")}
		ctx, cancel := context.WithCancel(t.Context())
		ended := make(chan bool)
		go func() {
			(&sweeper{&c, &c, slog.New(slog.NewTextHandler(&log, nil))}).run(ctx)
			close(ended)
		}()
		time.Sleep(3*time.Hour + 2*time.Minute)
		synctest.Wait()
		if c.sweeps != 4 || c.removals != 4 || c.age <= uploadTimeout {
			t.Errorf("%d sweeps, %d removals of temporary files, of an age of %v; want 4, and more than %v", c.sweeps, c.removals, c.age, uploadTimeout)
		}
		if want := "msg=swept records=3 logs=0 blobs=2 temporary=7"; strings.Count(log.String(), want) != 4 {
			t.Errorf("log = %q, want 4 times %q", &log, want)
		}
		if got := strings.Count(log.String(), `level=ERROR msg="the sweep left rubbish" err=rotten`); got != 4 {
			t.Errorf("log = %q, which has the error %d times, want 4", &log, got)
		}
		cancel()
		<-ended
	})
}
