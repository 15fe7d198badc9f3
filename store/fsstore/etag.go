package fsstore

import (
	"context"
	"crypto/md5"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"strconv"

	"github.com/s3get/s3get/internal/section"
)

// An identity is a file without a modification time.
type identity struct {
	mount *Mount
	key   string
	size  int64
}

// tag returns the entity tag of a file, without quotes.
func (s *Store) tag(ctx context.Context, m *Mount, key string, info fs.FileInfo) (string, error) {
	if m.ETag != nil {
		if tag := m.ETag(key, info); tag != "" {
			return tag, nil
		}
	}
	if info.ModTime().IsZero() {
		return s.digest(ctx, m, key, info.Size())
	}
	return tagOf(stateOf(info)), nil
}

// tagOf returns the entity tag of a file with a modification time.
func tagOf(s state) string {
	tag := strconv.AppendUint(make([]byte, 0, 50), uint64(s.mtime.UnixNano()), 16)
	tag = append(tag, '-')
	tag = strconv.AppendUint(tag, uint64(s.size), 16)
	if s.inode == (inode{}) {
		return string(tag)
	}
	var b [16]byte
	binary.BigEndian.PutUint64(b[:], s.inode.number)
	binary.BigEndian.PutUint64(b[8:], uint64(s.inode.changed))
	sum := sha256.Sum256(b[:])
	tag = append(tag, '-')
	return string(hex.AppendEncode(tag, sum[:8]))
}

// digest returns the MD5 of a file without a modification time.
func (s *Store) digest(ctx context.Context, m *Mount, key string, size int64) (tag string, err error) {
	id := identity{m, key, size}
	if known, ok := s.digests.Load(id); ok {
		return known.(string), nil
	}
	f, err := openFile(place{m, key})
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	h := md5.New()
	if _, err := io.Copy(h, &section.Reader{Ctx: ctx, Source: section.Stream{Reader: f}, End: size}); err != nil {
		return "", err
	}
	tag = hex.EncodeToString(h.Sum(nil))
	s.digests.Store(id, tag)
	return tag, nil
}
