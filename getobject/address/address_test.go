package address_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/s3get/s3get/getobject/address"
)

const zone = "b--use1-az5--x-s3"

// addresses are hosts of Amazon S3 and what the path /x/y means there.
var addresses = []struct {
	host string
	want address.Address
}{
	// Path style, wherever that is.
	{"s3.amazonaws.com", address.Address{PathStyle: true, Bucket: "x", Key: "y"}},
	{"s3.us-west-2.amazonaws.com", address.Address{PathStyle: true, Bucket: "x", Key: "y", Region: "us-west-2"}},
	{"s3-us-west-2.amazonaws.com", address.Address{PathStyle: true, Bucket: "x", Key: "y", Region: "us-west-2"}},
	{"s3.dualstack.us-west-2.amazonaws.com", address.Address{DualStack: true, PathStyle: true, Bucket: "x", Key: "y", Region: "us-west-2"}},
	{"s3-fips.us-gov-west-1.amazonaws.com", address.Address{FIPS: true, PathStyle: true, Bucket: "x", Key: "y", Region: "us-gov-west-1"}},
	{"s3-external-1.amazonaws.com", address.Address{PathStyle: true, Bucket: "x", Key: "y"}},
	{"localhost", address.Address{PathStyle: true, Bucket: "x", Key: "y"}},
	{"localhost:9000", address.Address{PathStyle: true, Bucket: "x", Key: "y"}},
	{"127.0.0.1:9000", address.Address{PathStyle: true, Bucket: "x", Key: "y"}},
	{"[::1]", address.Address{PathStyle: true, Bucket: "x", Key: "y"}},
	{"[::1]:9000", address.Address{PathStyle: true, Bucket: "x", Key: "y"}},
	{"[2001:db8::5:1]", address.Address{PathStyle: true, Bucket: "x", Key: "y"}},
	{"", address.Address{PathStyle: true, Bucket: "x", Key: "y"}},
	{":80", address.Address{PathStyle: true, Bucket: "x", Key: "y"}},
	{"ec2.us-west-2.amazonaws.com", address.Address{PathStyle: true, Bucket: "x", Key: "y"}},
	{"amazonaws.com", address.Address{PathStyle: true, Bucket: "x", Key: "y"}},
	{"b.s3.amazonaws.com.example.org", address.Address{PathStyle: true, Bucket: "x", Key: "y"}},

	// Virtual hosts.
	{"b.s3.amazonaws.com", address.Address{Bucket: "b", Key: "x/y"}},
	{"b.s3.amazonaws.com:443", address.Address{Bucket: "b", Key: "x/y"}},
	{"b.s3.amazonaws.com.", address.Address{Bucket: "b", Key: "x/y"}},
	{"B.S3.US-West-2.AmazonAWS.com", address.Address{Bucket: "b", Key: "x/y", Region: "us-west-2"}},
	{"b.s3.us-west-2.amazonaws.com", address.Address{Bucket: "b", Key: "x/y", Region: "us-west-2"}},
	{"a.b.c.s3.us-west-2.amazonaws.com", address.Address{Bucket: "a.b.c", Key: "x/y", Region: "us-west-2"}},
	{"s3.b.s3.us-west-2.amazonaws.com", address.Address{Bucket: "s3.b", Key: "x/y", Region: "us-west-2"}},
	{"s3-b.s3.us-west-2.amazonaws.com", address.Address{Bucket: "s3-b", Key: "x/y", Region: "us-west-2"}},
	{"b.s3-us-west-2.amazonaws.com", address.Address{Bucket: "b", Key: "x/y", Region: "us-west-2"}},
	{"b.s3.dualstack.us-west-2.amazonaws.com", address.Address{DualStack: true, Bucket: "b", Key: "x/y", Region: "us-west-2"}},
	{"b.s3-accelerate.amazonaws.com", address.Address{Accelerate: true, Bucket: "b", Key: "x/y"}},
	{"b.s3-accelerate.dualstack.amazonaws.com", address.Address{Accelerate: true, DualStack: true, Bucket: "b", Key: "x/y"}},
	{"b.s3-fips.us-gov-west-1.amazonaws.com", address.Address{FIPS: true, Bucket: "b", Key: "x/y", Region: "us-gov-west-1"}},
	{"b.s3.cn-north-1.amazonaws.com.cn", address.Address{Bucket: "b", Key: "x/y", Region: "cn-north-1"}},
	{"ap-7zzxyz-s3alias.s3.us-west-2.amazonaws.com",
		address.Address{Bucket: "ap-7zzxyz-s3alias", Key: "x/y", Region: "us-west-2"}},

	// Access points of three kinds.
	{"my-ap-123456789012.s3-accesspoint.us-west-2.amazonaws.com",
		address.Address{Endpoint: address.EndpointAccessPoint, AccessPoint: "my-ap", Account: "123456789012", Region: "us-west-2", Key: "x/y"}},
	{"my-ap-123456789012.s3-accesspoint.dualstack.us-west-2.amazonaws.com",
		address.Address{DualStack: true, Endpoint: address.EndpointAccessPoint, AccessPoint: "my-ap", Account: "123456789012", Region: "us-west-2", Key: "x/y"}},
	{"ap-123456789012.s3-accesspoint-fips.us-gov-west-1.amazonaws.com",
		address.Address{FIPS: true, Endpoint: address.EndpointAccessPoint, AccessPoint: "ap", Account: "123456789012", Region: "us-gov-west-1", Key: "x/y"}},
	{"ap.s3-accesspoint.us-west-2.amazonaws.com",
		address.Address{Endpoint: address.EndpointAccessPoint, AccessPoint: "ap", Region: "us-west-2", Key: "x/y"}},
	{"ol-123456789012.s3-object-lambda.us-west-2.amazonaws.com",
		address.Address{Endpoint: address.EndpointObjectLambda, AccessPoint: "ol", Account: "123456789012", Region: "us-west-2", Key: "x/y"}},
	{"ap-123456789012.op-01ac5d28a6a232904.s3-outposts.us-west-2.amazonaws.com",
		address.Address{Endpoint: address.EndpointOutposts, AccessPoint: "ap", Account: "123456789012", Outpost: "op-01ac5d28a6a232904", Region: "us-west-2", Key: "x/y"}},

	// Zones.
	{zone + ".s3express-use1-az5.us-east-1.amazonaws.com",
		address.Address{Endpoint: address.EndpointZonal, Bucket: zone, Zone: "use1-az5", Region: "us-east-1", Key: "x/y"}},
	{zone + ".s3express-fips-use1-az5.dualstack.us-east-1.amazonaws.com",
		address.Address{Endpoint: address.EndpointZonal, FIPS: true, DualStack: true, Bucket: zone, Zone: "use1-az5", Region: "us-east-1", Key: "x/y"}},
	{"s3express-use1-az5.us-east-1.amazonaws.com",
		address.Address{Endpoint: address.EndpointZonal, PathStyle: true, Bucket: "x", Zone: "use1-az5", Region: "us-east-1", Key: "y"}},
	{"s3express-control.us-east-1.amazonaws.com",
		address.Address{Endpoint: address.EndpointZonal, PathStyle: true, Bucket: "x", Region: "us-east-1", Key: "y"}},
	{"s3express-control-fips.us-east-1.amazonaws.com",
		address.Address{Endpoint: address.EndpointZonal, FIPS: true, PathStyle: true, Bucket: "x", Region: "us-east-1", Key: "y"}},
	{"p--use1-az5--xa-s3.s3express-use1-az5.us-east-1.amazonaws.com",
		address.Address{Endpoint: address.EndpointZonal, AccessPoint: "p--use1-az5--xa-s3", Zone: "use1-az5", Region: "us-east-1", Key: "x/y"}},

	// Access points on Outposts by alias.
	{"my-a-accp0b1d075431d83bebde8xz5w8ijx1qzlbp3i3kuse10--op-s3.op-01ac5d28a6a232904.s3-outposts.us-east-1.amazonaws.com",
		address.Address{Endpoint: address.EndpointOutposts, AccessPoint: "my-a-accp0b1d075431d83bebde8xz5w8ijx1qzlbp3i3kuse10--op-s3", Outpost: "op-01ac5d28a6a232904", Region: "us-east-1", Key: "x/y"}},

	// Multi-Region Access Points.
	{"mfzwi23gnjvgw.mrap.accesspoint.s3-global.amazonaws.com",
		address.Address{Endpoint: address.EndpointMultiRegion, AccessPoint: "mfzwi23gnjvgw.mrap", Key: "x/y"}},

	// Interface endpoints.
	{"b.bucket.vpce-1a2b3c4d-5e6f.s3.us-east-1.vpce.amazonaws.com",
		address.Address{VPCEndpoint: "vpce-1a2b3c4d-5e6f", Bucket: "b", Region: "us-east-1", Key: "x/y"}},
	{"bucket.vpce-1a2b3c4d-5e6f.s3.us-east-1.vpce.amazonaws.com",
		address.Address{VPCEndpoint: "vpce-1a2b3c4d-5e6f", PathStyle: true, Bucket: "x", Region: "us-east-1", Key: "y"}},
	{"ap-123456789012.accesspoint.vpce-1a2b3c4d-5e6f.s3.us-east-1.vpce.amazonaws.com",
		address.Address{Endpoint: address.EndpointAccessPoint, VPCEndpoint: "vpce-1a2b3c4d-5e6f", AccessPoint: "ap", Account: "123456789012", Region: "us-east-1", Key: "x/y"}},

	// Websites.
	{"b.s3-website-us-west-2.amazonaws.com",
		address.Address{Endpoint: address.EndpointWebsite, Bucket: "b", Region: "us-west-2", Key: "x/y"}},
	{"www.example.org.s3-website.eu-central-1.amazonaws.com",
		address.Address{Endpoint: address.EndpointWebsite, Bucket: "www.example.org", Region: "eu-central-1", Key: "x/y"}},
	{"b.s3-website.cn-northwest-1.amazonaws.com.cn",
		address.Address{Endpoint: address.EndpointWebsite, Bucket: "b", Region: "cn-northwest-1", Key: "x/y"}},
	{"s3-website-us-west-2.amazonaws.com",
		address.Address{Endpoint: address.EndpointWebsite, Region: "us-west-2", Key: "x/y"}},

	// Another partition.
	{"b.s3.eusc-de-east-1.amazonaws.eu", address.Address{Bucket: "b", Region: "eusc-de-east-1", Key: "x/y"}},
}

func TestParse(t *testing.T) {
	for _, c := range addresses {
		got := address.Hosts{}.Parse(c.host, "/x/y")
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("Parse(%q, /x/y) (-want +got):\n%s", c.host, diff)
		}
	}
}

// TestParseDomain has hosts of domains that are not Amazon's.
func TestParseDomain(t *testing.T) {
	a := address.Hosts{Domains: []string{"s3.example.com", "localhost"}}
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
		got := a.Parse(c.host, "/x/y")
		if got.Bucket != c.bucket || got.Key != c.key {
			t.Errorf("Parse(%q, /x/y) = %q, %q, want %q, %q", c.host, got.Bucket, got.Key, c.bucket, c.key)
		}
	}
}

// TestParsePath checks that keys keep their slashes and dots.
func TestParsePath(t *testing.T) {
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
		got := address.Hosts{}.Parse("s3.amazonaws.com", c.path)
		if got.Bucket != c.bucket || got.Key != c.key {
			t.Errorf("Resolve(s3, %q) = %q, %q, want %q, %q", c.path, got.Bucket, got.Key, c.bucket, c.key)
		}
		if got := (address.Hosts{}).Parse("v.s3.amazonaws.com", c.path); got.Key != c.virtual {
			t.Errorf("Resolve(v.s3, %q).Key = %q, want %q", c.path, got.Key, c.virtual)
		}
	}
}

// TestParseWebsite has domains of websites: the longest counts, whatever its kind.
func TestParseWebsite(t *testing.T) {
	a := address.Hosts{Domains: []string{"example.com"}, Websites: []string{"web.example.com", "www.example.org"}}
	for _, c := range []struct {
		host string
		want address.Address
	}{
		{"b.web.example.com:80", address.Address{Endpoint: address.EndpointWebsite, Bucket: "b", Key: "x/y"}},
		{"www.example.org", address.Address{Endpoint: address.EndpointWebsite, Bucket: "www.example.org", Key: "x/y"}},
		{"web.example.com", address.Address{Endpoint: address.EndpointWebsite, Bucket: "web.example.com", Key: "x/y"}},
		{"b.example.com", address.Address{Bucket: "b", Key: "x/y"}},
	} {
		if diff := cmp.Diff(c.want, a.Parse(c.host, "/x/y")); diff != "" {
			t.Errorf("Parse(%q, /x/y) (-want +got):\n%s", c.host, diff)
		}
	}
}
