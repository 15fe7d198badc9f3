package main

import (
	"bufio"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"syscall"
	"testing"
)

// write writes a file into a new folder and returns its path.
func write(t *testing.T, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

// TestCannotStart checks what a person reads who asked for something impossible.
func TestCannotStart(t *testing.T) {
	busy, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer busy.Close()
	taken, file := busy.Addr().String(), write(t, "file.json", "{\n  \"buckets\": [{\"nam\": \"b\"}]\n}")
	tests := []struct {
		args []string
		code int
		want string // part of standard error
	}{
		{[]string{"-port", "80"}, 2, "-port"},
		{[]string{"folder"}, 2, `"folder" is no flag`},
		{[]string{"-dir", ".", "-fixture", file}, 2, "-dir and -fixture contradict"},
		{[]string{"-fake", "-fixture", file}, 2, "-fake serves neither"},
		{[]string{"-state", file}, 2, "-state needs a file, and -fake"},
		{[]string{"-fake", "-state", ""}, 2, "-state needs a file"},
		{[]string{"-store", "s", "-fake"}, 2, "-store serves neither"},
		{[]string{"-dir", ".", "-store", "s"}, 2, "-store serves neither"},
		{[]string{"-store", ""}, 2, "-store names no folder"},
		{[]string{"-store", "s", "-state", file}, 2, "-state needs a file, and -fake"},
		{[]string{"-dir", ""}, 2, "-dir names no folder"},
		{[]string{"-fixture", ""}, 2, "-fixture names no file"},
		{[]string{"-dir", ".", "-cert-out", "x.pem"}, 2, "-cert-out needs"},
		{[]string{"-tls-addr", "", "-cert-out", "x.pem"}, 2, "-cert-out needs"},
		{[]string{"-addr", ""}, 2, `-addr "" is no host:port`},
		{[]string{"-addr", "9000"}, 2, `-addr "9000" is no host:port`},
		{[]string{"-tls-addr", "localhost"}, 2, `-tls-addr "localhost" is no host:port`},
		{[]string{"-max-connections", "-1"}, 2, "-max-connections must not be negative"},
		{[]string{"-domain", "https://s3.test"}, 2, "bare domain name"},

		{[]string{"-dir", filepath.Join(t.TempDir(), "absent")}, 1, "no such file or directory"},
		{[]string{"-dir", file}, 1, "not a directory"},
		{[]string{"-fixture", "absent.json"}, 1, "absent.json: no such file"},
		{[]string{"-fixture", file}, 1, "buckets[0].nam (2:23) is unknown"},
		{[]string{"-addr", taken}, 1, "-addr: listen tcp " + taken + ": bind: address already in use"},
		{[]string{"-addr", "127.0.0.1:0", "-tls-addr", taken}, 1, "-tls-addr: listen tcp " + taken},
		{[]string{"-addr", "127.0.0.1:0", "-tls-addr", "127.0.0.1:0", "-cert-out", "absent/x.pem"}, 1, "certificate: open absent/x.pem"},
	}
	for _, tt := range tests {
		var stdout, stderr strings.Builder
		code := run(t.Context(), tt.args, &stdout, &stderr)
		if code != tt.code || !strings.Contains(stderr.String(), tt.want) || stdout.Len() > 0 {
			t.Errorf("run(%q) = %d, stderr %q, stdout %q; want %d, %q and nothing",
				tt.args, code, &stderr, &stdout, tt.code, tt.want)
		}
	}
}

func TestHelp(t *testing.T) {
	var stdout, stderr strings.Builder
	code := run(t.Context(), []string{"-h"}, &stdout, &stderr)
	if code != 0 || !strings.Contains(stdout.String(), "-tls-addr host:port") || stderr.Len() > 0 {
		t.Errorf("run(-h) = %d, stdout %q, stderr %q; want 0 and the flags", code, &stdout, &stderr)
	}
}

func TestFolder(t *testing.T) {
	file := write(t, "My Files_2/sub/a file.txt", "0123456789")
	dir := filepath.Dir(filepath.Dir(file))
	if err := os.Symlink(write(t, "outside.txt", "no"), filepath.Join(dir, "link.txt")); err != nil {
		t.Log(err)
	}
	p := launch(t, "-dir", dir, "-addr", "127.0.0.1:0")
	if want := "bucket my-files-2 is the folder " + dir; !strings.Contains(p.page, want) {
		t.Errorf("page = %q, want %q", p.page, want)
	}
	tests := []struct {
		path   string
		status int
		body   string
	}{
		{"/my-files-2/sub/a%20file.txt", 206, "2345"},
		{"/my-files-2/link.txt", 404, ""},
		{"/my-files-2/sub/../../outside.txt", 404, ""},
		{"/my-files-2/sub", 404, ""},
		{"/My%20Files_2/sub/a%20file.txt", 404, ""},
	}
	client := p.client("")
	for _, tt := range tests {
		resp, body := p.get(client, "http://"+p.http+tt.path, "Range", "bytes=2-5")
		if resp.StatusCode != tt.status || tt.body != "" && body != tt.body {
			t.Errorf("GET %s = %d %q, want %d %q", tt.path, resp.StatusCode, body, tt.status, tt.body)
		}
	}
}

// TestLog checks that each request is one line of standard error.
func TestLog(t *testing.T) {
	p := launch(t, anyPorts...)
	client := p.client("")
	p.get(client, "http://"+p.http+"/demo/hello.txt")
	p.get(client, "http://"+p.http+"/demo/absent.txt")
	p.stop()
	want := regexp.MustCompile(`^time=\S+ level=INFO msg="s3 read" method=GET bucket=demo key=hello.txt status=200 .*\n` +
		`time=\S+ level=INFO .* key=absent.txt status=404 .*\n$`)
	if got := p.stderr.String(); !want.MatchString(got) {
		t.Errorf("standard error = %s, want two lines of requests", got)
	}
}

// TestHosts asks by virtual host, over both listeners.
func TestHosts(t *testing.T) {
	certFile := filepath.Join(t.TempDir(), "cert.pem")
	p := launch(t, append([]string{"-domain", "S3.example.test", "-domain", "other.test", "-cert-out", certFile}, anyPorts...)...)
	client := p.client(certFile)
	for _, url := range []string{
		"http://demo.s3.amazonaws.com/hello.txt",
		"http://demo.s3.us-east-1.amazonaws.com/hello.txt",
		"http://demo.s3.example.test/hello.txt",
		"http://s3.example.test/demo/hello.txt",
		"https://localhost/demo/hello.txt",
		"https://127.0.0.1/demo/hello.txt",
		"https://[::1]/demo/hello.txt",
		"https://demo.s3.amazonaws.com/hello.txt",
		"https://demo.s3.example.test/hello.txt",
		"https://s3.example.test/demo/hello.txt",
		"https://demo.other.test/hello.txt",
	} {
		resp, body := p.get(client, url)
		if resp.StatusCode != 200 || body != "Hello from a bucket.\n" {
			t.Errorf("GET %s = %d %q, want 200 and the object", url, resp.StatusCode, body)
		}
		if strings.HasPrefix(url, "https:") && resp.ProtoMajor != 2 {
			t.Errorf("GET %s spoke %s, want HTTP/2", url, resp.Proto)
		}
	}
}

// TestShutdown stops the program while a download goes on, which still ends whole.
func TestShutdown(t *testing.T) {
	const size = 64 << 20 // more than the buffers between the two hold
	p := launch(t, anyPorts...)
	r, err := http.NewRequest(http.MethodGet, "http://"+p.http+"/demo/large.bin", nil)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Range", "bytes=0-67108863")
	resp, err := p.client("").Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	p.cancel()
	n, err := io.Copy(io.Discard, resp.Body)
	if n != size || err != nil {
		t.Errorf("the download ended after %d bytes with %v, want %d", n, err, size)
	}
	p.stop()
	if c, err := net.Dial("tcp", p.http); err == nil {
		c.Close()
		t.Error("it still listens")
	}
}

// TestSignals runs the program as a process of its own.
func TestSignals(t *testing.T) {
	if testing.Short() {
		t.Skip("runs the program")
	}
	if runtime.GOOS == "windows" {
		t.Skip("no signals")
	}
	for _, signal := range []os.Signal{os.Interrupt, syscall.SIGTERM} {
		c := exec.Command(os.Args[0], anyPorts...)
		c.Env = append(os.Environ(), asProgram+"=1")
		stdout, err := c.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		first, err := bufio.NewReader(stdout).ReadString('\n')
		if err != nil || !strings.HasPrefix(first, "listening on http://127.0.0.1:") {
			t.Errorf("first line = %q, %v; want an address", first, err)
		}
		if err := c.Process.Signal(signal); err != nil {
			t.Fatal(err)
		}
		if err := c.Wait(); err != nil {
			t.Errorf("after %v: %v, want exit status 0", signal, err)
		}
	}
}
