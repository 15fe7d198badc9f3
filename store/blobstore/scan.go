package blobstore

import (
	"context"
	"iter"
	"slices"
	"strings"
	"sync"

	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/write"
)

// longLog is the number of files of a log from which the others are skipped by another list.
const longLog = 300

// logs yields the logs whose names begin with prefix and do not come before from, which is "" or a
// name that scanFrom returned, in the order of their names.
func (s *Store) logs(ctx context.Context, prefix, from string) iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		after := ""
		if from != "" {
			after = prefix + from
		}
		for more := true; more; {
			after, more = s.someLogs(ctx, prefix, after, yield)
		}
	}
}

// someLogs yields logs up to a long one, and returns where to go on if that is wanted.
func (s *Store) someLogs(ctx context.Context, prefix, after string, yield func(string, error) bool) (next string, more bool) {
	dir, files := "", 0
	for name, err := range s.backend.List(ctx, prefix, after) {
		if err != nil {
			yield("", err)
			return "", false
		}
		i := strings.Index(name, endOfKey+"/")
		if i < 0 {
			continue
		}
		if in := name[:i+2]; in != dir {
			if dir, files = in, 0; !yield(dir, nil) {
				return "", false
			}
		}
		if files++; files > longLog {
			return dir + "~~", true
		}
	}
	return "", false
}

// Scan has the keys of a bucket from a key on.
func (s *Store) Scan(ctx context.Context, bucket, from string) iter.Seq2[write.Entry, error] {
	return func(yield func(write.Entry, error) bool) {
		b, err := s.bucket(ctx, bucket)
		if err != nil {
			yield(write.Entry{}, err)
			return
		}
		root := objectsRoot + b.Instance + "/"
		start := ""
		if from != "" {
			start = scanFrom(from)
		}
		var together []write.Entry // with long keys, whose names have no order
		group := ""
		flush := func() bool {
			slices.SortFunc(together, func(a, b write.Entry) int { return strings.Compare(a.Key, b.Key) })
			for _, e := range together {
				if e.Key >= from && !yield(e, nil) {
					return false
				}
			}
			together = together[:0]
			return true
		}
		for dir, e := range s.entries(ctx, root, start) {
			if e.err != nil {
				yield(write.Entry{}, e.err)
				return
			}
			in := ""
			if i := strings.Index(dir, shortened); i >= 0 {
				in = dir[:i]
			}
			if in != group && !flush() {
				return
			}
			group = in
			switch {
			case len(e.Versions) == 0 || in == "" && e.Key < from:
			case in != "":
				together = append(together, e.Entry)
			case !yield(e.Entry, nil):
				return
			}
		}
		flush()
	}
}

// A scanned is a key that was read, or an error.
type scanned struct {
	write.Entry
	err error
}

// entries yields the keys of logs, each with its log. One log is read at first, and then more and
// more at once: many want the first key alone.
func (s *Store) entries(ctx context.Context, prefix, from string) iter.Seq2[string, scanned] {
	return func(yield func(string, scanned) bool) {
		var dirs []string
		ahead := 1
		read := func() bool {
			all := make([]scanned, len(dirs))
			var reading sync.WaitGroup
			for i, dir := range dirs {
				reading.Go(func() { all[i].Entry, all[i].err = s.entry(ctx, dir) })
			}
			reading.Wait()
			for i, e := range all {
				if !yield(dirs[i], e) || e.err != nil {
					return false
				}
			}
			dirs, ahead = dirs[:0], min(2*ahead, atOnce)
			return true
		}
		for dir, err := range s.logs(ctx, prefix, from) {
			if err != nil {
				if read() {
					yield("", scanned{err: err})
				}
				return
			}
			if dirs = append(dirs, dir); len(dirs) == ahead && !read() {
				return
			}
		}
		read()
	}
}

// entry returns the versions of the key with a log. There may be none.
func (s *Store) entry(ctx context.Context, dir string) (e write.Entry, err error) {
	l, err := s.lastOutcome(ctx, dir)
	if err != nil || l.head == nil || l.head.Live == 0 {
		return e, err
	}
	e.Key = string(l.head.Key)
	if v := l.head.current(); v != nil && l.head.Live == 1 {
		e.Versions = append(e.Versions, &v.info)
		return e, nil
	}
	for c, err := range s.below(ctx, dir, l.head, 0) {
		if err != nil {
			return e, err
		}
		e.Versions = append(e.Versions, &c.Version.info)
	}
	return e, nil
}

// Tags returns the tags of a version, in the order of their keys.
func (s *Store) Tags(ctx context.Context, ref store.Ref) ([]write.Tag, error) {
	v, err := s.lookUp(ctx, ref)
	if err != nil {
		return nil, err
	}
	return v.Tags, nil
}

// AccessControl returns who owns a version, and whom it is granted to.
func (s *Store) AccessControl(ctx context.Context, ref store.Ref) (write.AccessControl, error) {
	v, err := s.lookUp(ctx, ref)
	if err != nil {
		return write.AccessControl{}, err
	}
	return v.access(), nil
}

// lookUp returns a version as its record has it.
func (s *Store) lookUp(ctx context.Context, ref store.Ref) (*versionState, error) {
	b, err := s.bucket(ctx, ref.Bucket)
	if err != nil {
		return nil, err
	}
	if !isKey(ref.Key) {
		return nil, ref.Version.NotFound()
	}
	_, v, err := s.find(ctx, b.keyDir(ref.Key), ref.Version)
	return v, err
}

func (v *versionState) access() write.AccessControl {
	return write.AccessControl{Owner: v.Owner, Grants: v.ACL}
}
