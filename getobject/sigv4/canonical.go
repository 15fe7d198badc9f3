package sigv4

import (
	"cmp"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/s3get/s3get/getobject"
)

// signatureParam is the one parameter that is not signed.
const signatureParam = "X-Amz-Signature"

// Names of header fields, as [net/http.CanonicalHeaderKey] spells them.
const (
	payloadField = "X-Amz-Content-Sha256"
	tokenField   = "X-Amz-Security-Token"
	amzPrefix    = "X-Amz-"

	expressTokenField = "X-Amz-S3session-Token" // of sessions of directory buckets
)

// The characters of which a run inside a value counts as one blank. Signers differ: most
// leave tabs as they are, and some make blanks of them.
const (
	spaces        = " "
	spacesAndTabs = " \t"
)

// checkSignedHeaders reads the list of signed headers and refuses those that have to be
// signed and are not: the host, which is not in a [net/http.Header], Content-MD5 and what
// begins with x-amz-. It lists them sorted; the order of the service follows no rule.
func checkSignedHeaders(c *signedRequest) error {
	c.names = strings.Split(strings.ToLower(c.signed), ";")
	slices.Sort(c.names)
	c.names = slices.Compact(c.names)
	var missing []string
	if _, signed := slices.BinarySearch(c.names, "host"); !signed {
		missing = append(missing, "host")
	}
	var room [64]byte
	for field := range c.request.Header {
		if (!strings.HasPrefix(field, amzPrefix) || field == payloadField) && field != "Content-Md5" {
			continue
		}
		name := room[:0]
		for i := range len(field) { // which is of ASCII
			b := field[i]
			if 'A' <= b && b <= 'Z' {
				b += 'a' - 'A'
			}
			name = append(name, b)
		}
		_, signed := slices.BinarySearchFunc(c.names, name, func(a string, b []byte) int {
			switch { // which takes no copy of b
			case a < string(b):
				return -1
			case a == string(b):
				return 0
			}
			return 1
		})
		if !signed {
			missing = append(missing, string(name))
		}
	}
	if missing == nil {
		return nil
	}
	slices.Sort(missing)
	return refuse(ruleUnsignedHeaders, "HeadersNotSigned", strings.Join(missing, ", "))
}

// appendCanonical appends the canonical request: the method, the path, the query, the
// signed headers, their names and the hash of the payload, a line each. S3 SigV4:
// Signature calculations for the Authorization header.
//
// The path is decoded and encoded again. A "/" that came encoded is encoded no more, as it is
// part of the same key.
//
// The host is signed byte for byte. A header that was not sent has an empty value, as one
// that was sent empty.
func (c *signedRequest) appendCanonical(dst []byte) []byte {
	r := c.request
	dst = append(append(dst, r.Method...), '\n')
	path, err := url.PathUnescape(r.Wire.Path)
	if err != nil {
		path = r.Wire.Path
	}
	dst = append(appendEscaped(dst, cmp.Or(path, "/"), '/'), '\n')
	dst = append(c.appendQuery(dst, r.Query), '\n')
	for _, name := range c.names {
		lines := r.Header[http.CanonicalHeaderKey(name)]
		dst = append(append(dst, name...), ':')
		switch {
		case name == "host":
			dst = append(dst, r.Wire.Host...)
		case name == "transfer-encoding":
			dst = append(dst, r.Wire.TransferEncoding...)
		case c.hides && len(lines) > 0 && isSecret(name):
			dst = append(dst, redacted...)
		default:
			c.lacks = c.lacks || lines == nil && decides(name)
			dst = appendValue(dst, lines, c.blanks)
		}
		dst = append(dst, '\n')
	}
	dst = append(dst, '\n')
	for i, name := range c.names {
		if i > 0 {
			dst = append(dst, ';')
		}
		dst = append(dst, name...)
	}
	dst = append(dst, '\n')
	return append(dst, c.payload...)
}

// appendEscaped appends a text with every byte encoded that is neither unreserved (RFC 3986
// §2.3) nor kept.
func appendEscaped(dst []byte, text string, kept byte) []byte {
	const digit = "0123456789ABCDEF"
	for i := range len(text) {
		switch b := text[i]; {
		case 'a' <= b && b <= 'z', 'A' <= b && b <= 'Z', '0' <= b && b <= '9',
			b == '-', b == '.', b == '_', b == '~', b == kept:
			dst = append(dst, b)
		default:
			dst = append(dst, '%', digit[b>>4], digit[b&15])
		}
	}
	return dst
}

// appendQuery appends the parameters, sorted by encoded name and then by encoded
// value, of which a bare parameter has an empty one.
func (c *signedRequest) appendQuery(dst []byte, q getobject.Query) []byte {
	var room [16]getobject.Param
	encoded := room[:0]
	if len(q) > len(room) {
		encoded = make([]getobject.Param, 0, len(q))
	}
	for _, p := range q {
		if p.Name == signatureParam {
			continue
		}
		for _, text := range [...]*string{&p.Name, &p.Value} { // as in a form, but for the blank
			*text = strings.ReplaceAll(url.QueryEscape(*text), "+", "%20")
		}
		if c.hides && isSecret(p.Name) {
			p.Value = redacted
		}
		encoded = append(encoded, p)
	}
	slices.SortFunc(encoded, func(a, b getobject.Param) int {
		return cmp.Or(strings.Compare(a.Name, b.Name), strings.Compare(a.Value, b.Value))
	})
	for i, p := range encoded {
		if i > 0 {
			dst = append(dst, '&')
		}
		dst = append(append(append(dst, p.Name...), '='), p.Value...)
	}
	return dst
}

// appendValue appends the value of a header: its lines joined by commas, without the blanks
// and tabs at their ends, and with one space for each run of blanks inside.
func appendValue(dst []byte, lines []string, blanks string) []byte {
	for i, line := range lines {
		if i > 0 {
			dst = append(dst, ',')
		}
		line = strings.Trim(line, spacesAndTabs)
		for j := range len(line) {
			if strings.IndexByte(blanks, line[j]) < 0 {
				dst = append(dst, line[j])
			} else if strings.IndexByte(blanks, line[j-1]) < 0 {
				dst = append(dst, ' ')
			}
		}
	}
	return dst
}

// decides reports whether the presence of a header with that lower-case name decides. The
// canonical request has an empty value for a header that was not sent, as for one that was
// sent empty, and an empty value may be read otherwise than none.
func decides(name string) bool {
	return strings.HasPrefix(name, "x-amz-") || strings.HasPrefix(name, "if-") || name == "range"
}

// secretNames are the fields whose values an error document does not repeat, and the
// parameters of the same names.
var secretNames = [...]string{
	"Authorization",
	"Cookie",
	"Proxy-Authorization",
	"X-Amz-Copy-Source-Server-Side-Encryption-Customer-Key",
	"X-Amz-S3session-Token",
	"X-Amz-Security-Token",
	"X-Amz-Server-Side-Encryption-Customer-Key",
}

// isSecret reports whether a field or parameter of that name, in any letter case, holds a
// secret.
func isSecret(name string) bool {
	return slices.ContainsFunc(secretNames[:], func(s string) bool { return strings.EqualFold(s, name) })
}
