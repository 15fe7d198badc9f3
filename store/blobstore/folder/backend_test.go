package folder_test

import (
	"testing"

	"github.com/s3get/s3get/store/blobstore"
	"github.com/s3get/s3get/store/blobstore/backendtest"
	"github.com/s3get/s3get/store/blobstore/folder"
	"github.com/s3get/s3get/store/blobstore/internal/disk"
)

// TestBackend: a folder keeps the promises of a Backend. That syncs take long is left to -short, which
// does less.
func TestBackend(t *testing.T) {
	backendtest.Check(t, func(t *testing.T) blobstore.Backend {
		if testing.Short() {
			return openFolder(t, t.TempDir())
		}
		f, err := folder.OpenUnsynced(t.TempDir())
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { f.Close() })
		return f
	})
}

// TestBackendOverSim: so it does over a disk whose clock hardly moves.
func TestBackendOverSim(t *testing.T) {
	backendtest.Check(t, func(t *testing.T) blobstore.Backend { return folder.Over(disk.NewSim()) })
}

// openFolder opens a folder.
func openFolder(t testing.TB, dir string) *folder.Folder {
	t.Helper()
	f, err := folder.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}
