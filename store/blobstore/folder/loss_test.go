package folder_test

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"path"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/s3get/s3get/store/blobstore/folder"
	"github.com/s3get/s3get/store/blobstore/internal/disk"
)

// seeds is the number of trees that are looked at after a loss of power: the one without what was not
// synced, and random ones.
const seeds = 21

// An action is a write, of which it is known what there is before and after.
type action struct {
	name   string
	before []string // files that there are
	do     func(ctx context.Context, f *folder.Folder) error
	adds   string // the file that it adds, or ""
	gone   string // the file that it removes, or ""
	maybe  bool   // it may remove gone, once it has added
}

func add(name string) func(context.Context, *folder.Folder) error {
	return func(ctx context.Context, f *folder.Folder) error { return f.Add(ctx, name, content(name)) }
}

func remove(name string) func(context.Context, *folder.Folder) error {
	return func(ctx context.Context, f *folder.Folder) error { return f.Remove(ctx, name) }
}

func create(name string) func(context.Context, *folder.Folder) error {
	return func(ctx context.Context, f *folder.Folder) error {
		w, err := f.Create(ctx, name)
		if err != nil {
			return err
		}
		defer w.Discard()
		for piece := range slices.Chunk(content(name), 30) {
			if _, err := w.Write(piece); err != nil {
				return err
			}
		}
		return w.Commit()
	}
}

// content returns what the file of a name has: nothing in some.
func content(name string) []byte {
	if strings.HasSuffix(name, "empty") {
		return []byte{}
	}
	return []byte(strings.Repeat(name+" ", 10))
}

func actions() []action {
	trim := func(ctx context.Context, f *folder.Folder) error {
		return f.AddAndTrim(ctx, "o/k!/z00", content("o/k!/z00"), "o/k!/z01")
	}
	return []action{
		{name: "Add at the top", do: add("top"), adds: "top"},
		{name: "Add of the first", do: add("o/i/k!/zff"), adds: "o/i/k!/zff"},
		{name: "Add beside others", before: []string{"o/i/k!/zff", "o/j/k!/zff"}, do: add("o/i/k!/zfe"), adds: "o/i/k!/zfe"},
		{name: "Add in a new directory", before: []string{"o/i/k!/zff"}, do: add("o/i/l!/zff"), adds: "o/i/l!/zff"},
		{name: "Add of nothing", before: []string{"o/i/k!/zff"}, do: add("o/i/l!/empty"), adds: "o/i/l!/empty"},
		{name: "AddAndTrim", before: []string{"o/k!/z01"}, do: trim, adds: "o/k!/z00", gone: "o/k!/z01", maybe: true},
		{name: "Create", do: create("blobs/aa/id"), adds: "blobs/aa/id"},
		{name: "Create beside others", before: []string{"blobs/aa/other"}, do: create("blobs/aa/id"), adds: "blobs/aa/id"},
		{name: "Create of nothing", do: create("blobs/aa/empty"), adds: "blobs/aa/empty"},
		{name: "Remove", before: []string{"o/i/k!/zff", "o/i/k!/zfe"}, do: remove("o/i/k!/zff"), gone: "o/i/k!/zff"},
		{name: "Remove of the last", before: []string{"o/i/k!/y/zff", "o/j/k"}, do: remove("o/i/k!/y/zff"), gone: "o/i/k!/y/zff"},
		{name: "Remove at the top", before: []string{"top"}, do: remove("top"), gone: "top"},
	}
}

// prepared returns a disk with what there is before an action.
func (a *action) prepared(t testing.TB) *disk.Sim {
	sim := disk.NewSim()
	f := folder.Over(sim)
	for _, name := range a.before {
		if err := f.Add(t.Context(), name, content(name)); err != nil {
			t.Fatal(err)
		}
	}
	return sim
}

// check checks what there is after an action, which returned an error or nil.
func (a *action) check(t *testing.T, f *folder.Folder, err error) {
	t.Helper()
	for _, name := range a.before {
		if name != a.gone {
			a.has(t, f, name, true)
		}
	}
	added := false
	if a.adds != "" {
		added = a.has(t, f, a.adds, err == nil)
	}
	switch {
	case a.maybe && !added:
		a.has(t, f, a.gone, true)
	case a.maybe:
		a.has(t, f, a.gone, false)
	case a.gone != "" && a.has(t, f, a.gone, false) && err == nil:
		t.Errorf("%s is back", a.gone)
	}
}

// has reports whether there is a file, which must be whole then.
func (a *action) has(t *testing.T, f *folder.Folder, name string, must bool) bool {
	t.Helper()
	got, err := f.Read(t.Context(), name, 1<<20)
	switch {
	case err == nil && string(got) == string(content(name)):
		return true
	case err == nil:
		t.Errorf("%s has %q", name, got)
	case must || !errors.Is(err, fs.ErrNotExist):
		t.Errorf("%s: %v", name, err)
	}
	return false
}

// usable checks that a folder works, and that nothing is left that was being written.
func usable(t *testing.T, sim *disk.Sim, f *folder.Folder) {
	t.Helper()
	ctx := t.Context()
	sim.Advance(time.Hour)
	if _, err := f.RemoveTemporary(ctx, time.Minute); err != nil {
		t.Errorf("RemoveTemporary = %v", err)
	}
	if left := temporaries(t, sim, "."); len(left) > 0 {
		t.Errorf("left: %q", left)
	}
	for _, name := range []string{"o/i/k!/later", "blobs/aa/later"} {
		if err := errors.Join(f.Add(ctx, name, content(name)), f.Remove(ctx, name)); err != nil {
			t.Errorf("later, Add or Remove = %v", err)
		}
	}
}

// temporaries returns the files beneath a directory that are being written.
func temporaries(t testing.TB, d disk.Disk, dir string) (names []string) {
	t.Helper()
	err := d.ReadDir(dir, func(e disk.Entry) error {
		name := strings.TrimPrefix(dir+"/"+e.Name, "./")
		if strings.HasPrefix(e.Name, folder.Temporary) {
			names = append(names, name)
		}
		if e.IsDir {
			names = append(names, temporaries(t, d, name)...)
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
	return names
}

// at fails operation k.
func at(k int, err error) func(string, int) error {
	return func(_ string, n int) error {
		if n == k {
			return err
		}
		return nil
	}
}

// TestLoss takes the power at each operation of each action, and after the last.
func TestLoss(t *testing.T) {
	for _, a := range actions() {
		t.Run(a.name, func(t *testing.T) {
			for k, done := 1, false; !done; k++ {
				sim := a.prepared(t)
				sim.Fail(at(k, disk.ErrPowerLost))
				err := a.do(t.Context(), folder.Over(sim))
				done = sim.Ops() < k
				if err != nil && !errors.Is(err, disk.ErrPowerLost) || done && err != nil {
					t.Fatalf("without power at operation %d: %v", k, err)
				}
				for seed := range uint64(seeds) {
					left := sim.Restart(seed)
					f := folder.Over(left)
					a.check(t, f, err)
					usable(t, left, f)
					if t.Failed() {
						t.Fatalf("after operation %d, which returned %v, with seed %d", k, err, seed)
					}
				}
			}
		})
	}
}

// TestLossTogether has several write in the same directories, from several Folders, as several
// processes do. What each of them was told is so afterwards.
func TestLossTogether(t *testing.T) {
	rounds := 1500
	if testing.Short() {
		rounds = 150
	}
	for round := range uint64(rounds) {
		random := rand.New(rand.NewPCG(round, 5))
		sim, k := disk.NewSim(), 1+random.IntN(250)
		sim.Fail(at(k, disk.ErrPowerLost))
		folders := []*folder.Folder{folder.Over(sim), folder.Over(sim)}
		told := make([]map[string]string, 5)
		var all sync.WaitGroup
		for i := range told {
			told[i] = map[string]string{}
			all.Go(func() { work(t, folders[i%2], rand.New(rand.NewPCG(round, uint64(i))), i, told[i]) })
		}
		all.Wait()
		for seed := range uint64(4) {
			f := folder.Over(sim.Restart(seed))
			for _, files := range told {
				compare(t, f, files)
			}
			if t.Failed() {
				t.Fatalf("round %d, power lost at operation %d, seed %d", round, k, seed)
			}
		}
	}
}

// work adds and removes files until there is no power, and notes what is of each: "" if it was added,
// "gone", or "unknown" if the power was lost meanwhile.
func work(t *testing.T, f *folder.Folder, random *rand.Rand, who int, files map[string]string) {
	for {
		name := fmt.Sprintf("o/%d/%d/f%d", random.IntN(2), random.IntN(2), who)
		state, known := files[name]
		do, next := add(name), ""
		switch {
		case known && state == "":
			do, next = remove(name), "gone"
		case random.IntN(2) == 0:
			do = create(name)
		}
		if err := do(t.Context(), f); err != nil {
			if !errors.Is(err, disk.ErrPowerLost) {
				t.Errorf("%s, which is %q and known %t: %v", name, state, known, err)
			}
			files[name] = "unknown"
			return
		}
		files[name] = next
	}
}

// compare checks that what is noted is so.
func compare(t *testing.T, f *folder.Folder, files map[string]string) {
	t.Helper()
	for name, state := range files {
		got, err := f.Read(t.Context(), name, 1<<20)
		switch {
		case err == nil && string(got) != string(content(name)):
			t.Errorf("%s has %q", name, got)
		case err == nil && state == "gone":
			t.Errorf("%s is back", name)
		case err != nil && (state == "" || !errors.Is(err, fs.ErrNotExist)):
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestLossRemovedByTwo has two remove one file, and others beside it. Whoever of them was told
// that it is gone first, it is.
func TestLossRemovedByTwo(t *testing.T) {
	a := action{before: []string{"o/i/k!/zff", "o/i/k!/zfe"}}
	for round := range uint64(500) {
		random := rand.New(rand.NewPCG(round, 6))
		sim, k := a.prepared(t), 1+random.IntN(40)
		sim.Fail(at(k, disk.ErrPowerLost))
		var told [4]map[string]string
		var all sync.WaitGroup
		for i := range told {
			told[i] = map[string]string{}
			all.Go(func() {
				f := folder.Over(sim)
				for _, j := range rand.New(rand.NewPCG(round, uint64(i))).Perm(2) {
					name := a.before[j]
					told[i][name] = "gone"
					if err := f.Remove(t.Context(), name); err != nil {
						told[i][name] = "unknown"
					}
				}
			})
		}
		all.Wait()
		for _, files := range told {
			compare(t, folder.Over(sim.Restart(0)), files)
		}
		if t.Failed() {
			t.Fatalf("round %d, power lost at operation %d", round, k)
		}
	}
}

// A replacing disk has a directory replaced by another of its name before it is synced for the first
// time, as others do who remove the last file in it and add one.
type replacing struct {
	*disk.Sim
	file string // the last in the directory
}

func (r *replacing) SyncDir(name string) error {
	if file := r.file; file != "" && path.Dir(file) == name {
		r.file = ""
		if err := errors.Join(r.Remove(file), r.RemoveDir(name), r.Mkdir(name)); err != nil {
			return err
		}
	}
	return r.Sim.SyncDir(name)
}

// TestLossReplaced: a file is gone although the directory that it was in was replaced by another
// before that was synced.
func TestLossReplaced(t *testing.T) {
	a := action{before: []string{"o/k!/zff", "o/k!/zfe"}}
	sim := a.prepared(t)
	if err := folder.Over(&replacing{sim, a.before[1]}).Remove(t.Context(), a.before[0]); err != nil {
		t.Fatal(err)
	}
	if _, err := sim.Restart(0).Stat(a.before[0]); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("Stat after a loss of power = %v, want fs.ErrNotExist", err)
	}
}
