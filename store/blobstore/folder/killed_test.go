package folder

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"strconv"
	"sync"
	"time"

	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/blobstore"
	"github.com/s3get/s3get/store/write"
	"github.com/s3get/s3get/version"
)

// A victim is a process that is going to be killed. It says what it begins and what it has done.
type victim struct {
	*blobstore.Store
	name string
	mu   sync.Mutex
}

func (v *victim) say(format string, a ...any) {
	v.mu.Lock()
	defer v.mu.Unlock()
	_, _ = os.Stdout.WriteString(fmt.Sprintf(format, a...) + "\n") // in one call
}

// workUntilKilled does all kinds of things in a folder at once.
func workUntilKilled(dir string) {
	f, err := Open(dir)
	if err == nil {
		v := &victim{name: os.Getenv("BLOBSTORE_KILLED_NAME")}
		if v.Store, err = blobstore.New(context.Background(), f, blobstore.Options{}); err == nil {
			v.say("begun")
			jobs := []func(w *world){v.putSmall, v.putLarge, v.complete, v.rename, v.tag, v.count, v.count, v.sweep}
			if os.Getenv("BLOBSTORE_KILLED_ROLE") == "read" {
				jobs = []func(w *world){v.read}
			}
			for _, job := range jobs {
				go func() {
					for {
						job(&world{Store: v.Store, ctx: context.Background()})
					}
				}()
			}
			time.Sleep(time.Minute)
		}
	}
	fmt.Println("wrong end", err)
}

// valued is a content that says its value, of a length that follows from that.
func valued(value string) []byte {
	sum := sha256.Sum256([]byte(value))
	n := int(sum[0]) * 2
	if sum[1]%4 == 0 {
		n = largeInTests + int(sum[2])
	}
	b := bytes.Repeat(sum[:], n/32+1)
	return append([]byte(value+"\n"), b[:n]...)
}

// valueOf returns the value of a version, whose content has to be that of it.
func valueOf(w *world, ref store.Ref) (string, error) {
	o, err := w.Open(w.ctx, ref)
	if err != nil {
		return "", err
	}
	if o.Info().DeleteMarker {
		return "", nil
	}
	b, err := readAll(w.ctx, o)
	if err != nil {
		return "", err
	}
	value, _, ok := bytes.Cut(b, []byte("\n"))
	if n := o.Info().Parts; n > 0 {
		if !bytes.Equal(b, bytes.Repeat(valued("part"), n)) {
			return "", errors.New("other parts")
		}
		return o.Info().ETag, nil
	}
	if !ok || !bytes.Equal(b, valued(string(value))) {
		return "", fmt.Errorf("another content: %.60q", b)
	}
	tags, err := w.Tags(w.ctx, ref)
	if len(tags) == 1 {
		return string(value) + "+" + tags[0].Value, err
	}
	return string(value), err
}

// did does a write of a value of a key, and says so. Keys are of one goroutine of one process.
func (v *victim) did(key, value string, do func() error) {
	v.say("try %s %s", key, value)
	if err := do(); err != nil {
		v.say("wrong write %s: %v", key, err)
		return
	}
	v.say("did %s %s", key, value)
}

func (v *victim) key(kind string) string { return fmt.Sprintf("%s-%s-%d", kind, v.name, rand.IntN(3)) }

func (v *victim) value() string { return strconv.FormatUint(rand.Uint64(), 36) }

func (v *victim) put(w *world, bucket, key, value string) {
	v.did(key, value, func() error {
		_, err := w.putIf(bucket, key, valued(value), "", nil)
		return err
	})
}

func (v *victim) putSmall(w *world) {
	key := v.key("small")
	v.put(w, "plain", key, v.value())
	if rand.IntN(3) == 0 {
		v.did(key, "none", func() error { return w.delete("plain", key, version.Latest()) })
	}
}

func (v *victim) putLarge(w *world) {
	key := v.key("version")
	v.put(w, "versioned", key, v.value())
	if rand.IntN(3) == 0 {
		v.did(key, "none", func() error { return w.delete("versioned", key, version.Latest()) })
		_ = w.delete("versioned", key, w.nth("versioned", key, 3))
	}
}

func (v *victim) complete(w *world) {
	key := v.key("multi")
	ref, err := w.begin("versioned", key)
	for i := range 2 {
		if err == nil {
			err = w.part(ref, i+1, valued("part"))
		}
	}
	parts, err2 := w.ListParts(w.ctx, ref)
	if err != nil || err2 != nil {
		v.say("wrong upload %v %v", err, err2)
		return
	}
	version, value := write.Version{}, `"`+v.value()+`"`
	version.ETag = value
	v.did(key, value, func() error {
		_, err := w.Complete(w.ctx, ref, parts, version, nil)
		return err
	})
}

func (v *victim) rename(w *world) {
	from, to := v.key("from"), v.key("to")
	value := v.value()
	v.put(w, "files", from, value)
	v.say("try %s none", from)
	v.did(to, value, func() error { return w.Rename(w.ctx, "files", from, to, nil) })
	v.say("did %s none", from)
}

func (v *victim) tag(w *world) {
	key, value := v.key("tagged"), v.value()
	v.put(w, "plain", key, value)
	v.did(key, value+"+x", func() error {
		_, err := w.Revise(w.ctx, store.Ref{Bucket: "plain", Key: key}, func(_ *store.Info, r *write.Revision) error {
			r.Tags = []write.Tag{{Key: "t", Value: "x"}}
			return nil
		})
		return err
	})
}

// count counts on, if nobody does so first.
func (v *victim) count(w *world) {
	bucket := []string{"plain", "versioned"}[rand.IntN(2)]
	key := "counter-" + bucket
	current := 0
	if value, err := valueOf(w, store.Ref{Bucket: bucket, Key: key}); err == nil {
		current, _ = strconv.Atoi(value)
	} else if !errors.Is(err, store.ErrNoKey) && !errors.Is(err, store.ErrChanged) {
		v.say("wrong counter %v", err)
	}
	_, err := w.putIf(bucket, key, valued(strconv.Itoa(current+1)), strconv.Itoa(current+1), func(info *store.Info) error {
		there := 0
		if info != nil {
			there, _ = strconv.Atoi(info.ETag)
		}
		if there != current {
			return errTaken
		}
		return nil
	})
	switch {
	case err == nil:
		v.say("count %s %d", key, current+1)
	case !errors.Is(err, errTaken) && !errors.Is(err, blobstore.ErrBusy):
		v.say("wrong count %v", err)
	}
}

func (v *victim) sweep(w *world) {
	if _, err := w.Sweep(w.ctx, blobstore.Sweeping{Age: 2 * time.Second}); err != nil {
		v.say("wrong sweep %v", err)
	}
	time.Sleep(20 * time.Millisecond)
}

// read reads all that there is.
func (v *victim) read(w *world) {
	for _, b := range killedBuckets() {
		for e, err := range w.Scan(w.ctx, b.Name, "") {
			if err == nil {
				_, err = valueOf(w, store.Ref{Bucket: b.Name, Key: e.Key})
			}
			if err != nil && !errors.Is(err, store.ErrNoKey) && !errors.Is(err, store.ErrChanged) {
				v.say("wrong read %s %s: %v", b.Name, e.Key, err)
			}
		}
	}
}
