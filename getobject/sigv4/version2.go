package sigv4

import (
	"crypto/hmac"
	"crypto/sha1" //nolint:gosec // What version 2 signs with.
	"crypto/subtle"
	"encoding/base64"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/s3get/s3get/getobject"
	"github.com/s3get/s3get/getobject/rule"
)

// The rules of signatures of version 2.
var (
	ruleVersion2Form = &rule.Rule{
		ID: "signature/version-2-form", Kind: rule.KindObserved, Code: rule.CodeInvalidArgument,
		Message:  "AWS authorization header is invalid.  Expected AwsAccessKeyId:signature",
		Sentence: "An Authorization of version 2 that is not an access key ID, one colon and a signature is answered 400.",
		Sections: []string{pageVersion2},
	}
	ruleVersion2Parameters = &rule.Rule{
		ID: "signature/version-2-parameters", Kind: rule.KindObserved, Code: rule.CodeAccessDenied,
		Message:  "Query-string authentication requires the Signature, Expires and AWSAccessKeyId parameters",
		Sentence: "A presigned URL of version 2 without AWSAccessKeyId or Expires is answered 403.",
		Sections: []string{pageVersion2},
	}
	ruleVersion2Expires = &rule.Rule{
		ID: "signature/version-2-expires", Kind: rule.KindObserved, Code: rule.CodeAccessDenied, Varies: true,
		Sentence: "A presigned URL of version 2 whose Expires is no decimal integer below 2,147,483,648 is answered 403.",
		Sections: []string{pageVersion2},
	}
	ruleVersion2Year = &rule.Rule{
		ID: "signature/version-2-year", Kind: rule.KindObserved, Code: rule.CodeInternalError,
		Sentence: "A presigned URL of version 2 whose Expires lies before the year 0 is answered 500.",
		Sections: []string{pageVersion2},
	}
	ruleVersion2Expired = &rule.Rule{
		ID: "signature/version-2-expired", Kind: rule.KindRequired, Code: rule.CodeAccessDenied,
		Message:  "Request has expired",
		Sentence: "A presigned URL of version 2 used after its Expires is answered 403; how far ahead that is does not matter.",
		Sections: []string{pageVersion2},
	}
)

// version2HeaderForm is the form of an Authorization of version 2. S3 SigV2: The
// authentication header.
var version2HeaderForm = form{
	read:    readVersion2,
	checks:  []func(*signedRequest) error{readVersion2, readVersion2Date},
	compare: compareVersion2,
}

// version2QueryForm is the form of a presigned URL of version 2.
var version2QueryForm = form{
	read:    readVersion2Params,
	checks:  []func(*signedRequest) error{readVersion2Params, checkVersion2Expires},
	compare: compareVersion2,
	query:   true,
	token:   "x-amz-security-token",
}

// readVersion2 reads an access key id, one colon, and a signature.
func readVersion2(c *signedRequest) error {
	accessKey, signature, _ := strings.Cut(c.components, ":")
	line := c.request.Header[authorizationField][0]
	switch {
	case strings.HasPrefix(c.components, " "):
		return refuseAuthorization(ruleAuthorizationBlank, line)
	case signature == "" || strings.Contains(signature, ":"):
		return refuseAuthorization(ruleVersion2Form, line)
	}
	c.credential, c.signature = accessKey, signature
	c.scope.accessKey = accessKey
	return nil
}

// readVersion2Date reads the date. That of x-amz-date is signed among the fields of that kind,
// and not in the line of the date.
func readVersion2Date(c *signedRequest) error {
	err := readHeaderDate(c)
	if len(c.request.Header["X-Amz-Date"]) > 0 {
		c.date = ""
	}
	return err
}

// readVersion2Params reads the parameters that have to be there.
func readVersion2Params(c *signedRequest) error {
	q := c.request.Query
	accessKey, hasKey := q.Get("AWSAccessKeyId")
	expires, hasExpires := q.Get("Expires")
	if !hasKey || !hasExpires {
		return refuse(ruleVersion2Parameters)
	}
	c.signature, _ = q.Get(version2Param)
	c.credential, c.expires, c.date = accessKey, expires, expires
	c.scope.accessKey = accessKey
	return nil
}

// yearZero is when the year 0 begins, in milliseconds since 1970.
const yearZero = -62_167_219_200_000

// checkVersion2Expires reads Expires, in seconds since 1970. The service counts on in
// milliseconds, of which 64 bits do not hold all that can be sent: the rest is lost here too.
func checkVersion2Expires(c *signedRequest) error {
	seconds, err := strconv.ParseInt(c.expires, 10, 64)
	if err != nil || seconds >= 1<<31 {
		return explain(ruleVersion2Expires, "Invalid date (should be seconds since epoch): "+c.expires)
	}
	ends, now := seconds*1000, c.request.Time
	switch {
	case ends < yearZero:
		return refuse(ruleVersion2Year)
	case now.UnixMilli() > ends:
		return refuse(ruleVersion2Expired, "Expires", stamp(time.UnixMilli(ends)), "ServerTime", stamp(now))
	}
	return nil
}

// compareVersion2 compares the signature with the one that secret gives.
func compareVersion2(c *signedRequest, secret SecretKey) error {
	// Some clients sign "?uploads=" as it is, and others as "?uploads".
	for _, c.bare = range [...]bool{true, false} {
		if c.matchesVersion2(secret, c.appendVersion2(make([]byte, 0, 512))) {
			return nil
		}
	}
	c.hides = true
	shown := c.appendVersion2(nil)
	return refuse(ruleSignatureMismatch,
		"AWSAccessKeyId", c.scope.accessKey,
		"StringToSign", string(shown),
		"SignatureProvided", c.signature,
		"StringToSignBytes", hexBytes(shown))
}

// matchesVersion2 reports whether the signature is that of a text.
func (c *signedRequest) matchesVersion2(secret SecretKey, text []byte) bool {
	h := hmac.New(sha1.New, []byte(secret.secret()))
	h.Write(text)
	want := base64.StdEncoding.EncodeToString(h.Sum(nil))
	return subtle.ConstantTimeCompare([]byte(c.signature), []byte(want)) == 1
}

// appendVersion2 appends what is signed: the method, Content-MD5, Content-Type and the date, a
// line each; the fields that begin with x-amz-; and the resource.
func (c *signedRequest) appendVersion2(dst []byte) []byte {
	r := c.request
	dst = append(append(dst, r.Method...), '\n')
	for _, name := range [...]string{"Content-Md5", "Content-Type"} {
		dst = append(appendValue(dst, r.Header[name], ""), '\n')
	}
	dst = append(append(dst, c.date...), '\n')
	for _, f := range c.version2Fields() {
		dst = append(append(dst, f.Name...), ':')
		dst = append(append(dst, f.Value...), '\n')
	}
	return c.appendResource(dst)
}

// version2Fields returns the fields that begin with x-amz-, sorted. Of a presigned URL, those
// that a client moved to the query take part.
func (c *signedRequest) version2Fields() []getobject.Param {
	var fields []getobject.Param
	add := func(name, value string) {
		if c.hides && isSecret(name) {
			value = redacted
		}
		fields = append(fields, getobject.Param{Name: name, Value: value})
	}
	for name, lines := range c.request.Header {
		if strings.HasPrefix(name, amzPrefix) {
			add(strings.ToLower(name), string(appendValue(nil, lines, "")))
		}
	}
	for _, p := range c.request.Query {
		if c.form.query && strings.HasPrefix(p.Name, "x-amz-") {
			add(p.Name, p.Value)
		}
	}
	slices.SortStableFunc(fields, func(a, b getobject.Param) int { return strings.Compare(a.Name, b.Name) })
	return fields
}

// subResources are the parameters that a signature of version 2 covers, beside the overrides.
var subResources = [...]string{
	"accelerate", "acl", "analytics", "cors", "delete", "encryption", "inventory", "legal-hold",
	"lifecycle", "location", "logging", "metrics", "notification", "object-lock", "partNumber",
	"policy", "replication", "requestPayment", "restore", "retention", "select", "select-type",
	"tagging", "torrent", "uploadId", "uploads", "versionId", "versioning", "versions", "website",
}

// appendResource appends the bucket, if the host names it, the path as it came, and the
// parameters that count, sorted and not encoded.
func (c *signedRequest) appendResource(dst []byte) []byte {
	r := c.request
	if !r.PathStyle && r.Bucket != "" {
		dst = append(append(dst, '/'), r.Bucket...)
	}
	path := r.Wire.Path
	if path == "" {
		path = "/"
	}
	dst = append(dst, path...)
	var counted []getobject.Param
	for _, p := range r.Query {
		if strings.HasPrefix(p.Name, "response-") || slices.Contains(subResources[:], p.Name) {
			counted = append(counted, p)
		}
	}
	slices.SortStableFunc(counted, func(a, b getobject.Param) int { return strings.Compare(a.Name, b.Name) })
	for i, p := range counted {
		dst = append(dst, "?&"[min(i, 1)])
		dst = append(dst, p.Name...)
		if p.Value != "" || p.HasValue && !c.bare {
			dst = append(append(dst, '='), p.Value...)
		}
	}
	return dst
}
