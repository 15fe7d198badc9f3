package folder

import (
	"bytes"
	"context"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/s3get/s3get/getobject/policy"
	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/blobstore"
	"github.com/s3get/s3get/store/write"
	"github.com/s3get/s3get/version"
)

// writeGolden returns whether the golden store is to be written, which is done once for a format.
func writeGolden() bool { return slices.Contains(flag.Args(), "write-golden") }

// goldenDir has a store as it was written when the format was made, and goldenState what it has.
const (
	goldenDir   = "testdata/golden-1"
	goldenState = "testdata/golden-1.txt"
)

// goldenLarge is the size of contents that are blobs, and compress well.
const goldenLarge = 70_000

// fillGolden puts something of each kind into a store, all of it small.
func (w *world) fillGolden() error {
	_ = w.note(w.CreateBucket(w.ctx, store.Bucket{Name: "plain", Owner: "123456789012"}))
	_ = w.note(w.CreateBucket(w.ctx, store.Bucket{Name: "versioned"}))
	_ = w.note(w.CreateBucket(w.ctx, store.Bucket{Name: "files", Type: store.Directory}))
	_ = w.note(w.Configure(w.ctx, "plain", "lifecycle", []byte("<x/>")))
	_ = w.note(w.UpdatePolicies(w.ctx, "plain", func(p *write.Policies) (err error) {
		p.OwnerEnforced = true
		p.Policy, err = policy.Parse(policy.KindBucket, []byte(`{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::plain/*"}]}`))
		return err
	}))
	_ = w.note(w.AddAccessPoint(w.ctx, write.AccessPoint{Bucket: "plain", Name: "point", Account: "123456789012", Alias: "point-alias"}))
	_ = w.put("versioned", "k", content(1, 10))
	_ = w.note(w.SetVersioning(w.ctx, "versioned", version.StateEnabled))
	_ = w.put("versioned", "k", content(2, 3000))
	_ = w.put("versioned", "k", content(3, goldenLarge))
	_ = w.tag("versioned", "k", w.nth("versioned", "k", 1), "older")
	_ = w.put("versioned", "hidden", content(2, 20))
	_ = w.delete("versioned", "hidden", version.Latest())
	for i, key := range []string{"small", "a/b.c", strings.Repeat("long", 200), "Ünï", "large"} {
		_ = w.put("plain", key, content(uint64(i)|1, 50+i+i/4*goldenLarge))
	}
	_ = w.put("plain", "empty", nil)
	_ = w.put("plain", "customer", content(4, 30), underCustomer)
	_ = w.put("plain", "customer large", content(5, goldenLarge), underCustomer)
	_ = w.put("files", "from", content(6, 40))
	_ = w.note(w.Rename(w.ctx, "files", "from", "to", nil))
	for _, key := range []string{"multi", "open"} {
		ref, _ := w.begin("versioned", key)
		_ = w.part(ref, 1, content(1, goldenLarge))
		_ = w.part(ref, 3, content(2, 300))
		if key == "multi" {
			_ = w.complete(ref)
		}
	}
	ref, _ := w.begin("plain", "customer multi", underCustomer)
	_ = w.part(ref, 1, content(2, 99))
	_ = w.complete(ref)
	return w.err
}

// golden opens a store as it was written.
func openGolden(t *testing.T, dir string, o blobstore.Options) *world {
	t.Helper()
	f, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	w, err := openWorld(context.WithoutCancel(t.Context()), f, began(), o)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// state describes the golden store, whose ids are what they are.
func (w *world) goldenState() string {
	lines := w.state()
	for _, b := range []string{"plain", "versioned", "files"} {
		for e, err := range w.Scan(w.ctx, b, "") {
			if err != nil {
				lines = append(lines, err.Error())
			}
			for _, i := range e.Versions {
				lines = append(lines, "id "+b+" "+e.Key+" "+i.VersionID)
			}
		}
	}
	p, err := w.Policies(w.ctx, "plain")
	lines = append(lines, string(p.Policy.Document()))
	point, err2 := w.AccessPoint(w.ctx, "point-alias", "")
	if err != nil || err2 != nil {
		lines = append(lines, "an error")
	}
	return strings.Join(append(lines, "access point of "+point), "\n") + "\n"
}

// TestGolden: a store that was written when the format was made reads as it did then, and goes on
// being written to. It is written, once, by the arguments -run TestGolden -args write-golden.
func TestGolden(t *testing.T) {
	if writeGolden() {
		w := openGolden(t, goldenDir, blobstore.Options{})
		if err := w.fillGolden(); err != nil {
			t.Fatal(err)
		}
		plain := openGolden(t, goldenDir, blobstore.Options{Plain: true})
		plain.clock = w.clock
		_ = plain.put("plain", "not sealed", content(1, 60))
		_ = plain.put("plain", "not sealed large", content(3, goldenLarge))
		if err := os.WriteFile(goldenState, []byte(w.goldenState()), 0o600); err != nil || plain.err != nil {
			t.Fatal(err, plain.err)
		}
	}
	want, err := os.ReadFile(goldenState)
	if err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(t.TempDir(), "store")
	if err := os.CopyFS(dir, os.DirFS(goldenDir)); err != nil {
		t.Fatal(err)
	}
	w := openGolden(t, dir, blobstore.Options{})
	if got := w.goldenState(); got != string(want) {
		t.Errorf("the store\n%s", differ(strings.Split(got, "\n"), strings.Split(string(want), "\n")))
	}
	if n := bytes.Count(want, []byte("\n")); n < 40 {
		t.Errorf("the golden store is described in %d lines, want 40", n)
	}
	for d := range w.Verify(t.Context(), blobstore.Verifying{}) {
		t.Error(d)
	}
	w.goesOn(t, "the golden store")
}
