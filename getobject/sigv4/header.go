package sigv4

import (
	"slices"
	"strconv"
	"strings"
	"time"
)

// headerForm is the form of Authorization and of the headers that go with it.
var headerForm = form{
	read: readComponents,
	checks: []func(*signedRequest) error{
		readHeaders,
		readComponents,
		checkScope,
		checkSignedHeaders,
		checkRegionSet,
	},
	compare:     checkSignature,
	prefix:      "The authorization header is malformed; ",
	credential:  ruleAuthorizationCredential,
	scopeDate:   ruleAuthorizationScopeDate,
	regionEmpty: ruleAuthorizationRegionEmpty,
	region:      ruleAuthorizationRegion,
	service:     ruleAuthorizationService,
	terminal:    ruleAuthorizationTerminal,
}

// maxSkew is how far the clock of a client may be off, either way.
const maxSkew = 15 * time.Minute

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

// readHeaders reads the hash of the payload, which is signed and, on a read, not compared
// with anything, and the date.
func readHeaders(c *signedRequest) error {
	hash := c.request.Header[payloadField]
	c.payload = strings.Join(hash, ",")
	isHash := len(c.payload) == 64 && strings.Trim(c.payload, "0123456789abcdefABCDEF") == ""
	switch {
	case len(hash) == 0:
		return refuse(ruleAuthorizationPayloadMissing)
	case !isHash && !slices.Contains(payloadNames[:], c.payload):
		return argument(ruleAuthorizationPayload, "x-amz-content-sha256", c.payload)
	}
	return readHeaderDate(c)
}

// readHeaderDate reads x-amz-date or, only where that is not sent, Date, and refuses a clock
// that is off.
func readHeaderDate(c *signedRequest) error {
	date, now := c.request.Header["X-Amz-Date"], c.request.Time
	if len(date) == 0 {
		date = c.request.Header["Date"]
	}
	c.date = strings.Join(date, ",")
	at, exact := parseExact(dateLayout, c.date)
	ok := exact
	if !exact {
		at, ok = parseDate(c.date, now)
	}
	switch {
	case !ok || at.Unix() < 0:
		return refuse(ruleAuthorizationDate)
	case at.Year() > 9999:
		return refuse(ruleAuthorizationYear)
	case now.Sub(at).Abs() > maxSkew:
		return refuse(ruleAuthorizationSkew,
			"RequestTime", c.date,
			"ServerTime", stamp(now),
			"MaxAllowedSkewMilliseconds", strconv.FormatInt(maxSkew.Milliseconds(), 10))
	}
	if exact {
		c.day = c.date[:len(dayLayout)]
	} else {
		c.day = at.UTC().Format(dayLayout)
	}
	return nil
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
	c.credential, c.signed, c.signature = values[0], values[1], values[2]
	return nil
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

// parseDate reads the date of a request that is signed in its header and has not the basic form
// of ISO 8601: one of the three forms of HTTP (RFC 9110 §5.6.7), as the service's date parser
// reads them:
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
	r := dateReader{rest: s}
	t := r.date(now)
	return t, !r.failed && r.rest == ""
}
