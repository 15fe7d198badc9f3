package storetest_test

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/s3get/s3get/sse"
	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/memstore"
	"github.com/s3get/s3get/store/storetest"
	"github.com/s3get/s3get/store/write"
	"github.com/s3get/s3get/version"
)

// A spoiled is a writer in which the functions that are set stand in the place of its own.
type spoiled struct {
	memstore.Writer
	bucket         func(ctx context.Context, name string) (*store.Bucket, error)
	createBucket   func(ctx context.Context, b store.Bucket) error
	deleteBucket   func(ctx context.Context, name string) error
	listBuckets    func(ctx context.Context) ([]write.Bucket, error)
	setVersioning  func(ctx context.Context, name string, state version.State) error
	stage          func(ctx context.Context) (write.Content, error)
	put            func(ctx context.Context, bucket, key string, v write.Version, check write.Check) (*store.Info, error)
	delete         func(ctx context.Context, ref store.Ref, check write.Check) (*store.Info, error)
	scan           func(ctx context.Context, bucket, from string) iter.Seq2[write.Entry, error]
	tags           func(ctx context.Context, ref store.Ref) ([]write.Tag, error)
	open           func(ctx context.Context, ref store.Ref) (store.Object, error)
	createUpload   func(ctx context.Context, u write.Upload) (string, error)
	upload         func(ctx context.Context, ref write.UploadRef) (*write.Upload, error)
	listUploads    func(ctx context.Context, bucket string) ([]write.Upload, error)
	putPart        func(ctx context.Context, ref write.UploadRef, p write.Part, c write.Content) (*write.Part, error)
	complete       func(ctx context.Context, ref write.UploadRef, parts []write.Part, v write.Version, check write.Check) (*store.Info, error)
	abort          func(ctx context.Context, ref write.UploadRef) error
	configuration  func(ctx context.Context, bucket, name string) ([]byte, error)
	updateBucket   func(ctx context.Context, bucket string, edit func(*store.Bucket) error) error
	updatePolicies func(ctx context.Context, bucket string, edit func(*write.Policies) error) error
	revise         func(ctx context.Context, ref store.Ref, edit func(*store.Info, *write.Revision) error) (*store.Info, error)
	rename         func(ctx context.Context, bucket, from, to string, check func(source, target *store.Info) error) error
	completed      func(ctx context.Context, ref write.UploadRef) (*store.Info, error)
	accessControl  func(ctx context.Context, ref store.Ref) (write.AccessControl, error)
}

// sound returns a spoiled writer that is as it should be.
func sound() *spoiled {
	w := memstore.Writer{Store: memstore.New()}
	return &spoiled{
		Writer: w, bucket: w.Bucket, createBucket: w.CreateBucket, deleteBucket: w.DeleteBucket, listBuckets: w.ListBuckets,
		setVersioning: w.SetVersioning, stage: w.Stage, put: w.Put, delete: w.Delete, scan: w.Scan, tags: w.Tags, open: w.Open,
		createUpload: w.CreateUpload, upload: w.Upload, listUploads: w.ListUploads, putPart: w.PutPart, complete: w.Complete, abort: w.Abort,
		configuration: w.Configuration, updateBucket: w.UpdateBucket, updatePolicies: w.UpdatePolicies, revise: w.Revise, rename: w.Rename,
		completed: w.Completed, accessControl: w.AccessControl,
	}
}

func (s *spoiled) Bucket(ctx context.Context, name string) (*store.Bucket, error) {
	return s.bucket(ctx, name)
}
func (s *spoiled) CreateBucket(ctx context.Context, b store.Bucket) error {
	return s.createBucket(ctx, b)
}
func (s *spoiled) DeleteBucket(ctx context.Context, name string) error {
	return s.deleteBucket(ctx, name)
}
func (s *spoiled) ListBuckets(ctx context.Context) ([]write.Bucket, error) { return s.listBuckets(ctx) }
func (s *spoiled) SetVersioning(ctx context.Context, name string, state version.State) error {
	return s.setVersioning(ctx, name, state)
}
func (s *spoiled) Stage(ctx context.Context) (write.Content, error) { return s.stage(ctx) }
func (s *spoiled) Put(ctx context.Context, bucket, key string, v write.Version, check write.Check) (*store.Info, error) {
	return s.put(ctx, bucket, key, v, check)
}
func (s *spoiled) Delete(ctx context.Context, ref store.Ref, check write.Check) (*store.Info, error) {
	return s.delete(ctx, ref, check)
}
func (s *spoiled) Scan(ctx context.Context, bucket, from string) iter.Seq2[write.Entry, error] {
	return s.scan(ctx, bucket, from)
}
func (s *spoiled) Tags(ctx context.Context, ref store.Ref) ([]write.Tag, error) {
	return s.tags(ctx, ref)
}
func (s *spoiled) AccessControl(ctx context.Context, ref store.Ref) (write.AccessControl, error) {
	return s.accessControl(ctx, ref)
}
func (s *spoiled) Open(ctx context.Context, ref store.Ref) (store.Object, error) {
	return s.open(ctx, ref)
}
func (s *spoiled) CreateUpload(ctx context.Context, u write.Upload) (string, error) {
	return s.createUpload(ctx, u)
}
func (s *spoiled) Upload(ctx context.Context, ref write.UploadRef) (*write.Upload, error) {
	return s.upload(ctx, ref)
}
func (s *spoiled) ListUploads(ctx context.Context, bucket string) ([]write.Upload, error) {
	return s.listUploads(ctx, bucket)
}
func (s *spoiled) PutPart(ctx context.Context, ref write.UploadRef, p write.Part, c write.Content) (*write.Part, error) {
	return s.putPart(ctx, ref, p, c)
}
func (s *spoiled) Complete(ctx context.Context, ref write.UploadRef, parts []write.Part, v write.Version, check write.Check) (*store.Info, error) {
	return s.complete(ctx, ref, parts, v, check)
}
func (s *spoiled) Abort(ctx context.Context, ref write.UploadRef) error { return s.abort(ctx, ref) }
func (s *spoiled) Configuration(ctx context.Context, bucket, name string) ([]byte, error) {
	return s.configuration(ctx, bucket, name)
}
func (s *spoiled) UpdateBucket(ctx context.Context, bucket string, edit func(*store.Bucket) error) error {
	return s.updateBucket(ctx, bucket, edit)
}
func (s *spoiled) UpdatePolicies(ctx context.Context, bucket string, edit func(*write.Policies) error) error {
	return s.updatePolicies(ctx, bucket, edit)
}
func (s *spoiled) Revise(ctx context.Context, ref store.Ref, edit func(*store.Info, *write.Revision) error) (*store.Info, error) {
	return s.revise(ctx, ref, edit)
}
func (s *spoiled) Rename(ctx context.Context, bucket, from, to string, check func(source, target *store.Info) error) error {
	return s.rename(ctx, bucket, from, to, check)
}
func (s *spoiled) Completed(ctx context.Context, ref write.UploadRef) (*store.Info, error) {
	return s.completed(ctx, ref)
}

// putText puts a text through the writer itself.
func (s *spoiled) putText(bucket, key, text string) {
	c, err := s.Writer.Stage(context.Background())
	if err == nil {
		_, err = io.WriteString(c, text)
	}
	if err == nil {
		_, err = s.Writer.Put(context.Background(), bucket, key, write.Version{Content: c}, nil)
	}
	if err != nil {
		panic(err)
	}
}

// entries collects what a Scan has.
func entries(all iter.Seq2[write.Entry, error]) (list []write.Entry, err error) {
	for entry, failed := range all {
		if failed != nil {
			return list, failed
		}
		list = append(list, entry)
	}
	return list, nil
}

// scanAs changes the list that Scan has.
func (s *spoiled) scanAs(change func(bucket, from string, list []write.Entry) []write.Entry) {
	s.scan = func(ctx context.Context, bucket, from string) iter.Seq2[write.Entry, error] {
		return func(yield func(write.Entry, error) bool) {
			list, err := entries(s.Writer.Scan(ctx, bucket, from))
			if err != nil {
				yield(write.Entry{}, err)
				return
			}
			for _, entry := range change(bucket, from, list) {
				if !yield(entry, nil) {
					return
				}
			}
		}
	}
}

// spoil has a fault for each promise, which its check has to find.
var spoil = map[string]func(s *spoiled){
	"Buckets/create": func(s *spoiled) {
		s.createBucket = func(ctx context.Context, b store.Bucket) error { b.Region = ""; return s.Writer.CreateBucket(ctx, b) }
	},
	"Buckets/ErrExists": func(s *spoiled) {
		s.createBucket = func(ctx context.Context, b store.Bucket) error { _ = s.Writer.CreateBucket(ctx, b); return nil }
	},
	"Buckets/delete": func(s *spoiled) {
		s.deleteBucket = func(context.Context, string) error { return nil }
	},
	"Buckets/ErrNotEmpty": func(s *spoiled) {
		s.deleteBucket = func(ctx context.Context, name string) error {
			list, _ := entries(s.Writer.Scan(ctx, name, ""))
			for _, entry := range list {
				if !entry.Versions[0].DeleteMarker {
					return write.ErrNotEmpty
				}
			}
			return nil // of one with delete markers
		}
	},
	"Buckets/order": func(s *spoiled) {
		s.listBuckets = func(ctx context.Context) ([]write.Bucket, error) {
			all, err := s.Writer.ListBuckets(ctx)
			slices.SortFunc(all, func(a, b write.Bucket) int {
				return cmp.Or(len(a.Name)-len(b.Name), strings.Compare(a.Name, b.Name))
			})
			return all, err
		}
	},
	"Buckets/versioning": func(s *spoiled) {
		s.setVersioning = func(ctx context.Context, name string, state version.State) error {
			if state == version.StateSuspended {
				return nil
			}
			return s.Writer.SetVersioning(ctx, name, state)
		}
	},
	"Buckets/ErrNoBucket": func(s *spoiled) {
		s.listUploads = func(ctx context.Context, bucket string) ([]write.Upload, error) {
			all, _ := s.Writer.ListUploads(ctx, bucket)
			return all, nil
		}
	},
	"Stage/unseen": func(s *spoiled) {
		s.stage = func(ctx context.Context) (write.Content, error) {
			all, _ := s.Writer.ListBuckets(ctx)
			for _, b := range all {
				s.putText(b.Name, "staged", "x")
			}
			return s.Writer.Stage(ctx)
		}
	},
	"Stage/discarded": func(s *spoiled) {
		s.stage = func(ctx context.Context) (write.Content, error) {
			c, err := s.Writer.Stage(ctx)
			return &resurrected{Content: c, s: s}, err
		}
		s.put = func(ctx context.Context, bucket, key string, v write.Version, check write.Check) (*store.Info, error) {
			k := v.Content.(*resurrected)
			k.bucket, k.key, v.Content = bucket, key, k.Content
			return s.Writer.Put(ctx, bucket, key, v, check)
		}
	},
	"Put/reads": func(s *spoiled) {
		s.put = func(ctx context.Context, bucket, key string, v write.Version, check write.Check) (*store.Info, error) {
			info, err := s.Writer.Put(ctx, bucket, key, v, check)
			if err == nil {
				wrong := *info
				wrong.LastModified = wrong.LastModified.Add(time.Second)
				info = &wrong
			}
			return info, err
		}
	},
	"Put/keeps": func(s *spoiled) {
		s.put = func(ctx context.Context, bucket, key string, v write.Version, check write.Check) (*store.Info, error) {
			v.Info.Expires = ""
			return s.Writer.Put(ctx, bucket, key, v, check)
		}
	},
	"Put/replaces": func(s *spoiled) {
		s.scanAs(func(_, _ string, list []write.Entry) []write.Entry {
			for i := range list {
				list[i].Versions = append(slices.Clone(list[i].Versions), list[i].Versions...)
			}
			return list
		})
	},
	"Put/versions": func(s *spoiled) {
		s.Store.NewID = nil
		s.put = func(ctx context.Context, bucket, key string, v write.Version, check write.Check) (*store.Info, error) {
			info, err := s.Writer.Put(ctx, bucket, key, v, check)
			if err == nil {
				same := *info
				same.VersionID = "same"
				info = &same
			}
			return info, err
		}
	},
	"Put/check": func(s *spoiled) {
		s.put = func(ctx context.Context, bucket, key string, v write.Version, check write.Check) (*store.Info, error) {
			return s.Writer.Put(ctx, bucket, key, v, func(current *store.Info) error {
				if current != nil && current.DeleteMarker {
					current = nil // as if nothing were there
				}
				if check == nil {
					return nil
				}
				return check(current)
			})
		}
	},
	"Put/refused": func(s *spoiled) {
		s.put = func(ctx context.Context, bucket, key string, v write.Version, check write.Check) (*store.Info, error) {
			var refused error
			info, err := s.Writer.Put(ctx, bucket, key, v, func(current *store.Info) error {
				if check != nil {
					refused = check(current)
				}
				return nil
			})
			return info, cmpErr(refused, err)
		}
	},
	"Put/one step": func(s *spoiled) {
		s.put = func(ctx context.Context, bucket, key string, v write.Version, check write.Check) (*store.Info, error) {
			if check != nil {
				var current *store.Info
				if o, err := s.Writer.Open(ctx, store.Ref{Bucket: bucket, Key: key}); err == nil {
					current = o.Info()
				}
				if err := check(current); err != nil {
					return nil, err
				}
				time.Sleep(time.Millisecond) // in which others write
			}
			return s.Writer.Put(ctx, bucket, key, v, nil)
		}
	},
	"Put/pins": func(s *spoiled) {
		s.open = func(ctx context.Context, ref store.Ref) (store.Object, error) {
			o, err := s.Writer.Open(ctx, ref)
			if err != nil {
				return nil, err
			}
			return &changed{Object: o, openRange: func(ctx context.Context, off, n int64) (io.ReadCloser, error) {
				return stream{&rereading{s: s, ref: ref, off: off, n: n}, func() error { return nil }}, nil
			}}, nil
		}
	},
	"Delete/removes": func(s *spoiled) {
		s.delete = func(ctx context.Context, ref store.Ref, check write.Check) (*store.Info, error) {
			info, err := s.Writer.Delete(ctx, ref, check)
			if err == nil && info == nil {
				return nil, store.ErrNoKey
			}
			return info, err
		}
	},
	"Delete/marker": func(s *spoiled) {
		s.delete = func(ctx context.Context, ref store.Ref, check write.Check) (*store.Info, error) {
			if o, err := s.Writer.Open(ctx, ref); err != nil && ref.Version.IsLatest() {
				return nil, nil // no marker of nothing
			} else if err == nil {
				_ = o.Close()
			}
			return s.Writer.Delete(ctx, ref, check)
		}
	},
	"Delete/version": func(s *spoiled) {
		s.delete = func(ctx context.Context, ref store.Ref, check write.Check) (*store.Info, error) {
			o, err := s.Writer.Open(ctx, ref)
			if _, named := ref.Version.ID(); named && err == nil {
				return o.Info(), nil // and it stays
			}
			return s.Writer.Delete(ctx, ref, check)
		}
	},
	"Delete/null": func(s *spoiled) {
		s.delete = func(ctx context.Context, ref store.Ref, check write.Check) (*store.Info, error) {
			if ref.Version.IsNull() {
				return nil, nil
			}
			return s.Writer.Delete(ctx, ref, check)
		}
	},
	"Delete/malformed": func(s *spoiled) {
		s.delete = func(ctx context.Context, ref store.Ref, check write.Check) (*store.Info, error) {
			info, err := s.Writer.Delete(ctx, ref, check)
			if _, named := ref.Version.ID(); named {
				return info, nil
			}
			return info, err
		}
	},
	"Delete/check": func(s *spoiled) {
		s.delete = func(ctx context.Context, ref store.Ref, check write.Check) (*store.Info, error) {
			latest := ref
			latest.Version = version.Latest()
			if check == nil {
				return s.Writer.Delete(ctx, ref, nil)
			}
			_, err := s.Writer.Delete(ctx, latest, check) // sees the latest
			return nil, err
		}
	},
	"Delete/one step": func(s *spoiled) {
		s.delete = func(ctx context.Context, ref store.Ref, check write.Check) (*store.Info, error) {
			if check != nil {
				var current *store.Info
				if o, err := s.Writer.Open(ctx, ref); err == nil {
					current = o.Info()
				}
				if err := check(current); err != nil {
					return nil, err
				}
				time.Sleep(time.Millisecond) // in which others write
			}
			return s.Writer.Delete(ctx, ref, nil)
		}
	},
	"Scan/order": func(s *spoiled) {
		s.scanAs(func(_, _ string, list []write.Entry) []write.Entry {
			slices.SortStableFunc(list, func(a, b write.Entry) int { return strings.Compare(strings.ToLower(a.Key), strings.ToLower(b.Key)) })
			return list
		})
	},
	"Scan/entries": func(s *spoiled) {
		s.scanAs(func(_, _ string, list []write.Entry) []write.Entry {
			for i := range list {
				list[i].Versions = slices.DeleteFunc(slices.Clone(list[i].Versions), func(v *store.Info) bool { return v.DeleteMarker })
			}
			return list
		})
	},
	"Tags/order": func(s *spoiled) {
		s.tags = func(ctx context.Context, ref store.Ref) ([]write.Tag, error) {
			all, err := s.Writer.Tags(ctx, ref)
			slices.Reverse(all)
			return all, err
		}
	},
	"AccessControls/keeps": func(s *spoiled) {
		s.accessControl = func(ctx context.Context, ref store.Ref) (write.AccessControl, error) {
			a, err := s.Writer.AccessControl(ctx, ref)
			if len(a.Grants) == 0 {
				a.Grants = nil
			}
			return a, err
		}
	},
	"Uploads/describes": func(s *spoiled) {
		s.upload = func(ctx context.Context, ref write.UploadRef) (*write.Upload, error) {
			u, err := s.Writer.Upload(ctx, ref)
			if err == nil {
				u.Version.Info.StorageClass = ""
			}
			return u, err
		}
	},
	"Uploads/unseen": func(s *spoiled) {
		s.putPart = func(ctx context.Context, ref write.UploadRef, p write.Part, c write.Content) (*write.Part, error) {
			s.putText(ref.Bucket, ref.Key, "half")
			return s.Writer.PutPart(ctx, ref, p, c)
		}
	},
	"Uploads/order": func(s *spoiled) {
		s.listUploads = func(ctx context.Context, bucket string) ([]write.Upload, error) {
			all, err := s.Writer.ListUploads(ctx, bucket)
			slices.SortFunc(all, func(a, b write.Upload) int { return a.Initiated.Compare(b.Initiated) })
			return all, err
		}
	},
	"Uploads/parts": func(s *spoiled) {
		s.putPart = func(ctx context.Context, ref write.UploadRef, p write.Part, c write.Content) (*write.Part, error) {
			p.MD5 = [16]byte{}
			return s.Writer.PutPart(ctx, ref, p, c)
		}
	},
	"Uploads/parts at once": func(s *spoiled) {
		s.complete = func(ctx context.Context, ref write.UploadRef, parts []write.Part, v write.Version, check write.Check) (*store.Info, error) {
			return s.Writer.Complete(ctx, ref, parts[:len(parts)-1], v, check)
		}
	},
	"Uploads/ErrNoUpload": func(s *spoiled) {
		s.abort = func(ctx context.Context, ref write.UploadRef) error { _ = s.Writer.Abort(ctx, ref); return nil }
	},
	"Uploads/abort": func(s *spoiled) {
		s.abort = func(context.Context, write.UploadRef) error { return nil }
	},
	"Complete/joins": func(s *spoiled) {
		s.complete = func(ctx context.Context, ref write.UploadRef, parts []write.Part, v write.Version, check write.Check) (*store.Info, error) {
			parts = slices.Clone(parts)
			slices.Reverse(parts)
			return s.Writer.Complete(ctx, ref, parts, v, check)
		}
	},
	"Complete/ErrNoPart": func(s *spoiled) {
		s.complete = func(ctx context.Context, ref write.UploadRef, parts []write.Part, v write.Version, check write.Check) (*store.Info, error) {
			there, _ := s.Writer.ListParts(ctx, ref)
			parts = slices.Clone(parts)
			for i := range parts {
				for _, p := range there {
					if p.Number == parts[i].Number {
						parts[i] = p // whatever its entity tag
					}
				}
			}
			return s.Writer.Complete(ctx, ref, parts, v, check)
		}
	},
	"Complete/refused": func(s *spoiled) {
		s.complete = func(ctx context.Context, ref write.UploadRef, parts []write.Part, v write.Version, check write.Check) (*store.Info, error) {
			info, err := s.Writer.Complete(ctx, ref, parts, v, check)
			if err != nil {
				_ = s.Writer.Abort(ctx, ref)
			}
			return info, err
		}
	},
	"Complete/once": func(s *spoiled) {
		s.complete = func(ctx context.Context, ref write.UploadRef, parts []write.Part, v write.Version, check write.Check) (*store.Info, error) {
			_, _ = s.Writer.Complete(ctx, ref, parts, v, check)
			return new(store.Info), nil // even where it was complete before
		}
	},
	"Configurations/keeps": func(s *spoiled) {
		s.configuration = func(ctx context.Context, bucket, name string) ([]byte, error) {
			document, err := s.Writer.Configuration(ctx, bucket, name)
			if len(document) == 0 {
				document = nil
			}
			return document, err
		}
	},
	"Configurations/bucket": func(s *spoiled) {
		s.updateBucket = func(ctx context.Context, bucket string, edit func(*store.Bucket) error) error {
			var refused error
			err := s.Writer.UpdateBucket(ctx, bucket, func(b *store.Bucket) error { refused = edit(b); return nil })
			return cmpErr(refused, err)
		}
	},
	"PolicyKeeper/keeps": func(s *spoiled) {
		s.updatePolicies = func(ctx context.Context, bucket string, edit func(*write.Policies) error) error {
			return s.Writer.UpdatePolicies(ctx, bucket, func(p *write.Policies) error {
				err := edit(p)
				p.PublicAccessBlock.BlockPublicPolicy = false
				return err
			})
		}
	},
	"Revisions/changes": func(s *spoiled) {
		var mu sync.Mutex
		s.revise = func(ctx context.Context, ref store.Ref, edit func(*store.Info, *write.Revision) error) (*store.Info, error) {
			mu.Lock()
			defer mu.Unlock()
			o, err := s.Writer.Open(ctx, ref)
			if err != nil {
				return nil, err
			}
			info := o.Info()
			r := write.Revision{Lock: info.Lock}
			if err := edit(info, &r); err != nil {
				return nil, err
			}
			info.Lock, info.TagCount = r.Lock, len(r.Tags) // under the eyes of readers
			return info, nil
		}
	},
	"Revisions/one step": func(s *spoiled) {
		s.revise = func(ctx context.Context, ref store.Ref, edit func(*store.Info, *write.Revision) error) (*store.Info, error) {
			var r write.Revision
			if _, err := s.Writer.Revise(ctx, ref, func(i *store.Info, now *write.Revision) error {
				r = *now
				return edit(i, &r)
			}); err != nil {
				return nil, err
			}
			time.Sleep(time.Millisecond) // in which others write
			return s.Writer.Revise(ctx, ref, func(_ *store.Info, now *write.Revision) error {
				*now = r
				return nil
			})
		}
	},
	"Renamer/one step": func(s *spoiled) {
		s.rename = func(ctx context.Context, bucket, from, to string, check func(source, target *store.Info) error) error {
			o, err := s.Writer.Open(ctx, store.Ref{Bucket: bucket, Key: from})
			if err != nil {
				return err
			}
			time.Sleep(time.Millisecond) // in which others write
			if err := s.Writer.Rename(ctx, bucket, from, to, check); errors.Is(err, store.ErrNoKey) {
				s.putText(bucket, to, fmt.Sprint(o.Info().ETag)) // from what was seen
			}
			return nil
		}
	},
	"Renamer/moves": func(s *spoiled) {
		s.rename = func(ctx context.Context, bucket, from, to string, check func(source, target *store.Info) error) error {
			err := s.Writer.Rename(ctx, bucket, from, to, check)
			if err == nil {
				s.putText(bucket, from, "left behind")
			}
			return err
		}
	},
	"Completions/describes": func(s *spoiled) {
		s.completed = func(ctx context.Context, ref write.UploadRef) (*store.Info, error) {
			o, err := s.Writer.Open(ctx, store.Ref{Bucket: ref.Bucket, Key: ref.Key}) // what is there now
			if err != nil {
				return nil, write.ErrNoUpload
			}
			return o.Info(), nil
		}
	},
	"Completions/renamed": func(s *spoiled) {
		seen := map[write.UploadRef]*store.Info{}
		s.completed = func(ctx context.Context, ref write.UploadRef) (*store.Info, error) {
			info, err := s.Writer.Completed(ctx, ref)
			if err == nil {
				seen[ref] = info
			}
			if _, open := s.Writer.Open(ctx, store.Ref{Bucket: ref.Bucket, Key: ref.Key}); open == nil && seen[ref] != nil {
				return seen[ref], nil
			}
			return info, err
		}
	},
}

// A resurrected is a content that is put again when it is discarded.
type resurrected struct {
	write.Content
	s           *spoiled
	bucket, key string
}

func (k *resurrected) Discard() {
	if k.bucket != "" {
		k.s.putText(k.bucket, k.key, "discarded")
	}
}

// A rereading reads what is there now.
type rereading struct {
	s      *spoiled
	ref    store.Ref
	off, n int64
}

func (r *rereading) Read(p []byte) (int, error) {
	if r.n == 0 {
		return 0, io.EOF
	}
	o, err := r.s.Writer.Open(context.Background(), r.ref)
	if err != nil {
		return 0, io.EOF
	}
	size := min(int64(len(p)), r.n, max(o.Info().Size-r.off, 0))
	in, err := store.OpenRange(context.Background(), o, sse.CustomerKey{}, min(r.off, o.Info().Size), size)
	if err != nil || size == 0 {
		return 0, io.EOF
	}
	n, err := io.ReadFull(in, p[:size])
	r.off, r.n = r.off+int64(n), r.n-int64(n)
	return n, err
}

func cmpErr(first, second error) error {
	if first != nil {
		return first
	}
	return second
}

// TestWriterMutants: each promise is found broken in a writer that breaks it, and a sound one
// breaks none.
func TestWriterMutants(t *testing.T) {
	found, err := storetest.ExamineWriter(t.Context(), storetest.Writer{Store: sound()})
	if err != nil || len(names(found)) > 0 {
		t.Fatalf("a sound writer breaks %q, %v", names(found), err)
	}
	for _, p := range storetest.WriterPromises() {
		change := spoil[p.Name]
		if p.Name == "Store/reopened" {
			continue // TestForgetful
		}
		if change == nil {
			t.Errorf("no writer breaks %s", p.Name)
			continue
		}
		s := sound()
		change(s)
		found, err := storetest.ExamineWriter(t.Context(), storetest.Writer{Store: s})
		if err != nil || !slices.Contains(names(found), p.Name) {
			t.Errorf("%s: the writer that breaks it breaks %q, %v", p.Name, names(found), err)
		}
	}
	if len(spoil) != len(storetest.WriterPromises())-1 {
		t.Errorf("%d writers for %d promises", len(spoil), len(storetest.WriterPromises())-1)
	}
}

// TestForgetful: a store that lacks something when it is opened anew is found out, whatever it is.
func TestForgetful(t *testing.T) {
	for what, forget := range map[string]func(s *spoiled){
		"a version": func(s *spoiled) {
			s.scanAs(func(_, _ string, list []write.Entry) []write.Entry {
				for i := range list {
					list[i].Versions = list[i].Versions[:1]
				}
				return list
			})
		},
		"a key": func(s *spoiled) { s.scanAs(func(_, _ string, list []write.Entry) []write.Entry { return list[1:] }) },
		"tags":  func(s *spoiled) { s.tags = func(context.Context, store.Ref) ([]write.Tag, error) { return nil, nil } },
		"uploads": func(s *spoiled) {
			s.listUploads = func(context.Context, string) ([]write.Upload, error) { return nil, nil }
		},
		"what uploads were completed as": func(s *spoiled) {
			s.completed = func(context.Context, write.UploadRef) (*store.Info, error) { return nil, write.ErrNoUpload }
		},
		"documents": func(s *spoiled) {
			s.configuration = func(context.Context, string, string) ([]byte, error) { return nil, nil }
		},
		"versioning": func(s *spoiled) {
			s.bucket = func(ctx context.Context, name string) (*store.Bucket, error) {
				b, err := s.Writer.Bucket(ctx, name)
				if err != nil {
					return nil, err
				}
				forgotten := *b
				forgotten.Versioning = version.StateUnversioned
				return &forgotten, nil
			}
		},
		"bytes": func(s *spoiled) {
			s.open = func(ctx context.Context, ref store.Ref) (store.Object, error) {
				o, err := s.Writer.Open(ctx, ref)
				if err != nil {
					return nil, err
				}
				return &changed{Object: o, reader: func(io.ReadCloser, int64) io.ReadCloser {
					return stream{strings.NewReader(""), func() error { return nil }}
				}}, nil
			}
		},
	} {
		s := sound()
		w := storetest.Writer{Store: s, Reopen: func() (write.Store, error) { forget(s); return s, nil }}
		if f := storetest.ExamineWriterOnly(t.Context(), w, "Store/reopened"); f.Err() == nil {
			t.Errorf("a store that forgets %s is not found out", what)
		}
		s = sound()
		w = storetest.Writer{Store: s, Reopen: func() (write.Store, error) { return s, nil }}
		if f := storetest.ExamineWriterOnly(t.Context(), w, "Store/reopened"); f.Err() != nil || f.Checked == 0 {
			t.Errorf("a store that forgets nothing: %v", f.Err())
		}
	}
}
