package fsstore_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/s3get/s3get/store/fsstore"
)

// A replacement puts a text where a file is.
type replacement struct {
	name string
	do   func(path, text string) error
}

// replacements are of a file in the folder d.
var replacements = []replacement{
	{"renamed over", func(path, text string) error { return byRenaming(path, []byte(text)) }},
	{"rewritten in place", func(path, text string) error { return inPlace(path, []byte(text)) }},
	{"removed and made anew", func(path, text string) error {
		return errors.Join(os.Remove(path), inPlace(path, []byte(text)))
	}},
	{"replaced by one with its old time", func(path, text string) error {
		info, err := os.Stat(path)
		if err != nil {
			return err
		}
		fresh := path + ".new"
		return errors.Join(inPlace(fresh, []byte(text)), os.Chtimes(fresh, info.ModTime(), info.ModTime()), os.Rename(fresh, path))
	}},
	{"folder swapped for another", func(path, text string) error {
		dir := filepath.Dir(path)
		old, fresh := dir+".old", dir+".new"
		return errors.Join(os.Mkdir(fresh, 0o777), inPlace(filepath.Join(fresh, "k"), []byte(text)),
			os.Rename(dir, old), os.Rename(fresh, dir), os.RemoveAll(old))
	}},
	{"folder swapped for a link", func(path, text string) error {
		dir := filepath.Dir(path)
		target := dir + "." + strings.TrimLeft(text[:8], "0")
		return errors.Join(os.Mkdir(target, 0o777), inPlace(filepath.Join(target, "k"), []byte(text)),
			os.Rename(dir, dir+".gone"), os.Symlink(filepath.Base(target), dir), os.RemoveAll(dir+".gone"))
	}},
}

// rewrites are those that keep the names of a file. They are apart from the others, because a
// file that loses its name and its history at once is beyond what is promised.
var rewrites = []replacement{
	{"rewritten in place", func(path, text string) error { return inPlace(path, []byte(text)) }},
	{"rewritten with its old time", func(path, text string) error { return stealthily(path, []byte(text)) }},
}

// TestReplacedUnderLoad replaces a file in every way while many read it. Who asks when a
// replacement is done gets that one or a later one, and never the file that is kept open from
// before; and no content is a mixture.
func TestReplacedUnderLoad(t *testing.T) {
	if testing.Short() {
		t.Skip("takes some seconds")
	}
	for _, load := range []load{
		{"OpenFiles 0", 0, fsstore.Settling, large}, {"OpenFiles 1", 1, fsstore.Settling, large}, {"OpenFiles -1", -1, fsstore.Settling, large},
		{"not settled", 0, fsstore.Settling, small}, {"in memory", 0, 0, small}, {"in memory, OpenFiles 1", 1, 0, small},
	} {
		for name, ways := range map[string][]replacement{"replaced": replacements, "rewritten": rewrites} {
			t.Run(load.name+", "+name, func(t *testing.T) { replaceUnderLoad(t, load, ways) })
		}
	}
}

// A load is what is read, and how, while it is replaced.
type load struct {
	name     string
	files    int // OpenFiles
	settling time.Duration
	content  generations
}

func replaceUnderLoad(t *testing.T, load load, ways []replacement) {
	generation := load.content.at
	s, c, path := keeping(t, load.files)
	s.SetSettling(load.settling)
	path = filepath.Join(path, "d", "k")
	write(t, path, generation(0))
	var done atomic.Int64 // the generation that is in place
	var stop atomic.Bool
	var whole atomic.Int64
	var group sync.WaitGroup
	for range 4 {
		group.Go(func() {
			for !stop.Load() {
				least := done.Load()
				text, err := contentOf(s, "d/k")
				if err != nil || len(text) < 8 {
					continue // is being replaced
				}
				whole.Add(1)
				n, err := strconv.Atoi(text[:8])
				// One that is being written in place may be read as far as it is.
				if err != nil || int64(n) < least || !strings.HasPrefix(generation(n), text) {
					t.Errorf("content %.8s… of %d bytes, %v when generation %d was in place", text, len(text), err, least)
				}
			}
		})
	}
	inMemory := 0
	for i := 1; i <= 36; i++ {
		waitForTick(t, filepath.Dir(path)) // what a clock cannot tell apart is not promised
		way := ways[i%len(ways)]
		if err := way.do(path, generation(i)); err != nil {
			t.Error(way.name, err)
		}
		done.Store(int64(i))
		mustGet(t, s, "d/k", generation(i))
		mustGet(t, s, "d/k", generation(i))
		if remembered(t, s, "d/k") != nil {
			inMemory++
		}
	}
	stop.Store(true)
	group.Wait()
	t.Logf("%d whole contents, %d opened, %d generations in memory", whole.Load(), c.opens.Load(), inMemory)
	if whole.Load() == 0 {
		t.Error("no content came whole")
	}
	if (inMemory > 0) != (load.settling == 0) {
		t.Errorf("%d generations were in memory", inMemory)
	}
}

// A generations is how often contents repeat the number of their generation.
type generations int

const (
	small generations = 500  // can be in memory
	large generations = 5000 // is more than what is read at once
)

func (g generations) at(n int) string { return strings.Repeat(fmt.Sprintf("%08d", n), int(g)) }
