package storetest_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/s3get/s3get/checksum"
	"github.com/s3get/s3get/sse"
	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/storetest"
	"github.com/s3get/s3get/version"
)

var errUnsupported = errors.ErrUnsupported

var errDisk = errors.New("disk on fire")

// A mutant is a store in which the functions that are set stand before the store's.
type mutant struct {
	store.Store
	bucket func(ctx context.Context, name string) (*store.Bucket, error)
	open   func(ctx context.Context, ref store.Ref) (store.Object, error)
	object func(o store.Object, ref store.Ref) store.Object
	point  func(ctx context.Context, name, account string) (string, error)
	wellID func(id string) bool
}

func (m *mutant) Bucket(ctx context.Context, name string) (*store.Bucket, error) {
	if m.bucket != nil {
		return m.bucket(ctx, name)
	}
	return m.Store.Bucket(ctx, name)
}

func (m *mutant) Open(ctx context.Context, ref store.Ref) (store.Object, error) {
	open := m.Store.Open
	if m.open != nil {
		open = m.open
	}
	o, err := open(ctx, ref)
	if err == nil && o != nil && m.object != nil {
		o = m.object(o, ref)
	}
	return o, err
}

func (m *mutant) AccessPoint(ctx context.Context, name, account string) (string, error) {
	if m.point != nil {
		return m.point(ctx, name, account)
	}
	return store.ResolveAccessPoint(ctx, m.Store, name, account)
}

func (m *mutant) WellFormedVersionID(b *store.Bucket, id string) bool {
	if m.wellID != nil {
		return m.wellID(id)
	}
	return store.WellFormedVersionID(m.Store, b, id)
}

// A changed is an Object with a function before each of its own.
type changed struct {
	store.Object
	info      func() *store.Info
	openRange func(ctx context.Context, off, n int64) (io.ReadCloser, error)
	reader    func(r io.ReadCloser, n int64) io.ReadCloser
	part      func(n int) (store.Part, error)
	withKey   func(ctx context.Context, key sse.CustomerKey, off, n int64) (io.ReadCloser, error)
	content   func(off, n int64) []byte
	memo      func() *store.Memo
	close     func() error
}

func (o *changed) Content(off, n int64) []byte {
	if o.content != nil {
		return o.content(off, n)
	}
	return store.LookupContent(o.Object, off, n)
}

func (o *changed) Memo() *store.Memo {
	if o.memo != nil {
		return o.memo()
	}
	return store.LookupMemo(o.Object, o.Info())
}

func (o *changed) Info() *store.Info {
	if o.info != nil {
		return o.info()
	}
	return o.Object.Info()
}

func (o *changed) OpenRange(ctx context.Context, off, n int64) (io.ReadCloser, error) {
	open := o.Object.OpenRange
	if o.openRange != nil {
		open = o.openRange
	}
	r, err := open(ctx, off, n)
	if err == nil && r != nil && o.reader != nil {
		r = o.reader(r, n)
	}
	return r, err
}

func (o *changed) Part(ctx context.Context, n int) (store.Part, error) {
	if o.part != nil {
		return o.part(n)
	}
	l, ok := o.Object.(store.PartLister)
	if !ok {
		return store.Part{}, errUnsupported
	}
	return l.Part(ctx, n)
}

func (o *changed) OpenRangeWithKey(ctx context.Context, key sse.CustomerKey, off, n int64) (io.ReadCloser, error) {
	if o.withKey != nil {
		return o.withKey(ctx, key, off, n)
	}
	return nil, errUnsupported
}

func (o *changed) Close() error {
	if o.close != nil {
		return o.close()
	}
	return o.Object.Close()
}

// A plain is an Object without optional interfaces, and a stream a reader without them.
type plain struct{ store.Object }

type stream struct {
	io.Reader
	close func() error
}

func (s stream) Close() error { return s.close() }

// A writing is a reader that writes itself by a function.
type writing struct {
	io.ReadCloser
	writeTo func(w io.Writer) (int64, error)
}

func (w writing) WriteTo(to io.Writer) (int64, error) { return w.writeTo(to) }

// objects makes a mutant whose Objects are changed.
func objects(f func(o *changed, ref store.Ref)) func(*mutant) {
	return func(m *mutant) {
		m.object = func(o store.Object, ref store.Ref) store.Object {
			c := &changed{Object: o}
			f(c, ref)
			return c
		}
	}
}

// infos makes a mutant whose Infos are changed.
func infos(f func(*store.Info)) func(*mutant) {
	return objects(func(o *changed, _ store.Ref) {
		i := *o.Object.Info()
		f(&i)
		o.info = func() *store.Info { return &i }
	})
}

// readers makes a mutant whose readers are changed.
func readers(f func(r io.ReadCloser, n int64) io.ReadCloser) func(*mutant) {
	return objects(func(o *changed, _ store.Ref) { o.reader = f })
}

// opens makes a mutant in which an error of Open is another.
func opens(f func(ref store.Ref, err error) error) func(*mutant) {
	return func(m *mutant) {
		m.open = func(ctx context.Context, ref store.Ref) (store.Object, error) {
			o, err := m.Store.Open(ctx, ref)
			if err != nil && ctx.Err() == nil {
				return nil, f(ref, err)
			}
			return o, err
		}
	}
}

// ignorant returns ctx, which cannot be canceled.
func ignorant(ctx context.Context) context.Context { return context.WithoutCancel(ctx) }

// late makes a mutant whose Objects look their key up again when they are read.
func late(when func(err error) bool) func(*mutant) {
	return func(m *mutant) {
		m.object = func(o store.Object, ref store.Ref) store.Object {
			return &changed{Object: o, openRange: func(ctx context.Context, off, n int64) (io.ReadCloser, error) {
				now, err := m.Store.Open(ctx, ref)
				if !when(err) {
					return o.OpenRange(ctx, off, n)
				}
				if err != nil {
					return nil, err
				}
				return now.OpenRange(ctx, off, min(n, now.Info().Size-off))
			}}
		}
	}
}

// mutants break each a promise.
var mutants = []struct {
	promise string
	name    string
	mutate  func(*mutant)
	slow    bool
}{
	{"Bucket/describes", "no bucket and no error", func(m *mutant) {
		m.bucket = func(context.Context, string) (*store.Bucket, error) { return nil, nil }
	}, false},
	{"Bucket/describes", "another name", func(m *mutant) {
		m.bucket = func(ctx context.Context, name string) (*store.Bucket, error) {
			if _, err := m.Store.Bucket(ctx, name); err != nil {
				return nil, err
			}
			return &store.Bucket{Name: "other"}, nil
		}
	}, false},
	{"Bucket/ErrNoBucket", "an error of its own", func(m *mutant) {
		m.bucket = func(ctx context.Context, name string) (*store.Bucket, error) {
			b, err := m.Store.Bucket(ctx, name)
			if err != nil {
				err = errDisk
			}
			return b, err
		}
	}, false},
	{"Bucket/canceled", "ignores the context", func(m *mutant) {
		m.bucket = func(ctx context.Context, name string) (*store.Bucket, error) {
			return m.Store.Bucket(ignorant(ctx), name)
		}
	}, false},
	{"Bucket/canceled", "calls it absent", func(m *mutant) {
		m.bucket = func(ctx context.Context, name string) (*store.Bucket, error) {
			b, err := m.Store.Bucket(ctx, name)
			if err != nil {
				err = store.ErrNoBucket
			}
			return b, err
		}
	}, false},
	{"Bucket/names", "panics for an empty name", func(m *mutant) {
		m.bucket = func(ctx context.Context, name string) (*store.Bucket, error) {
			_ = name[0]
			return m.Store.Bucket(ctx, name)
		}
	}, false},
	{"Bucket/names", "cuts at NUL", func(m *mutant) {
		m.bucket = func(ctx context.Context, name string) (*store.Bucket, error) {
			if strings.ContainsRune(name, 0) {
				name = "plain"
			}
			return m.Store.Bucket(ctx, name)
		}
	}, false},
	{"Open/reads", "no object and no error", func(m *mutant) {
		m.open = func(context.Context, store.Ref) (store.Object, error) { return nil, nil }
	}, false},
	{"Open/ErrNoBucket", "says that the key is missing", opens(func(ref store.Ref, err error) error {
		if errors.Is(err, store.ErrNoBucket) {
			return ref.Version.NotFound()
		}
		return err
	}), false},
	{"Open/ErrNoKey", "says that the version is missing", opens(func(_ store.Ref, err error) error {
		if errors.Is(err, store.ErrNoKey) {
			return store.ErrNoVersion
		}
		return err
	}), false},
	{"Open/ErrNoKey", "wraps both", opens(func(_ store.Ref, err error) error {
		if errors.Is(err, store.ErrNoKey) {
			return errors.Join(err, store.ErrNoVersion)
		}
		return err
	}), false},
	{"Open/ErrNoVersion", "says that the key is missing", opens(func(_ store.Ref, err error) error {
		if errors.Is(err, store.ErrNoVersion) {
			return store.ErrNoKey
		}
		return err
	}), false},
	{"Open/null", "has no null versions", func(m *mutant) {
		m.open = func(ctx context.Context, ref store.Ref) (store.Object, error) {
			if ref.Version.IsNull() {
				return nil, store.ErrNoVersion
			}
			return m.Store.Open(ctx, ref)
		}
	}, false},
	{"Open/null", "takes the latest for null", func(m *mutant) {
		m.open = func(ctx context.Context, ref store.Ref) (store.Object, error) {
			if ref.Version.IsNull() {
				ref.Version = version.Latest()
			}
			return m.Store.Open(ctx, ref)
		}
	}, false},
	{"Open/null", `has the id "null"`, infos(func(i *store.Info) {
		if i.VersionID == "" {
			i.VersionID = version.NullID
		}
	}), false},
	{"Open/versions", "always the latest", func(m *mutant) {
		m.open = func(ctx context.Context, ref store.Ref) (store.Object, error) {
			if _, named := ref.Version.ID(); named {
				ref.Version = version.Latest()
			}
			return m.Store.Open(ctx, ref)
		}
	}, false},
	{"Open/versions", "no ids", infos(func(i *store.Info) { i.VersionID = "" }), false},
	{"Open/marker", "is no key", func(m *mutant) {
		m.open = func(ctx context.Context, ref store.Ref) (store.Object, error) {
			o, err := m.Store.Open(ctx, ref)
			if err == nil && o.Info().DeleteMarker {
				return nil, store.ErrNoKey
			}
			return o, err
		}
	}, false},
	{"Open/marker", "does not say so", infos(func(i *store.Info) { i.DeleteMarker = false }), false},
	{"Open/canceled", "ignores the context", func(m *mutant) {
		m.open = func(ctx context.Context, ref store.Ref) (store.Object, error) {
			return m.Store.Open(ignorant(ctx), ref)
		}
	}, false},
	{"Open/canceled", "calls it absent", func(m *mutant) {
		m.open = func(ctx context.Context, ref store.Ref) (store.Object, error) {
			if ctx.Err() != nil {
				return nil, store.ErrNoKey
			}
			return m.Store.Open(ctx, ref)
		}
	}, false},
	{"Open/names", "panics for a short key", func(m *mutant) {
		m.open = func(ctx context.Context, ref store.Ref) (store.Object, error) {
			_ = ref.Key[0]
			return m.Store.Open(ctx, ref)
		}
	}, false},
	{"Open/names", "leads out", func(m *mutant) {
		m.open = func(ctx context.Context, ref store.Ref) (store.Object, error) {
			if strings.HasPrefix(ref.Key, "../") {
				return &plain{}, nil
			}
			return m.Store.Open(ctx, ref)
		}
	}, false},
	{"Open/pins replaced", "looks the key up again", late(func(err error) bool { return err == nil }), false},
	{"Open/pins deleted", "looks the key up again", late(func(err error) bool { return err != nil }), false},
	{"Open/pins rewritten", "reads what is there now", late(func(error) bool { return true }), false},
	{"Info/complete", "no Info", objects(func(o *changed, _ store.Ref) { o.info = func() *store.Info { return nil } }), false},
	{"Info/complete", "no size", infos(func(i *store.Info) { i.Size = 0 }), false},
	{"Info/complete", "metadata with capitals", infos(func(i *store.Info) {
		i.Metadata = []store.Metadata{{Name: "Color", Value: "red"}}
	}), false},
	{"Info/stable", "the time of now", objects(func(o *changed, _ store.Ref) {
		calls := 0
		o.info = func() *store.Info {
			i := *o.Object.Info()
			i.LastModified = i.LastModified.Add(time.Duration(calls) * time.Second)
			calls++
			return &i
		}
	}), false},
	{"Info/stable", "changes when read", objects(func(o *changed, _ store.Ref) {
		i := *o.Object.Info()
		o.info = func() *store.Info { return &i }
		o.reader = func(r io.ReadCloser, _ int64) io.ReadCloser { i.ContentType = "text/plain"; return r }
	}), false},
	{"Info/stable", "describes what is there now", func(m *mutant) {
		m.object = func(o store.Object, ref store.Ref) store.Object {
			return &changed{Object: o, info: func() *store.Info {
				if now, err := m.Store.Open(context.Background(), ref); err == nil {
					return now.Info()
				}
				return o.Info()
			}}
		}
	}, false},
	{"Info/ETag", "without quotes", infos(func(i *store.Info) { i.ETag = strings.Trim(i.ETag, `"`) }), false},
	{"Info/ETag", "one for all", infos(func(i *store.Info) { i.ETag = `"x"` }), false},
	{"Info/checksum", "of something else", infos(func(i *store.Info) {
		i.Checksum = checksum.Sum(checksum.CRC64NVME, []byte("something else"))
	}), false},
	{"Info/ETag", "another each time", func(m *mutant) {
		var calls atomic.Int64
		m.object = func(o store.Object, _ store.Ref) store.Object {
			i := *o.Info()
			i.ETag = fmt.Sprintf(`"%d"`, calls.Add(1))
			return &changed{Object: o, info: func() *store.Info { return &i }}
		}
	}, false},
	{"Info/complete", "of tomorrow", infos(func(i *store.Info) { i.LastModified = time.Now().AddDate(0, 0, 2) }), false},
	{"Info/complete", "a count below zero", infos(func(i *store.Info) { i.TagCount = -1 }), false},
	{"OpenRange/exact", "no reader and no error", objects(func(o *changed, _ store.Ref) {
		o.openRange = func(context.Context, int64, int64) (io.ReadCloser, error) { return nil, nil }
	}), false},
	{"OpenRange/exact", "a negative count", readers(func(r io.ReadCloser, _ int64) io.ReadCloser {
		return stream{readFunc(func([]byte) (int, error) { return -1, nil }), r.Close}
	}), false},
	{"OpenRange/exact", "an impossible count", readers(func(r io.ReadCloser, _ int64) io.ReadCloser {
		return stream{readFunc(func(p []byte) (int, error) { return len(p) + 1, nil }), r.Close}
	}), false},
	{"OpenRange/exact", "neither bytes nor an error", readers(func(r io.ReadCloser, _ int64) io.ReadCloser {
		return stream{readFunc(func([]byte) (int, error) { return 0, nil }), r.Close}
	}), false},
	{"Open/pins replaced", "says that it changed when all was read", readers(func(r io.ReadCloser, n int64) io.ReadCloser {
		return stream{io.MultiReader(r, failing{store.ErrChanged}), r.Close}
	}), false},
	{"Open/pins deleted", "an error of its own", func(m *mutant) {
		m.object = func(o store.Object, ref store.Ref) store.Object {
			return &changed{Object: o, openRange: func(ctx context.Context, off, n int64) (io.ReadCloser, error) {
				if _, err := m.Store.Open(ctx, ref); err != nil {
					return nil, errDisk
				}
				return o.OpenRange(ctx, off, n)
			}}
		}
	}, false},
	{"Close/releases", "fails", objects(func(o *changed, _ store.Ref) { o.close = func() error { return errDisk } }), false},
	{"Close/after errors", "an Object panics", objects(func(o *changed, _ store.Ref) {
		o.close = func() error { panic("nothing was read") }
	}), false},
	{"OpenRange/exact", "one byte more", objects(func(o *changed, _ store.Ref) {
		o.openRange = func(ctx context.Context, off, n int64) (io.ReadCloser, error) {
			return o.Object.OpenRange(ctx, off, min(n+1, o.Info().Size-off))
		}
	}), false},
	{"OpenRange/exact", "the first bytes", objects(func(o *changed, _ store.Ref) {
		o.openRange = func(ctx context.Context, _, n int64) (io.ReadCloser, error) { return o.Object.OpenRange(ctx, 0, n) }
	}), false},
	{"OpenRange/exact", "fails at the end", readers(func(r io.ReadCloser, n int64) io.ReadCloser {
		return stream{io.MultiReader(io.LimitReader(r, n), failing{errDisk}), r.Close}
	}), false},
	{"OpenRange/EOF", "the last byte is missing", readers(func(r io.ReadCloser, n int64) io.ReadCloser {
		return stream{io.LimitReader(r, n-1), r.Close}
	}), false},
	{"OpenRange/EOF", "no end", readers(func(r io.ReadCloser, n int64) io.ReadCloser {
		return stream{io.MultiReader(r, endless{}), r.Close}
	}), false},
	{"OpenRange/WriterTo", "another count", readers(func(r io.ReadCloser, n int64) io.ReadCloser {
		return writing{r, func(w io.Writer) (int64, error) {
			n, err := r.(io.WriterTo).WriteTo(w)
			return n + 1, err
		}}
	}), false},
	{"OpenRange/WriterTo", "one byte less", readers(func(r io.ReadCloser, n int64) io.ReadCloser {
		return writing{r, func(w io.Writer) (int64, error) { return io.Copy(w, io.LimitReader(stream{r, nil}, n-1)) }}
	}), false},
	{"OpenRange/WriterTo", "forgets the error of the writer", readers(func(r io.ReadCloser, n int64) io.ReadCloser {
		return writing{r, func(w io.Writer) (int64, error) {
			n, _ := r.(io.WriterTo).WriteTo(w)
			return n, nil
		}}
	}), false},
	{"OpenRange/canceled", "ignores the context", careless, false},
	{"OpenRange/canceled Read", "ignores the context", careless, false},
	{"OpenRange/canceled WriteTo", "ignores the context", careless, false},
	{"OpenRange/canceled Read", "ends as if whole", readers(func(r io.ReadCloser, n int64) io.ReadCloser {
		return stream{forgetful{r}, r.Close}
	}), false},
	{"OpenRange/canceled Read", "waits for ever", readers(func(r io.ReadCloser, n int64) io.ReadCloser {
		return stream{stuck{r}, r.Close}
	}), true},
	{"OpenRange/buffers", "keeps the buffers", keeping, false},
	{"Close/releases", "leaves a goroutine", objects(func(o *changed, _ store.Ref) { go func() { select {} }() }), true},
	{"Close/releases", "leaves a file", objects(func(*changed, store.Ref) { leaked.open() }), true},
	{"Close/releases", "leaves what is canceled", objects(func(o *changed, _ store.Ref) {
		o.openRange = func(ctx context.Context, off, n int64) (io.ReadCloser, error) {
			context.AfterFunc(ctx, func() { select {} })
			return o.Object.OpenRange(ctx, off, n)
		}
	}), true},
	{"Close/after errors", "panics if it was not read", readers(func(r io.ReadCloser, n int64) io.ReadCloser {
		read := false
		return stream{readFunc(func(p []byte) (int, error) { read = true; return r.Read(p) }), func() error {
			if !read {
				panic("not read")
			}
			return r.Close()
		}}
	}), false},
	{"Store/concurrent", "reads what was opened last", func(m *mutant) {
		var mu sync.Mutex
		var last store.Object
		m.object = func(o store.Object, _ store.Ref) store.Object {
			mu.Lock()
			defer mu.Unlock()
			last = o
			return &changed{Object: o, openRange: func(ctx context.Context, off, n int64) (io.ReadCloser, error) {
				mu.Lock()
				defer mu.Unlock()
				if off+n > last.Info().Size {
					return nil, store.ErrChanged
				}
				return last.OpenRange(ctx, off, n)
			}}
		}
	}, false},
	{"PartLister/is one", "is none", func(m *mutant) {
		m.object = func(o store.Object, _ store.Ref) store.Object { return plain{o} }
	}, false},
	{"PartLister/is one", "counts none", infos(func(i *store.Info) { i.Parts = 0 }), false},
	{"PartLister/adds up", "begin one byte later", objects(func(o *changed, _ store.Ref) {
		o.part = func(n int) (store.Part, error) {
			p, err := o.Object.(store.PartLister).Part(context.Background(), n)
			p.Offset++
			return p, err
		}
	}), false},
	{"PartLister/adds up", "counts from 0", objects(func(o *changed, _ store.Ref) {
		o.part = func(n int) (store.Part, error) {
			return o.Object.(store.PartLister).Part(context.Background(), n+1)
		}
	}), false},
	{"PartLister/adds up", "the checksum of another part", objects(func(o *changed, _ store.Ref) {
		o.part = func(n int) (store.Part, error) {
			p, err := o.Object.(store.PartLister).Part(context.Background(), n)
			p.Checksum = checksum.Sum(checksum.SHA256, []byte("something else"))
			return p, err
		}
	}), false},
	{"Open/pins replaced", "WriteTo looks the key up again", func(m *mutant) {
		m.object = func(o store.Object, ref store.Ref) store.Object {
			c := &changed{Object: o}
			c.reader = func(r io.ReadCloser, n int64) io.ReadCloser {
				return writing{r, func(w io.Writer) (int64, error) {
					now, err := m.Store.Open(context.Background(), ref)
					if err != nil {
						return 0, err
					}
					again, err := now.OpenRange(context.Background(), 0, min(n, now.Info().Size))
					if err != nil {
						return 0, err
					}
					return io.Copy(w, again)
				}}
			}
			return c
		}
	}, false},
	{"Open/ErrNoVersion", "forgets no version", func(m *mutant) {
		var mu sync.Mutex
		seen := map[store.Ref]store.Object{}
		m.open = func(ctx context.Context, ref store.Ref) (store.Object, error) {
			mu.Lock()
			defer mu.Unlock()
			o, err := m.Store.Open(ctx, ref)
			if err != nil && seen[ref] != nil {
				return seen[ref], nil
			}
			if err == nil {
				seen[ref] = o
				seen[store.Ref{Bucket: ref.Bucket, Key: ref.Key, Version: version.ByID(o.Info().VersionID)}] = o
			}
			return o, err
		}
	}, false},
	{"Decrypter/opens", "reads what is sealed", objects(func(o *changed, _ store.Ref) {
		o.withKey = func(_ context.Context, key sse.CustomerKey, _, n int64) (io.ReadCloser, error) {
			return io.NopCloser(bytes.NewReader(bytes.Repeat(key.Bytes(), int(n))[:n])), nil
		}
	}), false},
	{"Decrypter/opens", "matches no key", infos(func(i *store.Info) { i.Encryption.Customer = nil }), false},
	{"Decrypter/wrong key", "matches every key", infos(func(i *store.Info) {
		i.Encryption.Customer = sse.MatcherFunc(func(sse.CustomerKey) bool { return true })
	}), false},
	{"InMemory/exact", "from the beginning", objects(func(o *changed, _ store.Ref) {
		o.content = func(_, n int64) []byte { return store.LookupContent(o.Object, 0, n) }
	}), false},
	{"InMemory/exact", "all of it", objects(func(o *changed, _ store.Ref) {
		o.content = func(off, _ int64) []byte { return store.LookupContent(o.Object, off, o.Info().Size-off) }
	}), false},
	{"InMemory/lasts", "memory that is used again", func(m *mutant) {
		var memory [1000]byte
		m.object = func(o store.Object, _ store.Ref) store.Object {
			c := &changed{Object: o}
			c.content = func(off, n int64) []byte {
				if n > int64(len(memory)) {
					return nil
				}
				return memory[:copy(memory[:], store.LookupContent(o, off, n))]
			}
			c.openRange = func(ctx context.Context, off, n int64) (io.ReadCloser, error) {
				c.content(off, n)
				return o.OpenRange(ctx, off, n)
			}
			return c
		}
	}, false},
	{"Memoizer/of Info", "of a copy", objects(func(o *changed, _ store.Ref) {
		o.memo = func() *store.Memo { i := *o.Info(); return store.NewMemo(&i) }
	}), false},
	{"Memoizer/of Info", "another each time", objects(func(o *changed, _ store.Ref) {
		o.memo = func() *store.Memo { return store.NewMemo(o.Info()) }
	}), false},
	{"AccessPoints/resolves", "has none", func(m *mutant) {
		m.point = func(context.Context, string, string) (string, error) { return "", store.ErrNoAccessPoint }
	}, false},
	{"AccessPoints/ErrNoAccessPoint", "an error of its own", func(m *mutant) {
		m.point = func(ctx context.Context, name, account string) (string, error) {
			b, err := store.ResolveAccessPoint(ctx, m.Store, name, account)
			if err != nil {
				err = store.ErrNoBucket
			}
			return b, err
		}
	}, false},
	{"AccessPoints/ErrNoAccessPoint", "of any account", func(m *mutant) {
		m.point = func(ctx context.Context, name, _ string) (string, error) {
			if name == "p-s3alias" {
				return store.ResolveAccessPoint(ctx, m.Store, name, "")
			}
			return store.ResolveAccessPoint(ctx, m.Store, name, account)
		}
	}, false},
	{"VersionIDs/own", "of another form", func(m *mutant) { m.wellID = func(id string) bool { return len(id) < 10 } }, false},
	{"VersionIDs/any id", "panics", func(m *mutant) {
		m.wellID = func(id string) bool { return id[31] != 0 }
	}, false},
	{"VersionIDs/any id", "says now this and now that", func(m *mutant) {
		calls := 0
		m.wellID = func(string) bool { calls++; return calls%2 == 0 }
	}, false},
}

// careless makes a mutant whose readers do not end when they are canceled.
func careless(m *mutant) {
	m.object = func(o store.Object, _ store.Ref) store.Object {
		return &changed{Object: o, openRange: func(ctx context.Context, off, n int64) (io.ReadCloser, error) {
			r, err := o.OpenRange(ignorant(ctx), off, n)
			if err != nil {
				return nil, err
			}
			return writing{r, func(w io.Writer) (int64, error) { return io.Copy(w, struct{ io.Reader }{r}) }}, nil
		}}
	}
}

type readFunc func(p []byte) (int, error)

func (f readFunc) Read(p []byte) (int, error) { return f(p) }

// A failing reader fails, an endless one does not end.
type failing struct{ err error }

func (f failing) Read([]byte) (int, error) { return 0, f.err }

type endless struct{}

func (endless) Read(p []byte) (int, error) { return len(p), nil }

// A forgetful reader takes every error for the end.
type forgetful struct{ io.Reader }

func (f forgetful) Read(p []byte) (int, error) {
	n, err := f.Reader.Read(p)
	if err != nil {
		err = io.EOF
	}
	return n, err
}

// A stuck reader never returns when there is an error.
type stuck struct{ io.Reader }

func (s stuck) Read(p []byte) (int, error) {
	n, err := s.Reader.Read(p)
	if err != nil && err != io.EOF {
		select {}
	}
	return n, err
}

// keeping makes a mutant that keeps the buffers of the first reader of a window, and reads them
// to the next one.
func keeping(m *mutant) {
	var mu sync.Mutex
	kept := map[string][][]byte{}
	m.object = func(o store.Object, ref store.Ref) store.Object {
		c := &changed{Object: o}
		c.reader = func(r io.ReadCloser, n int64) io.ReadCloser {
			mu.Lock()
			defer mu.Unlock()
			name := fmt.Sprint(ref, n)
			if buffers, ok := kept[name]; ok {
				return stream{bytes.NewReader(bytes.Join(buffers, nil)), r.Close}
			}
			return stream{readFunc(func(p []byte) (int, error) {
				n, err := r.Read(p)
				mu.Lock()
				defer mu.Unlock()
				kept[name] = append(kept[name], p[:n])
				return n, err
			}), r.Close}
		}
		return c
	}
}

// leaked are the files that a mutant leaves.
var leaked files

type files struct {
	mu  sync.Mutex
	all []*os.File
}

func (f *files) open() {
	file, err := os.Open(os.DevNull)
	if err != nil {
		return
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	f.all = append(f.all, file)
}

func (f *files) close() {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, file := range f.all {
		file.Close()
	}
	f.all = nil
}

// TestMutants: Check finds each broken promise by its name.
func TestMutants(t *testing.T) {
	broken := map[string]bool{}
	for _, tt := range mutants {
		broken[tt.promise] = true
		t.Run(tt.promise+"/"+tt.name, func(t *testing.T) {
			if testing.Short() && tt.slow {
				t.Skip("waits until something ends")
			}
			s := memory(t)
			m := &mutant{Store: s.Store}
			tt.mutate(m)
			s.Store, s.Patience = m, 3*time.Second
			if tt.promise == "Open/pins rewritten" {
				s.Rewrite = func(bucket, key string, content []byte) error {
					return s.Put(bucket, key, storetest.Version{Content: content})
				}
			}
			t.Cleanup(leaked.close)
			f := storetest.ExamineOnly(t.Context(), s, tt.promise)
			if broken := names([]storetest.Finding{f}); !slices.Equal(broken, []string{tt.promise}) {
				t.Errorf("broken are %q, want %s", broken, tt.promise)
			}
		})
	}
	for _, p := range storetest.Promises() {
		if !broken[p.Name] {
			t.Errorf("no mutant breaks %s", p.Name)
		}
	}
}

// names returns the names of the broken promises.
func names(found []storetest.Finding) (broken []string) {
	for _, f := range found {
		if err := f.Err(); err != nil {
			broken = append(broken, f.Promise.Name)
			if text := err.Error(); !strings.Contains(text, f.Promise.Name) || !strings.Contains(text, fmt.Sprintf("%q", f.Promise.Quote)) {
				broken = append(broken, "an error that does not name or quote it: "+text)
			}
		}
	}
	return broken
}
