package fsstore_test

import (
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"github.com/s3get/s3get/store/fsstore"
)

// TestChangedInOneStep changes a file twice and reads it in between, such that the clock of the file
// system does not tell the changes apart. Content that is kept in memory before the file has settled
// stays what it was after the first; that it does is what shows that the test is one.
//
// Where the clock tells all writes apart, writes through a memory map to a page that is written to
// already leave a file in its state as well.
func TestChangedInOneStep(t *testing.T) {
	const a, b = "aaaaaaaaaa", "bbbbbbbbbb"
	for name, writer := range map[string]func(f *os.File) (func(text string), error){
		"written": func(f *os.File) (func(string), error) {
			return func(text string) { _, _ = f.WriteAt([]byte(text), 0) }, nil
		},
		"written through a map": func(f *os.File) (func(string), error) {
			m, err := syscall.Mmap(int(f.Fd()), 0, len(a), syscall.PROT_READ|syscall.PROT_WRITE, syscall.MAP_SHARED)
			t.Cleanup(func() { _ = syscall.Munmap(m) })
			return func(text string) { copy(m, text) }, err
		},
	} {
		t.Run(name, func(t *testing.T) {
			for settling, want := range map[bool]string{true: b, false: a} {
				s, _, path := keeping(t, 0)
				if !settling {
					s.SetSettling(0)
				}
				path = filepath.Join(path, "k")
				f, err := os.OpenFile(path, os.O_RDWR, 0)
				if err != nil {
					t.Fatal(err)
				}
				defer f.Close()
				write, err := writer(f)
				if err != nil {
					t.Skip(err)
				}
				if !changedInOneStep(t, s, path, write, a, b) {
					t.Skip("the clock of this file system tells all changes apart")
				}
				mustGet(t, s, "k", want)
			}
		})
	}
}

// changedInOneStep tries to have a file read between two changes that leave it in one state, and
// reports whether it could.
func changedInOneStep(t *testing.T, s *fsstore.Store, path string, write func(string), first, second string) bool {
	t.Helper()
	for range 200 {
		write(first)
		before := changeTime(t, path)
		mustGet(t, s, "k", first)
		mustGet(t, s, "k", first)
		write(second)
		if changeTime(t, path) == before {
			return true
		}
	}
	return false
}

func changeTime(t *testing.T, path string) int64 {
	t.Helper()
	var s syscall.Stat_t
	if err := syscall.Stat(path, &s); err != nil {
		t.Fatal(err)
	}
	return s.Ctim.Nano()
}
