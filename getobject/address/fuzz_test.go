package address_test

import (
	"strings"
	"testing"

	"github.com/s3get/s3get/getobject/address"
)

// FuzzParse checks that no byte of a path is lost and that no host but one of S3
// names anything.
func FuzzParse(f *testing.F) {
	for _, a := range addresses {
		f.Add(a.host, "/x/y")
	}
	f.Add("b.example.com:1", "//")
	f.Add(".example.com", "")
	f.Add("[::1", "k")
	f.Fuzz(func(t *testing.T, host, path string) {
		got := address.Hosts{Domains: []string{"example.com"}}.Parse(host, path)
		rest := strings.TrimPrefix(path, "/")
		pathStyle := got.Bucket + "/" + got.Key
		if got.Key != rest && pathStyle != rest && pathStyle != rest+"/" {
			t.Errorf("Parse(%q, %q) = %+v, which loses some of the path", host, path, got)
		}
		if got.AccessPoint != "" && got.Bucket != "" {
			t.Errorf("Parse(%q, %q) = %+v, want a bucket or an access point", host, path, got)
		}
		lower := strings.ToLower(host)
		if !strings.Contains(lower, "amazonaws.") && (got.Endpoint != address.EndpointGeneral || got.Region != "") {
			t.Errorf("Parse(%q, %q) = %+v, want no endpoint of Amazon's", host, path, got)
		}
		if again := (address.Hosts{Domains: []string{"example.com"}}).Parse(lower, path); again != got {
			t.Errorf("Parse(%q, %q) = %+v, in lower case %+v", host, path, got, again)
		}
	})
}
