package main

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/s3get/s3get/getobject/getobjecttest"
	"github.com/s3get/s3get/getobject/vectors"
)

// TestFixture runs vectors against the program over sockets, as anybody may.
func TestFixture(t *testing.T) {
	files, err := vectors.All()
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		t.Run(file.Name, func(t *testing.T) { runFile(t, file) })
	}
}

func runFile(t *testing.T, file vectors.File) {
	certFile := filepath.Join(t.TempDir(), "cert.pem")
	fixture := write(t, "fixture.json", string(file.Fixture))
	p := launch(t, append([]string{"-fixture", fixture, "-cert-out", certFile}, anyPorts...)...)
	target := getobjecttest.Target{Addr: p.http, TLSAddr: p.https, TLS: trusting(t, certFile)}
	for _, v := range file.Vectors {
		if err := getobjecttest.Run(context.Background(), target, file, v); err != nil {
			t.Error(err)
		}
	}
}

// TestFixtureEndpoints: a fixture is served at every kind of endpoint that it describes, by the
// sequences of reads about websites, sessions and Object Lambda access points.
func TestFixtureEndpoints(t *testing.T) {
	files, err := vectors.Sequences()
	if err != nil {
		t.Fatal(err)
	}
	ran := map[string]int{}
	for _, file := range files {
		if !slices.Contains([]string{"website", "session", "objectlambda"}, file.Name) {
			continue
		}
		p := launch(t, append([]string{"-fixture", write(t, "fixture.json", string(file.Fixture))}, anyPorts...)...)
		for _, s := range file.Sequences {
			if slices.ContainsFunc(s.Steps, writes) || s.ID == "session/list" { // which is no read of an object
				continue
			}
			ran[file.Name]++
			if err := getobjecttest.RunSequence(t.Context(), getobjecttest.Target{Addr: p.http}, file, s); err != nil {
				t.Error(err)
			}
		}
	}
	for _, name := range []string{"website", "session", "objectlambda"} {
		if ran[name] < 10 {
			t.Errorf("%d sequences of %s ran: these cannot be all", ran[name], name)
		}
	}
}

func writes(s vectors.Step) bool {
	return s.Request.Method != http.MethodGet && s.Request.Method != http.MethodHead
}

// trusting returns the configuration of a client that trusts a certificate.
func trusting(t *testing.T, certFile string) *tls.Config {
	t.Helper()
	pem, err := os.ReadFile(certFile)
	if err != nil {
		t.Fatal(err)
	}
	roots := x509.NewCertPool()
	if !roots.AppendCertsFromPEM(pem) {
		t.Fatalf("%s has no certificate: %s", certFile, pem)
	}
	return &tls.Config{RootCAs: roots}
}

// The page of a fixture says who may do what, and no secret.
func TestFixturePage(t *testing.T) {
	p := launch(t, "-addr", "127.0.0.1:0", "-fixture", write(t, "fixture.json", `{
		"principals": [
			{"name": "reader", "accessKey": "AKIDREADER", "secretKey": "very-secret", "actions": ["s3:GetObject"]},
			{"name": "nobody", "accessKey": "AKIDNOBODY", "secretKey": "very-secret", "actions": []}],
		"buckets": [{"name": "b"}]}`))
	for _, want := range []string{
		"reader signs with access key AKIDREADER and may do s3:GetObject\n",
		"nobody signs with access key AKIDNOBODY and may do nothing\n",
		"unsigned requests may do nothing\n",
	} {
		if !strings.Contains(p.page, want) {
			t.Errorf("page = %q, want %q", p.page, want)
		}
	}
	if strings.Contains(p.page, "very-secret") {
		t.Errorf("page = %q, which has a secret", p.page)
	}
	if resp, _ := p.get(p.client(""), "http://"+p.http+"/b/k"); resp.StatusCode != 403 {
		t.Errorf("an unsigned GET = %d, want 403", resp.StatusCode)
	}
}
