package memstore_test

import (
	"context"
	"errors"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/memstore"
	writes "github.com/s3get/s3get/store/write"
	"github.com/s3get/s3get/version"
)

// TestRevise: a revision is one step, is seen by later readers only, and changes nothing if it
// is refused.
func TestRevise(t *testing.T) {
	ctx, w := t.Context(), memstore.Writer{Store: memstore.New()}
	if err := w.CreateBucket(ctx, store.Bucket{Name: "b"}); err != nil {
		t.Fatal(err)
	}
	put, err := w.Put(ctx, "b", "k", writes.Version{Content: stage(t, w, "x"), Tags: []writes.Tag{{Key: "a", Value: "1"}}}, nil)
	if err != nil {
		t.Fatal(err)
	}
	ref, refused := store.Ref{Bucket: "b", Key: "k"}, errors.New("refused")
	lock := &store.Lock{LegalHold: "ON"}
	edit := func(err error) func(*store.Info, *writes.Revision) error {
		return func(i *store.Info, r *writes.Revision) error {
			if i.Size != 1 || !slices.Equal(r.Tags, []writes.Tag{{Key: "a", Value: "1"}}) {
				t.Errorf("edit sees %d bytes and %v", i.Size, r.Tags)
			}
			r.Lock, r.Restore, r.Tags = lock, &store.Restore{Ongoing: true}, []writes.Tag{{Key: "b"}, {Key: "c"}}
			return err
		}
	}
	if _, err := w.Revise(ctx, ref, edit(refused)); !errors.Is(err, refused) || w.Versions("b", "k")[0].TagCount != 1 {
		t.Errorf("a refused Revise = %v, want %v and no change", err, refused)
	}
	got, err := w.Revise(ctx, ref, edit(nil))
	if err != nil || got.TagCount != 2 || got.Lock == nil || got.Restore == nil || !got.LastModified.Equal(put.LastModified) {
		t.Errorf("Revise = %+v, %v", got, err)
	}
	lock.LegalHold = "OFF"
	if got.Lock.LegalHold != "ON" || put.Lock != nil || put.TagCount != 1 {
		t.Error("a revision is seen by those who had the version open, or shares its lock")
	}
	bad := func(_ *store.Info, r *writes.Revision) error {
		r.Lock = &store.Lock{Mode: "GOVERNANCE"}
		return nil
	}
	var field *memstore.FieldError
	if _, err := w.Revise(ctx, ref, bad); !errors.As(err, &field) {
		t.Errorf("Revise with half a lock = %v, want a FieldError", err)
	}
	ref.Version = version.ByID("none")
	if _, err := w.Revise(ctx, ref, bad); !errors.Is(err, store.ErrNoVersion) {
		t.Errorf("Revise of no version = %v", err)
	}
}

// TestConfigure: what a bucket is given it has, until it is taken away.
func TestConfigure(t *testing.T) {
	ctx, w := t.Context(), memstore.Writer{Store: memstore.New()}
	refused := errors.New("refused")
	if err := w.CreateBucket(ctx, store.Bucket{Name: "b"}); err != nil {
		t.Fatal(err)
	}
	if got, err := writes.LookupConfiguration(ctx, w, "b", "x"); got != nil || err != nil {
		t.Errorf("LookupConfiguration of what never was = %q, %v, want nil", got, err)
	}
	for _, document := range [][]byte{[]byte("<a/>"), {}} {
		if err := writes.Configure(ctx, w, "b", "x", document); err != nil {
			t.Fatal(err)
		}
		if got, err := w.Configuration(ctx, "b", "x"); string(got) != string(document) || got == nil || err != nil {
			t.Errorf("Configuration = %q, %v, want %q", got, err, document)
		}
	}
	pays := func(err error, name string) func(*store.Bucket) error {
		return func(b *store.Bucket) error {
			b.RequesterPays, b.Name = true, name
			return err
		}
	}
	var field *memstore.FieldError
	if err := w.UpdateBucket(ctx, "b", pays(refused, "b")); !errors.Is(err, refused) {
		t.Errorf("UpdateBucket = %v, want %v", err, refused)
	}
	if err := w.UpdateBucket(ctx, "b", pays(nil, "c")); !errors.As(err, &field) {
		t.Errorf("UpdateBucket of the name = %v, want a FieldError", err)
	}
	if b, err := w.Bucket(ctx, "b"); err != nil || b.RequesterPays {
		t.Errorf("refused updates have changed %+v, %v", b, err)
	}
	if err := w.UpdateBucket(ctx, "b", pays(nil, "b")); err != nil {
		t.Error(err)
	}
	if b, err := w.Bucket(ctx, "b"); err != nil || !b.RequesterPays {
		t.Errorf("an update has not changed %+v, %v", b, err)
	}
	block := func(err error) func(*writes.Policies) error {
		return func(p *writes.Policies) error {
			p.OwnerEnforced = true
			return err
		}
	}
	for _, want := range []error{refused, nil} {
		if err := w.UpdatePolicies(ctx, "b", block(want)); !errors.Is(err, want) {
			t.Errorf("UpdatePolicies = %v, want %v", err, want)
		}
		if p, err := w.BucketPolicies("b"); err != nil || p.OwnerEnforced != (want == nil) {
			t.Errorf("BucketPolicies after %v = %+v, %v", want, p, err)
		}
	}
	_, err := w.Configuration(ctx, "c", "x")
	for _, err := range []error{
		err, w.Configure(ctx, "c", "x", nil), w.UpdateBucket(ctx, "c", pays(nil, "c")), w.UpdatePolicies(ctx, "c", block(nil)),
		w.Rename(ctx, "c", "k", "l", nil),
	} {
		if !errors.Is(err, store.ErrNoBucket) {
			t.Errorf("of no bucket: %v, want %v", err, store.ErrNoBucket)
		}
	}
}

// TestRename: an object keeps all but its key.
func TestRename(t *testing.T) {
	now := time.Date(2013, 5, 24, 0, 0, 0, 0, time.UTC)
	w := memstore.Writer{Store: &memstore.Store{Now: func() time.Time { return now }}}
	ctx, refused := t.Context(), errors.New("refused")
	if err := w.CreateBucket(ctx, store.Bucket{Name: "b"}); err != nil {
		t.Fatal(err)
	}
	for _, key := range []string{"k", "l"} {
		if _, err := w.Put(ctx, "b", key, writes.Version{Content: stage(t, w, key)}, nil); err != nil {
			t.Fatal(err)
		}
	}
	now = now.Add(time.Hour)
	check := func(source, target *store.Info) error {
		if source == nil || target == nil || source.Size != 1 {
			t.Errorf("check sees %v, %v", source, target)
		}
		return refused
	}
	if err := w.Rename(ctx, "b", "k", "l", check); !errors.Is(err, refused) {
		t.Errorf("Rename = %v, want %v", err, refused)
	}
	if err := w.Rename(ctx, "b", "none", "l", nil); !errors.Is(err, store.ErrNoKey) {
		t.Errorf("Rename of nothing = %v", err)
	}
	for _, to := range []string{"k", "l"} {
		if err := w.Rename(ctx, "b", "k", to, nil); err != nil {
			t.Error(err)
		}
	}
	if keys := w.Keys("b"); !slices.Equal(keys, []string{"l"}) || !w.Versions("b", "l")[0].LastModified.Equal(now.Add(-time.Hour)) {
		t.Errorf("keys %v of %+v, want l of the old time", keys, w.Versions("b", "l"))
	}
	if err := w.SetVersioning(ctx, "b", version.StateEnabled); err != nil {
		t.Fatal(err)
	}
	if err := w.Rename(ctx, "b", "l", "m", nil); err == nil {
		t.Error("Rename in a bucket with versions succeeds")
	}
}

// A plain store has none of the optional interfaces.
type plain struct{ writes.Store }

// TestWithoutOptions: the functions of package write fall back.
func TestWithoutOptions(t *testing.T) {
	ctx, s := context.Background(), plain{memstore.Writer{Store: memstore.New()}}
	got, err := writes.LookupConfiguration(ctx, s, "b", "x")
	if got != nil || err != nil {
		t.Errorf("LookupConfiguration = %q, %v, want nothing", got, err)
	}
	_, revised := writes.Revise(ctx, s, store.Ref{}, nil)
	for _, err := range []error{
		revised, writes.Configure(ctx, s, "b", "x", nil), writes.UpdateBucket(ctx, s, "b", nil), writes.Rename(ctx, s, "b", "k", "l", nil),
	} {
		if !errors.Is(err, errors.ErrUnsupported) {
			t.Errorf("%v, want %v", err, errors.ErrUnsupported)
		}
	}
	if err := writes.UpdatePolicies(ctx, s, "b", func(p *writes.Policies) error { p.OwnerEnforced = true; return nil }); err != nil {
		t.Error(err)
	}
}

// TestConfigurationIsKept: a file has what was configured, revised and renamed.
func TestConfigurationIsKept(t *testing.T) {
	ctx, path := t.Context(), filepath.Join(t.TempDir(), "state")
	open := func() memstore.Writer {
		w := memstore.Writer{Store: memstore.New()}
		if _, err := w.Keep(path); err != nil {
			t.Fatal(err)
		}
		return w
	}
	w := open()
	const allow = `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::b/*"}]}`
	if err := w.CreateBucket(ctx, store.Bucket{Name: "b"}); err != nil {
		t.Fatal(err)
	}
	_, put := w.Put(ctx, "b", "k", writes.Version{Content: stage(t, w, "x")}, nil)
	_, revised := w.Revise(ctx, store.Ref{Bucket: "b", Key: "k"}, func(_ *store.Info, r *writes.Revision) error {
		r.Lock, r.Tags = &store.Lock{LegalHold: "ON"}, []writes.Tag{{Key: "a"}}
		return nil
	})
	if err := errors.Join(put, revised, w.Rename(ctx, "b", "k", "l", nil), w.Configure(ctx, "b", "policy", []byte(allow)),
		w.Configure(ctx, "b", "gone", []byte{}), w.Close()); err != nil {
		t.Fatal(err)
	}
	w = open()
	defer func() { _ = w.Close() }()
	infos := w.Versions("b", "l")
	p, err := w.BucketPolicies("b")
	if err != nil || len(w.Keys("b")) != 1 || len(infos) != 1 || infos[0].Lock == nil || infos[0].TagCount != 1 || p.Policy == nil {
		t.Errorf("the file has %v of %v, and the policy %v", infos, w.Keys("b"), p.Policy)
	}
	if gone, err := w.Configuration(ctx, "b", "gone"); gone == nil || err != nil {
		t.Errorf("Configuration of what was taken away = %v, %v, want no bytes", gone, err)
	}
}
