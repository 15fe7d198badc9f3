package s3fake

import (
	"io/fs"

	"github.com/s3get/s3get/store/memstore"
)

// PutFS puts the regular files of fsys into a bucket, each with its path as its key and the time
// of its last change, and returns the keys in order. [os.DirFS] makes a folder an fs.FS; embedded
// files are one.
func (s *Server) PutFS(bucket string, fsys fs.FS) (keys []string) {
	err := fs.WalkDir(fsys, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() {
			return err
		}
		content, err := fs.ReadFile(fsys, path)
		if err != nil {
			return err
		}
		v := memstore.Version{Content: content}
		if info, err := d.Info(); err == nil {
			v.LastModified = info.ModTime() // and without one that of the clock
		}
		_, err = s.put(bucket, path, v)
		keys = append(keys, path)
		return err
	})
	if err != nil {
		s.helper().fatalf("s3fake: PutFS(%q): %v", bucket, err)
	}
	return keys
}
