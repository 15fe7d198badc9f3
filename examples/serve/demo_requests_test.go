package main

import (
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// A line is a line of curl with the status that its comment announces.
type line struct{ status, about, command string }

// lines returns the lines of curl on a page.
func lines(page string) []line {
	var all []line
	for _, m := range regexp.MustCompile(`(?m)^# (\d{3}) (.*)\n(curl .*)$`).FindAllStringSubmatch(page, -1) {
		all = append(all, line{m[1], m[2], m[3]})
	}
	return all
}

// requests counts the demo requests that with selects, without headings.
func requests(with func(demoRequest) bool) int {
	n := 0
	for _, s := range demoRequests {
		if s.status != 0 && with(s) {
			n++
		}
	}
	return n
}

// TestDemoRequests pastes each printed line into a shell.
func TestDemoRequests(t *testing.T) {
	for _, tool := range []string{"bash", "curl"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Skip(err)
		}
	}
	certFile := filepath.Join(t.TempDir(), "it's a certificate.pem")
	for _, args := range [][]string{anyPorts, append([]string{"-cert-out", certFile}, anyPorts...)} {
		p := launch(t, args...)
		all := lines(p.page)
		if want := requests(func(demoRequest) bool { return true }); len(all) != want {
			t.Errorf("page of %q has %d lines of curl, want %d:\n%s", args, len(all), want, p.page)
		}
		for _, l := range all {
			if got := paste(t, l.command); got != l.status {
				t.Errorf("# %s\n%s\nstatus = %q, want %s", l.about, l.command, got, l.status)
			}
		}
		p.stop()
	}
}

// paste runs a command and returns the status in what it prints.
func paste(t *testing.T, command string) string {
	t.Helper()
	c := exec.Command("bash", "-c", command)
	c.Env = append(os.Environ(), "HOME="+t.TempDir(), "no_proxy=*", "NO_PROXY=*")
	out, err := c.Output()
	if err != nil {
		t.Errorf("%s: %v", command, err)
	}
	m := regexp.MustCompile(`^HTTP/\S+ (\d{3})`).FindSubmatch(out)
	if m == nil {
		return ""
	}
	return string(m[1])
}

// Without TLS, because the demo's port is taken or because nobody wants it, the page
// leaves out what needs it.
func TestDemoRequestsWithoutTLS(t *testing.T) {
	if l, err := net.Listen("tcp", defaultTLSAddr); err == nil {
		defer l.Close()
	}
	taken := launch(t, "-addr", "127.0.0.1:0")
	if log := taken.stderr.String(); !strings.Contains(log, "going on without TLS") {
		t.Errorf("standard error = %q, want a word on TLS", log)
	}
	unwanted := launch(t, "-addr", "127.0.0.1:0", "-tls-addr", "")
	if log := unwanted.stderr.String(); log != "" {
		t.Errorf("standard error = %q, want nothing", log)
	}
	want := requests(func(s demoRequest) bool { return !strings.Contains(s.command, "{https}") })
	for _, p := range []*program{taken, unwanted} {
		if got := len(lines(p.page)); got != want || p.https != "" || strings.ContainsAny(p.page, "{}") {
			t.Errorf("page has %d lines of curl, want %d without TLS:\n%s", got, want, p.page)
		}
	}
}

func TestReachable(t *testing.T) {
	tests := []struct{ addr, want string }{
		{"127.0.0.1:0", "http://127.0.0.1:"},
		{"0.0.0.0:0", "http://localhost:"},
		{":0", "http://localhost:"},
	}
	for _, tt := range tests {
		d, err := listen(t.Context(), "addr", tt.addr, nil)
		if err != nil {
			t.Fatal(err)
		}
		if got := reachable(d); !strings.HasPrefix(got, tt.want) {
			t.Errorf("reachable(%s) = %s, want %s and a port", tt.addr, got, tt.want)
		}
		d.Close()
	}
}

func TestTrust(t *testing.T) {
	tests := []struct{ file, want string }{
		{"", "--insecure"},
		{"cert.pem", "--cacert 'cert.pem'"},
		{"it's", `--cacert 'it'\''s'`},
	}
	for _, tt := range tests {
		if got := trust(tt.file); got != tt.want {
			t.Errorf("trust(%q) = %s, want %s", tt.file, got, tt.want)
		}
	}
}
