package storetest_test

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/s3get/s3get/checksum"
	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/faultstore"
	"github.com/s3get/s3get/store/fsstore"
	"github.com/s3get/s3get/store/memstore"
	"github.com/s3get/s3get/store/storetest"
	"github.com/s3get/s3get/version"
)

const account = "111122223333"

// memory returns a memstore as a Subject, with all that it can hold.
func memory(t testing.TB) storetest.Subject {
	t.Helper()
	s := memstore.New()
	s.Checksum = checksum.CRC64NVME
	for _, b := range []store.Bucket{{Name: "plain"}, {Name: "versioned", Versioning: version.StateEnabled}} {
		if err := s.CreateBucket(b); err != nil {
			t.Fatal(err)
		}
	}
	point := memstore.AccessPoint{Bucket: "plain", Name: "p", Account: account, Alias: "p-s3alias"}
	if err := s.AddAccessPoint(point); err != nil {
		t.Fatal(err)
	}
	return storetest.Subject{
		Store: s, Bucket: "plain", Versioned: "versioned",
		Put: func(bucket, key string, v storetest.Version) error {
			put := memstore.Version{Content: v.Content, PartSizes: v.PartSizes, CustomerKey: v.CustomerKey}
			if len(v.PartSizes) > 0 {
				put.ChecksumAlgorithm, put.ChecksumType = checksum.SHA256, checksum.Composite
			}
			if v.Null {
				put.VersionID = version.NullID
			}
			_, err := s.Put(bucket, key, put)
			return err
		},
		Delete: func(bucket, key string, which version.Selector) error {
			_, err := s.Delete(bucket, key, which)
			return err
		},
		AccessPoints: []storetest.AccessPoint{{Bucket: "plain", Name: "p", Account: account, Alias: "p-s3alias"}},
	}
}

// folder returns a folder as a Subject.
func folder(t testing.TB) storetest.Subject {
	t.Helper()
	dir := t.TempDir()
	root, err := fsstore.Dir(dir)
	if err != nil {
		t.Fatal(err)
	}
	s := fsstore.New("site", root)
	t.Cleanup(func() { s.Close(); root.Close() })
	return storetest.Subject{
		Store: s, Bucket: "site",
		Put: func(_, key string, v storetest.Version) error {
			return place(dir, key, v)
		},
		Delete: func(_, key string, which version.Selector) error {
			if !which.IsLatest() {
				return errUnsupported
			}
			return os.Remove(filepath.Join(dir, key))
		},
		Rewrite: func(_, key string, content []byte) error { return rewrite(filepath.Join(dir, key), content) },
	}
}

// place puts a file into a folder as programs do that replace files.
func place(dir, key string, v storetest.Version) error {
	if len(v.PartSizes) > 0 || !v.CustomerKey.IsZero() || v.Null {
		return errUnsupported
	}
	f, err := os.CreateTemp(dir, "new-")
	if err != nil {
		return err
	}
	if _, err := f.Write(v.Content); err != nil {
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	return os.Rename(f.Name(), filepath.Join(dir, key))
}

// rewrite writes to a file where it is, and again until the clock of the file system tells
// the writes from the one before.
func rewrite(path string, content []byte) error {
	before, err := os.Stat(path)
	if err != nil {
		return err
	}
	for {
		f, err := os.OpenFile(path, os.O_WRONLY, 0)
		if err != nil {
			return err
		}
		if _, err := f.Write(content); err != nil {
			return err
		}
		if err := f.Close(); err != nil {
			return err
		}
		after, err := os.Stat(path)
		if err != nil || !after.ModTime().Equal(before.ModTime()) {
			return err
		}
	}
}

func TestMemstore(t *testing.T) { storetest.Check(t, memory(t)) }

func TestFsstore(t *testing.T) { storetest.Check(t, folder(t)) }

// TestFaultstore: a faultstore without faults keeps every promise that the store does.
func TestFaultstore(t *testing.T) {
	for name, s := range map[string]storetest.Subject{"memstore": memory(t), "fsstore": folder(t)} {
		t.Run(name, func(t *testing.T) {
			s.Store = faultstore.New(s.Store)
			storetest.Check(t, s)
		})
	}
}

// TestFaults: what a faultstore does to a sound store is what Check finds.
func TestFaults(t *testing.T) {
	tests := []struct {
		fault   faultstore.Fault
		promise string
	}{
		{faultstore.Fault{On: faultstore.Bucket, Do: faultstore.SlowDown(time.Second)}, "Bucket/describes"},
		{faultstore.Fault{On: faultstore.Open, Do: faultstore.Fail(store.ErrNoKey)}, "Open/reads"},
		{faultstore.Fault{On: faultstore.Open, Do: faultstore.Panic("boom")}, "Open/names"},
		{faultstore.Fault{On: faultstore.OpenRange, Do: faultstore.Changed()}, "OpenRange/exact"},
		{faultstore.Fault{On: faultstore.OpenRange, Do: faultstore.Flip(0)}, "OpenRange/exact"},
		{faultstore.Fault{On: faultstore.OpenRange, Do: faultstore.Long(1)}, "OpenRange/exact"},
		{faultstore.Fault{On: faultstore.OpenRange, Do: faultstore.Short(1)}, "OpenRange/EOF"},
		{faultstore.Fault{On: faultstore.OpenRange, Do: faultstore.Cut(5, nil)}, "Open/pins replaced"},
		{faultstore.Fault{On: faultstore.OpenRange, Do: faultstore.Short(1)}, "OpenRange/WriterTo"},
		{faultstore.Fault{On: faultstore.Read, Call: 30, Do: faultstore.Fail(store.ErrUnavailable)}, "OpenRange/buffers"},
		{faultstore.Fault{On: faultstore.CloseReader, Do: faultstore.Panic("boom")}, "Close/after errors"},
		{faultstore.Fault{On: faultstore.Close, Call: 3, Do: faultstore.Fail(store.ErrUnavailable)}, "Store/concurrent"},
		{faultstore.Fault{On: faultstore.Part, Call: 2, Do: faultstore.Changed()}, "PartLister/adds up"},
		{faultstore.Fault{On: faultstore.AccessPoint, Do: faultstore.Fail(store.ErrNoAccessPoint)}, "AccessPoints/resolves"},
	}
	for _, tt := range tests {
		s := memory(t)
		faulty := faultstore.New(s.Store, tt.fault)
		s.Store = faulty
		if f := storetest.ExamineOnly(t.Context(), s, tt.promise); f.Err() == nil {
			t.Errorf("with the fault %v, %s is kept", tt.fault, tt.promise)
		}
		if unused := faulty.Unused(); len(unused) > 0 {
			t.Errorf("%v did not happen to %s", unused, tt.promise)
		}
	}
}
