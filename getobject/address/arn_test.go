package address_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/s3get/s3get/getobject/address"
)

const account = "123456789012"

// resourceNames are those of Amazon S3, as its pages write them. S3 User Guide: Amazon S3 ARNs.
var resourceNames = []struct {
	arn  string
	want address.Address
}{
	{"arn:aws:s3:::b", address.Address{Bucket: "b"}},
	{"arn:aws:s3:::b/", address.Address{Bucket: "b"}},
	{"arn:aws:s3:::b/x/y:z", address.Address{Bucket: "b", Key: "x/y:z"}},
	{"arn:aws-cn:s3:::b/k", address.Address{Bucket: "b", Key: "k"}},
	{"arn:aws:s3:us-west-2:123456789012:accesspoint/test",
		address.Address{Endpoint: address.EndpointAccessPoint, AccessPoint: "test", Account: account, Region: "us-west-2"}},
	{"arn:aws:s3:us-west-2:123456789012:accesspoint:test",
		address.Address{Endpoint: address.EndpointAccessPoint, AccessPoint: "test", Account: account, Region: "us-west-2"}},
	{"arn:aws:s3:us-west-2:123456789012:accesspoint/test/object/unit-01",
		address.Address{Endpoint: address.EndpointAccessPoint, AccessPoint: "test", Account: account, Region: "us-west-2", Key: "unit-01"}},
	{"arn:aws:s3::123456789012:accesspoint/mfzwi23gnjvgw.mrap",
		address.Address{Endpoint: address.EndpointMultiRegion, AccessPoint: "mfzwi23gnjvgw.mrap"}},
	{"arn:aws:s3::123456789012:accesspoint/mfzwi23gnjvgw.mrap//-01/k",
		address.Address{Endpoint: address.EndpointMultiRegion, AccessPoint: "mfzwi23gnjvgw.mrap", Key: "-01/k"}},
	{"arn:aws:s3-object-lambda:us-east-1:123456789012:accesspoint/my-ol",
		address.Address{Endpoint: address.EndpointObjectLambda, AccessPoint: "my-ol", Account: account, Region: "us-east-1"}},
	{"arn:aws:s3-outposts:us-west-2:123456789012:outpost/op-01ac5d28a6a232904/accesspoint/ap1",
		address.Address{Endpoint: address.EndpointOutposts, AccessPoint: "ap1", Account: account, Outpost: "op-01ac5d28a6a232904", Region: "us-west-2"}},
	{"arn:aws:s3-outposts:us-west-2:123456789012:outpost:op-01ac5d28a6a232904:accesspoint:ap1",
		address.Address{Endpoint: address.EndpointOutposts, AccessPoint: "ap1", Account: account, Outpost: "op-01ac5d28a6a232904", Region: "us-west-2"}},
	{"arn:aws:s3express:us-east-1:123456789012:bucket/b--use1-az5--x-s3",
		address.Address{Endpoint: address.EndpointZonal, Bucket: "b--use1-az5--x-s3", Zone: "use1-az5", Region: "us-east-1"}},
	{"arn:aws:s3express:us-east-1:123456789012:accesspoint/p-p--use1-az5--xa-s3/object/k",
		address.Address{Endpoint: address.EndpointZonal, AccessPoint: "p-p--use1-az5--xa-s3", Zone: "use1-az5", Region: "us-east-1", Key: "k"}},
}

func TestParseARN(t *testing.T) {
	for _, c := range resourceNames {
		got, err := address.ParseARN(c.arn)
		if diff := cmp.Diff(c.want, got); diff != "" || err != nil {
			t.Errorf("ParseARN(%q) = _, %v; (-want +got):\n%s", c.arn, err, diff)
		}
	}
}

func TestParseARNRefuses(t *testing.T) {
	for _, arn := range []string{
		"", "arn", "arn:aws:s3:::", "arn:aws:s3:::/k", "arn:gcp:s3:::b", "urn:aws:s3:::b", "arn:aws:sqs:us-east-1:123456789012:q",
		"arn:aws:s3:us-west-2::accesspoint/test", "arn:aws:s3:us-west-2:12345678901:accesspoint/test",
		"arn:aws:s3:us-west-2:12345678901x:accesspoint/test", "arn:aws-cn:s3:us-west-2:123456789012:accesspoint/test",
		"arn:aws:s3:cn-north-1:123456789012:accesspoint/test", "arn:aws:s3:us-west-2:123456789012:bucket/test",
		"arn:aws:s3:us-west-2:123456789012:accesspoint/", "arn:aws:s3:us-west-2:123456789012:accesspoint/Test",
		"arn:aws:s3:us-west-2:123456789012:accesspoint/te", "arn:aws:s3:us-west-2:123456789012:accesspoint/test-s3alias",
		"arn:aws:s3:us-west-2:123456789012:accesspoint/test/k", "arn:aws:s3:us-west-2:123456789012:accesspoint/test/object/",
		"arn:aws:s3::123456789012:accesspoint/test", "arn:aws:s3::123456789012:accesspoint/.mrap",
		"arn:aws:s3-object-lambda::123456789012:accesspoint/my-ol",
		"arn:aws:s3-outposts:us-west-2:123456789012:accesspoint/ap1", "arn:aws:s3-outposts:us-west-2:123456789012:outpost/x/accesspoint/ap1",
		"arn:aws:s3-outposts:us-west-2:123456789012:outpost/op-1", "arn:aws:s3-outposts:us-west-2:123456789012:outpost/op-1/bucket/b",
		"arn:aws:s3express:us-east-1:123456789012:bucket/b", "arn:aws:s3express::123456789012:bucket/b--use1-az5--x-s3",
		"arn:aws:s3express:us-east-1:123456789012:accesspoint/pp--xa-s3",
	} {
		if got, err := address.ParseARN(arn); !errors.Is(err, address.ErrMalformed) || got != (address.Address{}) {
			t.Errorf("ParseARN(%q) = %+v, %v; want %v", arn, got, err, address.ErrMalformed)
		}
	}
}

// anAddress draws an address that Amazon S3 may have.
func anAddress(t *rapid.T) address.Address {
	draw := func(expr, label string) string { return rapid.StringMatching(expr).Draw(t, label) }
	const name, letters = `[a-z0-9]([a-z0-9-]{1,20}[a-z0-9]|[a-z0-9]{2})`, `[a-z0-9]{4,13}`
	a := address.Address{
		Endpoint:  address.Endpoint(rapid.IntRange(0, int(address.EndpointWebsite)).Draw(t, "endpoint")),
		Key:       rapid.String().Draw(t, "key"),
		Region:    rapid.SampledFrom([]string{"us-east-1", "eu-west-3", "cn-north-1", "us-gov-east-1", "eusc-de-east-1"}).Draw(t, "region"),
		DualStack: rapid.Bool().Draw(t, "dual stack"),
		FIPS:      rapid.Bool().Draw(t, "FIPS"),
	}
	zonal := func(suffix string) string { return draw(letters, "base") + "--" + a.Zone + suffix }
	switch a.Endpoint {
	case address.EndpointGeneral:
		a.Bucket, a.PathStyle = draw(name+`(\.`+name+`)?`, "bucket"), rapid.Bool().Draw(t, "path style")
		switch rapid.IntRange(0, 3).Draw(t, "way") {
		case 0:
			a.Region, a.DualStack = "", false
		case 1:
			a.Region, a.FIPS, a.Accelerate, a.PathStyle = "", false, true, false
		case 2:
			a.FIPS, a.DualStack, a.VPCEndpoint = false, false, "vpce-"+draw(letters, "VPC endpoint")
		}
	case address.EndpointZonal:
		a.Zone = draw(`[a-z]{3,4}[0-9]-az[0-9]`, "zone")
		if a.Bucket = zonal("--x-s3"); rapid.Bool().Draw(t, "access point") {
			a.Bucket, a.AccessPoint = "", zonal("--xa-s3")
		}
	case address.EndpointMultiRegion:
		a.AccessPoint, a.Region, a.DualStack, a.FIPS = draw(letters, "alias")+".mrap", "", false, false
	case address.EndpointWebsite:
		a.Bucket, a.DualStack, a.FIPS = draw(name+`(\.`+name+`)?`, "bucket"), false, false
	default:
		a.AccessPoint, a.Account = draw(name, "access point"), draw(`[0-9]{12}`, "account")
		if a.Endpoint == address.EndpointOutposts {
			a.Outpost = "op-" + draw(`[0-9a-f]{17}`, "outpost")
		}
	}
	return a
}

// TestHostLaw holds for every address: its host and path are read as the address.
func TestHostLaw(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := anAddress(t)
		got := address.Hosts{}.Parse(a.Host(), a.Path())
		if diff := cmp.Diff(a, got); diff != "" {
			t.Fatalf("Parse(%q, %q) (-want +got):\n%s", a.Host(), a.Path(), diff)
		}
		other := address.Hosts{}.Parse(strings.ToUpper(a.Host())+".:443", a.Path())
		if diff := cmp.Diff(a, other); diff != "" {
			t.Fatalf("Parse(%q, %q) in upper case, with a dot and a port (-want +got):\n%s", a.Host(), a.Path(), diff)
		}
	})
}

// TestARNLaw holds for every address: its resource name is read as what it names, without the
// way to it.
func TestARNLaw(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := anAddress(t)
		if strings.HasSuffix(a.AccessPoint, "-s3alias") {
			t.Skip("an alias has no resource name of its own")
		}
		want := a
		want.FIPS, want.DualStack, want.Accelerate, want.PathStyle, want.VPCEndpoint = false, false, false, false, ""
		switch {
		case a.Endpoint == address.EndpointZonal && a.Bucket != "":
			want.Key = ""
		case a.Endpoint == address.EndpointGeneral || a.Endpoint == address.EndpointWebsite:
			want.Endpoint, want.Region = address.EndpointGeneral, ""
		}
		got, err := address.ParseARN(a.ARN(account))
		if diff := cmp.Diff(want, got); diff != "" || err != nil {
			t.Fatalf("ParseARN(%q) = _, %v; (-want +got):\n%s", a.ARN(account), err, diff)
		}
	})
}

// FuzzParseARN checks that what is read is printed as something that reads the same.
func FuzzParseARN(f *testing.F) {
	for _, c := range resourceNames {
		f.Add(c.arn)
	}
	f.Fuzz(func(t *testing.T, arn string) {
		a, err := address.ParseARN(arn)
		if err != nil {
			return
		}
		if again, err := address.ParseARN(a.ARN(account)); err != nil || again != a {
			t.Errorf("ParseARN(%q) = %+v, and of %q %+v, %v", arn, a, a.ARN(account), again, err)
		}
	})
}
