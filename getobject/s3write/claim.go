package s3write

import (
	"cmp"
	"crypto/md5"
	"encoding/base64"
	"net/http"
	"strconv"
	"strings"

	"github.com/s3get/s3get/checksum"
	"github.com/s3get/s3get/getobject/rule"
)

// maxBody is the length of the longest body, of an object or of a part. S3 PutObject: Request
// Syntax.
const maxBody = 5 << 30

// A claim is what a request says about its body.
type claim struct {
	length   int64              // of the body as it is stored
	md5      []byte             // from Content-MD5, or nil
	sha256   string             // from x-amz-content-sha256, in lower case, or ""
	sum      checksum.Value     // from a header, or zero
	trailing checksum.Algorithm // of the checksum that a trailer will have, or None
	chunked  bool               // the body is in chunks of aws-chunked
	signed   bool               // and they are signed
	trailer  bool               // and a trailer may follow
}

// algorithm returns that of the checksum that the request has, or None.
func (cl *claim) algorithm() checksum.Algorithm {
	if cl.trailing != checksum.None {
		return cl.trailing
	}
	return cl.sum.Algorithm()
}

// readClaim reads what the request says about its body.
func (c *call) readClaim() (*claim, error) {
	cl := new(claim)
	for _, read := range [...]func(*call, *claim) error{
		(*call).readPayload,
		(*call).readLength,
		(*call).readMD5,
		(*call).readChecksum,
		(*call).readTrailer,
	} {
		if err := read(c, cl); err != nil {
			return nil, err
		}
	}
	return cl, nil
}

// readPlainClaim is readClaim of a request whose checksum is not that of its body.
func (c *call) readPlainClaim() (*claim, error) {
	cl := new(claim)
	return cl, cmp.Or(c.readPayload(cl), c.readLength(cl), c.readMD5(cl))
}

// readPayload reads x-amz-content-sha256. S3 SigV4: Transferring payload in multiple chunks.
func (c *call) readPayload(cl *claim) error {
	payload := c.argument("X-Amz-Content-Sha256")
	switch payload {
	case "", "UNSIGNED-PAYLOAD":
	case "STREAMING-UNSIGNED-PAYLOAD-TRAILER":
		cl.chunked, cl.trailer = true, true
	case "STREAMING-AWS4-HMAC-SHA256-PAYLOAD":
		cl.chunked, cl.signed = true, true
	case "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER":
		cl.chunked, cl.signed, cl.trailer = true, true, true
	case "STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD", "STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD-TRAILER":
		return unsupported("x-amz-content-sha256")
	default:
		if len(payload) != 64 || strings.Trim(payload, "0123456789abcdefABCDEF") != "" {
			return badArgument("x-amz-content-sha256 must be UNSIGNED-PAYLOAD, STREAMING-UNSIGNED-PAYLOAD-TRAILER, "+
				"STREAMING-AWS4-HMAC-SHA256-PAYLOAD, STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER or a valid sha256 value.",
				"x-amz-content-sha256", payload)
		}
		cl.sha256 = strings.ToLower(payload)
	}
	if cl.signed && c.chain.IsZero() && c.h.Read.Authenticator != nil {
		return unsupported("x-amz-content-sha256")
	}
	return nil
}

// readLength reads how long the body is. S3 wants to know before it begins.
func (c *call) readLength(cl *claim) (err error) {
	cl.length = c.hr.ContentLength
	decoded := c.argument("X-Amz-Decoded-Content-Length")
	switch {
	case cl.chunked && decoded == "":
		return refuse("MissingContentLength")
	case cl.chunked:
		if cl.length, err = strconv.ParseInt(decoded, 10, 64); err != nil || cl.length < 0 {
			return badArgument("The value specified in the x-amz-decoded-content-length header is not valid.", "x-amz-decoded-content-length", decoded)
		}
	case cl.length < 0 && len(c.hr.TransferEncoding) > 0:
		return unsupported("Transfer-Encoding")
	case cl.length < 0, c.lengthUntold():
		return refuse("MissingContentLength")
	}
	if cl.length > maxBody {
		return refuse("EntityTooLarge", "ProposedSize", strconv.FormatInt(cl.length, 10), "MaxSizeAllowed", strconv.FormatInt(maxBody, 10))
	}
	return nil
}

// lengthUntold reports whether an object or a part is sent without a length, for which a server of
// net/http takes an empty body. S3 Error responses: MissingContentLength.
func (c *call) lengthUntold() bool {
	return c.hr.Method == http.MethodPut && c.request.Key != "" && c.hr.ProtoMajor == 1 &&
		c.hr.Body == http.NoBody && c.hr.Header.Get("Content-Length") == ""
}

// readMD5 reads Content-MD5. S3 PutObject: Content-MD5.
func (c *call) readMD5(cl *claim) error {
	lines := c.hr.Header["Content-Md5"]
	if len(lines) == 0 {
		return nil
	}
	text := strings.Join(lines, ",")
	digest, err := base64.StdEncoding.Strict().DecodeString(text)
	if err != nil || len(digest) != md5.Size {
		return refuse("InvalidDigest", "Content-MD5", text)
	}
	cl.md5 = digest
	return nil
}

// readChecksum reads the one x-amz-checksum- header that there may be. What a presigned URL has of it in its
// query is ignored: who makes one does not know the body yet. S3 PutObject: x-amz-sdk-checksum-algorithm.
func (c *call) readChecksum(cl *claim) error {
	var sent []checksum.Algorithm
	for _, a := range checksum.Algorithms() {
		if c.hr.Header.Values(a.Header()) != nil {
			sent = append(sent, a)
		}
	}
	switch len(sent) {
	case 0:
		return nil
	case 1:
	default:
		return say(rule.CodeInvalidRequest, "Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.")
	}
	name := sent[0].Header()
	sum, err := checksum.Parse(sent[0], checksum.FullObject, strings.Join(c.hr.Header.Values(name), ","))
	if err != nil {
		return say(rule.CodeInvalidRequest, "Value for "+name+" header is invalid.")
	}
	cl.sum = sum
	return nil
}

// readTrailer reads which checksum the trailer will have.
func (c *call) readTrailer(cl *claim) error {
	names := c.field("X-Amz-Trailer")
	if names != "" && !cl.trailer {
		return say(rule.CodeInvalidRequest, "x-amz-trailer is only supported with a STREAMING payload that has a trailer.")
	}
	for _, a := range checksum.Algorithms() {
		if strings.EqualFold(strings.TrimSpace(names), a.Header()) {
			cl.trailing = a
		}
	}
	switch {
	case names != "" && cl.trailing == checksum.None:
		return say(rule.CodeInvalidRequest, "The value specified in the x-amz-trailer header is not supported")
	case cl.trailing != checksum.None && !cl.sum.IsZero():
		return say(rule.CodeInvalidRequest, "Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.")
	}
	return c.checkAlgorithm(cl)
}

// checkAlgorithm refuses an algorithm of the SDK that is not that of the checksum. S3 PutObject:
// x-amz-sdk-checksum-algorithm.
func (c *call) checkAlgorithm(cl *claim) error {
	name := c.field("X-Amz-Sdk-Checksum-Algorithm")
	if name == "" {
		return nil
	}
	a, err := checksum.ParseAlgorithm(strings.ToUpper(name))
	switch {
	case err != nil:
		return say(rule.CodeInvalidRequest, "Checksum algorithm provided is unsupported. Please try again with any of the valid types: [CRC32, CRC32C, CRC64NVME, SHA1, SHA256]")
	case cl.algorithm() == checksum.None && cl.md5 == nil:
		return say(rule.CodeInvalidRequest, "x-amz-sdk-checksum-algorithm specified, but no corresponding x-amz-checksum-* or x-amz-trailer headers were found.")
	case cl.algorithm() != checksum.None && cl.algorithm() != a:
		return say(rule.CodeInvalidRequest, "Value for x-amz-sdk-checksum-algorithm header is invalid.")
	}
	return nil
}
