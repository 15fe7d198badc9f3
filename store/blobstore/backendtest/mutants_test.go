package backendtest_test

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"iter"
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/s3get/s3get/store/blobstore"
	"github.com/s3get/s3get/store/blobstore/backendtest"
	"github.com/s3get/s3get/store/blobstore/folder"
)

// mutants break a promise each, which the value names.
func mutants() map[string]struct {
	mutate  func(blobstore.Backend) blobstore.Backend
	promise string
} {
	type backend = blobstore.Backend
	return map[string]struct {
		mutate  func(backend) backend
		promise string
	}{
		"none":                 {func(b backend) backend { return b }, ""},
		"Add replaces":         {func(b backend) backend { return replacing{b} }, "Add/exclusive"},
		"Add ignores context":  {func(b backend) backend { return tireless{b} }, "canceled"},
		"Read ignores limit":   {func(b backend) backend { return limitless{b} }, "Read/limit"},
		"Stat has no size":     {func(b backend) backend { return sizeless{b} }, "Stat"},
		"First is stale":       {func(b backend) backend { return &stale{Backend: b} }, "First/stamp"},
		"List is unsorted":     {func(b backend) backend { return listing{b, unsorted} }, "List"},
		"List begins at after": {func(b backend) backend { return listing{b, inclusive} }, "List"},
		"List ignores prefix":  {func(b backend) backend { return listing{b, unprefixed} }, "List"},
		"Create adds at once":  {func(b backend) backend { return hasty{b} }, "Create"},
		"Remove needs a file":  {func(b backend) backend { return strict{b} }, "missing"},
		"Remove does nothing":  {func(b backend) backend { return keeping{b} }, "Remove"},
		"Lock does nothing":    {func(b backend) backend { return unlocked{b} }, "Lock/shared"},
		"ranges are longer":    {func(b backend) backend { return lavish{b} }, "Open"},
	}
}

// mutant is the variable of the environment that has the name of a mutant to be checked.
const mutant = "BACKENDTEST_MUTANT"

// TestMutant checks the mutant that it is told to.
func TestMutant(t *testing.T) {
	m, ok := mutants()[os.Getenv(mutant)]
	if !ok {
		t.Skip("run by TestMutants")
	}
	backendtest.Check(t, func(t *testing.T) blobstore.Backend {
		f, err := folder.Open(t.TempDir())
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { f.Close() })
		return m.mutate(f)
	})
}

// TestMutants: Check fails for each mutant, and in the promise that it breaks.
func TestMutants(t *testing.T) {
	if testing.Short() {
		t.Skip("runs programs")
	}
	for name, m := range mutants() {
		t.Run(name, func(t *testing.T) {
			cmd := exec.CommandContext(t.Context(), os.Args[0], "-test.short", "-test.run=^TestMutant$/^"+strings.ReplaceAll(m.promise, "/", "$/^")+"$")
			if m.promise == "" {
				cmd.Args[2] = "-test.run=^TestMutant$"
			}
			cmd.Env = append(os.Environ(), mutant+"="+name)
			out, err := cmd.CombinedOutput()
			var exit *exec.ExitError
			failed := errors.As(err, &exit) && strings.Contains(string(out), "--- FAIL: TestMutant/"+strings.ReplaceAll(m.promise, " ", "_"))
			if m.promise == "" && err != nil || m.promise != "" && !failed {
				t.Errorf("Check says, %v:\n%s", err, out)
			}
		})
	}
}

type replacing struct{ blobstore.Backend }

func (b replacing) Add(ctx context.Context, name string, content []byte) error {
	return errors.Join(b.Remove(ctx, name), b.Backend.Add(ctx, name, content))
}

type tireless struct{ blobstore.Backend }

func (b tireless) Add(ctx context.Context, name string, content []byte) error {
	return b.Backend.Add(context.WithoutCancel(ctx), name, content)
}

type limitless struct{ blobstore.Backend }

func (b limitless) Read(ctx context.Context, name string, _ int64) ([]byte, error) {
	return b.Backend.Read(ctx, name, 1<<50)
}

type sizeless struct{ blobstore.Backend }

func (b sizeless) Stat(ctx context.Context, name string) (blobstore.FileInfo, error) {
	info, err := b.Backend.Stat(ctx, name)
	return blobstore.FileInfo{Modified: info.Modified}, err
}

// A stale Backend notices every third change.
type stale struct {
	blobstore.Backend
	n int
}

func (b *stale) First(ctx context.Context, prefix string, known blobstore.Stamp) (string, blobstore.Stamp, error) {
	name, now, err := b.Backend.First(ctx, prefix, known)
	if b.n++; err == nil && known != (blobstore.Stamp{}) && b.n%3 > 0 {
		return "", known, nil
	}
	return name, now, err
}

// A listing Backend changes lists.
type listing struct {
	blobstore.Backend
	list func(ctx context.Context, b blobstore.Backend, prefix, after string) iter.Seq2[string, error]
}

func (b listing) List(ctx context.Context, prefix, after string) iter.Seq2[string, error] {
	return b.list(ctx, b.Backend, prefix, after)
}

func unsorted(ctx context.Context, b blobstore.Backend, prefix, after string) iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		var names []string
		for name := range b.List(ctx, prefix, after) {
			names = append(names, name)
		}
		for i := len(names) - 1; i >= 0 && yield(names[i], nil); i-- {
			continue
		}
	}
}

func inclusive(ctx context.Context, b blobstore.Backend, prefix, after string) iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		if _, err := b.Stat(ctx, after); after != "" && err == nil && strings.HasPrefix(after, prefix) && !yield(after, nil) {
			return
		}
		b.List(ctx, prefix, after)(yield)
	}
}

func unprefixed(ctx context.Context, b blobstore.Backend, _, after string) iter.Seq2[string, error] {
	return b.List(ctx, "", after)
}

// A hasty Backend has a file before it is committed.
type hasty struct{ blobstore.Backend }

type hastyWriter struct {
	blobstore.Backend
	name    string
	content []byte
}

func (b hasty) Create(ctx context.Context, name string) (blobstore.FileWriter, error) {
	return &hastyWriter{b, name, nil}, b.Add(ctx, name, nil)
}

func (w *hastyWriter) Write(p []byte) (int, error) {
	w.content = append(w.content, p...)
	return len(p), nil
}

func (w *hastyWriter) Commit() error {
	ctx := context.Background()
	return errors.Join(w.Remove(ctx, w.name), w.Add(ctx, w.name, w.content))
}

func (w *hastyWriter) Discard() {}

type strict struct{ blobstore.Backend }

func (b strict) Remove(ctx context.Context, name string) error {
	if _, err := b.Stat(ctx, name); err != nil {
		return err
	}
	return b.Backend.Remove(ctx, name)
}

type keeping struct{ blobstore.Backend }

func (keeping) Remove(context.Context, string) error { return nil }

type unlocked struct{ blobstore.Backend }

func (unlocked) Lock(context.Context, string, bool) (func(), error) { return func() {}, nil }

// A lavish Backend has a byte more in each range, if it is there.
type lavish struct{ blobstore.Backend }

type lavishFile struct{ blobstore.File }

func (b lavish) Open(ctx context.Context, name string) (blobstore.File, error) {
	f, err := b.Backend.Open(ctx, name)
	if err != nil {
		return nil, err
	}
	return lavishFile{f}, nil
}

func (f lavishFile) OpenRange(ctx context.Context, off, n int64) (io.ReadCloser, error) {
	r, err := f.File.OpenRange(ctx, off, n+1)
	if errors.Is(err, fs.ErrInvalid) {
		return f.File.OpenRange(ctx, off, n)
	}
	return r, err
}
