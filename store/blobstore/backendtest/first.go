package backendtest

import (
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"slices"

	"github.com/s3get/s3get/store/blobstore"
)

// first: First returns the first name that List has.
func first(c *checker) {
	for _, tt := range []struct{ add, want string }{
		{"f/m/n", "f/m/n"}, {"f/m0", "f/m/n"}, {"f/m!/x", "f/m!/x"}, {"f/m!/w", "f/m!/w"},
		{"f/a/a/a/a", "f/a/a/a/a"}, {"f/a/a/a!", "f/a/a/a!"}, {"f/a/0/z/z", "f/a/0/z/z"}, {"f/0", "f/0"},
		{"g", "f/0"}, {"f!", "f/0"},
	} {
		c.add(tt.add)
		if got, _, err := c.b.First(c.ctx, "f/", blobstore.Stamp{}); got != tt.want || err != nil {
			c.t.Errorf("First = %q, %v after %q was added; want %q", got, err, tt.add, tt.want)
		}
	}
	if got, _, err := c.b.First(c.ctx, "f/a/", blobstore.Stamp{}); got != "f/a/0/z/z" || err != nil {
		c.t.Errorf("First(%q) = %q, %v", "f/a/", got, err)
	}
}

// A follower asks for the first name with the stamp that it got before, as a reader does.
type follower struct {
	*checker
	prefix string
	stamp  blobstore.Stamp
	name   string
	since  int // of the content of the file
}

// look checks that First tells of a change.
func (f *follower) look(want string, version int) {
	f.t.Helper()
	name, stamp, err := f.b.First(f.ctx, f.prefix, f.stamp)
	if want == "" {
		if !errors.Is(err, fs.ErrNotExist) {
			f.t.Fatalf("First = %q, %v of no files; want fs.ErrNotExist", name, err)
		}
		f.stamp, f.name = blobstore.Stamp{}, ""
		return
	}
	if err != nil {
		f.t.Fatalf("First = %v, want %q", err, want)
	}
	if name == "" && (f.stamp == blobstore.Stamp{}) {
		f.t.Fatalf(`First = "" although no stamp is known, want %q`, want)
	}
	if name == "" || stamp == f.stamp {
		if f.name != want || f.since != version {
			f.t.Fatalf("First = %q and the stamp %x, which say that %q of version %d is still first; want %q of version %d",
				name, stamp, f.name, f.since, want, version)
		}
	}
	if name != "" && name != want {
		f.t.Fatalf("First = %q, want %q", name, want)
	}
	f.stamp, f.name, f.since = stamp, want, version
}

// stamped: the stamp changes with the first file, however quickly files come and go.
func stamped(c *checker) {
	random := rand.New(rand.NewPCG(3, 4))
	pool := []string{"s/a/a/a", "s/a/a/b", "s/a/b", "s/b/a", "s/b/b/a", "s/b/b/b/b", "s/c", "s/d"}
	files := map[string]int{} // versions by name
	followers := make([]*follower, 3)
	for i := range followers {
		followers[i] = &follower{checker: c, prefix: "s/"}
	}
	for version := range rounds(600) {
		name := pool[random.IntN(len(pool))]
		if _, ok := files[name]; ok {
			c.remove(name)
			delete(files, name)
		} else {
			c.add(name)
			files[name] = version
		}
		want := ""
		if i := slices.IndexFunc(pool, func(n string) bool { _, ok := files[n]; return ok }); i >= 0 {
			want = pool[i]
		}
		for i, f := range followers {
			if i == 0 || random.IntN(i+1) == 0 {
				f.look(want, files[want])
			}
		}
	}
}

// stampedLog: the same for what a log does: names come in front, and go deeper.
func stampedLog(c *checker) {
	f := &follower{checker: c, prefix: "log/"}
	g := &follower{checker: c, prefix: "log/"}
	for seq := range rounds(300) {
		name := fmt.Sprintf("log/z%02x", 255-seq)
		if seq > 20 {
			name = fmt.Sprintf("log/y%02x/%02x", 255-seq/8, 7-seq%8)
		}
		if seq > 100 {
			name = fmt.Sprintf("log/x%02x/%02x/%02x", 255-seq/64, 7-seq/8%8, 7-seq%8)
		}
		c.add(name)
		f.look(name, seq)
		if seq%3 == 0 {
			f.look(name, seq)
			g.look(name, seq)
		}
	}
}
