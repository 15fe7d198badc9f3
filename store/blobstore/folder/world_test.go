package folder

import (
	"bytes"
	"context"
	"crypto/sha256"
	"fmt"
	"io"
	"math/rand/v2"
	"slices"
	"strings"
	"time"

	"github.com/s3get/s3get/checksum"
	"github.com/s3get/s3get/sse"
	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/blobstore"
	"github.com/s3get/s3get/store/write"
	"github.com/s3get/s3get/version"
)

// A world is a store to which something is done, with a clock that stands still.
type world struct {
	*blobstore.Store
	ctx   context.Context
	clock time.Time
	err   error // the first
}

// began is when a world begins: after all that a simulated disk is dated with.
func began() time.Time { return time.Date(2026, 2, 3, 4, 5, 6, 0, time.UTC) }

// customer is the key of contents that are under a customer's key.
func customer() sse.CustomerKey { return sse.NewCustomerKey(bytes.Repeat([]byte{7}, 32)) }

// openWorld opens the store of a backend.
func openWorld(ctx context.Context, b blobstore.Backend, now time.Time, o blobstore.Options) (w *world, err error) {
	w = &world{ctx: ctx, clock: now}
	o.Now = func() time.Time { return w.clock }
	w.Store, err = blobstore.New(ctx, b, o)
	return w, err
}

// content returns n bytes that compress well or not at all.
func content(seed uint64, n int) []byte {
	b := bytes.Repeat([]byte{byte(seed)}, n)
	if seed%2 == 0 {
		rand.NewChaCha8(sha256.Sum256([]byte{byte(seed)})).Read(b)
	}
	return b
}

func (w *world) note(err error) error {
	if w.err == nil {
		w.err = err
	}
	w.clock = w.clock.Add(time.Second)
	return err
}

func (w *world) stage(b []byte) (write.Content, error) {
	c, err := w.Stage(w.ctx)
	if err == nil {
		_, err = c.Write(b)
	}
	return c, err
}

// put puts a version, with a tag. An error stays in w.
func (w *world) put(bucket, key string, b []byte, change ...func(*write.Version)) error {
	v := write.Version{Tags: []write.Tag{{Key: "n", Value: fmt.Sprint(len(b))}}}
	v.ETag, v.ContentType = fmt.Sprintf(`"%x"`, sha256.Sum256(b)), "text/x"
	v.Metadata = []store.Metadata{{Name: "len", Value: fmt.Sprint(len(b))}}
	for _, f := range change {
		f(&v)
	}
	var err error
	if v.Content, err = w.stage(b); err == nil {
		_, err = w.Put(w.ctx, bucket, key, v, nil)
	} else if v.Content != nil {
		v.Content.Discard()
	}
	return w.note(err)
}

func underCustomer(v *write.Version) { v.CustomerKey = customer() }

func (w *world) delete(bucket, key string, sel version.Selector) error {
	_, err := w.Delete(w.ctx, store.Ref{Bucket: bucket, Key: key, Version: sel}, nil)
	return w.note(err)
}

// nth returns the version of a key that is the n-th from the newest, and none after an error.
func (w *world) nth(bucket, key string, n int) (sel version.Selector) {
	for e, err := range w.Scan(w.ctx, bucket, key) {
		if w.err == nil {
			w.err = err
		}
		if err != nil {
			return version.ByID("none")
		}
		if e.Key != key || n >= len(e.Versions) {
			break
		}
		if id := e.Versions[n].VersionID; id != "" {
			return version.ByID(id)
		}
		return version.Null()
	}
	return sel
}

func (w *world) tag(bucket, key string, sel version.Selector, value string) error {
	_, err := w.Revise(w.ctx, store.Ref{Bucket: bucket, Key: key, Version: sel}, func(_ *store.Info, r *write.Revision) error {
		r.Tags = []write.Tag{{Key: "revised", Value: value}}
		return nil
	})
	return w.note(err)
}

func (w *world) begin(bucket, key string, change ...func(*write.Version)) (write.UploadRef, error) {
	u := write.Upload{UploadRef: write.UploadRef{Bucket: bucket, Key: key}, Algorithm: checksum.CRC64NVME}
	for _, f := range change {
		f(&u.Version)
	}
	var err error
	if !u.Version.CustomerKey.IsZero() {
		u.Version.Encryption.Customer, err = sse.NewFingerprint(u.Version.CustomerKey, nil)
	}
	if err == nil {
		u.ID, err = w.CreateUpload(w.ctx, u)
	}
	return u.UploadRef, w.note(err)
}

func (w *world) part(ref write.UploadRef, number int, b []byte) error {
	c, err := w.stage(b)
	if err == nil {
		_, err = w.PutPart(w.ctx, ref, write.Part{Number: number, ETag: fmt.Sprintf(`"%d-%d"`, number, len(b))}, c)
	} else if c != nil {
		c.Discard()
	}
	return w.note(err)
}

func (w *world) complete(ref write.UploadRef) error {
	parts, err := w.ListParts(w.ctx, ref)
	if err != nil {
		return w.note(err)
	}
	u, err := w.Upload(w.ctx, ref)
	if err == nil {
		u.Version.ETag = `"whole"`
		_, err = w.Complete(w.ctx, ref, parts, u.Version, nil)
	}
	return w.note(err)
}

// upload returns the upload of a key.
func (w *world) upload(bucket, key string) (ref write.UploadRef) {
	all, err := w.ListUploads(w.ctx, bucket)
	_ = w.note(err)
	for _, u := range all {
		if u.Key == key {
			return u.UploadRef
		}
	}
	return ref
}

// fill puts something of each kind into an empty store, and rubbish of each kind. A tenth of the
// size is enough for most tests.
func (w *world) fill(large int) error {
	for _, b := range []store.Bucket{{Name: "plain"}, {Name: "versioned"}, {Name: "empty"}, {Name: "files", Type: store.Directory}, {Name: "gone"}} {
		_ = w.note(w.CreateBucket(w.ctx, b))
	}
	_ = w.note(w.Configure(w.ctx, "plain", "lifecycle", []byte("<x/>")))
	_ = w.put("versioned", "k", content(1, 10))
	_ = w.note(w.SetVersioning(w.ctx, "versioned", version.StateEnabled))
	for i, n := range []int{100, large, 5, 2 * large} {
		_ = w.put("versioned", "k", content(uint64(i), n))
	}
	_ = w.tag("versioned", "k", w.nth("versioned", "k", 2), "older")
	_ = w.delete("versioned", "k", w.nth("versioned", "k", 1))
	_ = w.put("versioned", "hidden", content(2, 20))
	_ = w.delete("versioned", "hidden", version.Latest())
	for i, key := range []string{"small", "small", "a/b", "removed", "large", "large", "tagged"} {
		_ = w.put("plain", key, content(uint64(i), 50+i+large*(i/4%2)))
	}
	_ = w.tag("plain", "tagged", version.Latest(), "null")
	_ = w.delete("plain", "removed", version.Latest())
	_ = w.put("plain", "customer", content(4, 30), underCustomer)
	_ = w.put("plain", "customer large", content(5, large), underCustomer)
	_ = w.put("files", "from", content(6, 40))
	_ = w.put("files", "target", content(8, large))
	w.fillUploads(large)
	_, err := w.begin("gone", "never")
	_ = w.note(err)
	_ = w.note(w.DeleteBucket(w.ctx, "gone"))
	return w.err
}

func (w *world) fillUploads(large int) {
	for _, key := range []string{"multi", "open", "aborted"} {
		ref, _ := w.begin("versioned", key)
		_ = w.part(ref, 1, content(1, large))
		_ = w.part(ref, 3, content(2, 300))
		_ = w.part(ref, 3, content(4, 333))
		switch key {
		case "multi":
			_ = w.complete(ref)
		case "aborted":
			_ = w.note(w.Abort(w.ctx, ref))
		}
	}
	ref, _ := w.begin("plain", "customer multi", underCustomer)
	_ = w.part(ref, 1, content(1, 99))
	_ = w.part(ref, 2, content(2, large))
	_ = w.complete(ref)
}

// state describes all that a store has, but for the ids that are random. An error is in it.
func (w *world) state() (lines []string) {
	buckets, err := w.ListBuckets(w.ctx)
	lines = append(lines, fmt.Sprintf("buckets %v", err))
	for _, b := range buckets {
		doc, err := w.Configuration(w.ctx, b.Name, "lifecycle")
		lines = append(lines, fmt.Sprintf("bucket %+v %v %q %v", *b.Bucket, b.Created.UTC(), doc, err))
		for e, err := range w.Scan(w.ctx, b.Name, "") {
			if err != nil {
				lines = append(lines, "scan "+err.Error())
			}
			for i, info := range e.Versions {
				lines = append(lines, w.describe(b.Name, e.Key, i, info))
			}
		}
		uploads, err := w.ListUploads(w.ctx, b.Name)
		if err != nil {
			lines = append(lines, "uploads "+err.Error())
		}
		for _, u := range uploads {
			parts, err := w.ListParts(w.ctx, u.UploadRef)
			lines = append(lines, fmt.Sprintf("upload %q %v %v %v", u.Key, u.Initiated.UTC(), u.Algorithm, err))
			for _, p := range parts {
				lines = append(lines, fmt.Sprintf("upload %q part %d %d %s", u.Key, p.Number, p.Size, p.ETag))
			}
		}
	}
	return lines
}

// describe describes a version with its tags, parts and content, by its id and as the latest.
func (w *world) describe(bucket, key string, i int, info *store.Info) string {
	sel := version.Null()
	if info.VersionID != "" {
		sel = version.ByID(info.VersionID)
	}
	text := w.read(store.Ref{Bucket: bucket, Key: key, Version: sel})
	if i == 0 {
		if latest := w.read(store.Ref{Bucket: bucket, Key: key}); latest != text {
			text += "\nand the latest is " + latest
		}
	}
	return fmt.Sprintf("%s %q version %d null %t: %s", bucket, key, i, info.VersionID == "", text)
}

func (w *world) read(ref store.Ref) string {
	o, err := w.Open(w.ctx, ref)
	if err != nil {
		return err.Error()
	}
	defer o.Close()
	i := o.Info()
	tags, err := w.Tags(w.ctx, ref)
	if err != nil {
		return err.Error()
	}
	text := fmt.Sprintf("%d %s %s %v %v %t tags %v", i.Size, i.ETag, i.ContentType, i.Metadata, i.LastModified.UTC(), i.DeleteMarker, tags)
	if i.DeleteMarker {
		return text
	}
	b, err := readAll(w.ctx, o)
	if err != nil {
		return text + " " + err.Error()
	}
	for n := 1; n <= i.Parts; n++ {
		p, _, err := store.LookupPart(w.ctx, o, n)
		text += fmt.Sprintf(" part %d+%d %v", p.Offset, p.Size, err)
	}
	return text + fmt.Sprintf(" %x", sha256.Sum256(b))
}

// readAll returns what can be read of an object, and the error after it.
func readAll(ctx context.Context, o store.Object) ([]byte, error) {
	key := sse.CustomerKey{}
	if o.Info().Encryption.UsesCustomerKey() {
		key = customer()
	}
	r, err := store.OpenRange(ctx, o, key, 0, o.Info().Size)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	return io.ReadAll(r)
}

// sweepAll sweeps until nothing is left to sweep.
func (w *world) sweepAll() error {
	for range 20 {
		w.clock = w.clock.Add(3 * time.Hour)
		swept, err := w.Sweep(w.ctx, blobstore.Sweeping{FilterBytes: 1 << 12})
		if err != nil || swept == (blobstore.Swept{}) {
			return err
		}
	}
	return fmt.Errorf("there is always something to sweep")
}

// differ says in what two states differ.
func differ(got, want []string) string {
	var b strings.Builder
	for _, l := range got {
		if !slices.Contains(want, l) {
			fmt.Fprintf(&b, "has   %s\n", l)
		}
	}
	for _, l := range want {
		if !slices.Contains(got, l) {
			fmt.Fprintf(&b, "lacks %s\n", l)
		}
	}
	return b.String()
}
