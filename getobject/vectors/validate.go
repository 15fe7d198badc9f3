package vectors

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"
)

// validate looks for what decoding lets through.
func (v *Vector) validate() error {
	if err := validateOrigin(v.ID, v.Why, v.Source, v.Spec, v.Kind); err != nil {
		return err
	}
	switch {
	case !slices.Contains([]string{http.MethodGet, http.MethodHead, http.MethodOptions}, v.Request.Method):
		return fmt.Errorf("request.method: %q is not GET, HEAD or OPTIONS", v.Request.Method)
	case v.Request.Bucket == "":
		return errors.New("request.bucket: may not be empty")
	}
	if err := v.Request.validate(); err != nil {
		return fmt.Errorf("request.%w", err)
	}
	if err := v.Expect.validate(); err != nil {
		return fmt.Errorf("expect.%w", err)
	}
	if v.Expect.Error != nil && hasNoDocument(v.Request.Method, v.Expect.Status) {
		return errors.New("expect.error: this response has no error document")
	}
	return nil
}

// validateOrigin looks at what a vector says of itself.
func validateOrigin(id, why, source string, spec []string, kind Kind) error {
	switch {
	case !isID(id):
		return fmt.Errorf("id: %q is not area/name", id)
	case why == "" || source == "":
		return errors.New("why and source: may not be empty")
	case len(spec) == 0 || slices.Contains(spec, ""):
		return errors.New("spec: names no section")
	case !slices.Contains([]Kind{Required, Quirk, Observed}, kind):
		return fmt.Errorf("kind: %q is unknown", kind)
	}
	return nil
}

// hasNoDocument reports whether a response carries no error document: the answer to HEAD
// (RFC 9110 §9.3.2), 304 (§15.4.5), and a success.
func hasNoDocument(method string, status int) bool {
	return method == http.MethodHead || status == http.StatusNotModified || status < 300
}

// isID reports whether s is area/name.
func isID(s string) bool {
	area, name, ok := strings.Cut(s, "/")
	return ok && isWord(area) && isWord(name)
}

// isWord reports whether s is one half of an id: lower-case letters, digits, hyphens
// and dots.
func isWord(s string) bool {
	return s != "" && strings.Trim(s, "abcdefghijklmnopqrstuvwxyz0123456789-.") == ""
}

func (r *Request) validate() error {
	if (r.Presigned || r.Sign != nil) && !r.Signed() {
		return errors.New("sign: no credentials, neither here nor by as")
	}
	if err := r.validateHost(); err != nil {
		return err
	}
	if err := validateLines("headers", r.Headers); err != nil {
		return err
	}
	return r.Sign.validate()
}

func (r *Request) validateHost() error {
	switch {
	case !slices.Contains([]string{"", "path", "virtual"}, r.Style):
		return fmt.Errorf("style: %q is neither path nor virtual", r.Style)
	case r.Host != "" && r.Style == "path":
		return errors.New("host: needs the virtual style")
	case !isLineText(r.Host):
		return fmt.Errorf("host: %q does not fit on a line", r.Host)
	}
	return nil
}

// The algorithms of a [Sign] beside that of Signature Version 4, which is "".
const (
	AlgorithmAsymmetric = "AWS4-ECDSA-P256-SHA256" // for several regions
	AlgorithmVersion2   = "AWS"                    // Signature Version 2
)

var algorithms = [...]string{"", AlgorithmAsymmetric, AlgorithmVersion2}

func (s *Sign) validate() error {
	switch {
	case s == nil:
		return nil
	case slices.Contains(s.Drop, ""):
		return errors.New("sign.drop: a name may not be empty")
	case s.AccessKey != "" && s.SecretKey == "":
		return errors.New("sign.secretKey: missing beside accessKey")
	case !slices.Contains(algorithms[:], s.Algorithm):
		return fmt.Errorf("sign.algorithm: %q is none of %q", s.Algorithm, algorithms[1:])
	case s.RegionSet != "" && s.Algorithm != AlgorithmAsymmetric:
		return errors.New("sign.regionSet: only of an asymmetric signature")
	}
	if err := validateLines("sign.unsigned", s.Unsigned); err != nil {
		return err
	}
	return validateLines("sign.replace", s.Replace)
}

func validateLines(where string, lines []Line) error {
	for i, l := range lines {
		if !isToken(l.Name) || !isLineText(l.Value) {
			return fmt.Errorf("%s[%d]: %q: %q is no header line", where, i, l.Name, l.Value)
		}
		if _, err := Expand(l.Value, time.Time{}); err != nil {
			return fmt.Errorf("%s[%d]: %w", where, i, err)
		}
	}
	return nil
}

// isToken reports whether s is a field name, RFC 9110 §5.6.2.
func isToken(s string) bool {
	const marks = "!#$%&'*+-.^_`|~"
	for _, c := range []byte(s) {
		letter := 'a' <= c|0x20 && c|0x20 <= 'z'
		if !letter && (c < '0' || c > '9') && strings.IndexByte(marks, c) < 0 {
			return false
		}
	}
	return s != ""
}

// isLineText reports whether s can be a field value without ending its line.
func isLineText(s string) bool { return !strings.ContainsAny(s, "\r\n\x00") }

func (e *Expect) validate() error {
	if e.Status < 100 || e.Status > 599 {
		return fmt.Errorf("status: %d is no status", e.Status)
	}
	seen := map[string]bool{}
	for name, text := range e.Headers {
		if err := claimName(seen, name); err != nil {
			return fmt.Errorf("headers: %w", err)
		}
		if _, err := ParsePattern(text); err != nil {
			return fmt.Errorf("headers: %s: %w", name, err)
		}
	}
	for _, name := range e.Absent {
		if err := claimName(seen, name); err != nil {
			return fmt.Errorf("absent: %w", err)
		}
	}
	return e.validateError()
}

// claimName notes a header name, which may stand only once.
func claimName(seen map[string]bool, name string) error {
	folded := strings.ToLower(name)
	if !isToken(name) || seen[folded] {
		return fmt.Errorf("%q is no header name, or stands twice", name)
	}
	seen[folded] = true
	return nil
}

func (e *Expect) validateError() error {
	if e.ErrorOrder == nil {
		return nil
	}
	if e.Error == nil {
		return errors.New("errorOrder: needs error")
	}
	for name := range e.Error {
		if !slices.Contains(e.ErrorOrder, name) {
			return fmt.Errorf("errorOrder: lacks %s, which error has", name)
		}
	}
	return nil
}
