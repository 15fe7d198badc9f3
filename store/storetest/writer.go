package storetest

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/write"
	"github.com/s3get/s3get/version"
)

// A Writer is a store that is written to, to be checked. Its buckets begin with "storetest-" and
// stay when the check ends.
type Writer struct {
	// Store is the store. Other users of it may be there.
	Store write.Store

	// Reopen closes Store and opens it anew, as after a restart. Nil means that it does not
	// outlive its process. It is called while nobody else uses Store.
	Reopen func() (write.Store, error)

	// Patience is how long the check of one promise may take; 0 means 30 seconds.
	Patience time.Duration
}

// CheckWriter checks each promise of package write in a subtest of its name. A broken promise
// fails it with what was seen and with the sentence of the package. What reads promise is for
// [Check].
func CheckWriter(t *testing.T, w Writer) {
	t.Helper()
	if err := w.usable(); err != nil {
		t.Fatal(err)
	}
	run := newRun()
	for _, p := range writerPromises {
		t.Run(p.Name, func(t *testing.T) {
			f := p.examine(t.Context(), &w, run)
			f.report(t)
		})
	}
}

// ExamineWriter checks each promise as [CheckWriter] does, and returns what it found, in the order
// of [WriterPromises]. The error means that w is not usable.
func ExamineWriter(ctx context.Context, w Writer) ([]Finding, error) {
	if err := w.usable(); err != nil {
		return nil, err
	}
	run := newRun()
	findings := make([]Finding, len(writerPromises))
	for i, p := range writerPromises {
		findings[i] = p.examine(ctx, &w, run)
	}
	return findings, nil
}

func (w *Writer) usable() error {
	if w.Store == nil {
		return errors.New("storetest: a Writer has a Store")
	}
	return nil
}

// WriterPromises lists the promises of package write that are checked, in their order.
func WriterPromises() []Promise {
	all := make([]Promise, 0, len(writerPromises))
	for _, p := range writerPromises {
		all = append(all, p.Promise)
	}
	return slices.Clip(all)
}

// A writerPromise is a promise of package write and its check.
type writerPromise struct {
	Promise
	check func(*writing)
}

// examine checks a promise.
func (p *writerPromise) examine(ctx context.Context, w *Writer, r *run) Finding {
	inner := promise{p.Promise, func(e *examiner) { p.check(&writing{examiner: e, w: w.Store, writer: w}) }}
	return inner.examine(ctx, Subject{Store: w.Store, Patience: w.Patience}, r)
}

// A writing checks one promise of a writer. Each has buckets of its own.
type writing struct {
	*examiner
	w      write.Store
	writer *Writer
	done   []write.UploadRef // uploads that were completed
}

// bucket creates a bucket whose versioning is as given, and returns its name, "" if that fails.
func (e *writing) bucket(state version.State) string {
	name := fmt.Sprintf("storetest-%016x-%d", e.run.id, e.run.last.Add(1))
	err := e.w.CreateBucket(e.ctx, store.Bucket{Name: name, Owner: "111122223333"})
	if err == nil && state != version.StateUnversioned {
		err = e.w.SetVersioning(e.ctx, name, state)
	}
	if !e.expect(err == nil, "a bucket that is %v cannot be created: %v", state, err) {
		return ""
	}
	return name
}

// stage returns a content, or nil.
func (e *writing) stage(text string) write.Content {
	c, err := e.w.Stage(e.ctx)
	if !e.expect(err == nil && c != nil, "Stage = %v, %v", c, err) {
		return nil
	}
	for from := 0; from < len(text); from += 1 << 20 {
		piece := text[from:min(from+1<<20, len(text))]
		n, err := c.Write([]byte(piece))
		e.expect(err == nil && n == len(piece), "Write of %d bytes to a Content = %d, %v", len(piece), n, err)
	}
	return c
}

// put puts a text with an entity tag that is the text in quotes.
func (e *writing) put(bucket, key, text string, check write.Check) (*store.Info, error) {
	c := e.stage(text)
	if c == nil {
		return nil, errors.New("nothing is staged")
	}
	return e.w.Put(e.ctx, bucket, key, write.Version{Info: store.Info{ETag: tagOf(text)}, Content: c}, check)
}

// tagOf is the entity tag of a text in these checks, which no store makes.
func tagOf(text string) string { return fmt.Sprintf(`"%x"`, text[:min(len(text), 32)]) }

// stored puts a text where that has to work, and returns its description or nil.
func (e *writing) stored(bucket, key, text string) *store.Info {
	info, err := e.put(bucket, key, text, nil)
	if !e.expect(err == nil && info != nil, "Put of %.20q = %v, %v", key, info, err) {
		return nil
	}
	return info
}

// scanned returns the keys of a bucket, and for each the entity tags of its versions, in their
// order, of which a delete marker has "marker".
func (e *writing) scanned(bucket, from string) (keys []string, tags map[string][]string) {
	tags = map[string][]string{}
	for entry, err := range e.w.Scan(e.ctx, bucket, from) {
		if !e.expect(err == nil, "Scan of %q: %v", bucket, err) {
			break
		}
		keys = append(keys, entry.Key)
		e.expect(len(entry.Versions) > 0, "Scan has %q without a version", entry.Key)
		for _, info := range entry.Versions {
			tag := info.ETag
			if info.DeleteMarker {
				tag = "marker"
			}
			tags[entry.Key] = append(tags[entry.Key], tag)
		}
	}
	return keys, tags
}

// sees expects a bucket to have one key with versions of those texts, from the newest to the
// oldest.
func (e *writing) sees(what, bucket, key string, texts ...string) {
	want := []string{}
	for _, text := range texts {
		if text != "marker" {
			text = tagOf(text)
		}
		want = append(want, text)
	}
	_, tags := e.scanned(bucket, "")
	got := append([]string{}, tags[key]...)
	e.expect(slices.Equal(got, want), "%s: the versions of %.20q are %q, want %q", what, key, got, want)
}

// reads expects a version to read a text.
func (e *writing) reads(what string, ref store.Ref, text string) *store.Info {
	return e.holds(what, ref, []byte(text))
}

// wraps expects an error.
func (e *writing) wraps(what string, err, want error) {
	e.expect(errors.Is(err, want), "%s = %v, want %v", what, err, want)
}

// latest names the latest version of a key.
func latest(bucket, key string) store.Ref { return store.Ref{Bucket: bucket, Key: key} }

// errRefused is the error of checks and edits that refuse.
var errRefused = errors.New("storetest: refused")
