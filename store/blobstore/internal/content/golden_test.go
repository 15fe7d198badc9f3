package content_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/s3get/s3get/store/blobstore/internal/content"
)

// A golden is a file as it was once written, with what it takes to read it.
type golden struct {
	Layout content.Layout
	Key    []byte `json:",omitempty"`
	File   []byte
}

// goldenPlain returns the plain bytes of a golden file. Only what is compressed can have more
// than a block and be small.
func goldenPlain(k kind) []byte {
	times := 20
	if k.Compress {
		times = 6000
	}
	return bytes.Repeat([]byte("Let us go then, you and I. "), times)
}

// TestGolden reads files of before, which must stay readable. A file that is missing is written,
// and is a failure until it is there.
func TestGolden(t *testing.T) {
	for _, k := range kinds() {
		plain := goldenPlain(k)
		path := filepath.Join("testdata", k.name+".json")
		text, err := os.ReadFile(path)
		if os.IsNotExist(err) {
			keepGolden(t, path, k, plain)
			t.Errorf("%s was missing", path)
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		var g golden
		if err := json.Unmarshal(text, &g); err != nil {
			t.Fatal(err)
		}
		f := &file{bytes: g.File}
		if int64(len(g.File)) != g.Layout.Stored() {
			t.Errorf("%s has %d bytes, want %d", path, len(g.File), g.Layout.Stored())
		}
		for _, off := range []int64{0, g.Layout.Size - 17} {
			got, err := read(f, g.Layout, g.Key, off, g.Layout.Size-off, true)
			if err != nil || !bytes.Equal(got, plain[off:]) {
				t.Errorf("%s from %d: %d bytes of %d, %v", path, off, len(got), len(plain), err)
			}
		}
	}
}

func keepGolden(t *testing.T, path string, k kind, plain []byte) {
	f, l := write(t, plain, k.Options)
	text, err := json.MarshalIndent(golden{l, k.Key, f.bytes}, "", "\t")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, append(text, '\n'), 0o666); err != nil {
		t.Fatal(err)
	}
}
