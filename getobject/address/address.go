// Package address reads what the host and the path of a request name: a bucket or an
// access point, and a key. It looks nothing up and decides nothing: whether there is such a
// bucket, and whether the name is one that a bucket can have, is for others to say.
//
// # Hosts
//
//	s3.region.amazonaws.com                           path style
//	s3-region, s3.dualstack.region, s3-fips.region    path style
//	bucket.s3.region.amazonaws.com                    virtual-hosted style
//	bucket.s3-accelerate.amazonaws.com                virtual-hosted style
//	bucket.bucket.vpce-….s3.region.vpce.…             virtual-hosted style
//	name-account.s3-accesspoint.region.amazonaws.com  an access point
//	name-account.s3-object-lambda.region.…            an Object Lambda access point
//	name-account.outpost.s3-outposts.region.…         an access point on Outposts
//	bucket.s3express-zone.region.amazonaws.com        a directory bucket
//	bucket.DOMAIN, DOMAIN                             of [Hosts.Domains]
//	anything else                                     path style
//
// Letter case, a port and a dot at the end of a host do not matter. Keys keep every slash
// and dot (S3 GetObject: URI Request Parameters).
package address

import (
	"cmp"
	"strconv"
	"strings"
)

// An Address is what a request names: a bucket, or something that stands for one, and
// a key.
type Address struct {
	// Endpoint is the kind of host.
	Endpoint Endpoint

	// Bucket is the name of the bucket or the alias of an access point. It is "" if
	// AccessPoint is set.
	Bucket string

	// AccessPoint and Account name an access point.
	AccessPoint, Account string

	// Region is the region that the host names, or "".
	Region string

	// Key is the key, "" for a request that names none.
	Key string
}

// An Endpoint is a kind of host. The zero Endpoint is [EndpointGeneral].
type Endpoint uint8

// The kinds of endpoints. S3 GetObject: URI Request Parameters.
const (
	EndpointGeneral      Endpoint = iota // buckets, by path or by virtual host
	EndpointZonal                        // directory buckets
	EndpointAccessPoint                  // AccessPointName-AccountId.s3-accesspoint.Region.amazonaws.com
	EndpointObjectLambda                 // AccessPointName-AccountId.s3-object-lambda.Region.amazonaws.com
	EndpointOutposts                     // AccessPointName-AccountId.OutpostId.s3-outposts.Region.amazonaws.com
)

// String returns "general", "zonal", "access point", "object lambda" or "outposts", and
// "Endpoint(n)" for an Endpoint that does not exist.
func (e Endpoint) String() string {
	names := [...]string{"general", "zonal", "access point", "object lambda", "outposts"}
	if int(e) < len(names) {
		return names[e]
	}
	return "Endpoint(" + strconv.Itoa(int(e)) + ")"
}

// Hosts says which hosts name buckets. The zero Hosts knows those of Amazon S3; requests to
// any other host are path-style.
type Hosts struct {
	// Domains are further domains that stand for S3: bucket.DOMAIN is
	// virtual-hosted-style, and DOMAIN itself path-style.
	Domains []string
}

// Parse returns the address that a host, with or without port, and a decoded path name. It
// never fails: a path without bucket or key gives empty names. Of several domains that the
// host lies in, the longest counts, and any of them before Amazon's.
func (h Hosts) Parse(host, path string) Address {
	if i := strings.LastIndexByte(host, ':'); i >= 0 && strings.IndexByte(host[i:], ']') < 0 {
		host = host[:i]
	}
	host = strings.ToLower(strings.TrimSuffix(host, "."))
	addr, virtual, longest := Address{}, false, ""
	if name, ok := strings.CutSuffix(strings.TrimSuffix(host, ".cn"), ".amazonaws.com"); ok {
		addr, virtual = amazonHost(name)
	}
	for _, d := range h.Domains {
		d = strings.ToLower(d)
		before, ok := strings.CutSuffix(host, d)
		if ok && len(d) > len(longest) && (before == "" || strings.HasSuffix(before, ".")) {
			name := strings.TrimSuffix(before, ".")
			addr, virtual, longest = Address{Bucket: name}, name != "", d
		}
	}
	path = strings.TrimPrefix(path, "/")
	if virtual {
		addr.Key = path
		return addr
	}
	addr.Bucket, addr.Key, _ = strings.Cut(path, "/")
	return addr
}

// services has the labels of hosts that are services which read objects, but for those that
// otherService knows.
var services = map[string]Endpoint{
	"s3":                    EndpointGeneral,
	"s3-fips":               EndpointGeneral,
	"s3-accelerate":         EndpointGeneral,
	"s3-external-1":         EndpointGeneral,
	"s3-accesspoint":        EndpointAccessPoint,
	"s3-accesspoint-fips":   EndpointAccessPoint,
	"s3-object-lambda":      EndpointObjectLambda,
	"s3-object-lambda-fips": EndpointObjectLambda,
	"s3-outposts":           EndpointOutposts,
}

// amazonHost reads a host name without its domain, and reports whether it names a bucket or
// an access point: the name of something, then the label of the service, of which the last
// counts, then the region. The host of an interface endpoint has its own name between the
// bucket and the service.
func amazonHost(name string) (addr Address, virtual bool) {
	before, after, found := name, "", false
	for !found {
		if before == "" {
			return Address{}, false
		}
		dot := strings.LastIndexByte(before, '.')
		label := before[dot+1:]
		before, after = before[:max(dot, 0)], strings.TrimPrefix(name[len(before):], ".")
		if addr.Endpoint, found = services[label]; !found {
			addr.Endpoint, addr.Region, found = otherService(label)
		}
	}
	region, rest, _ := strings.Cut(after, ".")
	if region == "dualstack" {
		region, _, _ = strings.Cut(rest, ".")
	}
	addr.Region = cmp.Or(region, addr.Region)
	switch addr.Endpoint {
	case EndpointGeneral, EndpointZonal:
		addr.Bucket, _, _ = strings.Cut(before, ".bucket.vpce-")
		return addr, addr.Bucket != "" && !strings.HasPrefix(before, "bucket.vpce-")
	case EndpointOutposts:
		before, _, _ = strings.Cut(before, ".")
	}
	addr.AccessPoint, addr.Account = cutAccount(before)
	return addr, true
}

// otherService reads a label that is a service by its form: that of a zone, such as
// "s3express-use1-az5", or the old one with a region, such as "s3-eu-west-1" and
// "s3-fips-us-gov-west-1". A region is two letters, hyphens, and a digit at the end.
func otherService(label string) (e Endpoint, region string, ok bool) {
	if strings.HasPrefix(label, "s3express-") {
		return EndpointZonal, "", true
	}
	region, ok = strings.CutPrefix(label, "s3-")
	region = strings.TrimPrefix(region, "fips-")
	area, rest, _ := strings.Cut(region, "-")
	_, last, _ := strings.Cut(rest, "-")
	last = last[strings.LastIndexByte(last, '-')+1:]
	if !ok || len(area) != 2 || len(last) != 1 || last[0] < '0' || last[0] > '9' {
		return EndpointGeneral, "", false
	}
	return EndpointGeneral, region, true
}

// cutAccount cuts the name of an access point from the account id behind its last
// hyphen.
func cutAccount(name string) (point, account string) {
	i := strings.LastIndexByte(name, '-')
	if i < 0 {
		return name, ""
	}
	return name[:i], name[i+1:]
}
