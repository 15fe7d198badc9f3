package interop_test

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/md5"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/base64"
	"encoding/pem"
	"fmt"
	"io"
	"math/big"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"

	"github.com/s3get/s3get/getobject"
	"github.com/s3get/s3get/getobject/address"
	"github.com/s3get/s3get/store"
)

// nginxConfig ends TLS in front of a server.
const nginxConfig = `daemon off;
pid %[1]s/nginx.pid;
error_log %[1]s/error.log;
events {}
http {
  access_log off;
  client_body_temp_path %[1]s/body; proxy_temp_path %[1]s/proxy; fastcgi_temp_path %[1]s/fastcgi;
  uwsgi_temp_path %[1]s/uwsgi; scgi_temp_path %[1]s/scgi;
  server {
    listen 127.0.0.1:%[2]s ssl;
    ssl_certificate %[1]s/cert.pem; ssl_certificate_key %[1]s/key.pem;
    merge_slashes off;
    gzip on; gzip_types *; gzip_min_length 1; gzip_proxied any;
    location / {
      proxy_pass http://%[3]s;
      proxy_http_version 1.1;
      proxy_set_header X-Forwarded-Proto $scheme;
      %[4]s
    }
  }
}
`

// startNginx runs nginx in front of a handler, and returns its address.
func startNginx(t *testing.T, h http.Handler, location string) string {
	t.Helper()
	path, err := exec.LookPath("nginx")
	if err != nil {
		t.Skip("nginx is not installed")
	}
	back := httptest.NewServer(h)
	t.Cleanup(back.Close)
	dir := t.TempDir()
	writeCertificate(t, filepath.Join(dir, "cert.pem"), filepath.Join(dir, "key.pem"))
	_, port, err := net.SplitHostPort(freeAddr(t))
	if err != nil {
		t.Fatal(err)
	}
	config := filepath.Join(dir, "nginx.conf")
	text := fmt.Sprintf(nginxConfig, dir, port, back.Listener.Addr(), location)
	if err := os.WriteFile(config, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(path, "-p", dir, "-c", config, "-e", filepath.Join(dir, "error.log"))
	var output strings.Builder
	cmd.Stdout, cmd.Stderr = &output, &output
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	t.Cleanup(func() {
		_ = cmd.Process.Signal(os.Interrupt)
		<-ended
	})
	addr := "127.0.0.1:" + port
	for range 200 {
		conn, err := net.Dial("tcp", addr)
		if err == nil {
			conn.Close()
			return addr
		}
		select {
		case err := <-ended:
			ended <- err
			t.Fatalf("nginx: %v\n%s", err, output.String())
		case <-time.After(25 * time.Millisecond):
		}
	}
	t.Fatal("nginx does not listen")
	return ""
}

// freeAddr returns an address that nobody listened on a moment ago.
func freeAddr(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

// writeCertificate writes a certificate that nobody signed, and its key.
func writeCertificate(t *testing.T, cert, key string) {
	t.Helper()
	private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{SerialNumber: big.NewInt(1), NotAfter: time.Now().Add(time.Hour)}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &private.PublicKey, private)
	if err != nil {
		t.Fatal(err)
	}
	secret, err := x509.MarshalPKCS8PrivateKey(private)
	if err != nil {
		t.Fatal(err)
	}
	for name, block := range map[string]*pem.Block{cert: {Type: "CERTIFICATE", Bytes: der}, key: {Type: "PRIVATE KEY", Bytes: secret}} {
		if err := os.WriteFile(name, pem.EncodeToMemory(block), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// throughNginx gets a target through nginx, after change has changed the request, and returns
// the response with its body.
func throughNginx(t *testing.T, addr, target string, change func(*http.Request)) (*http.Response, string, error) {
	t.Helper()
	r, err := http.NewRequest("GET", "https://"+addr+target, nil)
	if err != nil {
		t.Fatal(err)
	}
	change(r)
	transport := &http.Transport{DisableCompression: true, TLSClientConfig: &tls.Config{InsecureSkipVerify: true}}
	defer transport.CloseIdleConnections()
	resp, err := transport.RoundTrip(r)
	if err != nil {
		return nil, "", err
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	return resp, string(body), err
}

// signRequest signs a request in its header.
func signRequest(r *http.Request) {
	r.Header.Set("X-Amz-Content-Sha256", emptyHash)
	who := aws.Credentials{AccessKeyID: "AKID", SecretAccessKey: "secret"}
	if err := signer().SignHTTP(context.Background(), who, r, emptyHash, "s3", "us-east-1", time.Now()); err != nil {
		panic(err)
	}
}

// addCustomerKey adds the key of the sealed object.
func addCustomerKey(r *http.Request) {
	sum := md5.Sum([]byte(customerKey))
	const prefix = "X-Amz-Server-Side-Encryption-Customer-"
	r.Header.Set(prefix+"Algorithm", "AES256")
	r.Header.Set(prefix+"Key", base64.StdEncoding.EncodeToString([]byte(customerKey)))
	r.Header.Set(prefix+"Key-Md5", base64.StdEncoding.EncodeToString(sum[:]))
}

// behindTLS tells the handler that the client's connection is nginx's.
func behindTLS(r *http.Request) bool { return r.Header.Get("X-Forwarded-Proto") == "https" }

const keepsHost = "proxy_set_header Host $http_host;"

// TestNginx reads through nginx that ends TLS and passes Host on: signatures, odd keys,
// virtual hosts and customers' keys survive, and so do ranges beside gzip.
func TestNginx(t *testing.T) {
	h := embedded(t)
	h.Secure, h.Hosts = behindTLS, address.Hosts{Domains: []string{"s3.example"}}
	addr := startNginx(t, h, keepsHost)
	for _, c := range []struct {
		target string
		change func(*http.Request)
		status int
		body   string
	}{
		{"/b/k", signRequest, 200, "plain"},
		{"/b/a//b", signRequest, 200, "double"},
		{"/b/a/./b", signRequest, 200, "dot"},
		{"/k", func(r *http.Request) { r.Host = "b.s3.example"; signRequest(r) }, 200, "plain"},
		{"/b/k", func(r *http.Request) { r.Header.Set("Range", "bytes=1-3"); signRequest(r) }, 206, "lai"},
		{"/b/k", func(r *http.Request) { r.Header.Set("Accept-Encoding", "gzip"); r.Header.Set("Range", "bytes=1-3") }, 206, "lai"},
		{"/b/secret", addCustomerKey, 200, "secret"},
		{"/b/k?versionId=null&x-id=GetObject", signRequest, 200, "plain"},
	} {
		resp, body, err := throughNginx(t, addr, c.target, c.change)
		if err != nil || resp.StatusCode != c.status || body != c.body {
			t.Errorf("GET %s = %+v %q, %v; want %d %q", c.target, resp, body, err, c.status, c.body)
		}
	}
}

// TestNginxRewritesHost: without Host as the client sent it no signature holds, and a few lines
// in front of the handler bring it back.
func TestNginxRewritesHost(t *testing.T) {
	rewritten := startNginx(t, embedded(t), "")
	if resp, body, err := throughNginx(t, rewritten, "/b/k", signRequest); err != nil || resp.StatusCode != 403 || !strings.Contains(body, "SignatureDoesNotMatch") {
		t.Errorf("GET with another Host = %+v %q, %v; want 403 SignatureDoesNotMatch", resp, body, err)
	}
	if resp, _, err := throughNginx(t, rewritten, "/b/secret", addCustomerKey); err != nil || resp.StatusCode != 400 {
		t.Errorf("GET with a customer's key = %+v, %v; want 400: nobody said that the client came over TLS", resp, err)
	}
	h := embedded(t)
	restored := startNginx(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		r.Host = r.Header.Get("X-Forwarded-Host")
		h.ServeHTTP(w, r)
	}), "proxy_set_header X-Forwarded-Host $http_host;")
	if resp, body, err := throughNginx(t, restored, "/b/k", signRequest); err != nil || resp.StatusCode != 200 {
		t.Errorf("GET with Host restored = %+v %q, %v; want 200", resp, body, err)
	}
}

// A failingStore has objects whose readers fail behind half of the bytes.
type failingStore struct{ store.Store }

func (s failingStore) Open(ctx context.Context, ref store.Ref) (store.Object, error) {
	o, err := s.Store.Open(ctx, ref)
	if err != nil {
		return nil, err
	}
	return failingObject{o}, nil
}

type failingObject struct{ store.Object }

func (o failingObject) OpenRange(ctx context.Context, off, n int64) (io.ReadCloser, error) {
	r, err := o.Object.OpenRange(ctx, off, n)
	if err != nil {
		return nil, err
	}
	return struct {
		io.Reader
		io.Closer
	}{io.MultiReader(io.LimitReader(r, n/2), errReader{}), r}, nil
}

type errReader struct{}

func (errReader) Read([]byte) (int, error) { return 0, io.ErrNoProgress }

// TestNginxAbort: a body that the store cannot finish is an error to the client of nginx too,
// whether nginx buffers or not.
func TestNginxAbort(t *testing.T) {
	for _, buffering := range []string{"on", "off"} {
		h := embedded(t)
		h.Store, h.Authorizer = failingStore{h.Store}, getobject.AllowAll{}
		addr := startNginx(t, h, keepsHost+" proxy_buffering "+buffering+";")
		resp, body, err := throughNginx(t, addr, "/b/k", func(*http.Request) {})
		if err == nil && resp.StatusCode == 200 {
			t.Errorf("buffering %s: GET of a failing object = 200 %q without an error", buffering, body)
		}
	}
}
