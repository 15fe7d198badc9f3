package folder_test

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/s3get/s3get/store/blobstore"
	"github.com/s3get/s3get/store/blobstore/folder"
)

// bareWrite writes a file as durably as Add does, by what the system has: write, sync, rename, sync.
func bareWrite(dir, name string, content []byte) error {
	tmp := filepath.Join(dir, "~"+name)
	f, err := os.OpenFile(tmp, os.O_CREATE|os.O_WRONLY|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	defer f.Close()
	if _, err = f.Write(content); err == nil {
		err = f.Sync()
	}
	if err == nil {
		err = os.Rename(tmp, filepath.Join(dir, name))
	}
	if err != nil {
		return err
	}
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	defer d.Close()
	return d.Sync()
}

// BenchmarkAdd compares Add of 1 KiB, one at a time and a hundred at once, with what the system has.
func BenchmarkAdd(b *testing.B) {
	dir, content, next := b.TempDir(), noise(1<<10), 0
	f := openFolder(b, dir)
	mustAdd(b, f, "o/i/k!/first")
	for _, w := range []struct {
		name  string
		write func(i int) error
	}{
		{"bare", func(i int) error { return bareWrite(dir, fmt.Sprint(i), content) }},
		{"one directory", func(i int) error { return f.Add(b.Context(), fmt.Sprintf("o/i/k!/%d", i), content) }},
		{"new directories", func(i int) error { return f.Add(b.Context(), fmt.Sprintf("o/i/%d!/z00", i), content) }},
	} {
		for _, at := range []int{1, 100} {
			b.Run(fmt.Sprintf("%s/%d", w.name, at), func(b *testing.B) {
				b.ReportAllocs()
				atOnce(b, at, "µs/file", &next, w.write)
			})
		}
	}
}

// BenchmarkFirst asks for what is unchanged, beside a bare Lstat.
func BenchmarkFirst(b *testing.B) {
	dir := b.TempDir()
	f := openFolder(b, dir)
	b.Run("bare Lstat", func(b *testing.B) {
		mustAdd(b, f, fmt.Sprintf("o/i/bare!/z00/%d", b.N))
		b.ReportAllocs()
		for b.Loop() {
			if _, err := os.Lstat(filepath.Join(dir, "o/i/bare!")); err != nil {
				b.Fatal(err)
			}
		}
	})
	for _, name := range []string{"z00", "y00/ff", "x00/ff/ff"} {
		prefix := "o/i/" + name[:1] + "!/"
		mustAdd(b, f, prefix+name)
		time.Sleep(60 * time.Millisecond)
		_, stamp := mustFirst(b, f, prefix, blobstore.Stamp{})
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if name, _ := mustFirst(b, f, prefix, stamp); name != "" {
					b.Fatal(name)
				}
			}
		})
	}
}

// BenchmarkRead reads 1 KiB, beside os.ReadFile.
func BenchmarkRead(b *testing.B) {
	dir := b.TempDir()
	f := openFolder(b, dir)
	if err := f.Add(b.Context(), "o/i/k!/z00", noise(1<<10)); err != nil {
		b.Fatal(err)
	}
	for name, read := range map[string]func() ([]byte, error){
		"bare ReadFile": func() ([]byte, error) { return os.ReadFile(filepath.Join(dir, "o/i/k!/z00")) },
		"Read":          func() ([]byte, error) { return f.Read(b.Context(), "o/i/k!/z00", 1<<20) },
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if got, err := read(); len(got) != 1<<10 || err != nil {
					b.Fatal(len(got), err)
				}
			}
		})
	}
}

// BenchmarkList lists a page of 1,000 in the middle of 100,000, beside os.ReadDir of all.
func BenchmarkList(b *testing.B) {
	const many = 100_000
	dir := b.TempDir()
	f, err := folder.OpenUnsynced(dir)
	if err != nil {
		b.Fatal(err)
	}
	defer f.Close()
	for i := range many {
		mustAdd(b, f, fmt.Sprintf("blobs/%06d", i))
	}
	time.Sleep(60 * time.Millisecond)
	b.Run("bare ReadDir", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if all, err := os.ReadDir(filepath.Join(dir, "blobs")); len(all) != many || err != nil {
				b.Fatal(len(all), err)
			}
		}
	})
	page := func(b *testing.B, f *folder.Folder) {
		n := 0
		for _, err := range f.List(b.Context(), "blobs/", fmt.Sprintf("blobs/%06d", many/2)) {
			if err != nil {
				b.Fatal(err)
			}
			if n++; n == 1000 {
				break
			}
		}
	}
	b.Run("page", func(b *testing.B) {
		page(b, f)
		b.ReportAllocs()
		for b.Loop() {
			page(b, f)
		}
	})
	b.Run("page of a new Folder", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			f := openFolder(b, dir)
			page(b, f)
		}
	})
}
