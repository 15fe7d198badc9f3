package address_test

import (
	"fmt"

	"github.com/s3get/s3get/getobject/address"
)

// A bucket is named by the host or by the path.
func ExampleHosts_Parse() {
	a := address.Hosts{Domains: []string{"s3.example.com"}}
	for _, host := range []string{"photos.s3.eu-west-1.amazonaws.com", "photos.s3.example.com:9000", "127.0.0.1:9000"} {
		addr := a.Parse(host, "/2024/cat.jpg")
		fmt.Printf("%q %q %q\n", addr.Bucket, addr.Key, addr.Region)
	}
	// Output:
	// "photos" "2024/cat.jpg" "eu-west-1"
	// "photos" "2024/cat.jpg" ""
	// "2024" "cat.jpg" ""
}

// What a host names has a kind.
func ExampleEndpoint() {
	for _, host := range []string{"b.s3.us-east-1.amazonaws.com", "b--use1-az4--x-s3.s3express-use1-az4.us-east-1.amazonaws.com", "ap-123456789012.s3-accesspoint.us-east-1.amazonaws.com"} {
		fmt.Println(address.Hosts{}.Parse(host, "/k").Endpoint)
	}
	// Output:
	// general
	// zonal
	// access point
}

// A resource name is an address too, and an address has a host.
func ExampleParseARN() {
	a, err := address.ParseARN("arn:aws:s3:us-west-2:123456789012:accesspoint/reports/object/2024.csv")
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(a.Host(), a.Path())
	fmt.Println(a.ARN(""))
	// Output:
	// reports-123456789012.s3-accesspoint.us-west-2.amazonaws.com /2024.csv
	// arn:aws:s3:us-west-2:123456789012:accesspoint/reports/object/2024.csv
}

// What a name can be the name of is seen in it.
func ExampleIsBucketName() {
	fmt.Println(address.IsBucketName("my.photos"), address.IsBucketName("192.168.5.4"))
	fmt.Println(address.IsDirectoryBucketName("photos--use1-az4--x-s3"), address.ZoneOf("photos--use1-az4--x-s3"))
	fmt.Println(address.IsAccessPointName("reports"), address.IsAlias("reports-ab12-s3alias"), address.IsVolumeAlias("reports-ab12-s3alias"))
	// Output:
	// true false
	// true use1-az4
	// true true false
}
