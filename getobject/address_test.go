package getobject_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/s3get/s3get/getobject"
)

const zone = "b--use1-az5--x-s3"

// addresses are hosts of Amazon S3 and what the path /x/y means there.
var addresses = []struct {
	host string
	want getobject.Address
}{
	// Path style, wherever that is.
	{"s3.amazonaws.com", getobject.Address{Bucket: "x", Key: "y"}},
	{"s3.us-west-2.amazonaws.com", getobject.Address{Bucket: "x", Key: "y", Region: "us-west-2"}},
	{"s3-us-west-2.amazonaws.com", getobject.Address{Bucket: "x", Key: "y", Region: "us-west-2"}},
	{"s3.dualstack.us-west-2.amazonaws.com", getobject.Address{Bucket: "x", Key: "y", Region: "us-west-2"}},
	{"s3-fips.us-gov-west-1.amazonaws.com", getobject.Address{Bucket: "x", Key: "y", Region: "us-gov-west-1"}},
	{"s3-external-1.amazonaws.com", getobject.Address{Bucket: "x", Key: "y"}},
	{"localhost", getobject.Address{Bucket: "x", Key: "y"}},
	{"localhost:9000", getobject.Address{Bucket: "x", Key: "y"}},
	{"127.0.0.1:9000", getobject.Address{Bucket: "x", Key: "y"}},
	{"[::1]", getobject.Address{Bucket: "x", Key: "y"}},
	{"[::1]:9000", getobject.Address{Bucket: "x", Key: "y"}},
	{"[2001:db8::5:1]", getobject.Address{Bucket: "x", Key: "y"}},
	{"", getobject.Address{Bucket: "x", Key: "y"}},
	{":80", getobject.Address{Bucket: "x", Key: "y"}},
	{"ec2.us-west-2.amazonaws.com", getobject.Address{Bucket: "x", Key: "y"}},
	{"amazonaws.com", getobject.Address{Bucket: "x", Key: "y"}},
	{"b.s3.amazonaws.com.example.org", getobject.Address{Bucket: "x", Key: "y"}},

	// Virtual hosts.
	{"b.s3.amazonaws.com", getobject.Address{Bucket: "b", Key: "x/y"}},
	{"b.s3.amazonaws.com:443", getobject.Address{Bucket: "b", Key: "x/y"}},
	{"b.s3.amazonaws.com.", getobject.Address{Bucket: "b", Key: "x/y"}},
	{"B.S3.US-West-2.AmazonAWS.com", getobject.Address{Bucket: "b", Key: "x/y", Region: "us-west-2"}},
	{"b.s3.us-west-2.amazonaws.com", getobject.Address{Bucket: "b", Key: "x/y", Region: "us-west-2"}},
	{"a.b.c.s3.us-west-2.amazonaws.com", getobject.Address{Bucket: "a.b.c", Key: "x/y", Region: "us-west-2"}},
	{"s3.b.s3.us-west-2.amazonaws.com", getobject.Address{Bucket: "s3.b", Key: "x/y", Region: "us-west-2"}},
	{"s3-b.s3.us-west-2.amazonaws.com", getobject.Address{Bucket: "s3-b", Key: "x/y", Region: "us-west-2"}},
	{"b.s3-us-west-2.amazonaws.com", getobject.Address{Bucket: "b", Key: "x/y", Region: "us-west-2"}},
	{"b.s3.dualstack.us-west-2.amazonaws.com", getobject.Address{Bucket: "b", Key: "x/y", Region: "us-west-2"}},
	{"b.s3-accelerate.amazonaws.com", getobject.Address{Bucket: "b", Key: "x/y"}},
	{"b.s3-accelerate.dualstack.amazonaws.com", getobject.Address{Bucket: "b", Key: "x/y"}},
	{"b.s3-fips.us-gov-west-1.amazonaws.com", getobject.Address{Bucket: "b", Key: "x/y", Region: "us-gov-west-1"}},
	{"b.s3.cn-north-1.amazonaws.com.cn", getobject.Address{Bucket: "b", Key: "x/y", Region: "cn-north-1"}},
	{"ap-7zzxyz-s3alias.s3.us-west-2.amazonaws.com",
		getobject.Address{Bucket: "ap-7zzxyz-s3alias", Key: "x/y", Region: "us-west-2"}},

	// Access points of three kinds.
	{"my-ap-123456789012.s3-accesspoint.us-west-2.amazonaws.com",
		getobject.Address{Endpoint: getobject.AccessPoint, AccessPoint: "my-ap", Account: owner, Region: "us-west-2", Key: "x/y"}},
	{"my-ap-123456789012.s3-accesspoint.dualstack.us-west-2.amazonaws.com",
		getobject.Address{Endpoint: getobject.AccessPoint, AccessPoint: "my-ap", Account: owner, Region: "us-west-2", Key: "x/y"}},
	{"ap-123456789012.s3-accesspoint-fips.us-gov-west-1.amazonaws.com",
		getobject.Address{Endpoint: getobject.AccessPoint, AccessPoint: "ap", Account: owner, Region: "us-gov-west-1", Key: "x/y"}},
	{"ap.s3-accesspoint.us-west-2.amazonaws.com",
		getobject.Address{Endpoint: getobject.AccessPoint, AccessPoint: "ap", Region: "us-west-2", Key: "x/y"}},
	{"ol-123456789012.s3-object-lambda.us-west-2.amazonaws.com",
		getobject.Address{Endpoint: getobject.ObjectLambda, AccessPoint: "ol", Account: owner, Region: "us-west-2", Key: "x/y"}},
	{"ap-123456789012.op-01ac5d28a6a232904.s3-outposts.us-west-2.amazonaws.com",
		getobject.Address{Endpoint: getobject.Outposts, AccessPoint: "ap", Account: owner, Region: "us-west-2", Key: "x/y"}},

	// Zones.
	{zone + ".s3express-use1-az5.us-east-1.amazonaws.com",
		getobject.Address{Endpoint: getobject.Zonal, Bucket: zone, Region: "us-east-1", Key: "x/y"}},
	{"s3express-use1-az5.us-east-1.amazonaws.com",
		getobject.Address{Endpoint: getobject.Zonal, Bucket: "x", Region: "us-east-1", Key: "y"}},
}

func TestResolve(t *testing.T) {
	for _, c := range addresses {
		got := getobject.Addressing{}.Resolve(c.host, "/x/y")
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("Resolve(%q, /x/y) (-want +got):\n%s", c.host, diff)
		}
	}
}

// TestResolveDomain has hosts of domains that are not Amazon's.
func TestResolveDomain(t *testing.T) {
	a := getobject.Addressing{Domains: []string{"s3.example.com", "localhost"}}
	for _, c := range []struct{ host, bucket, key string }{
		{"s3.example.com", "x", "y"},
		{"S3.EXAMPLE.com:8080", "x", "y"},
		{"b.s3.example.com", "b", "x/y"},
		{"B.s3.example.com:8080", "b", "x/y"},
		{"a.b.s3.example.com", "a.b", "x/y"},
		{"b.localhost:9000", "b", "x/y"},
		{"bs3.example.com", "x", "y"},
		{"example.com", "x", "y"},
		{"b.s3.us-west-2.amazonaws.com", "b", "x/y"},
	} {
		got := a.Resolve(c.host, "/x/y")
		if got.Bucket != c.bucket || got.Key != c.key {
			t.Errorf("Resolve(%q, /x/y) = %q, %q, want %q, %q", c.host, got.Bucket, got.Key, c.bucket, c.key)
		}
	}
}

// TestResolvePath checks that keys keep their slashes and dots.
func TestResolvePath(t *testing.T) {
	for _, c := range []struct{ path, bucket, key, virtual string }{
		{"", "", "", ""},
		{"/", "", "", ""},
		{"*", "*", "", "*"},
		{"/b", "b", "", "b"},
		{"/b/", "b", "", "b/"},
		{"/b//", "b", "/", "b//"},
		{"/b/k/", "b", "k/", "b/k/"},
		{"//k", "", "k", "/k"},
		{"/b/a//c", "b", "a//c", "b/a//c"},
		{"/b/../x", "b", "../x", "b/../x"},
		{"/b/./x", "b", "./x", "b/./x"},
		{"/b/?k=v", "b", "?k=v", "b/?k=v"},
	} {
		got := getobject.Addressing{}.Resolve("s3.amazonaws.com", c.path)
		if got.Bucket != c.bucket || got.Key != c.key {
			t.Errorf("Resolve(s3, %q) = %q, %q, want %q, %q", c.path, got.Bucket, got.Key, c.bucket, c.key)
		}
		if got := (getobject.Addressing{}).Resolve("v.s3.amazonaws.com", c.path); got.Key != c.virtual {
			t.Errorf("Resolve(v.s3, %q).Key = %q, want %q", c.path, got.Key, c.virtual)
		}
	}
}
