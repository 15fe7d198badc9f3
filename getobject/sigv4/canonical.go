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
func (c *claim) appendCanonical(dst []byte) []byte {
	r := c.request
	dst = append(append(dst, r.Method...), '\n')
	dst = append(appendPath(dst, r.Wire.Path), '\n')
	dst = append(appendQuery(dst, r.Query), '\n')
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
func appendQuery(dst []byte, q getobject.Query) []byte {
	var room [16]getobject.Param
	encoded := room[:0]
	for _, p := range q {
		if p.Name != signatureParam {
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
// joined by commas, or nothing for a header that was not sent.
func (c *claim) appendField(dst []byte, name string) []byte {
	if name == "host" {
		return appendSqueezed(dst, c.request.Wire.Host, c.blanks)
	}
	for i, line := range c.request.Header[http.CanonicalHeaderKey(name)] {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = appendSqueezed(dst, line, c.blanks)
	}
	return dst
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
