package getobjecttest_test

import (
	"context"
	"crypto/tls"
	"net/http/httptest"
	"testing"

	"github.com/s3get/s3get/getobject/getobjecttest"
	"github.com/s3get/s3get/getobject/vectors"
	load "github.com/s3get/s3get/store/fixture"
)

// TestFixtureHandler runs all vectors through the handler, over loopback connections
// with and without TLS.
func TestFixtureHandler(t *testing.T) {
	files, err := vectors.All()
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		t.Run(file.Name, func(t *testing.T) {
			t.Parallel()
			target := serveFixture(t, file)
			for _, v := range file.Vectors {
				if err := getobjecttest.Run(context.Background(), target, file, v); err != nil {
					t.Errorf("%s: %v", v.ID, err)
				}
			}
		})
	}
}

// serveFixture serves the fixture of a file until the test ends.
func serveFixture(t *testing.T, file vectors.File) getobjecttest.Target {
	t.Helper()
	f, err := load.Load(file.Fixture)
	if err != nil {
		t.Fatalf("Load(%s) = %v", file.Name, err)
	}
	h := getobjecttest.FixtureHandler(f)
	plain, secure := httptest.NewServer(h), httptest.NewTLSServer(h)
	t.Cleanup(plain.Close)
	t.Cleanup(secure.Close)
	return getobjecttest.Target{
		Addr:    plain.Listener.Addr().String(),
		TLSAddr: secure.Listener.Addr().String(),
		TLS:     &tls.Config{InsecureSkipVerify: true},
	}
}
