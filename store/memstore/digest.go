package memstore

import (
	"context"
	"crypto/md5"
	"encoding/hex"
	"hash"
	"io"
	"strconv"

	"github.com/s3get/s3get/checksum"
	"github.com/s3get/s3get/internal/section"
)

// A digester computes what is told of a content, in one pass over it.
type digester struct {
	wantTag   bool
	algorithm checksum.Algorithm // of sums; None means that none are wanted
	wantParts bool               // a checksum of each part instead of one of the whole
}

// A digest is what a digester found out. What was not wanted is zero.
type digest struct {
	tag   string           // without quotes
	sums  []checksum.Value // of each part
	whole checksum.Value
}

// of returns the digest of content that was put whole, if ends is empty, or in parts
// with those ends.
func (d digester) of(content Source, ends []int64) (digest, error) {
	if !d.wantTag && d.algorithm == checksum.None {
		return digest{}, nil
	}
	var out digest
	var tags []byte
	whole := d.algorithm.New()
	off := int64(0)
	for _, end := range pieces(content, ends) {
		tag, sum, err := d.piece(&reader{Reader: section.Reader{Ctx: context.Background(), Source: content, Off: off, End: end}}, whole)
		if err != nil {
			return digest{}, err
		}
		tags, out.sums = append(tags, tag...), append(out.sums, sum)
		off = end
	}
	return d.finish(out, tags, whole, len(ends))
}

// pieces returns the ends of the parts, of which content that was put whole has one.
func pieces(content Source, ends []int64) []int64 {
	if len(ends) == 0 {
		return []int64{content.Size()}
	}
	return ends
}

// piece digests one part, and writes it to whole unless checksums of parts are wanted.
func (d digester) piece(r io.WriterTo, whole hash.Hash) (tag []byte, sum checksum.Value, err error) {
	tagger, part := md5.New(), d.algorithm.New()
	var to []io.Writer
	if d.wantTag {
		to = append(to, tagger)
	}
	switch {
	case d.algorithm == checksum.None:
	case d.wantParts:
		to = append(to, part)
	default:
		to = append(to, whole)
	}
	if _, err := r.WriteTo(io.MultiWriter(to...)); err != nil || !d.wantParts {
		return tagger.Sum(nil), checksum.Value{}, err
	}
	sum, err = checksum.New(d.algorithm, part.Sum(nil))
	return tagger.Sum(nil), sum, err
}

// finish turns the digests of n parts into those of the content.
func (d digester) finish(out digest, tags []byte, whole hash.Hash, n int) (digest, error) {
	if d.wantTag {
		out.tag = tagOf(tags, n)
	}
	if d.wantParts {
		return out, nil
	}
	out.sums = nil
	if d.algorithm == checksum.None {
		return out, nil
	}
	var err error
	out.whole, err = checksum.New(d.algorithm, whole.Sum(nil))
	return out, err
}

// tagOf returns the entity tag of content whose n parts have the digests tags, or, if n
// is 0, of content that was put whole.
func tagOf(tags []byte, n int) string {
	if n == 0 {
		return hex.EncodeToString(tags)
	}
	all := md5.Sum(tags)
	return hex.EncodeToString(all[:]) + "-" + strconv.Itoa(n)
}
