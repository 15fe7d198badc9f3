package folder_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/s3get/s3get/sse"
	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/blobstore"
	"github.com/s3get/s3get/store/blobstore/folder"
	"github.com/s3get/s3get/store/blobstore/internal/disk"
	"github.com/s3get/s3get/store/write"
	"github.com/s3get/s3get/version"
)

// A world is a store on a simulated disk, at a time that does not pass.
type world struct {
	*blobstore.Store
	ctx     context.Context
	disk    *disk.Sim
	now     time.Time
	uploads []write.UploadRef // that are open, by their beginning
	parts   []write.Part
}

var buckets = []string{"plain", "versioned"}

// start opens the store on a disk.
func start(ctx context.Context, d *disk.Sim, now time.Time) (*world, error) {
	w := &world{ctx: ctx, disk: d, now: now}
	f, err := folder.OpenDisk(d)
	if err == nil {
		w.Store, err = blobstore.New(ctx, f, blobstore.Options{Now: func() time.Time { return w.now }})
	}
	return w, err
}

// content is a content of that many bytes.
func content(n int) []byte { return bytes.Repeat([]byte("content "), n/8+1)[:n] }

func (w *world) put(bucket, key string, n int, check write.Check) error {
	c, err := w.Stage(w.ctx)
	if err != nil {
		return err
	}
	defer c.Discard()
	if _, err = c.Write(content(n)); err != nil {
		return err
	}
	v := write.Version{Info: store.Info{ETag: fmt.Sprintf("\"%d\"", n)}, Tags: []write.Tag{{Key: "n", Value: fmt.Sprint(n)}}, Content: c}
	_, err = w.Put(w.ctx, bucket, key, v, check)
	return err
}

func (w *world) part(number, n int) error {
	c, err := w.Stage(w.ctx)
	if err != nil {
		return err
	}
	defer c.Discard()
	if _, err = c.Write(content(n)); err != nil {
		return err
	}
	p, err := w.PutPart(w.ctx, w.uploads[0], write.Part{Number: number, ETag: fmt.Sprintf("\"%d\"", n)}, c)
	if err == nil {
		w.parts = append(w.parts, *p)
	}
	return err
}

func (w *world) upload() error {
	ref := write.UploadRef{Bucket: "plain", Key: "parts"}
	var err error
	ref.ID, err = w.CreateUpload(w.ctx, write.Upload{UploadRef: ref})
	w.uploads = append(w.uploads, ref)
	return err
}

// prepare leaves something of everything.
func (w *world) prepare() error {
	errs := []error{
		w.CreateBucket(w.ctx, store.Bucket{Name: "plain"}),
		w.CreateBucket(w.ctx, store.Bucket{Name: "versioned", Versioning: version.StateEnabled}),
		w.CreateBucket(w.ctx, store.Bucket{Name: "empty"}),
		w.Configure(w.ctx, "plain", "lifecycle", []byte("document")),
		w.put("plain", "a/replaced", 70_000, nil), w.put("plain", "a/replaced", 20, nil),
		w.put("plain", "large", 150_000, nil), w.put("plain", "gone", 1, nil), w.remove("plain", "gone"),
		w.put("versioned", "k", 100, nil), w.put("versioned", "k", 80_000, nil), w.put("versioned", "k", 300, nil),
		w.remove("versioned", "k"), w.put("versioned", "hidden", 1, nil), w.remove("versioned", "hidden"),
		w.upload(), w.part(1, 66_000), w.part(2, 10), w.part(2, 20),
	}
	return errors.Join(errs...)
}

func (w *world) remove(bucket, key string) error {
	_, err := w.Delete(w.ctx, store.Ref{Bucket: bucket, Key: key}, nil)
	return err
}

// oldest names the version of a key that was put first.
func (w *world) oldest(key string) store.Ref {
	ref := store.Ref{Bucket: "versioned", Key: key}
	for e, err := range w.Scan(w.ctx, "versioned", key) {
		if err == nil {
			ref.Version = version.ByID(e.Versions[len(e.Versions)-1].VersionID)
		}
		break
	}
	return ref
}

// deeds are what is done while the power goes.
var deeds = map[string]func(w *world) error{
	"put new":       func(w *world) error { return w.put("plain", "new/folder/key", 10, nil) },
	"put again":     func(w *world) error { return w.put("plain", "large", 10, nil) },
	"put large":     func(w *world) error { return w.put("plain", "new", 200_000, nil) },
	"put version":   func(w *world) error { return w.put("versioned", "k", 10, nil) },
	"put condition": func(w *world) error { return w.put("plain", "large", 11, func(*store.Info) error { return nil }) },
	"delete":        func(w *world) error { return w.remove("plain", "a/replaced") },
	"delete marker": func(w *world) error { return w.remove("versioned", "k") },
	"delete version": func(w *world) error {
		_, err := w.Delete(w.ctx, w.oldest("k"), nil)
		return err
	},
	"revise": func(w *world) error {
		_, err := w.Revise(w.ctx, w.oldest("k"), func(_ *store.Info, r *write.Revision) error {
			r.Tags = []write.Tag{{Key: "revised"}}
			return nil
		})
		return err
	},
	"rename":        func(w *world) error { return w.Rename(w.ctx, "plain", "large", "a/replaced", nil) },
	"create bucket": func(w *world) error { return w.CreateBucket(w.ctx, store.Bucket{Name: "another"}) },
	"delete bucket": func(w *world) error { return w.DeleteBucket(w.ctx, "empty") },
	"configure":     func(w *world) error { return w.Configure(w.ctx, "plain", "lifecycle", []byte("other")) },
	"create upload": (*world).upload,
	"put part":      func(w *world) error { return w.part(3, 30) },
	"complete": func(w *world) error {
		_, err := w.Complete(w.ctx, w.uploads[0], []write.Part{w.parts[0], w.parts[2]}, write.Version{}, nil)
		return err
	},
	"abort": func(w *world) error { return w.Abort(w.ctx, w.uploads[0]) },
	"sweep": func(w *world) error {
		w.now = w.now.Add(48 * time.Hour)
		_, err := w.Sweep(w.ctx, blobstore.Sweeping{})
		return err
	},
}

// picture describes all that there is, without ids.
func (w *world) picture() (string, error) {
	var b strings.Builder
	all, err := w.ListBuckets(w.ctx)
	if err != nil {
		return "", err
	}
	for _, bucket := range all {
		document, err := w.Configuration(w.ctx, bucket.Name, "lifecycle")
		fmt.Fprintf(&b, "bucket %s %v %s %v\n", bucket.Name, bucket.Versioning, document, err)
		for e, err := range w.Scan(w.ctx, bucket.Name, "") {
			if err != nil {
				return "", err
			}
			for _, info := range e.Versions {
				if err := w.pictureOf(&b, store.Ref{Bucket: bucket.Name, Key: e.Key}, info); err != nil {
					return "", err
				}
			}
		}
		uploads, err := w.ListUploads(w.ctx, bucket.Name)
		if err != nil {
			return "", err
		}
		for _, u := range uploads {
			parts, err := w.ListParts(w.ctx, u.UploadRef)
			if err != nil {
				return "", err
			}
			fmt.Fprintf(&b, "upload %s:", u.Key)
			for _, p := range parts {
				fmt.Fprintf(&b, " %d %d %s", p.Number, p.Size, p.ETag)
			}
			b.WriteString("\n")
		}
	}
	return b.String(), nil
}

// pictureOf describes a version, which it reads by its id.
func (w *world) pictureOf(b *strings.Builder, ref store.Ref, info *store.Info) error {
	if ref.Version = version.Null(); info.VersionID != "" {
		ref.Version = version.ByID(info.VersionID)
	}
	o, err := w.Open(w.ctx, ref)
	if err != nil {
		return fmt.Errorf("%v: %w", ref, err)
	}
	i := o.Info()
	tags, err := w.Tags(w.ctx, ref)
	fmt.Fprintf(b, "version %s %s %d marker %t parts %d tags %v %v:", ref.Key, i.ETag, i.Size, i.DeleteMarker, i.Parts, tags, err)
	if !i.DeleteMarker {
		r, err := store.OpenRange(w.ctx, o, sse.CustomerKey{}, 0, i.Size)
		if err != nil {
			return fmt.Errorf("%v: %w", ref, err)
		}
		text, err := io.ReadAll(r)
		if err := errors.Join(err, r.Close()); err != nil {
			return fmt.Errorf("%v: %w", ref, err)
		}
		for len(text) > 0 { // of each part
			n := 0
			for n < len(text) && text[n] == "content "[n%8] {
				n++
			}
			fmt.Fprintf(b, " %d", n)
			if text = text[n:]; n == 0 {
				return fmt.Errorf("%v has other bytes than were put", ref)
			}
		}
	}
	b.WriteString("\n")
	return nil
}

var noon = time.Date(2026, 1, 2, 12, 0, 0, 0, time.UTC)

// prepared returns a world in which something of everything is, and its picture.
func prepared(t *testing.T) (*world, string) {
	t.Helper()
	w, err := start(t.Context(), disk.NewSim(), noon)
	if err == nil {
		err = w.prepare()
	}
	if err != nil {
		t.Fatal(err)
	}
	before, err := w.picture()
	if err != nil {
		t.Fatal(err)
	}
	return w, before
}

// isLong reports whether tests are to try more than they do each time: S3GET_LONG is set.
func isLong() bool { return os.Getenv("S3GET_LONG") != "" }

// TestPowerLoss: wherever the power goes, what was acknowledged is there afterwards, and what was not
// is there whole or not at all.
func TestPowerLoss(t *testing.T) {
	seeds := uint64(2)
	if isLong() {
		seeds = 40
	}
	for name, deed := range deeds {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w, before := prepared(t)
			w.disk.Fail(func(string, int) error { return nil })
			if err := deed(w); err != nil {
				t.Fatal(err)
			}
			ops := w.disk.Ops()
			after, err := w.picture()
			if err != nil || ops == 0 || name != "sweep" && after == before {
				t.Fatalf("%d operations, %v: %s", ops, err, after)
			}
			for at := 1; at <= ops; at++ {
				w, _ := prepared(t)
				w.disk.Fail(func(_ string, n int) error {
					if n == at {
						return disk.ErrPowerLost
					}
					return nil
				})
				done := deed(w)
				for seed := range seeds {
					check(t, fmt.Sprintf("power lost at %d of %d, seed %d, %v", at, ops, seed, done), w.disk.Restart(seed), done == nil, before, after)
				}
			}
			t.Logf("%d points", ops)
		})
	}
}

// check compares what is on a disk, and sweeps it.
func check(t *testing.T, what string, d *disk.Sim, done bool, before, after string) {
	t.Helper()
	w, err := start(t.Context(), d, noon)
	if err != nil {
		t.Fatalf("%s: %v", what, err)
	}
	got, err := w.picture()
	if err != nil || got != after && (done || got != before) {
		t.Fatalf("%s: %v, there is\n%swant\n%sor\n%s", what, err, got, after, before)
	}
	w.now = w.now.Add(72 * time.Hour)
	for range 4 {
		if _, err := w.Sweep(w.ctx, blobstore.Sweeping{}); err != nil {
			t.Fatalf("%s: Sweep = %v", what, err)
		}
	}
	swept, err := w.picture()
	if err != nil || swept != got {
		t.Fatalf("%s: %v, when it is swept there is\n%swant\n%s", what, err, swept, got)
	}
	if err := w.put("plain", "written afterwards", 10, nil); err != nil {
		t.Fatalf("%s: a write afterwards: %v", what, err)
	}
}

// TestDiskErrors: a disk that fails at any point gives an error, nothing half done is seen, and
// reading goes on.
func TestDiskErrors(t *testing.T) {
	errs := []error{syscall.ENOSPC}
	if isLong() {
		errs = append(errs, syscall.EIO, syscall.EMFILE, syscall.EACCES)
	}
	for name, deed := range deeds {
		for _, broken := range errs {
			t.Run(name+"/"+broken.Error(), func(t *testing.T) {
				t.Parallel()
				for at := 1; ; at++ {
					w, before := prepared(t)
					failed := ""
					w.disk.Fail(func(op string, n int) error {
						if n < at {
							return nil
						}
						failed = op
						return broken
					})
					done := deed(w)
					w.disk.Fail(nil)
					if failed == "" {
						return
					}
					if done != nil && !errors.Is(done, broken) {
						t.Errorf("%s fails at %d: %v, want %v", failed, at, done, broken)
					}
					got, err := w.picture()
					if err != nil {
						t.Fatalf("%s fails at %d: then %v", failed, at, err)
					}
					if got == before {
						continue
					}
					again, err := start(t.Context(), w.disk, noon)
					if err == nil {
						before, err = again.picture()
					}
					if err != nil || before != got {
						t.Fatalf("%s fails at %d: %v, there is\n%sand when it is opened anew\n%s", failed, at, err, got, before)
					}
				}
			})
		}
	}
}
