package interop_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/s3get/s3get/getobject/getobjecttest"
	"github.com/s3get/s3get/getobject/vectors"
)

// TestVectors runs every vector over the network, each file against a server of its own
// that holds the state of the file.
func TestVectors(t *testing.T) {
	files, err := vectors.All()
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		t.Run(f.Name, func(t *testing.T) {
			t.Parallel()
			runFile(t, f)
		})
	}
}

func runFile(t *testing.T, f vectors.File) {
	name := filepath.Join(t.TempDir(), f.Name+".json")
	if err := os.WriteFile(name, f.Fixture, 0o600); err != nil {
		t.Fatal(err)
	}
	s := start(t, name)
	target := getobjecttest.Target{Addr: s.addr, TLSAddr: s.tlsAddr, TLS: s.tls()}
	for _, v := range f.Vectors {
		if err := getobjecttest.Run(t.Context(), target, f, v); err != nil {
			t.Error(err)
		}
	}
}
