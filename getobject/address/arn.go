package address

import (
	"errors"
	"fmt"
	"strings"
)

// ErrMalformed means that a text is no resource name of what S3 reads.
var ErrMalformed = errors.New("address: no resource name of a bucket, an access point or an object")

// ParseARN returns the address that an Amazon resource name stands for. Of a bucket, the address
// is that of the virtual host in no region, which only a directory bucket's name has. The error
// wraps [ErrMalformed].
func ParseARN(arn string) (Address, error) {
	parts := strings.SplitN(arn, ":", 6)
	if len(parts) == 6 && parts[0] == "arn" && strings.HasPrefix(parts[1], "aws") {
		a := Address{Region: parts[3], Account: parts[4]}
		accountOK := a.Account == "" || isAccount(a.Account)
		if partitionOK := a.Region == "" || a.Partition() == parts[1]; accountOK && partitionOK && a.readResource(parts[2], parts[5]) {
			return a, nil
		}
	}
	return Address{}, fmt.Errorf("%w: %.200q", ErrMalformed, arn)
}

// readResource reads the resource that a resource name of a service has, and reports whether
// there is such.
func (a *Address) readResource(service, resource string) bool {
	kind, rest := cutResource(resource)
	regional := a.Region != "" && a.Account != ""
	switch service {
	case "s3":
		if a.Account == "" && a.Region == "" {
			a.Bucket, a.Key, _ = strings.Cut(resource, "/")
			return a.Bucket != ""
		}
		a.Endpoint = EndpointAccessPoint
		if a.Region == "" {
			a.Endpoint, a.Account, regional = EndpointMultiRegion, "", true
		}
	case "s3-object-lambda":
		a.Endpoint = EndpointObjectLambda
	case "s3-outposts":
		if kind != "outpost" {
			return false
		}
		a.Endpoint = EndpointOutposts
		a.Outpost, rest = cutResource(rest)
		kind, rest = cutResource(rest)
	case "s3express":
		a.Endpoint, a.Account = EndpointZonal, ""
		if kind == "bucket" {
			a.Bucket, a.Zone = rest, ZoneOf(rest)
			return regional && IsDirectoryBucketName(rest)
		}
	default:
		return false
	}
	return a.readPoint(rest) && kind == "accesspoint" && regional
}

// readPoint reads the name of an access point, with the object behind it if there is one.
func (a *Address) readPoint(s string) bool {
	name, object, named := strings.Cut(s, "/")
	a.AccessPoint = name
	if named {
		key, ok := strings.CutPrefix(object, "object/")
		if !ok {
			key, ok = strings.CutPrefix(object, "/") // as that of a Multi-Region Access Point is also written
		}
		if a.Key = key; !ok || key == "" {
			return false
		}
	}
	if a.Endpoint == EndpointZonal {
		a.Zone = ZoneOf(name)
	}
	return a.isPoint()
}

// cutResource cuts a kind of resource from its name, at the first slash or colon.
func cutResource(s string) (kind, rest string) {
	i := strings.IndexAny(s, ":/")
	if i < 0 {
		return s, ""
	}
	return s[:i], s[i+1:]
}

// isPoint reports whether the access point has a name of its kind.
func (a Address) isPoint() bool {
	switch a.Endpoint {
	case EndpointMultiRegion:
		alias, ok := strings.CutSuffix(a.AccessPoint, multiRegionSuffix)
		return ok && isNameOf(alias, "")
	case EndpointZonal:
		return a.Zone != "" && IsAccessPointName(a.AccessPoint) && strings.HasSuffix(a.AccessPoint, zonalPointSuffix)
	case EndpointOutposts:
		return strings.HasPrefix(a.Outpost, "op-") && isNameOf(a.Outpost, "-") && IsAccessPointName(a.AccessPoint)
	}
	return IsAccessPointName(a.AccessPoint) && !strings.HasSuffix(a.AccessPoint, zonalPointSuffix)
}

// ARN returns the resource name of what a names. owner is the account of a directory bucket, of
// an access point of one and of a Multi-Region Access Point, which no host names; of anything
// else it is not looked at. A directory bucket's objects have no resource names: theirs is the
// bucket's.
func (a Address) ARN(owner string) string {
	prefix := "arn:" + a.Partition()
	account := a.Account
	if account == "" {
		account = owner
	}
	point := account + ":accesspoint/" + a.AccessPoint
	if a.Key != "" {
		point += "/object/" + a.Key
	}
	switch {
	case a.Endpoint == EndpointZonal && a.AccessPoint != "":
		return prefix + ":s3express:" + a.Region + ":" + point
	case a.Endpoint == EndpointZonal:
		return prefix + ":s3express:" + a.Region + ":" + account + ":bucket/" + a.Bucket
	case a.Endpoint == EndpointObjectLambda:
		return prefix + ":s3-object-lambda:" + a.Region + ":" + point
	case a.Endpoint == EndpointOutposts:
		return prefix + ":s3-outposts:" + a.Region + ":" + account + ":outpost/" + a.Outpost + "/" + strings.TrimPrefix(point, account+":")
	case a.Endpoint == EndpointMultiRegion:
		return prefix + ":s3::" + point
	case a.AccessPoint != "":
		return prefix + ":s3:" + a.Region + ":" + point
	case a.Key != "":
		return prefix + ":s3:::" + a.Bucket + "/" + a.Key
	}
	return prefix + ":s3:::" + a.Bucket
}
