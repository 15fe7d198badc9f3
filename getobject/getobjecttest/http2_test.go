package getobjecttest_test

import (
	"crypto/tls"
	"errors"
	"net/http"
	"net/http/httptest"
	"testing"

	load "github.com/s3get/s3get/getobject/fixture"
	"github.com/s3get/s3get/getobject/getobjecttest"
	"github.com/s3get/s3get/getobject/vectors"
)

// TestHTTP2 runs the vectors over HTTP/2, all but the few that cannot be sent there.
func TestHTTP2(t *testing.T) {
	if testing.Short() {
		t.Skip("all vectors")
	}
	files, err := vectors.All()
	if err != nil {
		t.Fatal(err)
	}
	ran, unsendable := 0, 0
	for _, f := range files {
		target := serveHTTP2(t, f)
		for _, v := range f.Vectors {
			switch err := getobjecttest.Run(t.Context(), target, f, v); {
			case errors.Is(err, getobjecttest.ErrUnsendable):
				unsendable++
			case err != nil:
				t.Error(err)
			default:
				ran++
			}
		}
	}
	t.Logf("%d vectors hold over HTTP/2, and %d cannot be sent", ran, unsendable)
	if unsendable*50 > ran {
		t.Errorf("%d of %d vectors cannot be sent, want 2%% at most", unsendable, ran+unsendable)
	}
}

// serveHTTP2 serves the fixture of f over HTTP/2 alone, with TLS and without.
func serveHTTP2(t *testing.T, f vectors.File) getobjecttest.Target {
	t.Helper()
	fix, err := load.Load(f.Fixture)
	if err != nil {
		t.Fatal(err)
	}
	plain, secure := httptest.NewUnstartedServer(fix.Handler()), httptest.NewUnstartedServer(fix.Handler())
	plain.Config.Protocols = new(http.Protocols)
	plain.Config.Protocols.SetUnencryptedHTTP2(true)
	plain.Start()
	secure.EnableHTTP2 = true
	secure.StartTLS()
	t.Cleanup(plain.Close)
	t.Cleanup(secure.Close)
	return getobjecttest.Target{Addr: plain.Listener.Addr().String(), TLSAddr: secure.Listener.Addr().String(),
		TLS: &tls.Config{InsecureSkipVerify: true}, HTTP2: true}
}
