package site

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/s3get/s3get/internal/demo"
	"github.com/s3get/s3get/internal/playground"
)

// root is the repository.
const root = "../../.."

// budget is how many bytes the site has at most, as they are loaded.
const budget = 3 << 20

// written is the site, which is written once for all tests and by none of them changed.
var written = sync.OnceValues(func() (map[string][]byte, error) {
	dir, err := os.MkdirTemp("", "s3get-site-*")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	if err := Write(context.Background(), root, dir); err != nil {
		return nil, err
	}
	files := map[string][]byte{}
	err = filepath.WalkDir(dir, func(name string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		relative, err := filepath.Rel(dir, name)
		if err != nil {
			return err
		}
		files[filepath.ToSlash(relative)], err = os.ReadFile(name)
		return err
	})
	return files, err
})

func writeSite(t *testing.T) map[string][]byte {
	t.Helper()
	if testing.Short() {
		t.Skip("builds the engine and sends every vector")
	}
	files, err := written()
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// decode reads a file of data.
func decode[T any](t *testing.T, files map[string][]byte, name string) (data T) {
	t.Helper()
	if err := json.Unmarshal(files[name], &data); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return data
}

// TestBudget adds up what a first visit loads.
func TestBudget(t *testing.T) {
	total := 0
	for name, data := range writeSite(t) {
		if filepath.Ext(name) != ".gz" {
			packed, err := compress(data)
			if err != nil {
				t.Fatal(err)
			}
			data = packed
		}
		total += len(data)
	}
	t.Logf("the site has %d bytes of %d", total, budget)
	if total > budget {
		t.Errorf("the site has %d bytes, of %d allowed", total, budget)
	}
}

// TestFiles checks that the list has all files, and their digests.
func TestFiles(t *testing.T) {
	files := writeSite(t)
	list := decode[[]listed](t, files, "files.json")
	if len(list) != len(files)-1 {
		t.Errorf("the list has %d files, want %d", len(list), len(files)-1)
	}
	for _, l := range list {
		if sum := sha256.Sum256(files[l.Name]); l.SHA256 != hex.EncodeToString(sum[:]) || l.Size != int64(len(files[l.Name])) {
			t.Errorf("%s is listed as %+v", l.Name, l)
		}
	}
	for _, name := range []string{"index.html", "wasm_exec.js", "playground.wasm.gz", "rules.json", "vectors.json", "peers.json", "guesses.json", "composition.json"} {
		if len(files[name]) == 0 {
			t.Errorf("the site has no %s", name)
		}
	}
}

// TestGuesses asks the requests that would settle a guess, as the page does: the answers are those
// that were chosen.
func TestGuesses(t *testing.T) {
	type sent struct {
		ID      string
		Request json.RawMessage
		Status  int
	}
	page := decode[struct {
		Fixture json.RawMessage
		Guesses []struct{ Requests []sent }
	}](t, writeSite(t), "guesses.json")
	e, asked := new(playground.Engine), 0
	for _, g := range page.Guesses {
		for _, q := range g.Requests {
			opened := e.Call("vector", fmt.Sprintf(`{"fixture": %s, "vector": {"id": %q, "request": %s}}`, page.Fixture, q.ID, q.Request))
			var got struct {
				Error  string
				Status int
			}
			if err := json.Unmarshal([]byte(e.Call("answer", opened)), &got); err != nil || got.Error != "" || got.Status != q.Status {
				t.Errorf("%s is answered with %d %s, want %d", q.ID, got.Status, got.Error, q.Status)
			}
			asked++
		}
	}
	if asked < 50 {
		t.Errorf("%d requests were asked: these cannot be all", asked)
	}
}

// TestExamples asks the example of each rule, as the page does, which the rule has to decide.
func TestExamples(t *testing.T) {
	rules := decode[struct {
		Rules []struct {
			ID      string
			Example json.RawMessage
		}
	}](t, writeSite(t), "rules.json").Rules
	fixture, err := json.Marshal(string(demo.Fixture()))
	if err != nil {
		t.Fatal(err)
	}
	e, asked := new(playground.Engine), 0
	for _, r := range rules {
		if string(r.Example) == "null" {
			continue
		}
		asked++
		result := e.Call("answer", `{"fixture": `+string(fixture)+`, "request": `+string(r.Example)+`}`)
		var a struct{ Rule, Error string }
		if err := json.Unmarshal([]byte(result), &a); err != nil || a.Rule != r.ID {
			t.Errorf("%s: %s is decided by %q %s", r.ID, r.Example, a.Rule, a.Error)
		}
	}
	if asked < 50 {
		t.Errorf("%d rules have an example: these cannot be all", asked)
	}
}

// TestComposition checks that what the engine is made of adds up, and stands in a table.
func TestComposition(t *testing.T) {
	files := writeSite(t)
	c := decode[Composition](t, files, "composition.json")
	sum := c.Data
	for _, p := range c.Packages {
		sum += p.Bytes
	}
	if sum < c.Wasm*9/10 || sum > c.Wasm*11/10 || c.Compressed != len(files["playground.wasm.gz"]) {
		t.Errorf("%d bytes are made of %d, compressed %d, want %d", c.Wasm, sum, c.Compressed, len(files["playground.wasm.gz"]))
	}
	for _, want := range []string{"| code |", "`runtime`", "getobject/policy`", "other packages"} {
		if table := c.Table(); !strings.Contains(table, want) {
			t.Errorf("the table lacks %q:\n%s", want, table)
		}
	}
}

// TestPackageOf reads names of functions.
func TestPackageOf(t *testing.T) {
	for function, want := range map[string]string{
		"github.com_s3get_s3get_getobject.__Handler_.ServeHTTP":       "github.com/s3get/s3get/getobject",
		"crypto_internal_fips140_ecdsa.Sign":                          "crypto/internal/fips140/ecdsa",
		"vendor_golang.org_x_net_http_httpguts.ValidHostHeader":       "vendor/golang.org/x/net/http/httpguts",
		"type_.eq.net_http.Cookie":                                    "comparisons of types",
		"wasm_export_run":                                             "entries from the page",
		"slices.insertionSortCmpFunc_go.shape.github.com_s3get_x.y__": "slices",
	} {
		if got := packageOf(function); got != want {
			t.Errorf("packageOf(%s) = %s, want %s", function, got, want)
		}
	}
}

// TestNoModule measures what is no module, or ends too early.
func TestNoModule(t *testing.T) {
	for _, module := range [][]byte{nil, []byte("\x00asm\x01\x00\x00\x00"), []byte("\x00asm\x01\x00\x00\x00\x0a\xff"), bytes.Repeat([]byte{0xff}, 64)} {
		if _, err := measure(module, map[string]int{}); !errors.Is(err, errModule) {
			t.Errorf("measure(%q) = %v, want %v", module, err, errModule)
		}
	}
}

// TestNoGo writes where the Go command is not.
func TestNoGo(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	if err := Write(t.Context(), root, t.TempDir()); !errors.Is(err, ErrNoGo) {
		t.Errorf("Write without the Go command = %v, want %v", err, ErrNoGo)
	}
}

// TestBroken writes what cannot be built, and where nothing can be written.
func TestBroken(t *testing.T) {
	if err := Write(t.Context(), t.TempDir(), t.TempDir()); err == nil || !strings.Contains(err.Error(), "go build") {
		t.Errorf("Write of no repository = %v, want what go build says", err)
	}
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o666); err != nil {
		t.Fatal(err)
	}
	if err := Write(t.Context(), root, file); err == nil {
		t.Error("Write into a file = nil, want an error")
	}
}
