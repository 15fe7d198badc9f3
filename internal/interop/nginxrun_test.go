package interop_test

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"fmt"
	"io"
	"maps"
	"math/big"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// nginxMain is what a server of nginx needs around it. Its gzip would compress everything.
const nginxMain = `daemon off;
user root;
error_log stderr;
pid nginx.pid;
events {}
http {
  access_log off;
  client_body_temp_path body; proxy_temp_path proxy; fastcgi_temp_path fastcgi;
  uwsgi_temp_path uwsgi; scgi_temp_path scgi;
  gzip on; gzip_types *; gzip_min_length 1; gzip_proxied any;
%s}
`

// nginxServer returns the server of docs/EMBEDDING.md.
func nginxServer(t *testing.T) string {
	t.Helper()
	page, err := os.ReadFile(filepath.Join(root, "docs", "EMBEDDING.md"))
	if err != nil {
		t.Fatal(err)
	}
	_, text, _ := strings.Cut(string(page), "\n```nginx\n")
	text, _, found := strings.Cut(text, "```\n")
	if !found {
		t.Fatal("docs/EMBEDDING.md has no configuration of nginx")
	}
	return text
}

// An edit replaces what a configuration has once.
type edit struct{ old, with string }

func (e edit) apply(t *testing.T, text string) string {
	t.Helper()
	if n := strings.Count(text, e.old); n != 1 {
		t.Fatalf("the configuration of nginx has %q %d times, want once:\n%s", e.old, n, text)
	}
	return strings.Replace(text, e.old, e.with, 1)
}

// A proxy is nginx in front of a handler, or the handler without it.
type proxy struct {
	scheme string
	major  int // version of HTTP
	client *http.Transport
}

// startNginx runs nginx in front of a handler: the server of docs/EMBEDDING.md with edits. It
// returns what reads through it over HTTP/1.1 and over HTTP/2, and what reads beside it.
func startNginx(t *testing.T, h http.Handler, edits ...edit) (http1, http2, direct *proxy) {
	t.Helper()
	path, err := exec.LookPath("nginx")
	if err != nil {
		t.Skip("nginx is not installed")
	}
	back := httptest.NewServer(h)
	t.Cleanup(back.Close)
	dir := t.TempDir()
	cert, key := filepath.Join(dir, "cert.pem"), filepath.Join(dir, "key.pem")
	roots := writeCertificate(t, cert, key)
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	text := nginxServer(t)
	for _, e := range append([]edit{
		{"listen 443 ", "listen " + l.Addr().String() + " "},
		{"/etc/nginx/s3.pem", cert}, {"/etc/nginx/s3.key", key},
		{"127.0.0.1:9000", back.Listener.Addr().String()},
	}, edits...) {
		text = e.apply(t, text)
	}
	config := filepath.Join(dir, "nginx.conf")
	if err := os.WriteFile(config, fmt.Appendf(nil, nginxMain, text), 0o600); err != nil {
		t.Fatal(err)
	}
	runNginx(t, exec.Command(path, "-p", dir, "-c", config, "-e", "stderr"), l)
	trust := &tls.Config{RootCAs: roots}
	return newProxy(t, "https", l.Addr(), trust, 1), newProxy(t, "https", l.Addr(), trust, 2),
		newProxy(t, "http", back.Listener.Addr(), nil, 1)
}

// runNginx runs nginx until the test ends. It inherits the listener, as it does from an nginx
// that it takes the place of: clients can connect before it runs.
func runNginx(t *testing.T, cmd *exec.Cmd, l net.Listener) {
	t.Helper()
	socket, err := l.(*net.TCPListener).File()
	if err != nil {
		t.Fatal(err)
	}
	output := new(strings.Builder)
	cmd.Stdout, cmd.Stderr = output, output
	cmd.ExtraFiles, cmd.Env = []*os.File{socket}, append(os.Environ(), "NGINX=3;")
	err = cmd.Start()
	l.Close() // or clients would wait for an nginx that has ended
	socket.Close()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = cmd.Process.Signal(os.Interrupt)
		_ = cmd.Wait()
		if t.Failed() {
			t.Logf("standard error of nginx:\n%s", output)
		}
	})
}

// writeCertificate writes a certificate of s3.example that nobody else signed, and its key,
// and returns what trusts it.
func writeCertificate(t *testing.T, cert, key string) *x509.CertPool {
	t.Helper()
	private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{SerialNumber: big.NewInt(1), NotAfter: time.Now().Add(time.Hour), DNSNames: []string{"s3.example", "*.s3.example"}}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &private.PublicKey, private)
	if err != nil {
		t.Fatal(err)
	}
	secret, err := x509.MarshalPKCS8PrivateKey(private)
	if err != nil {
		t.Fatal(err)
	}
	text := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})
	for name, text := range map[string][]byte{cert: text, key: pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: secret})} {
		if err := os.WriteFile(name, text, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	roots := x509.NewCertPool()
	roots.AppendCertsFromPEM(text)
	return roots
}

// newProxy returns what connects to addr whatever host is meant, with one version of HTTP.
func newProxy(t *testing.T, scheme string, addr net.Addr, trust *tls.Config, major int) *proxy {
	protocols := new(http.Protocols)
	protocols.SetHTTP1(major == 1)
	protocols.SetHTTP2(major == 2)
	client := &http.Transport{
		DisableCompression: true, TLSClientConfig: trust.Clone(), Protocols: protocols,
		DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) {
			return new(net.Dialer).DialContext(ctx, addr.Network(), addr.String())
		},
	}
	t.Cleanup(client.CloseIdleConnections)
	return &proxy{scheme, major, client}
}

// A question is a request that is sent several ways.
type question struct {
	method, host, target string
	change               []func(*http.Request) // in this order
}

// request returns the request of a client that means a scheme.
func (q question) request(scheme string) (*http.Request, error) {
	r, err := http.NewRequest(q.method, scheme+"://"+q.host+q.target, nil)
	if err != nil {
		return nil, err
	}
	for _, change := range q.change {
		change(r)
	}
	return r, nil
}

// An answer is a response with its body, and the error that ended it early.
type answer struct {
	status int
	header http.Header
	body   string
	err    error
}

func (a answer) String() string {
	body := a.body
	if len(body) > 300 {
		body = fmt.Sprintf("%s... (%d bytes)", body[:300], len(body))
	}
	return fmt.Sprintf("%d %v %q, %v", a.status, a.header, body, a.err)
}

// is reports whether a and b are the same, but for the date and what is of one connection.
func (a answer) is(b answer) bool {
	fields := func(h http.Header) http.Header {
		h = h.Clone()
		h.Del("Date")
		h.Del("Connection")
		return h
	}
	return a.status == b.status && a.body == b.body && a.err == nil && b.err == nil &&
		maps.EqualFunc(fields(a.header), fields(b.header), slices.Equal)
}

// ask sends a question and reads the answer.
func (p *proxy) ask(t *testing.T, q question) answer {
	t.Helper()
	r, err := q.request(p.scheme)
	if err != nil {
		t.Fatal(err)
	}
	if p.scheme == "http" {
		r.Header.Set("X-Forwarded-Proto", "https") // as nginx says
	}
	resp, err := p.client.RoundTrip(r)
	if err != nil {
		return answer{err: err}
	}
	defer resp.Body.Close()
	if resp.ProtoMajor != p.major {
		t.Fatalf("%s %s was answered over %s, want HTTP/%d", r.Method, r.URL, resp.Proto, p.major)
	}
	body, err := io.ReadAll(resp.Body)
	return answer{resp.StatusCode, resp.Header, string(body), err}
}
