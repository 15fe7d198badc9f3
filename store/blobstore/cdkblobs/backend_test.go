package cdkblobs_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"gocloud.dev/blob"

	"github.com/s3get/s3get/store/blobstore"
	"github.com/s3get/s3get/store/blobstore/cdkblobs"
)

func collect(t *testing.T, names iter.Seq2[string, error]) (all []string) {
	t.Helper()
	for name, err := range names {
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, name)
	}
	return all
}

// oddNames are names with all characters that there are, in the order of their bytes.
var oddNames = []string{
	"blobs/aa/aaaaaaaaaaaaaaaaaaaaaaaaaa",
	"format",
	"objects/b-1/z!/zfe",
	"objects/b/+20+21!/zfe",
	"objects/b/a!/yfe/fd",
	"objects/b/a!/yfe/fd.yfe-fc",
	"objects/b/a!/yff/00",
	"objects/b/a!/zfe",
	"objects/b/a!/zfe.zfd",
	"objects/b/a,/,,/b!/zfe",
	"objects/b/a.d.s/~c3~a4!/zfe",
	"objects/b/a=41=5f!/zfe",
	"objects/b/a~c3!/zfe",
	"objects/b/b-!/zfe",
}

// checkList: names come back as they were, in the order of their bytes, from any place on.
func checkList(t *testing.T, open func(*testing.T) *blob.Bucket) {
	b := cdkblobs.New(open(t))
	for i := range oddNames {
		if err := b.Add(t.Context(), oddNames[(i*5)%len(oddNames)], []byte{byte(i)}); err != nil {
			t.Fatal(err)
		}
	}
	for _, prefix := range []string{"", "objects/", "objects/b/a", "objects/b/a!/", "objects/b/a!/yfe/fd.", "none/"} {
		for _, after := range append([]string{"", "a", "objects/b/a!/~", "~"}, oddNames...) {
			var want []string
			for _, name := range oddNames {
				if strings.HasPrefix(name, prefix) && name > after {
					want = append(want, name)
				}
			}
			if got := collect(t, b.List(t.Context(), prefix, after)); !slices.Equal(got, want) {
				t.Errorf("List(%q, %q) = %q, want %q", prefix, after, got, want)
			}
		}
	}
}

// checkListPages: a list has more names than one request lists.
func checkListPages(t *testing.T, open func(*testing.T) *blob.Bucket) {
	b := cdkblobs.New(open(t))
	var want []string
	for i := range 1100 {
		want = append(want, fmt.Sprintf("done/%04d", i))
	}
	work := make(chan string)
	var adding sync.WaitGroup
	for range 8 {
		adding.Go(func() {
			for name := range work {
				if err := b.Add(t.Context(), name, nil); err != nil {
					t.Error(err)
				}
			}
		})
	}
	for _, name := range want {
		work <- name
	}
	close(work)
	adding.Wait()
	if got := collect(t, b.List(t.Context(), "done/", "")); !slices.Equal(got, want) {
		t.Errorf("a list has %d names, want %d", len(got), len(want))
	}
	if got := collect(t, b.List(t.Context(), "done/", "done/0049")); !slices.Equal(got, want[50:]) {
		t.Errorf("a list from a name on has %d names, want %d", len(got), len(want)-50)
	}
}

// checkFirst: the first name and its stamp change with what is added and removed.
func checkFirst(t *testing.T, open func(*testing.T) *blob.Bucket) {
	b := cdkblobs.New(open(t))
	var stamp blobstore.Stamp
	first := func(want string, changed bool) {
		t.Helper()
		name, now, err := b.First(t.Context(), "d/", stamp)
		if want == "" {
			if !errors.Is(err, fs.ErrNotExist) {
				t.Errorf("First of nothing = %v, want fs.ErrNotExist", err)
			}
			return
		}
		if err != nil || name != want || (now != stamp) != changed {
			t.Errorf("First = %q, changed %t, %v, want %q, changed %t", name, now != stamp, err, want, changed)
		}
		stamp = now
	}
	add := func(name, content string) {
		t.Helper()
		if err := b.Add(t.Context(), name, []byte(content)); err != nil {
			t.Fatal(err)
		}
	}
	first("", false)
	add("c", "")
	add("e/a", "")
	first("", false)
	add("d/z", "1")
	first("d/z", true)
	first("d/z", false)
	add("d/zz", "2")
	first("d/z", false)
	add("d/y/a", "3")
	first("d/y/a", true)
	if err := b.Remove(t.Context(), "d/y/a"); err != nil {
		t.Fatal(err)
	}
	first("d/z", true)
	if err := b.Remove(t.Context(), "d/z"); err != nil {
		t.Fatal(err)
	}
	add("d/z", "4")
	first("d/z", true)
}

// checkAddOnce: of many that add a file of one name, one does.
func checkAddOnce(t *testing.T, open func(*testing.T) *blob.Bucket) {
	b := cdkblobs.New(open(t))
	for round := range 10 {
		name := fmt.Sprintf("objects/b/k!/z%02x", round)
		var (
			adding  sync.WaitGroup
			winners atomic.Int32
			winner  atomic.Value
		)
		for i := range 50 {
			adding.Go(func() {
				content := strings.Repeat(fmt.Sprint(i, " "), 1000)
				switch err := b.Add(t.Context(), name, []byte(content)); {
				case err == nil:
					winners.Add(1)
					winner.Store(content)
				case !errors.Is(err, fs.ErrExist):
					t.Errorf("Add = %v, want fs.ErrExist", err)
				}
			})
		}
		adding.Wait()
		got, err := b.Read(t.Context(), name, 1<<20)
		if n := winners.Load(); n != 1 || err != nil || string(got) != winner.Load() {
			t.Errorf("%d of 50 added the file, want 1, or it is not as added: %v", n, err)
		}
	}
}

// checkFile: what is written is read whole and in parts, and what is not there is said to be absent.
func checkFile(t *testing.T, open func(*testing.T) *blob.Bucket) {
	b := cdkblobs.New(open(t))
	small, large := []byte("some text"), make([]byte, 17<<20)
	for i := range large {
		large[i] = byte(i >> 10 * 7)
	}
	if err := b.Add(t.Context(), "a/small", small); err != nil {
		t.Fatal(err)
	}
	create(t, b, "a/large", large)
	wantFile(t, b, "a/small", small)
	wantFile(t, b, "a/large", large)
	if _, err := b.Read(t.Context(), "a/small", int64(len(small))-1); err == nil {
		t.Error("Read returned more than its limit")
	}
	for range 2 {
		if err := b.Remove(t.Context(), "a/large"); err != nil {
			t.Errorf("Remove = %v", err)
		}
	}
	wantNone(t, b, "a/large")
}

func create(t *testing.T, b blobstore.Backend, name string, content []byte) {
	t.Helper()
	w, err := b.Create(t.Context(), name)
	if err != nil {
		t.Fatal(err)
	}
	defer w.Discard()
	for rest := content; len(rest) > 0; {
		n, err := w.Write(rest[:min(len(rest), 100_000)])
		if err != nil {
			t.Fatal(err)
		}
		rest = rest[n:]
	}
	if _, err := b.Stat(t.Context(), name); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("before Commit: Stat = %v, want fs.ErrNotExist", err)
	}
	if err := w.Commit(); err != nil {
		t.Fatal(err)
	}
}

func wantFile(t *testing.T, b blobstore.Backend, name string, content []byte) {
	t.Helper()
	if got, err := b.Read(t.Context(), name, 1<<30); err != nil || !slices.Equal(got, content) {
		t.Errorf("Read(%q) = %d bytes, %v, want %d", name, len(got), err, len(content))
	}
	if info, err := b.Stat(t.Context(), name); err != nil || info.Size != int64(len(content)) || info.Modified.IsZero() {
		t.Errorf("Stat(%q) = %+v, %v, want %d bytes", name, info, err, len(content))
	}
	f, err := b.Open(t.Context(), name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	size := int64(len(content))
	for _, w := range [][2]int64{{0, size}, {0, 1}, {size - 1, 1}, {3, 0}, {size / 2, size / 3}} {
		r, err := f.OpenRange(t.Context(), w[0], w[1])
		if err != nil {
			t.Errorf("OpenRange(%q, %v) = %v", name, w, err)
			continue
		}
		got, err := io.ReadAll(r)
		r.Close()
		if err != nil || !slices.Equal(got, content[w[0]:w[0]+w[1]]) {
			t.Errorf("OpenRange(%q, %v) has %d bytes, %v", name, w, len(got), err)
		}
	}
	for _, w := range [][2]int64{{0, size + 1}, {size, 1}} {
		if err := readRange(t, f, w); err == nil {
			t.Errorf("OpenRange(%q, %v) ended without an error beyond the end", name, w)
		}
	}
}

func readRange(t *testing.T, f blobstore.File, w [2]int64) error {
	r, err := f.OpenRange(t.Context(), w[0], w[1])
	if err != nil {
		return err
	}
	defer r.Close()
	_, err = io.Copy(io.Discard, r)
	return err
}

func wantNone(t *testing.T, b blobstore.Backend, name string) {
	t.Helper()
	_, read := b.Read(t.Context(), name, 1<<30)
	_, stat := b.Stat(t.Context(), name)
	f, err := b.Open(t.Context(), name)
	if err != nil {
		t.Fatal(err)
	}
	for what, err := range map[string]error{"Read": read, "Stat": stat, "OpenRange": readRange(t, f, [2]int64{0, 1})} {
		if !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%s of nothing = %v, want fs.ErrNotExist", what, err)
		}
	}
}

// checkDiscard: there is no file that was not committed, and a context ends what it was for.
func checkDiscard(t *testing.T, open func(*testing.T) *blob.Bucket) {
	b := cdkblobs.New(open(t))
	for i, size := range []int{0, 10, 100_000, 18 << 20} {
		w, err := b.Create(t.Context(), fmt.Sprintf("a/%d", i))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write(make([]byte, size)); err != nil {
			t.Fatal(err)
		}
		w.Discard()
		w.Discard()
		if err := w.Commit(); err == nil {
			t.Error("Commit after Discard = nil")
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	w, err := b.Create(ctx, "a/canceled")
	if err != nil {
		t.Fatal(err)
	}
	_, _ = w.Write([]byte("text"))
	cancel()
	if err := w.Commit(); !errors.Is(err, context.Canceled) {
		t.Errorf("Commit of what is canceled = %v", err)
	}
	if err := b.Add(ctx, "a/added", nil); !errors.Is(err, context.Canceled) {
		t.Errorf("Add of what is canceled = %v", err)
	}
	if left := collect(t, b.List(t.Context(), "a/", "")); len(left) > 0 {
		t.Errorf("there is %q", left)
	}
}
