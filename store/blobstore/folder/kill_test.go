package folder

import (
	"bufio"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/blobstore"
	"github.com/s3get/s3get/version"
)

// killedDir names the variable that makes the test a process that writes to a folder until it is
// killed.
const killedDir = "BLOBSTORE_KILLED_DIR"

// TestKilled: what a process has acknowledged is there after it was killed, whatever it was doing,
// and nothing is half there. BLOBSTORE_KILLS says how often.
func TestKilled(t *testing.T) {
	if dir := os.Getenv(killedDir); dir != "" {
		workUntilKilled(dir)
		return
	}
	kills, acks := 10, 0
	if n, err := strconv.Atoi(os.Getenv("BLOBSTORE_KILLS")); err == nil {
		kills = n
	}
	if testing.Short() {
		t.Skip("processes are killed")
	}
	for n := 0; n < kills; { // with a new folder from time to time, for all of it is read each time
		l := &ledger{dir: t.TempDir(), acked: make(map[string]string), begun: make(map[string][]string), most: make(map[string]int)}
		l.prepare(t)
		for i := 0; i < 20 && n < kills; i, n = i+1, n+1 {
			if l.kill(t, n); t.Failed() {
				return
			}
		}
		l.checkRubbish(t)
		acks += l.acks
	}
	t.Logf("%d kills, %d writes acknowledged", kills, acks)
}

// kill runs a process until it is killed, or two of them and one that reads, and checks what is left.
func (l *ledger) kill(t *testing.T, n int) {
	var g sync.WaitGroup
	for i := range 1 + n%2 {
		g.Go(func() { l.run(t, fmt.Sprintf("%d.%d", n, i), "write") })
	}
	if n%2 == 1 {
		g.Go(func() { l.run(t, "", "read") })
	}
	g.Wait()
	l.check(t, n)
}

// A ledger is what processes said that they began and finished.
type ledger struct {
	dir string

	mu    sync.Mutex
	acked map[string]string   // what each key has: the last of its values that was acknowledged
	begun map[string][]string // the values that were begun since then
	most  map[string]int      // the largest value of each counter
	acks  int
}

// prepare makes the buckets.
func (l *ledger) prepare(t *testing.T) {
	w := l.open(t)
	for _, b := range killedBuckets() {
		if err := w.CreateBucket(t.Context(), b); err != nil {
			t.Fatal(err)
		}
	}
}

func killedBuckets() []store.Bucket {
	return []store.Bucket{{Name: "plain"}, {Name: "versioned", Versioning: 1}, {Name: "files", Type: store.Directory}}
}

func (l *ledger) open(t *testing.T) *world {
	t.Helper()
	f, err := Open(l.dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	s, err := blobstore.New(t.Context(), f, blobstore.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return &world{Store: s, ctx: t.Context(), clock: time.Now()}
}

// run runs a process, writes down what it says, and kills it after some milliseconds.
func (l *ledger) run(t *testing.T, name, role string) {
	p := exec.Command(os.Args[0], "-test.run=^TestKilled$")
	p.Env = append(os.Environ(), killedDir+"="+l.dir, "BLOBSTORE_KILLED_NAME="+name, "BLOBSTORE_KILLED_ROLE="+role)
	p.Stderr = os.Stderr
	out, err := p.StdoutPipe()
	if err == nil {
		err = p.Start()
	}
	if err != nil {
		t.Error(err)
		return
	}
	lines := bufio.NewReader(out)
	first, err := lines.ReadString('\n') // it has begun
	if err != nil || first != "begun\n" {
		t.Errorf("the process said %q, %v", first, err)
	}
	time.AfterFunc(time.Duration(5+rand.IntN(300))*time.Millisecond, func() { _ = p.Process.Kill() })
	for {
		line, err := lines.ReadString('\n')
		if err != nil {
			break // a line that is not whole was not said
		}
		l.note(t, strings.TrimSuffix(line, "\n"))
	}
	_, _ = io.Copy(io.Discard, out)
	_ = p.Wait()
}

// note takes what a process says: "try key value", "did key value", "count bucket n" or "wrong why".
func (l *ledger) note(t *testing.T, line string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	said := strings.SplitN(line, " ", 3)
	if len(said) < 3 {
		return // what the test binary says
	}
	switch said[0] {
	case "try":
		l.begun[said[1]] = append(l.begun[said[1]], said[2])
	case "did":
		l.acks++
		l.acked[said[1]], l.begun[said[1]] = said[2], nil
	case "count":
		l.acks++
		n, _ := strconv.Atoi(said[2])
		l.most[said[1]] = max(l.most[said[1]], n)
	default:
		t.Errorf("a process says: %s", line)
	}
}

// check compares what there is with what was said.
func (l *ledger) check(t *testing.T, n int) {
	t.Helper()
	w := l.open(t)
	there := make(map[string]string)
	for _, b := range killedBuckets() {
		for e, err := range w.Scan(t.Context(), b.Name, "") {
			if err != nil {
				t.Fatalf("kill %d: %v", n, err)
			}
			l.checkEntry(t, w, b.Name, e.Key, len(e.Versions), there)
		}
	}
	for key, value := range l.acked {
		ok := there[key] == value || value == "none" && there[key] == ""
		for _, other := range l.begun[key] {
			ok = ok || there[key] == other || other == "none" && there[key] == ""
		}
		if !ok {
			t.Errorf("kill %d: %q is %q, was acknowledged as %q, and begun as %q", n, key, there[key], value, l.begun[key])
		}
		if delete(l.begun, key); there[key] != "" {
			l.acked[key] = there[key]
		} else {
			l.acked[key] = "none"
		}
	}
	for key, got := range there {
		if l.acked[key] == "" && !strings.HasPrefix(key, "counter") {
			l.acked[key] = got
		}
	}
	for d := range w.Verify(t.Context(), blobstore.Verifying{}) {
		t.Errorf("kill %d: %v", n, d)
	}
	l.checkUploads(t, w)
}

// checkEntry reads all versions of a key, and notes the value of the latest.
func (l *ledger) checkEntry(t *testing.T, w *world, bucket, key string, versions int, there map[string]string) {
	for i := range versions {
		ref := store.Ref{Bucket: bucket, Key: key}
		if i > 0 {
			ref.Version = w.nth(bucket, key, i)
		}
		value, err := valueOf(w, ref)
		if err != nil {
			t.Errorf("%s %q version %d: %v", bucket, key, i, err)
		}
		if i == 0 {
			there[key] = value
		}
	}
	if name, ok := strings.CutPrefix(key, "counter"); ok {
		value, _ := strconv.Atoi(strings.Trim(there[key], `"`))
		if value < l.most[key] || bucket == "versioned" && versions != value {
			t.Errorf("counter %s is %d with %d versions, and was %d", name, value, versions, l.most[key])
		}
		l.most[key] = value
	}
}

// checkUploads checks that what is left of uploads can be ended.
func (l *ledger) checkUploads(t *testing.T, w *world) {
	all, err := w.ListUploads(t.Context(), "versioned")
	if err != nil {
		t.Error(err)
	}
	for i, u := range all {
		parts, err := w.ListParts(t.Context(), u.UploadRef)
		switch {
		case err == nil && i%2 == 0 && len(parts) > 0:
			value := fmt.Sprintf("%q", "left")
			u.Version.ETag = value
			if _, err = w.Complete(t.Context(), u.UploadRef, parts, u.Version, nil); err == nil {
				l.acked[u.Key] = value
			}
		case err == nil:
			err = w.Abort(t.Context(), u.UploadRef)
		}
		if err != nil {
			t.Errorf("ending an upload that was left: %v", err)
		}
	}
}

// checkRubbish removes all objects, and checks that nothing is left then.
func (l *ledger) checkRubbish(t *testing.T) {
	w := l.open(t)
	f, err := Open(l.dir)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	later, err := blobstore.New(t.Context(), f, blobstore.Options{Now: func() time.Time { return w.clock }})
	if err != nil {
		t.Fatal(err)
	}
	w.Store = later
	for _, b := range killedBuckets() {
		for e, err := range later.Scan(t.Context(), b.Name, "") {
			for i := range e.Versions {
				sel := w.nth(b.Name, e.Key, 0)
				if b.Name != "versioned" {
					sel = version.Latest()
				}
				if err == nil {
					_, err = later.Delete(t.Context(), store.Ref{Bucket: b.Name, Key: e.Key, Version: sel}, nil)
				}
				if err != nil {
					t.Fatalf("deleting version %d of %q: %v", i, e.Key, err)
				}
			}
		}
	}
	if err := w.sweepAll(); err != nil {
		t.Error(err)
	}
	removed, err := f.RemoveTemporary(t.Context(), -time.Minute)
	if err != nil {
		t.Error(err)
	}
	t.Logf("%d temporary files were left", removed)
	_ = f.walk(t.Context(), ".", func(name string) error {
		if !strings.HasPrefix(name, "buckets/") && !strings.HasPrefix(name, "locks/") && name != "format" && name != "keys/local" {
			t.Errorf("%s is left when all is removed", name)
		}
		return nil
	})
}
