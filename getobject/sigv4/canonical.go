package sigv4

import (
	"cmp"
	"net/http"
	"slices"
	"strings"

	"github.com/s3get/s3get/getobject"
)

// signatureParam is the one parameter that is not signed.
const signatureParam = "X-Amz-Signature"

// appendCanonical appends the canonical request: the method, the path, the query, the
// signed headers, their names and the hash of the payload, a line each. S3 SigV4:
// Signature calculations for the Authorization header.
func (c *signedRequest) appendCanonical(dst []byte) []byte {
	r := c.request
	dst = append(append(dst, r.Method...), '\n')
	dst = append(appendPath(dst, r.Wire.Path), '\n')
	dst = append(c.appendQuery(dst, r.Query), '\n')
	for _, name := range c.names {
		dst = append(append(dst, name...), ':')
		dst = append(c.appendField(dst, name), '\n')
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

// appendQuery appends the parameters, sorted by encoded name and then by encoded
// value, of which a bare parameter has an empty one.
func (c *signedRequest) appendQuery(dst []byte, q getobject.Query) []byte {
	var room [16]getobject.Param
	encoded := room[:0]
	if len(q) > len(room) {
		encoded = make([]getobject.Param, 0, len(q))
	}
	for _, p := range q {
		switch {
		case p.Name == signatureParam:
		case c.hides && isSecret(p.Name):
			encoded = append(encoded, getobject.Param{Name: escape(p.Name), Value: redacted})
		default:
			encoded = append(encoded, getobject.Param{Name: escape(p.Name), Value: escape(p.Value)})
		}
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

// appendField appends the value of the header with that lower-case name: its lines
// joined by commas, or nothing for a header that was not sent. The host is signed byte for
// byte.
func (c *signedRequest) appendField(dst []byte, name string) []byte {
	lines := c.request.Header[http.CanonicalHeaderKey(name)]
	switch {
	case name == "host":
		return append(dst, c.request.Wire.Host...)
	case c.hides && len(lines) > 0 && isSecret(name):
		return append(dst, redacted...)
	case lines == nil && decides(name):
		c.lacks = true
	}
	for i, line := range lines {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = appendSqueezed(dst, line, c.blanks)
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

// The characters of which a run inside a value counts as one blank. Signers differ: most
// leave tabs as they are, and some make blanks of them.
const (
	spaces        = " "
	spacesAndTabs = " \t"
)

// appendSqueezed appends a line without the blanks and tabs at its ends, and with one
// space for each run of blanks inside.
func appendSqueezed(dst []byte, line, blanks string) []byte {
	line = strings.Trim(line, spacesAndTabs)
	for i := range len(line) {
		b := line[i]
		if strings.IndexByte(blanks, b) < 0 {
			dst = append(dst, b)
		} else if strings.IndexByte(blanks, line[i-1]) < 0 {
			dst = append(dst, ' ')
		}
	}
	return dst
}
