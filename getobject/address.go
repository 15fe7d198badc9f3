package getobject

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// MaxKeyLength is the length in bytes of the longest key.
const MaxKeyLength = 1024

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

// An Endpoint is a kind of host. The zero Endpoint is [General].
type Endpoint uint8

// The kinds of endpoints. S3 GetObject: URI Request Parameters.
const (
	General      Endpoint = iota // buckets, by path or by virtual host
	Zonal                        // directory buckets
	AccessPoint                  // AccessPointName-AccountId.s3-accesspoint.Region.amazonaws.com
	ObjectLambda                 // AccessPointName-AccountId.s3-object-lambda.Region.amazonaws.com
	Outposts                     // AccessPointName-AccountId.OutpostId.s3-outposts.Region.amazonaws.com
)

// An Addressing says which hosts name buckets. The zero Addressing knows the hosts of
// Amazon S3; requests to any other host are path-style.
type Addressing struct {
	// Domains are further domains that stand for S3: bucket.DOMAIN is
	// virtual-hosted-style, and DOMAIN itself path-style.
	Domains []string
}

// Resolve returns the address that a host, with or without port, and a decoded path
// name. It never fails: a path without bucket or key gives empty names.
func (a Addressing) Resolve(host, path string) Address {
	addr, virtual := a.host(hostname(host))
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

// host reads a host name, and reports whether it names a bucket or an access point.
func (a Addressing) host(host string) (Address, bool) {
	if d := a.domain(host); d != "" {
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
func (a Addressing) domain(host string) string {
	longest := ""
	for _, d := range a.Domains {
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
		addr.Endpoint = AccessPoint
	case "s3-object-lambda":
		addr.Endpoint = ObjectLambda
	case "s3-outposts":
		addr.Endpoint = Outposts
		before, _, _ = strings.Cut(before, ".")
	default:
		if strings.HasPrefix(service, "s3express-") {
			addr.Endpoint = Zonal
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

// check refuses a key that S3 does not have.
func (a Address) check() error {
	switch {
	case !utf8.ValidString(a.Bucket) || !utf8.ValidString(a.Key):
		return refuse(RuleInvalidURI)
	case len(a.Key) > MaxKeyLength:
		return refuse(RuleKeyTooLong,
			"Size", strconv.Itoa(len(a.Key)), "MaxSizeAllowed", strconv.Itoa(MaxKeyLength))
	case a.Endpoint == ObjectLambda:
		return refuse(RuleObjectLambda)
	}
	return nil
}
