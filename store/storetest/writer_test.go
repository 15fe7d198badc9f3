package storetest_test

import (
	"errors"
	"path/filepath"
	"testing"

	"github.com/s3get/s3get/store/memstore"
	"github.com/s3get/s3get/store/storetest"
	"github.com/s3get/s3get/store/write"
)

// TestWriter: a memstore keeps what package write promises, and what it kept in a file when it is
// opened anew.
func TestWriter(t *testing.T) {
	s := memstore.New()
	storetest.CheckWriter(t, storetest.Writer{Store: memstore.Writer{Store: s}})
}

func TestWriterReopened(t *testing.T) {
	path := filepath.Join(t.TempDir(), "state")
	s := memstore.New()
	if _, err := s.Keep(path); err != nil {
		t.Fatal(err)
	}
	storetest.CheckWriter(t, storetest.Writer{Store: memstore.Writer{Store: s}, Reopen: func() (write.Store, error) {
		if err := s.Close(); err != nil {
			return nil, err
		}
		s = memstore.New()
		_, err := s.Keep(path)
		return memstore.Writer{Store: s}, err
	}})
	if err := s.Close(); err != nil && !errors.Is(err, errDisk) {
		t.Error(err)
	}
}
