package iam

import (
	"cmp"
	"maps"
	"net/netip"
	"strings"
	"time"

	"github.com/s3get/s3get/getobject"
	"github.com/s3get/s3get/getobject/policy"
)

// newRequest returns what policies are told of an access. Request.Time is that of the
// request, so that a decision depends on no other clock.
func newRequest(a *getobject.Access, p *Policies) *policy.Request {
	hr := a.Request
	r := &policy.Request{
		Action:      string(a.Action),
		Account:     a.Bucket.Owner,
		ObjectOwner: p.ObjectOwner,
		OrgID:       p.OrgID,
		OrgPaths:    p.OrgPaths,
		Principal:   p.Principal,
		Time:        hr.Time,
		VersionID:   a.Version.String(),
		VPC:         p.VPC,
		VPCEndpoint: p.VPCEndpoint,
		Secure:      hr.Secure,
		Referer:     hr.Header.Get("Referer"),
		UserAgent:   hr.Header.Get("User-Agent"),
		Region:      a.Bucket.SigningRegion(),
		Tags:        p.Tags,
		Values:      values(hr, p),
	}
	if r.Principal.Kind == policy.Anonymous && !a.Identity.Anonymous() {
		r.Principal = NewPrincipal(a.Identity.ARN, a.Identity.Account)
	}
	if from, err := netip.ParseAddrPort(hr.RemoteAddr); err == nil {
		r.SourceIP = from.Addr().Unmap().WithZone("")
	}
	if hr.TLS != nil {
		r.TLSVersion = tlsVersion(hr.TLS.Version)
	}
	setResource(r, a)
	if p.Account != "" {
		r.Account = p.Account
	}
	setAccessPoint(r, a, p)
	setSignature(r, hr)
	return r
}

// setResource sets the ARN of what is asked for, which without a key is the bucket. The
// account of a KMS key is in its ARN.
func setResource(r *policy.Request, a *getobject.Access) {
	b, region := a.Bucket, a.Bucket.SigningRegion()
	partition := partitionOf(region)
	switch {
	case a.Action == getobject.ActionDecrypt && strings.HasPrefix(a.KMSKeyID, "arn:"):
		r.Resource = a.KMSKeyID
		if part := strings.Split(a.KMSKeyID, ":"); len(part) > 5 {
			r.Account = part[4]
		}
	case a.Action == getobject.ActionDecrypt:
		r.Resource = "arn:" + partition + ":kms:" + region + ":" + b.Owner + ":key/" + a.KMSKeyID
	case b.IsDirectory():
		r.Resource = "arn:" + partition + ":s3express:" + region + ":" + b.Owner + ":bucket/" + b.Name
	case a.Action == getobject.ActionListBucket, a.Key == "":
		r.Resource = "arn:" + partition + ":s3:::" + b.Name
	default:
		r.Resource = "arn:" + partition + ":s3:::" + b.Name + "/" + a.Key
	}
}

// setAccessPoint sets what the request came through. A KMS key is not reached through it.
func setAccessPoint(r *policy.Request, a *getobject.Access, p *Policies) {
	point, region := p.AccessPoint, a.Bucket.SigningRegion()
	if point.Name == "" {
		point.Name, point.Account = a.Request.AccessPoint, a.Request.Account
	}
	if point.Name == "" || a.Action == getobject.ActionDecrypt {
		return
	}
	arn := "arn:" + partitionOf(region) + ":s3:" + region + ":" + point.Account + ":accesspoint/" + point.Name
	r.AccessPoint = &policy.AccessPoint{ARN: arn, Resource: arn, Account: point.Account, VPC: point.VPC}
	if a.Action != getobject.ActionListBucket && a.Key != "" {
		r.AccessPoint.Resource += "/object/" + a.Key
	}
}

// partitionOf returns the partition of a region.
func partitionOf(region string) string {
	switch {
	case strings.HasPrefix(region, "cn-"):
		return "aws-cn"
	case strings.HasPrefix(region, "us-gov-"):
		return "aws-us-gov"
	}
	return "aws"
}

// version2 is the value of s3:signatureversion for a signature of version 2, whose age is always
// 0 (S3 SigV4: Amazon S3 Signature Version 4 Authentication Specific Policy Keys).
const version2 = "AWS"

// setSignature sets the keys that say how the request was signed (S3 SigV4: Authenticating
// requests).
func setSignature(r *policy.Request, hr *getobject.Request) {
	algorithm, signed := "", ""
	if line := hr.Header.Get("Authorization"); line != "" {
		r.AuthType = "REST-HEADER"
		algorithm, _, _ = strings.Cut(line, " ")
		signed = cmp.Or(hr.Header.Get("X-Amz-Date"), hr.Header.Get("Date"))
	} else if value, ok := hr.Query.Get("X-Amz-Algorithm"); ok {
		r.AuthType, algorithm = "REST-QUERY-STRING", value
		signed, _ = hr.Query.Get("X-Amz-Date")
	} else if _, ok := hr.Query.Get("AWSAccessKeyId"); ok {
		r.AuthType, algorithm = "REST-QUERY-STRING", version2
	}
	if r.SignatureVersion = algorithm; algorithm == "" || algorithm == version2 {
		return
	}
	for _, layout := range [...]string{"20060102T150405Z", time.RFC1123} {
		if at, err := time.Parse(layout, signed); err == nil {
			r.SignatureAge = max(hr.Time.Sub(at), 0)
		}
	}
}

// tlsVersion returns the value of s3:TlsVersion for a version of package crypto/tls.
func tlsVersion(v uint16) string {
	if v < 0x0301 || v > 0x0304 {
		return ""
	}
	return "1." + string(rune('0'+v-0x0301))
}

// values returns the keys of x-amz header fields beside those that the source has. A field
// of two lines is not told, because only one of them could have been meant.
func values(hr *getobject.Request, p *Policies) map[string][]string {
	all := p.Values
	for _, name := range [...]string{"X-Amz-Content-Sha256", "X-Amz-Server-Side-Encryption-Customer-Algorithm"} {
		lines := hr.Header[name]
		if len(lines) != 1 {
			continue
		}
		if all = maps.Clone(all); all == nil {
			all = make(map[string][]string)
		}
		all["s3:"+strings.ToLower(name)] = lines
	}
	return all
}
