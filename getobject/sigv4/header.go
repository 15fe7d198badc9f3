package sigv4

import (
	"slices"
	"strconv"
	"strings"
	"time"
)

// maxSkew is how far the clock of a client may be off, either way.
const maxSkew = 15 * time.Minute

// readScheme reads the scheme of Authorization. Schemes are matched without letter
// case (RFC 9110 §11.1) and signed as they were sent.
func readScheme(c *signedRequest) error {
	value := c.request.Header[authorizationField][0]
	scheme, components, ok := strings.Cut(value, " ")
	switch {
	case !ok:
		return refuseAuthorization(ruleAuthorizationBlank, value)
	case strings.EqualFold(scheme, version2):
		return refuse(ruleSignatureVersion2)
	case !strings.EqualFold(scheme, symmetric) && !strings.EqualFold(scheme, asymmetric):
		return refuseAuthorization(ruleAuthorizationType, value)
	}
	c.algorithm, c.components = scheme, components
	return nil
}

// isAsymmetric reports whether the signature is one of SigV4a.
func (c *signedRequest) isAsymmetric() bool { return strings.EqualFold(c.algorithm, asymmetric) }

// The payload hashes that are no hash.
const unsignedPayload = "UNSIGNED-PAYLOAD"

var payloadNames = [...]string{
	unsignedPayload,
	"STREAMING-UNSIGNED-PAYLOAD-TRAILER",
	"STREAMING-AWS4-HMAC-SHA256-PAYLOAD",
	"STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER",
	"STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD",
	"STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD-TRAILER",
}

// readPayload reads the hash of the payload, which is signed and, on a read, not
// compared with anything.
func readPayload(c *signedRequest) error {
	hash := c.request.Header[payloadField]
	if len(hash) == 0 {
		return refuse(ruleAuthorizationPayloadMissing)
	}
	value := strings.Join(hash, ",")
	if !isPayload(value) {
		return argument(ruleAuthorizationPayload, "x-amz-content-sha256", value)
	}
	c.payload = value
	return nil
}

func isPayload(value string) bool {
	if slices.Contains(payloadNames[:], value) {
		return true
	}
	return len(value) == 64 && strings.Trim(value, "0123456789abcdefABCDEF") == ""
}

// readFieldDate reads x-amz-date or, only where that is not sent, Date.
func readFieldDate(c *signedRequest) error {
	date := c.request.Header["X-Amz-Date"]
	if len(date) == 0 {
		date = c.request.Header["Date"]
	}
	value := strings.Join(date, ",")
	at, ok := parseDate(value, c.request.Time)
	switch {
	case !ok || at.Unix() < 0:
		return refuse(ruleAuthorizationDate)
	case at.Year() > 9999:
		return refuse(ruleAuthorizationYear)
	}
	c.date, c.at = value, at
	return nil
}

func checkSkew(c *signedRequest) error {
	if c.request.Time.Sub(c.at).Abs() <= maxSkew {
		return nil
	}
	return refuse(ruleAuthorizationSkew,
		"RequestTime", c.date,
		"ServerTime", stamp(c.request.Time),
		"MaxAllowedSkewMilliseconds", strconv.FormatInt(maxSkew.Milliseconds(), 10))
}

// The components of Authorization.
var componentNames = [...]string{"Credential", "SignedHeaders", "Signature"}

// readComponents reads the three components of Authorization: each of them once and
// no other, divided by commas with or without blanks. What the service says about an
// empty SignedHeaders is not known: here that is a missing component.
func readComponents(c *signedRequest) error {
	var values [len(componentNames)]string
	var seen [len(componentNames)]bool
	for item := range strings.SplitSeq(c.components, ",") {
		name, value, ok := strings.Cut(strings.Trim(item, " \t"), "=")
		i := slices.Index(componentNames[:], name)
		if !ok || i < 0 || seen[i] {
			return refuse(ruleAuthorizationComponents)
		}
		values[i], seen[i] = value, true
	}
	if seen != [...]bool{true, true, true} || values[1] == "" {
		return refuse(ruleAuthorizationComponents)
	}
	c.credential, c.names, c.signature = values[0], splitNames(values[1]), values[2]
	return nil
}

// checkDay compares the date of the scope with the day of the request.
func checkDay(c *signedRequest) error {
	if c.scope.date == c.at.UTC().Format(dayLayout) {
		return nil
	}
	return refuse(ruleAuthorizationDay)
}

// The strict forms of dates.
const (
	dateLayout = "20060102T150405Z" // the basic form of ISO 8601
	dayLayout  = "20060102"         // of a scope
)

// parseExact reads a date in one of the strict forms. Package time reads a fraction of a
// second and an hour of one digit too, for which the length leaves no room.
func parseExact(layout, s string) (time.Time, bool) {
	if len(s) != len(layout) {
		return time.Time{}, false
	}
	t, err := time.Parse(layout, s)
	return t, err == nil
}

// parseDate reads the date of a request that is signed in its header: the basic form
// of ISO 8601, or one of the three forms of HTTP (RFC 9110 §5.6.7), these as the
// service's date parser reads them:
//
//   - names of days and months may be short or long, in any letter case, and the
//     day of the week need not be right;
//   - numbers may have one digit or too many, and what is beyond its range counts on:
//     the 32nd of May is the 1st of June;
//   - a year of two digits, where the form of RFC 850 has one, is between 80 years
//     before and 20 years after now;
//   - the zone is GMT or UTC, one of North America, GMT+hh:mm, or +hhmm.
//
// Nothing may follow. The result may lie before 1970 or past the year 9999.
func parseDate(s string, now time.Time) (time.Time, bool) {
	if t, ok := parseExact(dateLayout, s); ok {
		return t, true
	}
	r := dateReader{rest: s}
	t := r.date(now)
	return t, !r.failed && r.rest == ""
}
