package blobstore

import (
	"bytes"
	"context"
	"errors"
	"io"

	"github.com/s3get/s3get/store/blobstore/internal/content"
	"github.com/s3get/s3get/store/write"
)

// A staged is a content that is being received. It is in memory until it is too long for that, and
// then a blob that has no name yet.
type staged struct {
	s     *Store
	ctx   context.Context
	small []byte
	size  int64

	file FileWriter
	id   string // of the blob
	out  *content.Writer
	key  []byte // that the blob is sealed under, or nil
	err  error

	settled *inlet // what it is stored as, once it is settled
}

var _ write.Content = (*staged)(nil)

// Stage begins a content. Canceling ctx ends it.
func (s *Store) Stage(ctx context.Context) (write.Content, error) {
	return &staged{s: s, ctx: ctx}, ctx.Err()
}

// Write appends p. After an error there is nothing but Discard.
func (c *staged) Write(p []byte) (int, error) {
	if c.err == nil {
		c.err = c.ctx.Err()
	}
	if c.err != nil {
		return 0, c.err
	}
	c.size += int64(len(p))
	if c.out == nil && c.size <= inlineLimit {
		c.small = append(c.small, p...)
		return len(p), nil
	}
	if c.err = c.toBlob(); c.err != nil {
		return 0, c.err
	}
	var n int
	n, c.err = c.out.Write(p)
	return n, c.err
}

// toBlob continues in a blob.
func (c *staged) toBlob() (err error) {
	if c.out != nil {
		return nil
	}
	c.id = newID()
	file, err := c.s.backend.Create(c.ctx, blobName(c.id))
	if err != nil {
		return err
	}
	c.file = file
	if !c.s.options.Plain {
		c.key = newKey()
	}
	c.out = content.NewWriter(c.file, content.Options{Key: c.key, Compress: !c.s.options.Uncompressed})
	_, err = c.out.Write(c.small)
	c.small = nil
	return err
}

// Settle stores a content that was staged as far as it can be without being put, so that it keeps no
// file open: for the parts of an [Imported], which may be many. It has then been written.
func (s *Store) Settle(content write.Content) error {
	c, ok := content.(*staged)
	if !ok || c.s != s {
		return errContent
	}
	in, err := c.finish(true, false)
	if err != nil {
		c.err = err
		return err
	}
	c.settled, c.err = &in, errSettled
	return nil
}

// errSettled is the error of writing to a content that was settled.
var errSettled = errors.New("blobstore: the content was settled")

// Discard frees the bytes.
func (c *staged) Discard() {
	if c.settled != nil {
		_ = c.s.backend.Remove(context.WithoutCancel(c.ctx), blobName(c.settled.Blob)) // or Sweep does
		c.settled = nil
	}
	if c.file != nil {
		c.file.Discard()
		c.file = nil
	}
	c.small = nil
}

// An inlet is a content that is stored, and the key that it is sealed under, if it is.
type inlet struct {
	stored
	key     []byte
	payload []byte // the content itself, where it is to be in a record
}

// finish stores the content, in a record or, if it is long or has to be, in a blob. It is sealed if
// it has to be, or contents are sealed at all.
func (c *staged) finish(blob, sealed bool) (in inlet, err error) {
	if in := c.settled; in != nil {
		c.settled = nil
		if sealed && in.key == nil {
			return c.s.reseal(c.ctx, *in)
		}
		return *in, nil
	}
	defer c.Discard()
	if c.err == nil && blob {
		c.err = c.toBlob()
	}
	if c.err != nil {
		return inlet{}, c.err
	}
	if c.out == nil {
		if sealed || !c.s.options.Plain {
			return encodeSmall(c.small, content.Options{Key: newKey(), Compress: !c.s.options.Uncompressed})
		}
		return encodeSmall(c.small, content.Options{Compress: !c.s.options.Uncompressed})
	}
	in.Blob, in.key = c.id, c.key
	if in.Layout, err = c.out.Close(); err != nil {
		return inlet{}, err
	}
	if err := c.file.Commit(); err != nil {
		return inlet{}, err
	}
	c.file = nil
	if sealed && in.key == nil {
		return c.s.reseal(c.ctx, in)
	}
	return in, nil
}

// encodeSmall stores a content that is to be in a record.
func encodeSmall(text []byte, o content.Options) (in inlet, err error) {
	var b bytes.Buffer
	out := content.NewWriter(&b, o)
	if _, err = out.Write(text); err == nil {
		in.Layout, err = out.Close()
	}
	in.key, in.payload = o.Key, b.Bytes()
	return in, err
}

// reseal stores a content that is not sealed once more, sealed.
func (s *Store) reseal(ctx context.Context, plain inlet) (in inlet, err error) {
	r, err := s.openStored(ctx, &plain.stored, nil, nil, 0, plain.Size)
	if err != nil {
		return inlet{}, err
	}
	defer r.Close()
	again := &staged{s: s, ctx: ctx, key: newKey(), id: newID()}
	defer again.Discard()
	file, err := s.backend.Create(ctx, blobName(again.id))
	if err != nil {
		return inlet{}, err
	}
	again.file = file
	again.out = content.NewWriter(again.file, content.Options{Key: again.key, Compress: !s.options.Uncompressed})
	if _, err := io.Copy(again.out, r); err != nil {
		return inlet{}, err
	}
	if in, err = again.finish(true, true); err != nil {
		return inlet{}, err
	}
	return in, s.backend.Remove(ctx, blobName(plain.Blob))
}
