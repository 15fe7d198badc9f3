package interop_test

import (
	"bufio"
	"bytes"
	"crypto/tls"
	"crypto/x509"
	"io"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// A server is a running examples/serve.
type server struct {
	addr, tlsAddr string // host and port
	certFile      string // certificate of tlsAddr in PEM
	roots         *x509.CertPool
}

// fixture is the state that all tests but those of the vectors read.
const fixture = "testdata/fixture.json"

// start runs the server over a fixture, with more flags, until the test ends.
func start(t *testing.T, fixture string, flags ...string) *server {
	t.Helper()
	s := &server{certFile: filepath.Join(t.TempDir(), "cert.pem")}
	cmd := exec.CommandContext(t.Context(), program, append(flags, "-fixture", fixture,
		"-addr", "127.0.0.1:0", "-tls-addr", "127.0.0.1:0", "-cert-out", s.certFile)...)
	stderr := new(bytes.Buffer)
	cmd.Stderr = stderr
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = cmd.Wait() // the context killed it
		if t.Failed() {
			t.Logf("standard error of serve:\n%s", stderr)
		}
	})
	s.readAddresses(t, stdout)
	go io.Copy(io.Discard, stdout) // whatever else it prints must not block it
	s.readCertificate(t)
	return s
}

// readAddresses reads where the server listens from what it prints.
func (s *server) readAddresses(t *testing.T, stdout io.Reader) {
	t.Helper()
	lines := bufio.NewScanner(stdout)
	for s.addr == "" || s.tlsAddr == "" {
		if !lines.Scan() {
			t.Fatalf("serve printed no addresses: %v", lines.Err())
		}
		place, ok := strings.CutPrefix(lines.Text(), "listening on ")
		if !ok {
			continue
		}
		u, err := url.Parse(place)
		if err != nil {
			t.Fatal(err)
		}
		if u.Scheme == "https" {
			s.tlsAddr = u.Host
		} else {
			s.addr = u.Host
		}
	}
}

func (s *server) readCertificate(t *testing.T) {
	t.Helper()
	pem, err := os.ReadFile(s.certFile)
	if err != nil {
		t.Fatal(err)
	}
	s.roots = x509.NewCertPool()
	if !s.roots.AppendCertsFromPEM(pem) {
		t.Fatalf("serve wrote no certificate to %s", s.certFile)
	}
}

// tls returns the configuration of a client that trusts the server.
func (s *server) tls() *tls.Config { return &tls.Config{RootCAs: s.roots} }
