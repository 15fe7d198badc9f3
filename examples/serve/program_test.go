package main

import (
	"bytes"
	"context"
	"io"
	"net"
	"net/http"
	"os"
	"regexp"
	"strings"
	"sync"
	"testing"
)

// asProgram makes the test binary the program itself.
const asProgram = "SERVE_TEST_AS_PROGRAM"

func TestMain(m *testing.M) {
	if os.Getenv(asProgram) != "" {
		main()
	}
	os.Exit(m.Run())
}

// A program is a run that serves.
type program struct {
	t           *testing.T
	page        string // what it announced
	http, https string // host:port of its listeners, "" for none
	stderr      *lockedBuffer
	cancel      context.CancelFunc
	exit        <-chan int
}

// A lockedBuffer is written by the program while the test reads it.
type lockedBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (b *lockedBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.b.Write(p)
}

func (b *lockedBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.b.String()
}

// pages sends on each Write.
type pages chan string

func (p pages) Write(b []byte) (int, error) {
	p <- string(b)
	return len(b), nil
}

// anyPorts are flags for a run beside others.
var anyPorts = []string{"-addr", "127.0.0.1:0", "-tls-addr", "127.0.0.1:0"}

// launch runs the program until the test ends, and returns once it has announced what
// it serves.
func launch(t *testing.T, args ...string) *program {
	t.Helper()
	if testing.Short() {
		t.Skip("runs the program")
	}
	ctx, cancel := context.WithCancel(context.Background())
	stdout, exit := make(pages, 1), make(chan int, 1)
	p := &program{t: t, stderr: new(lockedBuffer), cancel: cancel, exit: exit}
	go func() { exit <- run(ctx, args, stdout, p.stderr) }()
	select {
	case p.page = <-stdout:
	case code := <-exit:
		t.Fatalf("run(%q) = %d\n%s", args, code, p.stderr)
	}
	p.http, p.https = announced(p.page, "http"), announced(p.page, "https")
	t.Cleanup(p.stop)
	return p
}

// announced returns the address that a page says a scheme is listened for at.
func announced(page, scheme string) string {
	m := regexp.MustCompile(`(?m)^listening on ` + scheme + `://(\S+)$`).FindStringSubmatch(page)
	if m == nil {
		return ""
	}
	return m[1]
}

// stop ends the program, which has to end well.
func (p *program) stop() {
	if p.cancel == nil {
		return
	}
	p.cancel()
	p.cancel = nil
	if code := <-p.exit; code != 0 {
		p.t.Errorf("run ended with %d, want 0\n%s", code, p.stderr)
	}
}

// client returns a client that asks the program whatever host is named, and trusts the
// certificate in a file of PEM.
func (p *program) client(certFile string) *http.Client {
	transport := &http.Transport{ForceAttemptHTTP2: true, DialContext: p.dial}
	if certFile != "" {
		transport.TLSClientConfig = trusting(p.t, certFile)
	}
	p.t.Cleanup(transport.CloseIdleConnections)
	return &http.Client{Transport: transport}
}

func (p *program) dial(ctx context.Context, _, addr string) (net.Conn, error) {
	to := p.http
	if strings.HasSuffix(addr, ":443") {
		to = p.https
	}
	return new(net.Dialer).DialContext(ctx, "tcp", to)
}

// get asks for a URL, with header lines as pairs, and returns the response and its body.
func (p *program) get(c *http.Client, url string, header ...string) (*http.Response, string) {
	p.t.Helper()
	r, err := http.NewRequest(http.MethodGet, url, nil)
	if err != nil {
		p.t.Fatal(err)
	}
	for i := 0; i+1 < len(header); i += 2 {
		r.Header.Add(header[i], header[i+1])
	}
	resp, err := c.Do(r)
	if err != nil {
		p.t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		p.t.Fatal(err)
	}
	return resp, string(body)
}
