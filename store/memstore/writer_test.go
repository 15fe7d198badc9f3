package memstore_test

import (
	"context"
	"errors"
	"io"
	"slices"
	"testing"

	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/memstore"
	writes "github.com/s3get/s3get/store/write"
	"github.com/s3get/s3get/version"
)

// foreign is a content of another store.
type foreign struct{ io.Writer }

func (foreign) Discard() {}

// stage returns content of a Writer.
func stage(t *testing.T, w memstore.Writer, text string) writes.Content {
	t.Helper()
	c, err := w.Stage(t.Context())
	if err == nil {
		_, err = io.WriteString(c, text)
	}
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// TestWriterErrors: each refusal has the error that package write promises.
func TestWriterErrors(t *testing.T) {
	ctx := t.Context()
	w := memstore.Writer{Store: memstore.New()}
	ref := writes.UploadRef{Bucket: "b", Key: "k", ID: "none"}
	if err := w.CreateBucket(ctx, store.Bucket{Name: "b"}); err != nil {
		t.Fatal(err)
	}
	if _, err := w.Put(ctx, "b", "k", writes.Version{Content: stage(t, w, "x")}, nil); err != nil {
		t.Fatal(err)
	}
	refused := errors.New("refused")
	check := func(*store.Info) error { return refused }
	second := func(_ any, err error) error { return err }
	canceled, cancel := context.WithCancel(ctx)
	cancel()
	for name, c := range map[string]struct{ got, want error }{
		"CreateBucket that is there": {w.CreateBucket(ctx, store.Bucket{Name: "b"}), writes.ErrExists},
		"DeleteBucket with a key":    {w.DeleteBucket(ctx, "b"), writes.ErrNotEmpty},
		"DeleteBucket of none":       {w.DeleteBucket(ctx, "c"), store.ErrNoBucket},
		"SetVersioning of none":      {w.SetVersioning(ctx, "c", version.StateEnabled), store.ErrNoBucket},
		"Put into none":              {second(w.Put(ctx, "c", "k", writes.Version{Content: stage(t, w, "x")}, nil)), store.ErrNoBucket},
		"Put against the check":      {second(w.Put(ctx, "b", "k", writes.Version{Content: stage(t, w, "y")}, check)), refused},
		"Delete against the check":   {second(w.Delete(ctx, store.Ref{Bucket: "b", Key: "k"}, check)), refused},
		"Delete in none":             {second(w.Delete(ctx, store.Ref{Bucket: "c", Key: "k"}, nil)), store.ErrNoBucket},
		"CreateUpload in none":       {second(w.CreateUpload(ctx, writes.Upload{UploadRef: writes.UploadRef{Bucket: "c", Key: "k"}})), store.ErrNoBucket},
		"ListUploads of none":        {second(w.ListUploads(ctx, "c")), store.ErrNoBucket},
		"Upload":                     {second(w.Upload(ctx, ref)), writes.ErrNoUpload},
		"PutPart":                    {second(w.PutPart(ctx, ref, writes.Part{Number: 1}, stage(t, w, "x"))), writes.ErrNoUpload},
		"ListParts":                  {second(w.ListParts(ctx, ref)), writes.ErrNoUpload},
		"Complete":                   {second(w.Complete(ctx, ref, nil, writes.Version{}, nil)), writes.ErrNoUpload},
		"Abort":                      {w.Abort(ctx, ref), writes.ErrNoUpload},
		"Tags of none":               {second(w.Tags(ctx, store.Ref{Bucket: "b", Key: "none"})), store.ErrNoKey},
	} {
		if !errors.Is(c.got, c.want) {
			t.Errorf("%s: %v, want %v", name, c.got, c.want)
		}
	}
	for _, err := range w.Scan(canceled, "b", "") {
		if !errors.Is(err, context.Canceled) {
			t.Errorf("Scan of a canceled request: %v", err)
		}
	}
	if _, err := w.Put(ctx, "b", "k", writes.Version{Content: foreign{io.Discard}}, nil); err == nil {
		t.Error("Put takes a content of another store")
	}
	if infos := w.Versions("b", "k"); len(infos) != 1 || infos[0].Size != 1 {
		t.Errorf("what was refused changed something: %v", infos)
	}
}

// TestWriterScan: keys come in the order of their bytes, from the one that is named on, and
// those that came and went since the last time are seen.
func TestWriterScan(t *testing.T) {
	ctx := t.Context()
	w := memstore.Writer{Store: memstore.New()}
	if err := w.CreateBucket(ctx, store.Bucket{Name: "b"}); err != nil {
		t.Fatal(err)
	}
	scan := func(from string) (keys []string) {
		for e, err := range w.Scan(ctx, "b", from) {
			if err != nil {
				t.Fatal(err)
			}
			keys = append(keys, e.Key)
		}
		return keys
	}
	for _, key := range []string{"é", "a", "b", "\U0001F600", "\uFFFD"} {
		scan("")
		if _, err := w.Put(ctx, "b", key, writes.Version{Content: stage(t, w, key)}, nil); err != nil {
			t.Fatal(err)
		}
	}
	if got := scan("b"); !slices.Equal(got, []string{"b", "é", "\uFFFD", "\U0001F600"}) {
		t.Errorf("scanned %q", got)
	}
	if _, err := w.Delete(ctx, store.Ref{Bucket: "b", Key: "b"}, nil); err != nil {
		t.Fatal(err)
	}
	if got := scan("aa"); !slices.Equal(got, []string{"é", "\uFFFD", "\U0001F600"}) {
		t.Errorf("scanned %q", got)
	}
}

// TestWriterReplacedPart: a part that was replaced since it was chosen is not completed.
func TestWriterReplacedPart(t *testing.T) {
	ctx := t.Context()
	w := memstore.Writer{Store: memstore.New()}
	ref := writes.UploadRef{Bucket: "b", Key: "k"}
	err := w.CreateBucket(ctx, store.Bucket{Name: "b"})
	if err == nil {
		ref.ID, err = w.CreateUpload(ctx, writes.Upload{UploadRef: ref})
	}
	if err != nil {
		t.Fatal(err)
	}
	for _, tag := range []string{`"old"`, `"new"`} {
		if _, err := w.PutPart(ctx, ref, writes.Part{Number: 1, ETag: tag}, stage(t, w, tag)); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := w.Complete(ctx, ref, []writes.Part{{Number: 1, ETag: `"old"`}}, writes.Version{}, nil); !errors.Is(err, writes.ErrNoPart) {
		t.Errorf("Complete = %v, want ErrNoPart", err)
	}
	if _, err := w.Upload(ctx, ref); err != nil {
		t.Errorf("the upload went: %v", err)
	}
}
