package address

import (
	"net/netip"
	"strings"
)

// Suffixes of names that S3 gives, and that nobody may choose.
const (
	aliasSuffix       = "-s3alias"   // of an access point
	lambdaAliasSuffix = "--ol-s3"    // of an Object Lambda access point
	outpostsSuffix    = "--op-s3"    // of an access point on Outposts
	multiRegionSuffix = ".mrap"      // of a Multi-Region Access Point
	directorySuffix   = "--x-s3"     // of a directory bucket
	zonalPointSuffix  = "--xa-s3"    // of an access point of a directory bucket
	tableSuffix       = "--table-s3" // of a table bucket
)

// IsBucketName reports whether a general purpose bucket may have a name. S3 User Guide: General
// purpose bucket naming rules.
func IsBucketName(name string) bool {
	if len(name) < 3 || len(name) > 63 || !isNameOf(name, ".-") || strings.Contains(name, "..") {
		return false
	}
	for _, prefix := range [...]string{"xn--", "sthree-", "amzn-s3-demo-"} {
		if strings.HasPrefix(name, prefix) {
			return false
		}
	}
	for _, suffix := range [...]string{aliasSuffix, lambdaAliasSuffix, multiRegionSuffix, directorySuffix, tableSuffix} {
		if strings.HasSuffix(name, suffix) {
			return false
		}
	}
	_, err := netip.ParseAddr(name)
	return err != nil
}

// IsDirectoryBucketName reports whether a directory bucket may have a name: a base name, the id
// of its zone and the suffix "--x-s3". S3 User Guide: Directory bucket naming rules.
func IsDirectoryBucketName(name string) bool {
	zone := ZoneOf(name)
	return zone != "" && len(name) <= 63 && strings.HasSuffix(name, directorySuffix)
}

// ZoneOf returns the id of the zone in the name of a directory bucket or of an access point of
// one, or "" for any other name.
func ZoneOf(name string) string {
	base, ok := strings.CutSuffix(name, directorySuffix)
	if !ok {
		base, ok = strings.CutSuffix(name, zonalPointSuffix)
	}
	i := strings.LastIndex(base, "--")
	if !ok || i <= 0 || !isNameOf(base[:i], "-") || !isNameOf(base[i+2:], "-") {
		return ""
	}
	return base[i+2:]
}

// IsAccessPointName reports whether an access point may have a name; that of a directory bucket
// has its suffix. S3 User Guide: Naming rules for access points.
func IsAccessPointName(name string) bool {
	if len(name) < 3 || len(name) > 50 || !isNameOf(name, "-") {
		return false
	}
	if strings.HasSuffix(name, zonalPointSuffix) {
		return ZoneOf(name) != ""
	}
	for _, suffix := range [...]string{aliasSuffix, lambdaAliasSuffix, outpostsSuffix, directorySuffix} {
		if strings.HasSuffix(name, suffix) {
			return false
		}
	}
	return true
}

// isNameOf reports whether a name has lower-case letters, digits and, neither first nor last,
// some other characters.
func isNameOf(name, others string) bool {
	for i := range len(name) {
		switch c := name[i]; {
		case 'a' <= c && c <= 'z', '0' <= c && c <= '9':
		case i == 0 || i == len(name)-1 || strings.IndexByte(others, c) < 0:
			return false
		}
	}
	return name != ""
}

// isAccount reports whether s is the id of an account: twelve digits.
func isAccount(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || '9' < s[i] {
			return false
		}
	}
	return len(s) == 12
}
