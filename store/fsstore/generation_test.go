package fsstore_test

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/s3get/s3get/store/fsstore"
)

// A history is how a file comes by its generations.
type history struct {
	name  string
	steps []func(path string, text []byte) error // in turn
}

func inPlace(path string, text []byte) error { return os.WriteFile(path, text, 0o666) }

func stealthily(path string, text []byte) error {
	return restored(func(path string, _ int) error { return inPlace(path, text) })(path, 0)
}

func byRenaming(path string, text []byte) error {
	if err := inPlace(path+".new", text); err != nil {
		return err
	}
	return os.Rename(path+".new", path)
}

// TestGenerations rewrites a file again and again while clients read it. Each body that
// a client receives whole is one generation of the file, and each entity tag goes with
// one content only. The small file is in memory as soon as it was opened.
func TestGenerations(t *testing.T) {
	histories := []history{{"in place and by renaming", []func(string, []byte) error{inPlace, byRenaming}}}
	if hasChangeTime(t) {
		// Not with renaming: a file that loses its name and its history at once is
		// beyond what is promised.
		histories = append(histories, history{"in place and stealthily", []func(string, []byte) error{inPlace, stealthily}})
	}
	for _, protocol := range protocols {
		for _, h := range histories {
			for _, size := range []int{300 << 10, 1 << 10} {
				t.Run(fmt.Sprintf("%s %s, %d bytes", protocol, h.name, size), func(t *testing.T) { checkGenerations(t, protocol, h, size) })
			}
		}
	}
}

func checkGenerations(t *testing.T, protocol string, h history, size int) {
	const generations = 60
	root, folder := folder(t)
	path := filepath.Join(folder, "k")
	write(t, path, string(bytes.Repeat([]byte{'A'}, size)))
	s := fsstore.New("b", root)
	s.SetSettling(0)
	server := serveStore(t, s, protocol)
	var stop atomic.Bool
	var whole, broken atomic.Int64
	var seen sync.Map // from entity tag to digest
	var group sync.WaitGroup
	for range 3 {
		group.Go(func() {
			for !stop.Load() {
				tag, body, err := fetch(server.Client().Get(server.URL + "/b/k"))
				if err != nil {
					broken.Add(1)
					continue
				}
				whole.Add(1)
				if len(body) > 0 && bytes.Count(body, body[:1]) != len(body) {
					t.Errorf("a whole body of %d bytes mixes generations under %s", len(body), tag)
				}
				sum := sha256.Sum256(body)
				if before, loaded := seen.LoadOrStore(tag, sum); loaded && before != sum {
					t.Errorf("entity tag %s of two contents", tag)
				}
			}
		})
	}
	for i := range generations {
		waitForTick(t, path) // what a clock cannot tell apart is not promised
		if err := h.steps[i%len(h.steps)](path, bytes.Repeat([]byte{byte('B' + i)}, size)); err != nil {
			t.Error(err)
		}
	}
	stop.Store(true)
	group.Wait()
	t.Logf("%d whole bodies, %d broken ones, %d tags", whole.Load(), broken.Load(), length(&seen))
	if whole.Load() == 0 {
		t.Error("no body came whole")
	}
}

func length(m *sync.Map) (n int) {
	m.Range(func(any, any) bool { n++; return true })
	return n
}

// fetch reads a response to its end.
func fetch(resp *http.Response, err error) (string, []byte, error) {
	if err != nil {
		return "", nil, err
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err == nil && resp.StatusCode != http.StatusOK {
		err = errors.New(resp.Status)
	}
	return resp.Header.Get("Etag"), body, err
}
