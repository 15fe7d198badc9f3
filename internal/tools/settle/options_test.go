package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/s3get/s3get/internal/guesses"
)

// TestCredentials: the environment wins, and a profile of the file is read without the others.
func TestCredentials(t *testing.T) {
	name := filepath.Join(t.TempDir(), "credentials")
	const text = "[default]\naws_access_key_id = AKIDDEFAULT\naws_secret_access_key=s1\n# a comment = x\n\n[ other ]\naws_access_key_id=AKIDOTHER\naws_secret_access_key=s=2\naws_session_token=t\n[half]\naws_access_key_id=AKIDHALF\n"
	if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		env  map[string]string
		want string // "" for an error
	}{
		{map[string]string{"AWS_ACCESS_KEY_ID": "a", "AWS_SECRET_ACCESS_KEY": "b", "AWS_SESSION_TOKEN": "c"}, "a b c"},
		{map[string]string{"AWS_ACCESS_KEY_ID": "a"}, "AKIDDEFAULT s1 "},
		{map[string]string{"AWS_PROFILE": "other"}, "AKIDOTHER s=2 t"},
		{map[string]string{"AWS_PROFILE": "half"}, ""},
		{map[string]string{"AWS_PROFILE": "none"}, ""},
		{map[string]string{"AWS_SHARED_CREDENTIALS_FILE": name + ".none"}, ""},
	}
	for _, tt := range tests {
		env := func(key string) string {
			if v, ok := tt.env[key]; ok || key != "AWS_SHARED_CREDENTIALS_FILE" {
				return v
			}
			return name
		}
		c, err := readCredentials(env)
		got := ""
		if err == nil {
			accessKey, secretKey, token := c.reveal()
			got = strings.Join([]string{accessKey, secretKey, token}, " ")
		}
		if got != tt.want {
			t.Errorf("readCredentials(%v) = %q, %v, want %q", tt.env, got, err, tt.want)
		}
	}
}

// TestHide: no text keeps what credentials of AWS are, and short words of a test stay.
func TestHide(t *testing.T) {
	c := newCredentials("AKIAIOSFODNN7EXAMPLE", secret, "a-session-token-of-some-length")
	got := c.hide("AKIAIOSFODNN7EXAMPLE/" + secret + "/a-session-token-of-some-length")
	if want := ownerKey + "/(secret)/(token)"; got != want {
		t.Errorf("hide = %q, want %q", got, want)
	}
	if got := newCredentials("test", "owner", "").hide("test owner"); got != "test owner" {
		t.Errorf("hide = %q, want what it was given", got)
	}
}

// TestServer: where requests go.
func TestServer(t *testing.T) {
	tests := []struct {
		o                     options
		addr, tlsAddr, domain string // all "" for an error
	}{
		{options{region: "eu-west-1"}, "s3.eu-west-1.amazonaws.com:80", "s3.eu-west-1.amazonaws.com:443", "s3.eu-west-1.amazonaws.com"},
		{options{region: "cn-north-1"}, "s3.cn-north-1.amazonaws.com.cn:80", "s3.cn-north-1.amazonaws.com.cn:443", "s3.cn-north-1.amazonaws.com.cn"},
		{options{region: "us-gov-west-1", endpoint: "http://localhost:9000/"}, "localhost:9000", "", ""},
		{options{region: "us-east-1", endpoint: "https://[::1]"}, "", "[::1]:443", ""},
		{options{region: "us-east-1", endpoint: "https://a", plainEndpoint: "http://a"}, "a:80", "a:443", ""},
		{options{region: "us-east-1", endpoint: "https://a", plainEndpoint: "https://a"}, "", "", ""},
		{options{region: "us-east-1", endpoint: "ftp://a"}, "", "", ""},
		{options{region: "us-east-1", endpoint: "http://u:p@a"}, "", "", ""},
		{options{region: "us-east-1", endpoint: "http://a/b"}, "", "", ""},
		{options{region: "us-east-1/../x"}, "", "", ""},
		{options{}, "", "", ""},
	}
	for _, tt := range tests {
		s, err := tt.o.server()
		if s.target.Addr != tt.addr && err == nil || s.target.TLSAddr != tt.tlsAddr && err == nil || s.domain != tt.domain || (err != nil) != (tt.addr+tt.tlsAddr == "") {
			t.Errorf("server of %+v = %+v, %v", tt.o, s, err)
		}
	}
}

// TestPlan: guesses are selected by their ids, and only what they are about is put.
func TestPlan(t *testing.T) {
	table, err := guesses.Read()
	if err != nil {
		t.Fatal(err)
	}
	p, err := newPlan(table, []string{"range/if-range", "part/empty"}, server{})
	if err != nil || len(p.asked) != 2 || len(p.requests()) != 5 || len(p.objects) != 2 {
		t.Errorf("newPlan = %+v, %v", p, err)
	}
	if _, archived, _ := p.count(); archived != 0 {
		t.Errorf("%d archived objects, want none", archived)
	}
	for _, bad := range []string{"no/guess", "policy/own-acl", "address/prefix"} {
		if _, err := newPlan(table, []string{bad}, server{}); err == nil {
			t.Errorf("newPlan(%s) = nil, want an error", bad)
		}
	}
}
