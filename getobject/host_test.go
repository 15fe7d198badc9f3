package getobject_test

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/s3get/s3get/getobject"
	"github.com/s3get/s3get/getobject/address"
	"github.com/s3get/s3get/getobject/rule"
)

// TestHosts reads hosts that look like others, and domains that lie in one another.
func TestHosts(t *testing.T) {
	a := address.Hosts{Domains: []string{"Example.com", "s3.example.com"}}
	tests := []struct{ host, bucket, key, region string }{
		{"b.example.com", "b", "x/y", ""},
		{"s3.example.com", "x", "y", ""},
		{"b.s3.example.com", "b", "x/y", ""},
		{"notexample.com", "x", "y", ""},
		{"b.s3-fips-us-gov-west-1.amazonaws.com", "b", "x/y", "us-gov-west-1"},
		{"b.s3-fips.dualstack.us-gov-west-1.amazonaws.com", "b", "x/y", "us-gov-west-1"},
		{"b.bucket.vpce-1a2b-3c4d.s3.us-east-1.vpce.amazonaws.com", "b", "x/y", "us-east-1"},
		{"bucket.vpce-1a2b-3c4d.s3.us-east-1.vpce.amazonaws.com", "x", "y", "us-east-1"},
		{"b.s3-website-us-east-1.amazonaws.com", "b", "x/y", "us-east-1"},
		{"111122223333.s3-control.us-east-1.amazonaws.com", "x", "y", ""},
	}
	for _, tt := range tests {
		got := a.Parse(tt.host, "/x/y")
		if got.Bucket != tt.bucket || got.Key != tt.key || got.Region != tt.region {
			t.Errorf("Resolve(%q) = %q, %q, %q; want %q, %q, %q",
				tt.host, got.Bucket, got.Key, got.Region, tt.bucket, tt.key, tt.region)
		}
	}
}

// hostsRefused are no hosts. Over HTTP/2 package net/http lets all of them through.
var hostsRefused = []string{
	" ", "public.s3.local ", "public.s3.local\t", " public.s3.local", "public .s3.local", "public\t.s3.local", "a\u00a0b", "a\x00", "a\x7f",
	"a\r\nb", "caf\u00e9.s3.local", "\xff", "a/b", "a\\b", "u@h", "a?b", "a#b", "a%62", "a,b", "a'b", `a"b`, "a(b)", "a;b", "a=b", "*", "<a>",
	":80", "a:b", "a:80 ", "a:80:80", "a:-1", "::1", "[::1", "[]", "[::1]80", "[::1]:x", "a[::1]", "[a b]", "[::1]:80/",
	strings.Repeat("a", 262),
}

// hostsTaken are hosts.
var hostsTaken = []string{"", "a", "a.b", "A.B.", "a_b~c", "127.0.0.1:9000", "[::1]", "[::1]:80", "[fe80::1%25eth0]:8080", "a:", strings.Repeat("a", 255) + ":65535"}

// TestHostRefused checks that a host that cannot be one is refused before everything, and
// is left to no other handler.
func TestHostRefused(t *testing.T) {
	for i, host := range append(slices.Clone(hostsRefused), hostsTaken...) {
		want := i < len(hostsRefused)
		for _, method := range []string{"GET", "HEAD", "PUT", "BREW"} {
			hr := &http.Request{Method: method, Host: host, URL: &url.URL{Path: "/private/secret.txt", RawQuery: "versionId="}}
			_, err := getobject.Parse(hr, getobject.ParseOptions{Hosts: address.Hosts{Domains: []string{"s3.local"}}, Secure: true, Now: clock})
			e, _ := err.(*getobject.Error)
			refused := e != nil && e.Rule == rule.Host
			if refused != want || refused && e.IsOtherOperation() {
				t.Errorf("Parse of %s with host %q = %v, want %v: %v", method, host, err, rule.Host, want)
			}
		}
	}
}

// TestHostsNextToS3 has hosts that are next to those of Amazon S3.
func TestHostsNextToS3(t *testing.T) {
	const point = ".s3-accesspoint.us-west-2.amazonaws.com"
	for _, c := range []struct {
		host string
		want address.Address
	}{
		{"s3-us-west-0.amazonaws.com", address.Address{PathStyle: true, Bucket: "x", Key: "y", Region: "us-west-0"}},
		{"s3-us-west-9.amazonaws.com", address.Address{PathStyle: true, Bucket: "x", Key: "y", Region: "us-west-9"}},
		{"s3-us-west-/.amazonaws.com", address.Address{PathStyle: true, Bucket: "x", Key: "y"}},
		{"s3-us-1.amazonaws.com", address.Address{PathStyle: true, Bucket: "x", Key: "y"}},
		{"-" + owner + point, address.Address{Endpoint: address.EndpointAccessPoint, Account: owner, Region: "us-west-2", Key: "x/y"}},
	} {
		got := address.Hosts{}.Parse(c.host, "/x/y")
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("Resolve(%q, /x/y) (-want +got):\n%s", c.host, diff)
		}
	}
}
