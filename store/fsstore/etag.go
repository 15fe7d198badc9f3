package fsstore

import (
	"crypto/md5"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"strconv"
)

// An identity is a file without a modification time.
type identity struct {
	mount *Mount
	key   string
	size  int64
}

// tag returns the entity tag of a file, without quotes.
func (s *Store) tag(m *Mount, key string, info fs.FileInfo) (string, error) {
	if m.ETag != nil {
		if tag := m.ETag(key, info); tag != "" {
			return tag, nil
		}
	}
	if info.ModTime().IsZero() {
		return s.digest(m, key, info.Size())
	}
	st := stateOf(info)
	tag := strconv.AppendUint(make([]byte, 0, 67), uint64(st.mtime), 16)
	parts := []uint64{uint64(st.size)}
	if st.change != (change{}) {
		parts = append(parts, st.change.inode, uint64(st.change.ctime))
	}
	for _, n := range parts {
		tag = strconv.AppendUint(append(tag, '-'), n, 16)
	}
	return string(tag), nil
}

// digest returns the MD5 of a file without a modification time.
func (s *Store) digest(m *Mount, key string, size int64) (string, error) {
	id := identity{m, key, size}
	if known, ok := s.digests.Load(id); ok {
		return known.(string), nil
	}
	f, err := m.FS.Open(key)
	if err != nil {
		return "", err
	}
	h := md5.New()
	n, err := io.Copy(h, f)
	if err = errors.Join(err, f.Close()); err != nil {
		return "", err
	}
	if n != size {
		return "", io.ErrUnexpectedEOF
	}
	tag := hex.EncodeToString(h.Sum(nil))
	s.digests.Store(id, tag)
	return tag, nil
}
