// Package address reads what a request addresses: its host and its path name a bucket or an
// access point, and a key. So does an Amazon resource name. An [Address] can be printed as
// either again. The package looks nothing up and decides nothing: whether there is such a
// bucket, and who may read it, is for others to say.
//
// # Hosts
//
//	s3.region.amazonaws.com                           path style
//	s3-region, s3.dualstack.region, s3-fips.region    path style
//	bucket.s3.region.amazonaws.com                    virtual-hosted style
//	bucket.s3-accelerate.amazonaws.com                virtual-hosted style
//	bucket.bucket.vpce-….s3.region.vpce.…             virtual-hosted style
//	bucket.s3-website-region.amazonaws.com            a website, also s3-website.region
//	name-account.s3-accesspoint.region.amazonaws.com  an access point
//	name-account.accesspoint.vpce-….s3.region.vpce.…  an access point
//	alias.mrap.accesspoint.s3-global.amazonaws.com    a Multi-Region Access Point
//	name-account.s3-object-lambda.region.…            an Object Lambda access point
//	name-account.outpost.s3-outposts.region.…         an access point on Outposts
//	bucket.s3express-zone.region.amazonaws.com        a directory bucket
//	name--zone--xa-s3.s3express-zone.region.…         an access point of one
//	s3express-control.region.amazonaws.com            directory buckets, by path
//	bucket.DOMAIN, DOMAIN                             of [Hosts.Domains]
//	bucket.DOMAIN, DOMAIN                             of [Hosts.Websites]
//	anything else                                     path style
//
// In the place of amazonaws.com the partitions have amazonaws.com.cn and amazonaws.eu. Letter
// case, a port and a dot at the end of a host do not matter. Keys keep every slash and dot
// (S3 GetObject: URI Request Parameters).
//
// # Resource names
//
//	arn:aws:s3:::bucket/key
//	arn:aws:s3:region:account:accesspoint/name/object/key
//	arn:aws:s3::account:accesspoint/alias.mrap/object/key
//	arn:aws:s3-object-lambda:region:account:accesspoint/name/object/key
//	arn:aws:s3-outposts:region:account:outpost/id/accesspoint/name/object/key
//	arn:aws:s3express:region:account:bucket/name
//	arn:aws:s3express:region:account:accesspoint/name/object/key
//
// The first colon or slash behind "accesspoint" and "outpost" may be either, as in the SDKs.
package address

import (
	"strconv"
	"strings"
)

// An Address is what a request names: a bucket, or something that stands for one, and
// a key.
type Address struct {
	// Endpoint is the kind of host.
	Endpoint Endpoint

	// PathStyle reports that the path names the bucket, and not the host.
	PathStyle bool

	// FIPS, DualStack and Accelerate are what a host of Amazon's says of the way to it.
	FIPS, DualStack, Accelerate bool

	// VPCEndpoint is the label of the interface endpoint that the host names, such as
	// "vpce-1a2b3c4d-5e6f", or "". It is what the client says, and proves nothing.
	VPCEndpoint string

	// Bucket is the name of the bucket or the alias of an access point. It is "" if
	// AccessPoint is set.
	Bucket string

	// AccessPoint and Account name an access point. That of a directory bucket, a
	// Multi-Region Access Point and an alias on Outposts have no Account.
	AccessPoint, Account string

	// Outpost is the id of the outpost of an access point, or "".
	Outpost string

	// Region is the region that the host names, or "".
	Region string

	// Zone is the zone that the host of a directory bucket names, or "".
	Zone string

	// Key is the key, "" for a request that names none.
	Key string
}

// An Endpoint is a kind of host. The zero Endpoint is [EndpointGeneral].
type Endpoint uint8

// The kinds of endpoints. S3 GetObject: URI Request Parameters.
const (
	EndpointGeneral      Endpoint = iota // buckets, by path or by virtual host
	EndpointZonal                        // directory buckets and their access points
	EndpointAccessPoint                  // AccessPointName-AccountId.s3-accesspoint.Region.amazonaws.com
	EndpointObjectLambda                 // AccessPointName-AccountId.s3-object-lambda.Region.amazonaws.com
	EndpointOutposts                     // AccessPointName-AccountId.OutpostId.s3-outposts.Region.amazonaws.com
	EndpointMultiRegion                  // MultiRegionAccessPointAlias.accesspoint.s3-global.amazonaws.com
	EndpointWebsite                      // Bucket.s3-website-Region.amazonaws.com
)

// String returns "general", "zonal", "access point", "object lambda", "outposts",
// "multi-region" or "website", and "Endpoint(n)" for an Endpoint that does not exist.
func (e Endpoint) String() string {
	names := [...]string{"general", "zonal", "access point", "object lambda", "outposts", "multi-region", "website"}
	if int(e) < len(names) {
		return names[e]
	}
	return "Endpoint(" + strconv.Itoa(int(e)) + ")"
}

// Partition returns the partition of the region: "aws-cn", "aws-us-gov", "aws-eusc", and "aws"
// for every other and for none.
func (a Address) Partition() string {
	area, _, _ := strings.Cut(a.Region, "-")
	switch {
	case area == "cn":
		return "aws-cn"
	case area == "eusc":
		return "aws-eusc"
	case strings.HasPrefix(a.Region, "us-gov-"):
		return "aws-us-gov"
	}
	return "aws"
}

// NamesAccessPoint reports whether a names an access point, and not a bucket. Its name may be "",
// since there are hosts at which nothing but access points is.
func (a Address) NamesAccessPoint() bool {
	switch a.Endpoint {
	case EndpointAccessPoint, EndpointObjectLambda, EndpointOutposts, EndpointMultiRegion:
		return true
	}
	return a.AccessPoint != ""
}

// IsAlias reports whether a name that stands where bucket names do is like the alias of an
// access point, and so may mean that: one of general purpose buckets, of volumes of Amazon FSx,
// or of an Object Lambda. S3 User Guide: Access point aliases.
func IsAlias(name string) bool {
	return len(name) > len(aliasSuffix) && (strings.HasSuffix(name, aliasSuffix) || strings.HasSuffix(name, lambdaAliasSuffix))
}

// IsVolumeAlias reports whether a name is like the alias of an access point for a volume of Amazon
// FSx.
func IsVolumeAlias(name string) bool { return strings.HasSuffix(name, "-ext"+aliasSuffix) }

// Path returns the path of a request for a, not encoded.
func (a Address) Path() string {
	switch {
	case !a.PathStyle:
		return "/" + a.Key
	case a.Key == "":
		return "/" + a.Bucket
	}
	return "/" + a.Bucket + "/" + a.Key
}
