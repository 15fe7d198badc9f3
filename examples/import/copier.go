package main

import (
	"cmp"
	"context"
	"crypto/md5"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"mime"
	"path"
	"strings"
	"sync"

	"golang.org/x/sync/errgroup"

	"github.com/s3get/s3get/checksum"
	"github.com/s3get/s3get/sse"
	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/blobstore"
	"github.com/s3get/s3get/store/write"
	"github.com/s3get/s3get/version"
)

// How many objects are stored, and read again, at a time. The former wait for the disk.
const (
	puttersAtOnce = 16
	readersAtOnce = 4
)

// copyFiles copies the files of a source into a bucket.
func copyFiles(ctx context.Context, o *options, to *kept, r *report) (err error) {
	src, err := newSource(o.source, r.read)
	if err != nil {
		return err
	}
	defer src.Close()
	c := newCopier(ctx, to, r, o.dry)
	b := &store.Bucket{Name: o.bucket}
	if !o.dry {
		if b, err = to.makeBucket(ctx, o.bucket); err != nil {
			return err
		}
	}
	n, err := src.total(ctx)
	if err != nil {
		return err
	}
	r.phase("copying", n)
	for f, err := range src.files(c.ctx) {
		if err == nil {
			err = c.file(b, f)
		}
		if err != nil {
			return errors.Join(err, c.wait())
		}
	}
	if err := c.wait(); err != nil {
		return err
	}
	return c.verify(ctx, nil)
}

// A copier copies objects into a store.
type copier struct {
	to  *kept
	r   *report
	dry bool

	ctx    context.Context // done when a write has failed
	cancel context.CancelCauseFunc
	writes errgroup.Group

	mu   sync.Mutex
	done map[store.Ref]copied // what is to be verified
}

// A copied is an object that is there now.
type copied struct {
	size int64
	sum  *[md5.Size]byte // of what was read from the source; nil if it was there
}

func newCopier(ctx context.Context, to *kept, r *report, dry bool) *copier {
	c := &copier{to: to, r: r, dry: dry, done: make(map[store.Ref]copied)}
	c.ctx, c.cancel = context.WithCancelCause(ctx)
	c.writes.SetLimit(puttersAtOnce)
	return c
}

// write does something beside others. An error ends the copying.
func (c *copier) write(do func() error) {
	c.writes.Go(func() error {
		err := do()
		if err != nil {
			c.cancel(err)
		}
		return err
	})
}

// wait waits for all that was begun, and returns why it ended early.
func (c *copier) wait() error {
	err := c.writes.Wait()
	return cmp.Or(err, context.Cause(c.ctx))
}

// finish notes an object that is there now.
func (c *copier) finish(ref store.Ref, it copied) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.done[ref] = it
}

// isDone reports whether a key was copied already: a tar file may have it twice.
func (c *copier) isDone(ref store.Ref) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	_, ok := c.done[ref]
	return ok
}

// A digester computes what S3 keeps of a content.
type digester struct{ md5, crc hash.Hash }

func newDigester() digester { return digester{md5.New(), checksum.CRC64NVME.New()} }

func (d digester) sum() *[md5.Size]byte { return (*[md5.Size]byte)(d.md5.Sum(nil)) }

func (d digester) tag() string { return `"` + hex.EncodeToString(d.md5.Sum(nil)) + `"` }

// file copies a file, unless it is there. The error ends the copying.
func (c *copier) file(b *store.Bucket, f file) error {
	ref := store.Ref{Bucket: b.Name, Key: f.key}
	if f.note != "" {
		c.r.leave(f.key, f.note)
		return nil
	}
	if c.isDone(ref) {
		if err := c.wait(); err != nil {
			return err
		}
	}
	there, err := c.to.latest(c.ctx, ref)
	if err != nil {
		return err
	}
	mayBe := there != nil && !there.DeleteMarker && there.Size == f.size
	if mayBe && there.LastModified.Equal(f.modified) {
		if sum, ok := tagSum(there.ETag); ok {
			c.r.isThere()
			c.r.skip(f.unread)
			c.finish(ref, copied{f.size, sum})
			return nil
		}
	}
	content, d, err := c.take(f)
	if err != nil || content == nil {
		return err
	}
	if mayBe && there.ETag == d.tag() {
		content.Discard()
		c.r.isThere()
		c.finish(ref, copied{f.size, d.sum()})
		return nil
	}
	c.finish(ref, copied{f.size, d.sum()})
	if c.dry {
		c.r.add(f.key, f.size)
		return nil
	}
	c.write(func() error {
		err := c.put(b, f, content, d)
		if err == nil {
			c.r.add(f.key, f.size)
		}
		return err
	})
	return nil
}

// take reads a file. The content is nil if it cannot be read, which is told.
func (c *copier) take(f file) (write.Content, digester, error) {
	d := newDigester()
	in, err := f.open()
	if err != nil {
		c.r.fail(f.key, err)
		return nil, d, nil
	}
	defer in.Close()
	content := write.Content(nothing{})
	if !c.dry {
		if content, err = c.to.Stage(c.ctx); err != nil {
			return nil, d, err
		}
	}
	out := &sink{Writer: io.MultiWriter(content, d.md5, d.crc)}
	n, err := io.Copy(out, in)
	if err == nil && n != f.size {
		err = fmt.Errorf("it changed while it was read: it has %d bytes, not %d", n, f.size)
	}
	if err == nil {
		return content, d, nil
	}
	content.Discard()
	if out.err != nil || c.ctx.Err() != nil {
		return nil, d, cmp.Or(out.err, context.Cause(c.ctx))
	}
	c.r.fail(f.key, err)
	return nil, d, nil
}

// A sink remembers that writing failed, and not reading.
type sink struct {
	io.Writer
	err error
}

func (s *sink) Write(p []byte) (n int, err error) {
	n, s.err = s.Writer.Write(p)
	return n, s.err
}

// nothing is the content of a dry run.
type nothing struct{}

func (nothing) Write(p []byte) (int, error) { return len(p), nil }

func (nothing) Discard() {}

// put stores a file.
func (c *copier) put(b *store.Bucket, f file, content write.Content, d digester) (err error) {
	v := write.Version{Content: content}
	v.ETag, v.ContentType, v.LastModified = d.tag(), mime.TypeByExtension(path.Ext(f.key)), f.modified
	if v.Checksum, err = checksum.New(checksum.CRC64NVME, d.crc.Sum(nil)); err != nil {
		return err
	}
	if b.Versioning == version.StateEnabled {
		_, err = c.to.Put(c.ctx, b.Name, f.key, v, nil)
	} else {
		_, err = c.to.Import(c.ctx, b.Name, f.key, blobstore.Imported{Version: v})
	}
	return err
}

// tagSum returns the MD5 of an entity tag that is one.
func tagSum(tag string) (*[md5.Size]byte, bool) {
	b, err := hex.DecodeString(strings.Trim(tag, `"`))
	if err != nil || len(b) != md5.Size {
		return nil, false
	}
	return (*[md5.Size]byte)(b), true
}

// verify reads what is there now, and compares it with what was read from the source: once more
// from there if it was there before and its entity tag does not tell.
func (c *copier) verify(ctx context.Context, from store.Store) error {
	if c.dry {
		return nil
	}
	var n int64
	for _, it := range c.done {
		n += it.size
	}
	c.r.phase("verifying", n)
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(readersAtOnce)
	for ref, it := range c.done {
		g.Go(func() (err error) {
			if it.sum == nil {
				it.sum, err = digest(ctx, from, ref, func(int64) {})
			}
			var got *[md5.Size]byte
			if err == nil {
				got, err = digest(ctx, c.to, ref, c.r.read)
			}
			switch {
			case ctx.Err() != nil:
				return ctx.Err()
			case err == nil && *got == *it.sum:
				c.r.check()
				return nil
			case err == nil:
				err = fmt.Errorf("its MD5 is %x, and that of what was read %x", *got, *it.sum)
			}
			c.r.fail(nameOf(ref), err)
			return nil
		})
	}
	return g.Wait()
}

// nameOf returns the name of a version for people.
func nameOf(ref store.Ref) string {
	if id, ok := ref.Version.ID(); ok {
		return ref.Bucket + "/" + ref.Key + ", version " + id
	}
	return ref.Bucket + "/" + ref.Key
}

// digest returns the MD5 of an object.
func digest(ctx context.Context, s store.Store, ref store.Ref, read func(int64)) (*[md5.Size]byte, error) {
	o, err := s.Open(ctx, ref)
	if err != nil {
		return nil, err
	}
	defer o.Close()
	in, err := store.OpenRange(ctx, o, sse.CustomerKey{}, 0, o.Info().Size)
	if err != nil {
		return nil, err
	}
	defer in.Close()
	h := md5.New()
	if _, err := io.Copy(h, counter{in, read}); err != nil {
		return nil, err
	}
	return (*[md5.Size]byte)(h.Sum(nil)), nil
}
