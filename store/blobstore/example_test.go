package blobstore_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/blobstore"
	"github.com/s3get/s3get/store/blobstore/folder"
	"github.com/s3get/s3get/store/write"
)

// inFolder calls f with a store in a folder of its own, which has a bucket "books".
func inFolder(o blobstore.Options, f func(ctx context.Context, s *blobstore.Store, dir string) error) {
	ctx := context.Background()
	dir, err := os.MkdirTemp("", "blobstore")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer os.RemoveAll(dir)
	var backend blobstore.Backend
	files, err := folder.Open(dir)
	if err != nil {
		fmt.Println(err)
		return
	}
	defer files.Close()
	backend = files
	s, err := blobstore.New(ctx, backend, o)
	if err == nil {
		err = s.CreateBucket(ctx, store.Bucket{Name: "books"})
	}
	if err == nil {
		err = f(ctx, s, dir)
	}
	if err != nil {
		fmt.Println(err)
	}
}

// put puts a text.
func put(ctx context.Context, s *blobstore.Store, key, text string) error {
	c, err := s.Stage(ctx)
	if err != nil {
		return err
	}
	if _, err := io.WriteString(c, text); err != nil {
		return err
	}
	_, err = s.Put(ctx, "books", key, write.Version{Info: store.Info{ETag: `"1"`}, Content: c}, nil)
	return err
}

// What was put is read, and is there when the folder is opened again.
func Example() {
	inFolder(blobstore.Options{}, func(ctx context.Context, s *blobstore.Store, _ string) error {
		if err := put(ctx, s, "tale.txt", "Once upon a time"); err != nil {
			return err
		}
		o, err := s.Open(ctx, store.Ref{Bucket: "books", Key: "tale.txt"})
		if err != nil {
			return err
		}
		r, err := o.OpenRange(ctx, 5, 4)
		if err != nil {
			return err
		}
		defer r.Close()
		text, err := io.ReadAll(r)
		fmt.Printf("%s of %d bytes\n", text, o.Info().Size)
		return err
	})
	// Output: upon of 16 bytes
}

// Keys of contents are sealed by a key that is kept elsewhere, and reads are counted.
func ExampleNew() {
	keys, err := blobstore.NewLocalKey([]byte(strings.Repeat("k", 32)))
	if err != nil {
		fmt.Println(err)
		return
	}
	var asked, remembered int
	o := blobstore.Options{Keys: keys, Hooks: blobstore.Hooks{Cache: func(hit bool) {
		if asked++; hit {
			remembered++
		}
	}}}
	inFolder(o, func(ctx context.Context, s *blobstore.Store, _ string) error {
		if err := put(ctx, s, "tale.txt", "Once upon a time"); err != nil {
			return err
		}
		_, err := s.Open(ctx, store.Ref{Bucket: "books", Key: "tale.txt"})
		fmt.Println(asked > 0, remembered <= asked)
		return err
	})
	// Output: true true
}

// A version of another store keeps its id and its time.
func ExampleStore_Import() {
	inFolder(blobstore.Options{}, func(ctx context.Context, s *blobstore.Store, _ string) error {
		c, err := s.Stage(ctx)
		if err != nil {
			return err
		}
		var v blobstore.Imported
		v.LastModified = time.Date(2006, 3, 14, 0, 0, 0, 0, time.UTC)
		v.Parts = []blobstore.ImportedPart{{Content: c}}
		info, err := s.Import(ctx, "books", "old.txt", v)
		if err != nil {
			return err
		}
		fmt.Println(info.LastModified.Year(), info.Parts)
		return nil
	})
	// Output: 2006 1
}

// What was replaced long ago is removed.
func ExampleStore_Sweep() {
	inFolder(blobstore.Options{}, func(ctx context.Context, s *blobstore.Store, _ string) error {
		for _, text := range []string{"one", "two"} {
			if err := put(ctx, s, "tale.txt", text); err != nil {
				return err
			}
		}
		var swept blobstore.Swept
		swept, err := s.Sweep(ctx, blobstore.Sweeping{Age: time.Hour})
		fmt.Println(swept.Records, "records are older than an hour")
		return err
	})
	// Output: 0 records are older than an hour
}

// A disk that forgets is found out.
func ExampleStore_Verify() {
	inFolder(blobstore.Options{Plain: true}, func(ctx context.Context, s *blobstore.Store, dir string) error {
		if err := put(ctx, s, "tale.txt", strings.Repeat("Once upon a time ", 10000)); err != nil {
			return err
		}
		blobs, err := filepath.Glob(filepath.Join(dir, "blobs", "*", "*"))
		if err != nil {
			return err
		}
		if err := os.Truncate(blobs[0], 100); err != nil {
			return err
		}
		var done blobstore.Verified
		progress := func(v blobstore.Verified) { done = v }
		for d := range s.Verify(ctx, blobstore.Verifying{Progress: progress}) {
			var damaged *blobstore.Damaged = d
			fmt.Println(damaged.Bucket, damaged.Key, errors.Is(damaged, blobstore.ErrDamaged))
			break
		}
		fmt.Println(done.Bytes)
		return nil
	})
	// Output:
	// books tale.txt true
	// 0
}

// A key that is too long is refused with what is wrong with it.
func ExampleFieldError() {
	inFolder(blobstore.Options{}, func(ctx context.Context, s *blobstore.Store, _ string) error {
		err := put(ctx, s, strings.Repeat("k", 1025), "text")
		var field *blobstore.FieldError
		fmt.Println(errors.As(err, &field), field.Field)
		return nil
	})
	// Output: true Key
}

// An access point is another name of a bucket.
func ExampleStore_AddAccessPoint() {
	inFolder(blobstore.Options{}, func(ctx context.Context, s *blobstore.Store, _ string) error {
		err := s.AddAccessPoint(ctx, write.AccessPoint{Bucket: "books", Name: "readers", Account: "111122223333"})
		if err != nil {
			return err
		}
		bucket, err := s.AccessPoint(ctx, "readers", "111122223333")
		fmt.Println(bucket)
		return err
	})
	// Output: books
}

// A backend is a place for files: each is added once, as a whole.
func ExampleBackend() {
	ctx := context.Background()
	dir, err := os.MkdirTemp("", "files")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer os.RemoveAll(dir)
	files, err := folder.Open(dir)
	if err != nil {
		fmt.Println(err)
		return
	}
	defer files.Close()
	var b blobstore.Backend = files
	_, trims := b.(blobstore.Trimmer)
	var w blobstore.FileWriter
	if w, err = b.Create(ctx, "a/long"); err == nil {
		defer w.Discard()
		_, err = io.WriteString(w, "text")
	}
	if err == nil {
		err = w.Commit()
	}
	var info blobstore.FileInfo
	info, err2 := b.Stat(ctx, "a/long")
	var stamp blobstore.Stamp
	first, stamp, err3 := b.First(ctx, "a/", stamp)
	var f blobstore.File
	f, err4 := b.Open(ctx, "a/long")
	if err := errors.Join(err, err2, err3, err4); err != nil {
		fmt.Println(err)
		return
	}
	defer f.Close()
	fmt.Println(trims, first, info.Size, stamp != blobstore.Stamp{})
	// Output: true a/long 4 true
}
