package blobstore

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"strings"

	"golang.org/x/sync/errgroup"

	"github.com/s3get/s3get/store/internal/kept"
	"github.com/s3get/s3get/store/write"
)

// A part is the head of a part of an upload.
type part struct {
	write.Part
	Checksum kept.Sum `json:",omitzero"` // instead of that of Part
	Content  stored
	Nonce    string
}

// PutPart adds a part.
func (s *Store) PutPart(ctx context.Context, ref write.UploadRef, p write.Part, content write.Content) (*write.Part, error) {
	c, ok := content.(*staged)
	if !ok || c.s != s {
		return nil, errContent
	}
	defer c.Discard()
	b, u, err := s.openUpload(ctx, ref)
	if err != nil {
		return nil, err
	}
	in, err := c.finish(true, u.Box.By == byCustomer)
	if err != nil {
		return nil, err
	}
	if in.key != nil {
		if in.Key, err = sealBox(u.Public, in.key); err != nil {
			return nil, err
		}
	}
	p.Size, p.LastModified = in.Size, s.now().Round(0)
	state := part{Part: p, Checksum: kept.KeepSum(p.Checksum), Content: in.stored, Nonce: newID()}
	dir := b.uploadDir(ref.Key, ref.ID)
	return &p, s.addNumbered(ctx, dir+partName(p.Number), func(uint64) (any, error) { return &state, nil })
}

func partName(number int) string { return fmt.Sprintf("%s%05d.", partPrefix, number) }

// isPartName reports whether a file in the folder of an upload is a part of it.
func isPartName(file string) bool {
	number, seq, _ := strings.Cut(file, ".")
	_, err := parseSeq(seq, "-")
	return err == nil && len(number) == 6 && strings.Trim(number[1:], "0123456789") == ""
}

// addNumbered adds a file behind the last of those whose names begin with prefix and end with a
// place. head makes it for its place.
func (s *Store) addNumbered(ctx context.Context, prefix string, head func(seq uint64) (any, error)) error {
	for range attempts {
		seq, err := s.lastNumber(ctx, prefix)
		if err != nil {
			return err
		}
		h, err := head(seq + 1)
		if err != nil {
			return err
		}
		file, err := encode(h, nil)
		if err != nil {
			return err
		}
		err = s.backend.Add(ctx, prefix+seqName(seq+1, "-"), file)
		if !errors.Is(err, fs.ErrExist) {
			return err
		}
	}
	return ErrBusy
}

// lastNumber returns the place of the last file whose name begins with prefix, or 0.
func (s *Store) lastNumber(ctx context.Context, prefix string) (uint64, error) {
	for name, err := range s.backend.List(ctx, prefix, "") {
		if err != nil {
			return 0, err
		}
		if seq, err := parseSeq(name[len(prefix):], "-"); err == nil {
			return seq, nil
		}
	}
	return 0, nil
}

// ListParts lists the parts of an upload.
func (s *Store) ListParts(ctx context.Context, ref write.UploadRef) ([]write.Part, error) {
	b, _, err := s.openUpload(ctx, ref)
	if err != nil {
		return nil, err
	}
	parts, err := s.parts(ctx, b.uploadDir(ref.Key, ref.ID))
	if err != nil {
		return nil, err
	}
	all := make([]write.Part, len(parts))
	for i, p := range parts {
		all[i] = p.Part
	}
	return all, nil
}

// atOnce is how many files are read at a time where many are.
const atOnce = 16

// partNames returns the files of the parts of the upload in a folder that no other of their number
// replaced, in the order of their numbers.
func (s *Store) partNames(ctx context.Context, dir string) (names []string, err error) {
	for name, err := range s.backend.List(ctx, dir+partPrefix, "") {
		if err != nil {
			return nil, err
		}
		if n := len(names); isPartName(name[len(dir):]) && (n == 0 || names[n-1][:len(dir)+6] != name[:len(dir)+6]) {
			names = append(names, name)
		}
	}
	return names, nil
}

// parts returns those parts.
func (s *Store) parts(ctx context.Context, dir string) ([]*part, error) {
	for range attempts {
		parts, err := s.partsNow(ctx, dir)
		if !isNotExist(err) {
			return parts, err
		}
		// One was listed that somebody replaced before it was read, or the upload ended.
	}
	return nil, ErrBusy
}

// partsNow returns the parts that are listed. The error wraps [fs.ErrNotExist] if one is removed
// before it is read.
func (s *Store) partsNow(ctx context.Context, dir string) ([]*part, error) {
	names, err := s.partNames(ctx, dir)
	if err != nil {
		return nil, err
	}
	parts := make([]*part, len(names))
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(atOnce)
	for i, name := range names {
		g.Go(func() (err error) {
			if parts[i], err = s.readPart(ctx, name); isNotExist(err) {
				err = write.ErrNoUpload // parts are removed when an upload has ended
			}
			return err
		})
	}
	return parts, g.Wait()
}

// readPart returns the part in a file.
func (s *Store) readPart(ctx context.Context, name string) (*part, error) {
	file, err := s.backend.Read(ctx, name, maxRecord)
	if err != nil {
		return nil, err
	}
	p := new(part)
	if _, err = decode(file, p); err == nil {
		p.Part.Checksum, err = p.Checksum.Checksum()
	}
	if err != nil && !errors.Is(err, ErrDamaged) {
		err = fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	if err == nil && (p.Content.Check() != nil || !isID(p.Content.Blob) || p.Part.Size != p.Content.Size) {
		err = fmt.Errorf("%w: an impossible part", ErrDamaged)
	}
	if err != nil {
		s.options.Hooks.damaged(name, err)
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return p, nil
}
