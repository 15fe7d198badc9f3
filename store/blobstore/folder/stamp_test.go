package folder_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/s3get/s3get/store/blobstore"
	"github.com/s3get/s3get/store/blobstore/folder"
	"github.com/s3get/s3get/store/blobstore/internal/disk"
)

// mustAdd adds files.
func mustAdd(t testing.TB, f *folder.Folder, names ...string) {
	t.Helper()
	for _, name := range names {
		if err := f.Add(t.Context(), name, []byte(name)); err != nil {
			t.Fatal(err)
		}
	}
}

func mustFirst(t testing.TB, f *folder.Folder, prefix string, known blobstore.Stamp) (string, blobstore.Stamp) {
	t.Helper()
	name, stamp, err := f.First(t.Context(), prefix, known)
	if err != nil {
		t.Fatal(err)
	}
	return name, stamp
}

// TestFirstOps: what is unchanged costs a Stat of each directory on the way, once the time of change is
// older than a tick.
func TestFirstOps(t *testing.T) {
	for _, tt := range []struct {
		name string
		ops  int
	}{
		{"o/k!/z00", 1}, {"o/k!/y00/ff", 2}, {"o/k!/x00/ff/00", 3}, {"o/k!/u00/00/00/00/00/00", 6},
		{"o/k!/u00/00/00/00/000/00", 0}, // too long for a stamp
	} {
		for _, young := range []bool{true, false} {
			sim := disk.NewSim()
			f := folder.Over(sim)
			mustAdd(t, f, tt.name)
			if !young {
				sim.Advance(time.Second)
			}
			name, stamp := mustFirst(t, f, "o/k!/", blobstore.Stamp{})
			if name != tt.name || stamp == (blobstore.Stamp{}) {
				t.Errorf("First = %q, %x; want %q and a stamp", name, stamp, tt.name)
			}
			ops := 0
			sim.Watch(func(string) error { ops++; return nil })
			again, now := mustFirst(t, f, "o/k!/", stamp)
			if young || tt.ops == 0 {
				if again != tt.name || now == stamp {
					t.Errorf("First of what may have changed = %q, %x; want %q and a stamp other than %x", again, now, tt.name, stamp)
				}
				continue
			}
			if again != "" || now != stamp || ops != tt.ops {
				t.Errorf("%s: First of what is unchanged = %q, %x after %d operations; want %q, %x after %d",
					tt.name, again, now, ops, "", stamp, tt.ops)
			}
		}
	}
}

// TestFirstSkips: a directory without files, which gets one without a change of those above, is looked
// into each time.
func TestFirstSkips(t *testing.T) {
	sim := disk.NewSim()
	f := folder.Over(sim)
	mustAdd(t, f, "o/k!/y00/ff")
	if err := sim.Mkdir("o/k!/x00"); err != nil {
		t.Fatal(err)
	}
	sim.Advance(time.Second)
	name, stamp := mustFirst(t, f, "o/k!/", blobstore.Stamp{})
	if name != "o/k!/y00/ff" {
		t.Errorf("First = %q", name)
	}
	mustAdd(t, f, "o/k!/x00/ff")
	if name, _ := mustFirst(t, f, "o/k!/", stamp); name != "o/k!/x00/ff" {
		t.Errorf("First = %q, want the file in what was empty", name)
	}
}

// TestFirstYoungAbove: a directory that is young counts although the one below it is old.
func TestFirstYoungAbove(t *testing.T) {
	sim := disk.NewSim()
	f := folder.Over(sim)
	mustAdd(t, f, "o/k!/x00/ff")
	sim.Advance(time.Second)
	mustAdd(t, f, "o/k!/z00")
	name, stamp := mustFirst(t, f, "o/k!/", blobstore.Stamp{})
	if name != "o/k!/x00/ff" {
		t.Errorf("First = %q", name)
	}
	mustAdd(t, f, "o/k!/w")
	if name, _ := mustFirst(t, f, "o/k!/", stamp); name != "o/k!/w" {
		t.Errorf("First = %q, want what was added in the same tick", name)
	}
}

// TestFirstClocks: no change is missed, however seldom the clock of the file system ticks.
func TestFirstClocks(t *testing.T) {
	for _, tick := range []time.Duration{1, 4 * time.Millisecond, 16 * time.Millisecond, time.Second, 2 * time.Second} {
		rapid.Check(t, func(t *rapid.T) {
			sim := disk.NewSim()
			sim.Tick(tick)
			f := folder.Over(sim)
			pool := []string{"o/k!/w", "o/k!/x00/a", "o/k!/x00/b", "o/k!/y00", "o/k!/z00"}
			files := map[string]bool{}
			known, first := blobstore.Stamp{}, ""
			t.Repeat(map[string]func(*rapid.T){
				"write": func(t *rapid.T) {
					name := rapid.SampledFrom(pool).Draw(t, "name")
					var err error
					if files[name] {
						err = f.Remove(t.Context(), name)
					} else {
						err = f.Add(t.Context(), name, nil)
					}
					if err != nil {
						t.Fatal(err)
					}
					files[name] = !files[name]
				},
				"wait": func(t *rapid.T) {
					sim.Advance(rapid.SampledFrom([]time.Duration{tick / 2, tick, 60 * time.Millisecond, 3 * time.Second}).Draw(t, "time"))
				},
				"first": func(t *rapid.T) {
					name, now, err := f.First(t.Context(), "o/k!/", known)
					want := ""
					if i := slices.IndexFunc(pool, func(n string) bool { return files[n] }); i >= 0 {
						want = pool[i]
					}
					if (err != nil) != (want == "") || err == nil && name == "" && first != want || name != "" && name != want {
						t.Fatalf("First = %q, %v; want %q after %q", name, err, want, first)
					}
					known, first = now, want
				},
			})
		})
	}
}

// TestListPages: a large directory is read once for all of its pages, and again when it has changed.
func TestListPages(t *testing.T) {
	sim := disk.NewSim()
	f := folder.Over(sim)
	var want []string
	for i := range 3000 {
		want = append(want, fmt.Sprintf("d/%06d", i))
	}
	mustAdd(t, f, want...)
	sim.Advance(time.Second)
	reads := 0
	sim.Watch(func(op string) error {
		if op == "readdir" {
			reads++
		}
		return nil
	})
	pages := func() (names []string) {
		for after := ""; ; after = names[len(names)-1] {
			n := 0
			for name, err := range f.List(t.Context(), "d/", after) {
				if err != nil {
					t.Fatal(err)
				}
				names = append(names, name)
				if n++; n == 100 {
					break
				}
			}
			if n == 0 {
				return names
			}
		}
	}
	if got := pages(); !slices.Equal(got, want) || reads != 1 {
		t.Errorf("pages have %d names after %d reads, want %d after one", len(got), reads, len(want))
	}
	mustAdd(t, f, "d/new")
	want = append(want, "d/new")
	if got := pages(); !slices.Equal(got, want) || reads < 20 {
		t.Errorf("pages of what may have changed have %d names after %d reads", len(got), reads)
	}
	sim.Advance(time.Second)
	reads = 0
	if got := pages(); !slices.Equal(got, want) || reads != 1 {
		t.Errorf("pages have %d names after %d reads, want %d after one", len(got), reads, len(want))
	}
}

// TestListReads: directories that cannot have names of a list are not read.
func TestListReads(t *testing.T) {
	sim := disk.NewSim()
	f := folder.Over(sim)
	for i := range 10 {
		for j := range 10 {
			mustAdd(t, f, fmt.Sprintf("o/%d/%d/f", i, j))
		}
	}
	for _, tt := range []struct {
		prefix, after string
		reads         int // for the first name
	}{
		{"", "", 4}, {"o/5/", "", 2}, {"o/5/5", "", 2}, {"o/", "o/5/5/f", 4}, {"o/5/5/", "", 1}, {"o/", "p", 1}, {"q/", "", 0},
	} {
		reads := 0
		sim.Watch(func(op string) error {
			if op == "readdir" {
				reads++
			}
			return nil
		})
		for _, err := range f.List(t.Context(), tt.prefix, tt.after) {
			if err != nil {
				t.Error(err)
			}
			break
		}
		if reads > tt.reads {
			t.Errorf("List(%q, %q) reads %d directories for its first name, want %d", tt.prefix, tt.after, reads, tt.reads)
		}
	}
}
