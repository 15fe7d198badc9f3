package address

import (
	"cmp"
	"strings"
)

// Hosts says which hosts name buckets. The zero Hosts knows those of Amazon S3; requests to
// any other host are path-style.
type Hosts struct {
	// Domains are further domains that stand for S3: bucket.DOMAIN is
	// virtual-hosted-style, and DOMAIN itself path-style.
	Domains []string

	// Websites are further domains of website endpoints: bucket.DOMAIN is the website of
	// the bucket, and DOMAIN itself that of the bucket of this name, as for a name that is
	// an alias of an endpoint of Amazon's.
	Websites []string
}

// Parse returns the address that a host, with or without port, and a decoded path name. It
// never fails: a path without bucket or key gives empty names. Of several domains that the
// host lies in, the longest counts, and any of them before Amazon's.
func (h Hosts) Parse(host, path string) Address {
	if i := strings.LastIndexByte(host, ':'); i >= 0 && strings.IndexByte(host[i:], ']') < 0 {
		host = host[:i]
	}
	host = strings.ToLower(strings.TrimSuffix(host, "."))
	addr := Address{PathStyle: true}
	for _, domain := range [...]string{".amazonaws.com", ".amazonaws.com.cn", ".amazonaws.eu"} { // of the partitions
		if name, ok := strings.CutSuffix(host, domain); ok {
			addr = amazonHost(name)
		}
	}
	longest := 0
	for _, d := range h.Domains {
		if name, ok := cutDomain(host, d); ok && len(d) > longest {
			addr, longest = Address{Bucket: name, PathStyle: name == ""}, len(d)
		}
	}
	for _, d := range h.Websites {
		if name, ok := cutDomain(host, d); ok && len(d) > longest {
			addr, longest = Address{Endpoint: EndpointWebsite, Bucket: cmp.Or(name, host)}, len(d)
		}
	}
	path = strings.TrimPrefix(path, "/")
	if addr.PathStyle {
		addr.Bucket, addr.Key, _ = strings.Cut(path, "/")
	} else {
		addr.Key = path
	}
	return addr
}

// cutDomain returns what stands before a domain, and its dot, in a host that lies in it.
func cutDomain(host, domain string) (before string, ok bool) {
	before, ok = strings.CutSuffix(host, strings.ToLower(domain))
	if !ok || before != "" && !strings.HasSuffix(before, ".") {
		return "", false
	}
	return strings.TrimSuffix(before, "."), true
}

// A service is what a label of a host stands for.
type service struct {
	endpoint         Endpoint
	fips, accelerate bool
	region, zone     string
}

// services has the labels of hosts that are services which read objects, but for those that
// otherService knows.
var services = map[string]service{
	"s3":                    {},
	"s3-fips":               {fips: true},
	"s3-accelerate":         {accelerate: true},
	"s3-external-1":         {},
	"s3-accesspoint":        {endpoint: EndpointAccessPoint},
	"s3-accesspoint-fips":   {endpoint: EndpointAccessPoint, fips: true},
	"s3-global":             {endpoint: EndpointMultiRegion},
	"s3-object-lambda":      {endpoint: EndpointObjectLambda},
	"s3-object-lambda-fips": {endpoint: EndpointObjectLambda, fips: true},
	"s3-outposts":           {endpoint: EndpointOutposts},
	"s3-outposts-fips":      {endpoint: EndpointOutposts, fips: true},
	"s3-website":            {endpoint: EndpointWebsite},
}

// otherService reads a label that is a service by its form: that of a zone, such as
// "s3express-use1-az5", or an old one with a region, such as "s3-eu-west-1",
// "s3-website-eu-west-1" and "s3-fips-us-gov-west-1".
func otherService(label string) (s service, ok bool) {
	if zone, ok := strings.CutPrefix(label, "s3express-"); ok {
		s.endpoint = EndpointZonal
		s.zone, s.fips = strings.CutPrefix(zone, "fips-")
		if control, fips := strings.CutSuffix(s.zone, "-fips"); control == "control" {
			s.zone, s.fips = "", fips
		}
		return s, true
	}
	region, ok := strings.CutPrefix(label, "s3-")
	if website, found := strings.CutPrefix(region, "website-"); found {
		region, s.endpoint = website, EndpointWebsite
	}
	s.region, s.fips = strings.CutPrefix(region, "fips-")
	return s, ok && isRegion(s.region)
}

// isRegion reports whether s is like "eu-west-1" and "us-gov-west-1": two letters, hyphens, and
// a digit at the end.
func isRegion(s string) bool {
	area, rest, _ := strings.Cut(s, "-")
	_, last, _ := strings.Cut(rest, "-")
	last = last[strings.LastIndexByte(last, '-')+1:]
	return len(area) == 2 && len(last) == 1 && '0' <= last[0] && last[0] <= '9'
}

// amazonHost reads a host name without its domain: the name of something, then the label of
// the service, of which the last counts, then the region. The host of an interface endpoint
// has its own name between the bucket and the service.
func amazonHost(name string) Address {
	before, after := name, ""
	var s service
	for found := false; !found; {
		if before == "" {
			return Address{PathStyle: true}
		}
		dot := strings.LastIndexByte(before, '.')
		label := before[dot+1:]
		before, after = before[:max(dot, 0)], strings.TrimPrefix(name[len(before):], ".")
		if s, found = services[label]; !found {
			s, found = otherService(label)
		}
	}
	a := Address{Endpoint: s.endpoint, FIPS: s.fips, Accelerate: s.accelerate, Zone: s.zone}
	region, rest, _ := strings.Cut(after, ".")
	if region == "dualstack" {
		a.DualStack = true
		region, _, _ = strings.Cut(rest, ".")
	}
	a.Region = cmp.Or(region, s.region)
	a.name(before)
	return a
}

// name reads what stands before the service in a host, which depends on the service. Before
// "s3" that is a bucket, or the name of an interface endpoint with a bucket or an access point
// before it. S3 User Guide: AWS PrivateLink for Amazon S3.
func (a *Address) name(before string) {
	switch a.Endpoint {
	case EndpointGeneral:
		if point, vpc, ok := strings.Cut("."+before, ".accesspoint.vpce-"); ok {
			a.Endpoint, a.VPCEndpoint = EndpointAccessPoint, "vpce-"+vpc
			a.AccessPoint, a.Account = cutAccount(strings.TrimPrefix(point, "."))
			return
		}
		if bucket, vpc, ok := strings.Cut("."+before, ".bucket.vpce-"); ok {
			before, a.VPCEndpoint = strings.TrimPrefix(bucket, "."), "vpce-"+vpc
		}
		a.Bucket, a.PathStyle = before, before == ""
	case EndpointZonal:
		if strings.HasSuffix(before, zonalPointSuffix) {
			a.AccessPoint = before
		} else {
			a.Bucket, a.PathStyle = before, before == ""
		}
	case EndpointWebsite:
		a.Bucket = before
	case EndpointMultiRegion:
		a.AccessPoint = strings.TrimSuffix(before, ".accesspoint")
	case EndpointOutposts:
		before, a.Outpost, _ = strings.Cut(before, ".")
		a.AccessPoint, a.Account = cutAccount(before)
	default:
		a.AccessPoint, a.Account = cutAccount(before)
	}
}

// cutAccount cuts the name of an access point from the account id behind its last
// hyphen.
func cutAccount(name string) (point, account string) {
	i := strings.LastIndexByte(name, '-')
	if i < 0 || !isAccount(name[i+1:]) {
		return name, ""
	}
	return name[:i], name[i+1:]
}

// Host returns the host under which Amazon S3 has what a names. Parse reads it as a, if the
// names in a are lower-case and ones that S3 gives; of a bucket by path, the host names no more
// than the region. Domains of others are not printed.
func (a Address) Host() string {
	name, label := a.Bucket, "s3"
	if a.PathStyle {
		name = ""
	}
	if a.AccessPoint != "" {
		name = a.AccessPoint
	}
	if a.Account != "" {
		name += "-" + a.Account
	}
	switch a.Endpoint {
	case EndpointZonal:
		label = "s3express-" + a.Zone
		switch {
		case a.Zone == "":
			label = "s3express-control"
		case a.FIPS:
			label = "s3express-fips-" + a.Zone
		}
	case EndpointAccessPoint:
		label = "s3-accesspoint"
	case EndpointObjectLambda:
		label = "s3-object-lambda"
	case EndpointOutposts:
		name, label = name+"."+a.Outpost, "s3-outposts"
	case EndpointMultiRegion:
		name, label = name+".accesspoint", "s3-global"
	case EndpointWebsite:
		label = "s3-website"
	}
	switch {
	case a.VPCEndpoint != "":
		return a.vpcHost(name)
	case a.Accelerate:
		label = "s3-accelerate"
	case a.FIPS && (a.Endpoint != EndpointZonal || a.Zone == ""):
		label += "-fips"
	}
	if a.DualStack {
		label += ".dualstack"
	}
	return joinLabels(name, label, a.Region) + a.domain()
}

// vpcHost prints the host of an interface endpoint.
func (a Address) vpcHost(name string) string {
	kind := "bucket"
	if a.AccessPoint != "" {
		kind = "accesspoint"
	}
	return joinLabels(name, kind, a.VPCEndpoint, "s3", a.Region, "vpce") + a.domain()
}

// domain returns the domain of the partition, with its dot.
func (a Address) domain() string {
	switch a.Partition() {
	case "aws-cn":
		return ".amazonaws.com.cn"
	case "aws-eusc":
		return ".amazonaws.eu"
	}
	return ".amazonaws.com"
}

// joinLabels joins those labels that are not "" with dots.
func joinLabels(labels ...string) string {
	kept := labels[:0]
	for _, l := range labels {
		if l != "" {
			kept = append(kept, l)
		}
	}
	return strings.Join(kept, ".")
}
