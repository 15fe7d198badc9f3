package blobstore_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/s3get/s3get/sse"
	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/blobstore"
	"github.com/s3get/s3get/store/memstore"
	"github.com/s3get/s3get/store/write"
	"github.com/s3get/s3get/version"
)

// A pair is a Store and a memstore to which the same is done. What they answer is compared, but for
// the ids that each gives.
type pair struct {
	*rapid.T
	ctx     context.Context
	backend *memory
	options blobstore.Options
	stores  [2]write.Store
	clock   time.Time
	uploads [][2]write.UploadRef
	opened  []pinned
}

// A pinned is an object that was opened, and what it has to read as ever after.
type pinned struct {
	store.Object
	content []byte
	key     sse.CustomerKey
}

// customerKeys are the keys of contents by their first byte.
var customerKeys = []sse.CustomerKey{{}, sse.NewCustomerKey(bytes.Repeat([]byte{1}, 32)), sse.NewCustomerKey([]byte("short"))}

func (p *pair) now() time.Time { return p.clock }

// both does something with each store and compares the errors.
func (p *pair) both(what string, f func(i int, s write.Store) error) error {
	p.clock = p.clock.Add(time.Second)
	var errs [2]error
	for i, s := range p.stores {
		errs[i] = f(i, s)
	}
	for _, kind := range []error{
		store.ErrNoBucket, store.ErrNoKey, store.ErrNoVersion, version.ErrMalformed, write.ErrExists, write.ErrNotEmpty,
		write.ErrNoUpload, write.ErrNoPart, errRefused,
	} {
		if errors.Is(errs[0], kind) != errors.Is(errs[1], kind) {
			p.Fatalf("%s: %v, and memstore: %v", what, errs[0], errs[1])
		}
	}
	if (errs[0] == nil) != (errs[1] == nil) {
		p.Fatalf("%s: %v, and memstore: %v", what, errs[0], errs[1])
	}
	return errs[1]
}

var errRefused = errors.New("refused")

// describe is what a description has to be the same in.
func describe(i *store.Info) string {
	if i == nil {
		return "nothing"
	}
	c := *i
	isNull := c.VersionID == ""
	c.VersionID, c.Encryption.Customer = "", nil
	restore, expiration, lock := c.Restore, c.Expiration, c.Lock
	c.Restore, c.Expiration, c.Lock = nil, nil, nil
	c.LastModified = c.LastModified.UTC()
	return fmt.Sprintf("%+v null %t %+v %+v %+v key %t", c, isNull, restore, expiration, lock, i.Encryption.UsesCustomerKey())
}

// infos compares descriptions that both returned.
func (p *pair) infos(what string, got [2]*store.Info) {
	if a, b := describe(got[0]), describe(got[1]); a != b {
		p.Fatalf("%s:\n%s\nmemstore:\n%s", what, a, b)
	}
}

var bucketNames = []string{"plain", "versioned"}

func (p *pair) bucket() string { return rapid.SampledFrom(bucketNames).Draw(p.T, "bucket") }

func (p *pair) key() string {
	return rapid.SampledFrom([]string{"a", "a/b", "A", strings.Repeat("k", 1000), strings.Repeat("k", 1000) + "b", "ü"}).Draw(p.T, "key")
}

// content returns bytes of which the first chooses the customer's key.
func (p *pair) content() []byte {
	n := rapid.SampledFrom([]int{0, 1, 100, 64 << 10, 64<<10 + 1, 200000}).Draw(p.T, "size")
	key := rapid.IntRange(0, len(customerKeys)-1).Draw(p.T, "customer key")
	b := bytes.Repeat([]byte{byte(rapid.Byte().Draw(p.T, "byte"))}, n)
	if rapid.Bool().Draw(p.T, "noise") {
		for i := range b {
			b[i] += byte(i*i>>3) ^ byte(i>>7)
		}
	}
	if n > 0 {
		b[0] = byte(key)
	}
	return b
}

func keyOf(content []byte) sse.CustomerKey {
	if len(content) == 0 {
		return sse.CustomerKey{}
	}
	return customerKeys[content[0]]
}

// check returns a check that refuses sometimes, and remembers what it saw.
func (p *pair) check(what string) func(i int) write.Check {
	refuses := rapid.IntRange(0, 3).Draw(p.T, "refuses") == 0
	var seen [2]*store.Info
	return func(i int) write.Check {
		return func(current *store.Info) error {
			if seen[i] = current; i == 1 {
				p.infos(what+" is checked", seen)
			}
			if refuses {
				return errRefused
			}
			return nil
		}
	}
}

func (p *pair) stage(s write.Store, content []byte) write.Content {
	c, err := s.Stage(p.ctx)
	if err == nil {
		_, err = c.Write(content)
	}
	if err != nil {
		p.Fatal(err)
	}
	return c
}

// selector draws a version of a key for each store: the latest, the null version, one of those that
// there are, or none.
func (p *pair) selector(bucket, key string) [2]version.Selector {
	all := p.versions(bucket, key)
	n := len(all[0])
	switch i := rapid.IntRange(-3, max(n-1, 0)).Draw(p.T, "version"); {
	case i == -1 || n == 0:
		return [2]version.Selector{version.Null(), version.Null()}
	case i == -2:
		return [2]version.Selector{version.ByID("none"), version.ByID("none")}
	case i >= 0:
		return [2]version.Selector{selectorOf(all[0][i]), selectorOf(all[1][i])}
	}
	return [2]version.Selector{}
}

func selectorOf(i *store.Info) version.Selector {
	if i.VersionID == "" {
		return version.Null()
	}
	return version.ByID(i.VersionID)
}

// versions returns the versions of a key in both.
func (p *pair) versions(bucket, key string) (all [2][]*store.Info) {
	for i, s := range p.stores {
		for e, err := range s.Scan(p.ctx, bucket, key) {
			if err != nil {
				p.Fatal(err)
			}
			if e.Key == key {
				all[i] = e.Versions
			}
			break
		}
	}
	if len(all[0]) != len(all[1]) {
		p.Fatalf("%q has %d versions, and %d in memstore", key, len(all[0]), len(all[1]))
	}
	return all
}

func (p *pair) Put() {
	bucket, key, content, check := p.bucket(), p.key(), p.content(), p.check("Put")
	v := write.Version{CustomerKey: keyOf(content)}
	v.ETag, v.ContentType = fmt.Sprintf("\"%d\"", len(content)), "text/x"
	v.Metadata = []store.Metadata{{Name: "X", Value: "\xff"}}
	if rapid.Bool().Draw(p.T, "tagged") {
		v.Tags = []write.Tag{{Key: "z", Value: "1"}, {Key: "a", Value: "2"}}
	}
	var got [2]*store.Info
	_ = p.both("Put", func(i int, s write.Store) (err error) {
		v.Content = p.stage(s, content)
		got[i], err = s.Put(p.ctx, bucket, key, v, check(i))
		return err
	})
	p.infos("Put", got)
}

func (p *pair) Delete() {
	bucket, key := p.bucket(), p.key()
	sel, check := p.selector(bucket, key), p.check("Delete")
	var got [2]*store.Info
	_ = p.both("Delete", func(i int, s write.Store) (err error) {
		got[i], err = s.Delete(p.ctx, store.Ref{Bucket: bucket, Key: key, Version: sel[i]}, check(i))
		return err
	})
	p.infos("Delete", got)
}

func (p *pair) Revise() {
	bucket, key := p.bucket(), p.key()
	sel, refuse := p.selector(bucket, key), rapid.IntRange(0, 3).Draw(p.T, "refuses") == 0
	var got [2]*store.Info
	_ = p.both("Revise", func(i int, s write.Store) (err error) {
		got[i], err = write.Revise(p.ctx, s, store.Ref{Bucket: bucket, Key: key, Version: sel[i]}, func(_ *store.Info, r *write.Revision) error {
			r.Lock, r.Tags = &store.Lock{LegalHold: "ON"}, append(r.Tags[:len(r.Tags):len(r.Tags)], write.Tag{Key: fmt.Sprint("t", len(r.Tags))})
			if refuse {
				return errRefused
			}
			return nil
		})
		return err
	})
	p.infos("Revise", got)
}

func (p *pair) Rename() {
	from, to, refuse := p.key(), p.key(), rapid.IntRange(0, 3).Draw(p.T, "refuses") == 0
	_ = p.both("Rename", func(i int, s write.Store) error {
		return write.Rename(p.ctx, s, "plain", from, to, func(_, _ *store.Info) error {
			if refuse {
				return errRefused
			}
			return nil
		})
	})
}

func (p *pair) SetVersioning() {
	state := rapid.SampledFrom([]version.State{version.StateEnabled, version.StateSuspended}).Draw(p.T, "state")
	_ = p.both("SetVersioning", func(_ int, s write.Store) error { return s.SetVersioning(p.ctx, "versioned", state) })
}

// Upload begins an upload, and puts one part or several.
func (p *pair) Upload() {
	var refs [2]write.UploadRef
	bucket, key := p.bucket(), p.key()
	customer := rapid.SampledFrom(customerKeys).Draw(p.T, "customer key")
	_ = p.both("CreateUpload", func(i int, s write.Store) (err error) {
		u := write.Upload{UploadRef: write.UploadRef{Bucket: bucket, Key: key}, Version: write.Version{CustomerKey: customer}}
		u.Version.Encryption.Customer, _ = sse.NewFingerprint(customer, nil)
		refs[i] = u.UploadRef
		refs[i].ID, err = s.CreateUpload(p.ctx, u)
		return err
	})
	p.uploads = append(p.uploads, refs)
	for range rapid.IntRange(0, 3).Draw(p.T, "parts") {
		p.PutPart()
	}
}

func (p *pair) upload() ([2]write.UploadRef, bool) {
	if len(p.uploads) == 0 {
		return [2]write.UploadRef{}, false
	}
	return p.uploads[len(p.uploads)-1-rapid.IntRange(0, len(p.uploads)-1).Draw(p.T, "upload")], true
}

func (p *pair) PutPart() {
	refs, ok := p.upload()
	if !ok {
		return
	}
	number, content := rapid.IntRange(1, 3).Draw(p.T, "number"), p.content()
	_ = p.both("PutPart", func(i int, s write.Store) error {
		_, err := s.PutPart(p.ctx, refs[i], write.Part{Number: number, ETag: fmt.Sprintf("\"%d\"", len(content))}, p.stage(s, content))
		return err
	})
}

func (p *pair) Complete() {
	refs, ok := p.upload()
	if !ok {
		return
	}
	var parts [2][]write.Part
	err := p.both("ListParts", func(i int, s write.Store) (err error) {
		parts[i], err = s.ListParts(p.ctx, refs[i])
		return err
	})
	var got [2]*store.Info
	if err == nil && len(parts[1]) > 0 {
		check := p.check("Complete")
		_ = p.both("Complete", func(i int, s write.Store) error {
			u, err := s.Upload(p.ctx, refs[i])
			if err != nil {
				return err
			}
			u.Version.ETag = `"whole"`
			got[i], err = s.Complete(p.ctx, refs[i], parts[i], u.Version, check(i))
			return err
		})
	}
	p.infos("Complete", got)
	_ = p.both("Completed", func(i int, s write.Store) (err error) {
		got[i], err = write.Completed(p.ctx, s, refs[i])
		return err
	})
	p.infos("Completed", got)
}

func (p *pair) Abort() {
	if refs, ok := p.upload(); ok && rapid.Bool().Draw(p.T, "abort") {
		_ = p.both("Abort", func(i int, s write.Store) error { return s.Abort(p.ctx, refs[i]) })
	}
}

// Sweep removes all that is of no use, as if it were old.
func (p *pair) Sweep() blobstore.Swept {
	p.clock = p.clock.Add(time.Second)
	swept, err := p.stores[0].(*blobstore.Store).Sweep(p.ctx, blobstore.Sweeping{Age: time.Millisecond, FilterBytes: 1 << 10})
	if err != nil {
		p.Fatal(err)
	}
	return swept
}

// Empty removes all, and sweeps until nothing is left of it.
func (p *pair) Empty() {
	_ = p.both("SetVersioning", func(_ int, s write.Store) error { return s.SetVersioning(p.ctx, "versioned", version.StateEnabled) })
	for _, bucket := range bucketNames {
		for i, s := range p.stores {
			for e, err := range s.Scan(p.ctx, bucket, "") {
				if err != nil {
					p.Fatal(err)
				}
				for _, info := range e.Versions {
					sel := selectorOf(info)
					if bucket == "plain" {
						sel = version.Latest()
					}
					if _, err := s.Delete(p.ctx, store.Ref{Bucket: bucket, Key: e.Key, Version: sel}, nil); err != nil {
						p.Fatal(err)
					}
				}
			}
			uploads, _ := s.ListUploads(p.ctx, bucket)
			for _, u := range uploads {
				if err := s.Abort(p.ctx, u.UploadRef); err != nil {
					p.Fatal(i, err)
				}
			}
		}
	}
	for p.Sweep() != (blobstore.Swept{}) {
	}
	for name := range p.backend.files {
		if !strings.HasPrefix(name, "buckets/") && name != "format" && name != "keys/local" {
			p.Fatalf("%s is left when all is removed", name)
		}
	}
}

// Reopen opens the store anew.
func (p *pair) Reopen() {
	s, err := blobstore.New(p.ctx, p.backend, p.options)
	if err != nil {
		p.Fatal(err)
	}
	p.stores[0] = s
}

// Open reads a version, a window of it and its parts, and keeps it open.
func (p *pair) Open() {
	bucket, key := p.bucket(), p.key()
	sel := p.selector(bucket, key)
	var objects [2]store.Object
	var got [2]*store.Info
	var tags [2][]write.Tag
	err := p.both("Open", func(i int, s write.Store) (err error) {
		ref := store.Ref{Bucket: bucket, Key: key, Version: sel[i]}
		if objects[i], err = s.Open(p.ctx, ref); err == nil {
			got[i] = objects[i].Info()
			tags[i], err = s.Tags(p.ctx, ref)
		}
		return err
	})
	p.infos("Open", got)
	if err != nil || got[0].DeleteMarker {
		return
	}
	if !slices.Equal(tags[0], tags[1]) {
		p.Fatalf("tags %v, and in memstore %v", tags[0], tags[1])
	}
	content := p.read(objects[1], sse.CustomerKey{}, 0, got[1].Size)
	key0 := sse.CustomerKey{}
	if e := got[0].Encryption; e.UsesCustomerKey() {
		for _, k := range customerKeys[1:] {
			if sse.Check(e, k) == nil {
				key0 = k
			}
		}
	}
	p.opened = append(p.opened, pinned{objects[0], content, key0})
	for n := 1; n <= got[0].Parts; n++ {
		a, _, errA := store.LookupPart(p.ctx, objects[0], n)
		b, _, errB := store.LookupPart(p.ctx, objects[1], n)
		if a != b || errA != nil || errB != nil {
			p.Fatalf("part %d is %+v, %v, and in memstore %+v, %v", n, a, errA, b, errB)
		}
	}
}

// read reads a window of an object.
func (p *pair) read(o store.Object, key sse.CustomerKey, off, n int64) []byte {
	r, err := store.OpenRange(p.ctx, o, key, off, n)
	if errors.Is(err, store.ErrChanged) {
		return nil // it was removed and swept
	}
	if err != nil {
		p.Fatal(err)
	}
	defer r.Close()
	b, err := io.ReadAll(r)
	if errors.Is(err, store.ErrChanged) {
		return nil
	}
	if err != nil {
		p.Fatalf("reading %d bytes from %d of %d: %v", n, off, o.Info().Size, err)
	}
	return b
}

// ReadPinned reads a window of an object that was opened some time ago.
func (p *pair) ReadPinned() {
	if len(p.opened) == 0 {
		return
	}
	o := p.opened[len(p.opened)-1-rapid.IntRange(0, len(p.opened)-1).Draw(p.T, "object")]
	size := int64(len(o.content))
	off := rapid.Int64Range(0, size).Draw(p.T, "off")
	n := rapid.Int64Range(0, size-off).Draw(p.T, "n")
	if got := p.read(o.Object, o.key, off, n); got != nil && !bytes.Equal(got, o.content[off:off+n]) {
		p.Fatalf("%d bytes from %d of %d are others than were put", n, off, size)
	}
}

// Check compares all that there is.
func (p *pair) Check() {
	for _, bucket := range bucketNames {
		from := p.key()
		if rapid.Bool().Draw(p.T, "all") {
			from = ""
		}
		var lines [2][]string
		for i, s := range p.stores {
			for e, err := range s.Scan(p.ctx, bucket, from) {
				lines[i] = append(lines[i], fmt.Sprintf("%q %v", e.Key, err))
				for _, info := range e.Versions {
					lines[i] = append(lines[i], describe(info))
				}
			}
			uploads, err := s.ListUploads(p.ctx, bucket)
			for _, u := range uploads {
				lines[i] = append(lines[i], fmt.Sprintf("upload %q %v", u.Key, u.Initiated.UTC()))
			}
			lines[i] = append(lines[i], fmt.Sprint(err))
		}
		if !slices.Equal(lines[0], lines[1]) {
			p.Fatalf("in %s there is\n%s\nand in memstore\n%s", bucket, strings.Join(lines[0], "\n"), strings.Join(lines[1], "\n"))
		}
	}
}

// TestModel: a Store answers as memstore does, whatever is done and however often it is opened
// anew.
func TestModel(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		p := &pair{T: rt, ctx: t.Context(), backend: newMemory(), clock: time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)}
		p.options = blobstore.Options{Now: p.now, Plain: rapid.Bool().Draw(rt, "plain"), Uncompressed: rapid.Bool().Draw(rt, "uncompressed")}
		m := memstore.New()
		m.Now = p.now
		p.stores[1] = memstore.Writer{Store: m}
		p.Reopen()
		for _, name := range bucketNames {
			if err := p.both("CreateBucket", func(_ int, s write.Store) error {
				return s.CreateBucket(p.ctx, store.Bucket{Name: name})
			}); err != nil {
				rt.Fatal(err)
			}
		}
		rt.Repeat(map[string]func(*rapid.T){
			"": func(*rapid.T) { p.Check() }, "Put": func(*rapid.T) { p.Put() }, "Delete": func(*rapid.T) { p.Delete() },
			"Revise": func(*rapid.T) { p.Revise() }, "Rename": func(*rapid.T) { p.Rename() }, "SetVersioning": func(*rapid.T) { p.SetVersioning() },
			"Upload": func(*rapid.T) { p.Upload() }, "PutPart": func(*rapid.T) { p.PutPart() }, "Complete": func(*rapid.T) { p.Complete() },
			"Abort": func(*rapid.T) { p.Abort() }, "Reopen": func(*rapid.T) { p.Reopen() }, "Open": func(*rapid.T) { p.Open() },
			"ReadPinned": func(*rapid.T) { p.ReadPinned() }, "Sweep": func(*rapid.T) { p.Sweep() },
		})
		p.Empty()
	})
}
