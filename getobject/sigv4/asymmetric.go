package sigv4

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"strings"

	"github.com/s3get/s3get/getobject/rule"
)

// regionSetField names the regions that an asymmetric signature is good for, in the header and
// in the query.
const regionSetField = "X-Amz-Region-Set"

// The rules of region sets.
var (
	ruleRegionSetMissing = &rule.Rule{
		ID: "signature/header-region-set", Kind: rule.KindObserved, Code: rule.CodeInvalidRequest,
		Message:  "Missing required header for this request: x-amz-region-set",
		Sentence: "A request with an asymmetric signature in Authorization and without x-amz-region-set is answered 400.",
		Sections: []string{pageRegionSet},
	}
	rulePresignedRegionSet = &rule.Rule{
		ID: "signature/presigned-region-set", Kind: rule.KindObserved, Code: rule.CodeAuthorizationQueryParametersError,
		Message:  "SigV4a query auth requires a non empty x-amz-region-set parameter.",
		Sentence: "A presigned URL with an asymmetric signature and without X-Amz-Region-Set, or with an empty one, is answered 400.",
		Sections: []string{pageRegionSet},
	}
	ruleRegionSetMismatch = &rule.Rule{
		ID: "signature/region-set-mismatch", Kind: rule.KindObserved, Code: rule.CodeRegionSetMismatch,
		Message:  "The provided X-Amz-Region-Set doesn't match against the requested S3 region.",
		Sentence: "An asymmetric signature whose region set has no entry for the region of the bucket is answered 400 RegionSetMismatch; entries are compared without letter case, and * stands for any text.",
		Sections: []string{pageRegionSet},
	}
)

// checkRegionSet refuses an asymmetric signature that is not good for the bucket's region.
func checkRegionSet(c *signedRequest) error {
	if !c.asymmetric {
		return nil
	}
	lines := c.request.Header[regionSetField]
	set := strings.Join(lines, ",")
	if c.form.query {
		set, _ = c.request.Query.Get(regionSetField)
	}
	region := c.bucket.SigningRegion()
	switch {
	case c.form.query && set == "":
		return refuse(rulePresignedRegionSet)
	case !c.form.query && len(lines) == 0:
		return refuse(ruleRegionSetMissing)
	case !regionSetHas(set, region):
		return refuse(ruleRegionSetMismatch, "RequestedRegion", region, "RegionSet", set)
	}
	return nil
}

// regionSetHas reports whether a region set, entries between commas, has a region. Letter case
// does not matter, "*" stands for any text, a blank for itself, and an empty entry for nothing.
func regionSetHas(set, region string) bool {
	region = strings.ToLower(region)
	for entry := range strings.SplitSeq(strings.ToLower(set), ",") {
		first, rest, wild := strings.Cut(entry, "*")
		tail, ok := strings.CutPrefix(region, first)
		if !ok || entry == "" || !wild && tail != "" {
			continue
		}
		for wild && rest != "" && ok {
			var middle string
			if middle, rest, wild = strings.Cut(rest, "*"); !wild {
				ok = strings.HasSuffix(tail, middle)
				break
			}
			_, tail, ok = strings.Cut(tail, middle)
		}
		if ok {
			return true
		}
	}
	return false
}

// orderLessTwo is the order of the group of P-256, less two: a private key lies between one and
// the order less one (FIPS 186-5, appendix A.2), and one is added to what is derived.
var orderLessTwo = [32]byte{
	0xff, 0xff, 0xff, 0xff, 0x00, 0x00, 0x00, 0x00, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
	0xbc, 0xe6, 0xfa, 0xad, 0xa7, 0x17, 0x9e, 0x84, 0xf3, 0xb9, 0xca, 0xc2, 0xfc, 0x63, 0x25, 0x4f,
}

// publicKey derives the key that verifies the asymmetric signatures of a credential, by the
// key derivation of NIST SP 800-108 in counter mode over HMAC-SHA-256, once for each value of a
// counter until the result is a private key. It is nil for a credential that has none, which
// nobody has: each value fails with a probability of 2⁻³².
func publicKey(accessKey string, secret SecretKey) *ecdsa.PublicKey {
	key := []byte("AWS4A")
	if !secret.IsZero() {
		key = append(key, secret.secret()...)
	}
	for counter := byte(1); counter < 0xff; counter++ {
		h := hmac.New(sha256.New, key)
		h.Write([]byte("\x00\x00\x00\x01" + asymmetric + "\x00" + accessKey))
		h.Write([]byte{counter, 0, 0, 1, 0}) // the counter, and the length of the key in bits
		d := h.Sum(nil)
		if bytes.Compare(d, orderLessTwo[:]) > 0 {
			continue
		}
		for i := len(d) - 1; i >= 0; i-- {
			if d[i]++; d[i] != 0 {
				break
			}
		}
		private, err := ecdsa.ParseRawPrivateKey(elliptic.P256(), d)
		if err != nil {
			return nil
		}
		return &private.PublicKey
	}
	return nil
}

// verifies reports whether a signature, in hexadecimal digits of either letter case, is one of a
// text.
func verifies(key *ecdsa.PublicKey, text []byte, signature string) bool {
	der, err := hex.DecodeString(signature)
	if err != nil || key == nil {
		return false
	}
	sum := sha256.Sum256(text)
	return ecdsa.VerifyASN1(key, sum[:], der)
}
