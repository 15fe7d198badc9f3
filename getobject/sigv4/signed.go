package sigv4

import (
	"net/http"
	"slices"
	"strings"
)

// Names of header fields, as [net/http.CanonicalHeaderKey] spells them.
const (
	payloadField = "X-Amz-Content-Sha256"
	tokenField   = "X-Amz-Security-Token"
	amzPrefix    = "X-Amz-"
)

// splitNames reads a list of signed headers: lower-case, sorted, unique.
func splitNames(list string) []string {
	names := strings.Split(strings.ToLower(list), ";")
	if !slices.IsSorted(names) {
		slices.Sort(names)
	}
	return slices.Compact(names)
}

// checkUnsignedHeaders refuses headers that have to be signed and are not. It lists
// them sorted; the order of the service follows no rule.
func checkUnsignedHeaders(c *signedRequest) error {
	var missing []string
	if !c.signs("host") {
		missing = append(missing, "host")
	}
	for field := range c.request.Header {
		if !mustSign(field) {
			continue
		}
		if name := strings.ToLower(field); !c.signs(name) {
			missing = append(missing, name)
		}
	}
	if missing == nil {
		return nil
	}
	slices.Sort(missing)
	return refuse(ruleUnsignedHeaders, "HeadersNotSigned", strings.Join(missing, ", "))
}

// mustSign reports whether a header of that canonical name has to be signed if it is
// sent. Host is not in a [net/http.Header].
func mustSign(name string) bool {
	return strings.HasPrefix(name, amzPrefix) && name != payloadField || name == "Content-Md5"
}

// signs reports whether the header of that lower-case name is signed.
func (c *signedRequest) signs(name string) bool {
	_, found := slices.BinarySearch(c.names, name)
	return found
}

// field returns the value of a header, its lines joined by commas, and whether it was
// sent. The name is in canonical form.
func field(h http.Header, name string) (string, bool) {
	lines := h[name]
	if len(lines) == 1 {
		return lines[0], true
	}
	return strings.Join(lines, ","), len(lines) > 0
}
