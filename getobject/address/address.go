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
// never fails: a path without bucket or key gives empty names.
func (h Hosts) Parse(host, path string) Address {
	addr, virtual := h.parseHost(hostname(host))
	path = strings.TrimPrefix(path, "/")
	if virtual {
		addr.Key = path
		return addr
	}
	addr.Bucket, addr.Key, _ = strings.Cut(path, "/")
	return addr
}

// hostname returns host in lower case and without a port.
func hostname(host string) string {
	if i := strings.LastIndexByte(host, ':'); i >= 0 && strings.IndexByte(host[i:], ']') < 0 {
		host = host[:i]
	}
	return strings.ToLower(strings.TrimSuffix(host, "."))
}

// parseHost reads a host name, and reports whether it names a bucket or an access point.
func (h Hosts) parseHost(host string) (Address, bool) {
	if d := h.domain(host); d != "" {
		name := strings.TrimSuffix(strings.TrimSuffix(host, d), ".")
		return Address{Bucket: name}, name != ""
	}
	for _, d := range [...]string{".amazonaws.com", ".amazonaws.com.cn"} {
		if name, ok := strings.CutSuffix(host, d); ok {
			return amazonHost(name)
		}
	}
	return Address{}, false
}

// domain returns the longest of the domains that host is or lies in, or "".
func (h Hosts) domain(host string) string {
	longest := ""
	for _, d := range h.Domains {
		d = strings.ToLower(d)
		before, ok := strings.CutSuffix(host, d)
		if ok && len(d) > len(longest) && (before == "" || strings.HasSuffix(before, ".")) {
			longest = d
		}
	}
	return longest
}

// amazonHost reads a host name without its domain: the name of something, then the
// label of the service, then the region. The host of an interface endpoint has its own
// name between the bucket and the service.
func amazonHost(name string) (Address, bool) {
	before, service, after := cutService(name)
	addr := Address{Region: region(service, after)}
	switch strings.TrimSuffix(service, "-fips") {
	case "s3-accesspoint":
		addr.Endpoint = EndpointAccessPoint
	case "s3-object-lambda":
		addr.Endpoint = EndpointObjectLambda
	case "s3-outposts":
		addr.Endpoint = EndpointOutposts
		before, _, _ = strings.Cut(before, ".")
	default:
		if strings.HasPrefix(service, "s3express-") {
			addr.Endpoint = EndpointZonal
		}
		addr.Bucket, _, _ = strings.Cut(before, ".bucket.vpce-")
		return addr, addr.Bucket != "" && !strings.HasPrefix(before, "bucket.vpce-")
	}
	addr.AccessPoint, addr.Account = cutAccount(before)
	return addr, true
}

// cutService cuts a host name at its last label that is a service that reads objects. A
// name without one has no service.
func cutService(name string) (before, service, after string) {
	for end := len(name); end > 0; {
		start := strings.LastIndexByte(name[:end], '.') + 1
		if isService(name[start:end]) {
			return strings.TrimSuffix(name[:start], "."), name[start:end], strings.TrimPrefix(name[end:], ".")
		}
		end = start - 1
	}
	return "", "", ""
}

// isService reports whether a label of a host name is a service that reads objects.
func isService(label string) bool {
	switch label {
	case "s3", "s3-fips", "s3-accelerate", "s3-external-1", "s3-outposts", "s3-object-lambda",
		"s3-object-lambda-fips", "s3-accesspoint", "s3-accesspoint-fips":
		return true
	}
	return strings.HasPrefix(label, "s3express-") || oldRegion(label) != ""
}

// region returns the region of a host: the label behind the service, or what the old
// form s3-region says.
func region(service, after string) string {
	label, rest, _ := strings.Cut(after, ".")
	if label == "dualstack" {
		label, _, _ = strings.Cut(rest, ".")
	}
	if label != "" {
		return label
	}
	return oldRegion(service)
}

// oldRegion returns the region in a label such as "s3-eu-west-1", or "".
func oldRegion(label string) string {
	name, ok := strings.CutPrefix(label, "s3-")
	name = strings.TrimPrefix(name, "fips-")
	if !ok || strings.Count(name, "-") < 2 || !isRegion(name) {
		return ""
	}
	return name
}

// isRegion reports whether s has the form of a region: "us-east-1", "us-gov-west-1".
func isRegion(s string) bool {
	area, rest, _ := strings.Cut(s, "-")
	last := rest[strings.LastIndexByte(rest, '-')+1:]
	return len(area) == 2 && len(last) == 1 && '0' <= last[0] && last[0] <= '9'
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
