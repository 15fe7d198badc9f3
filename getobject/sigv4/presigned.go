package sigv4

import (
	"strconv"
	"strings"
	"time"

	"github.com/s3get/s3get/getobject"
)

// queryForm is the form of a presigned URL.
var queryForm = form{
	read: readParams,
	checks: []func(*signedRequest) error{
		readParams,
		checkLifetime,
		checkScope,
		checkSignedHeaders,
		checkRegionSet,
	},
	compare:     checkSignature,
	query:       true,
	token:       tokenField,
	prefix:      "Error parsing the X-Amz-Credential parameter; ",
	credential:  rulePresignedCredential,
	scopeDate:   rulePresignedScopeDate,
	regionEmpty: rulePresignedRegionEmpty,
	region:      rulePresignedRegion,
	service:     rulePresignedService,
	terminal:    rulePresignedTerminal,
}

// presignedBy returns the signature of a request whose query has the mark of version 4, of
// version 2, or of both, and whose header has none. The letter case of an algorithm counts.
func (a *Authenticator) presignedBy(r *getobject.Request, v4, v2 bool) (*signedRequest, error) {
	algorithm, _ := r.Query.Get(algorithmParam)
	switch {
	case v4 && v2:
		return nil, refuse(ruleSignatureMechanisms, "ArgumentName", authorizationField)
	case v2 && a.Version2:
		return &signedRequest{request: r, form: &version2QueryForm}, nil
	case v2:
		return nil, refuse(ruleSignatureVersion2)
	case algorithm != symmetric && algorithm != asymmetric:
		return nil, refuse(rulePresignedAlgorithm)
	}
	return &signedRequest{
		request: r, form: &queryForm, algorithm: algorithm,
		asymmetric: algorithm == asymmetric,
	}, nil
}

// readParams reads the parameters that have to be there. Of a parameter that stands
// twice the first counts. The hash of the payload, if it is sent, may say anything.
func readParams(c *signedRequest) error {
	for _, p := range [...]struct {
		name string
		into *string
	}{
		{"X-Amz-Credential", &c.credential},
		{"X-Amz-Date", &c.date},
		{"X-Amz-Expires", &c.expires},
		{"X-Amz-SignedHeaders", &c.signed},
		{signatureParam, &c.signature},
	} {
		value, ok := c.request.Query.Get(p.name)
		if !ok {
			return refuse(rulePresignedParameters)
		}
		*p.into = value
	}
	c.payload = unsignedPayload
	if hash := c.request.Header[payloadField]; len(hash) > 0 {
		c.payload = strings.Join(hash, ",")
	}
	return nil
}

// maxLifetime is how long a presigned URL may live, in seconds.
const maxLifetime = 7 * 24 * 60 * 60

// checkLifetime reads X-Amz-Date, of which one form is known, and X-Amz-Expires: a sign,
// then digits. It refuses a URL that was dated further ahead than a clock may be, and one
// whose time is over, for which there is no allowance for clocks.
func checkLifetime(c *signedRequest) error {
	at, ok := parseExact(dateLayout, c.date)
	if !ok {
		return refuse(rulePresignedDate)
	}
	c.day = c.date[:len(dayLayout)]
	seconds, err := strconv.ParseInt(c.expires, 10, 64)
	switch {
	case err != nil:
		return refuse(rulePresignedExpires)
	case seconds < 0:
		return refuse(rulePresignedNegative)
	case seconds > maxLifetime:
		return refuse(rulePresignedWeek)
	}
	now, ends := c.request.Time, at.Add(time.Duration(seconds)*time.Second)
	switch {
	case at.Sub(now) > maxSkew:
		return refuse(rulePresignedEarly,
			"X-Amz-Date", strconv.FormatInt(at.UnixMilli(), 10),
			"Expires", stamp(ends),
			"ServerTime", stamp(now))
	case now.After(ends):
		return refuse(rulePresignedExpired,
			"X-Amz-Expires", c.expires,
			"Expires", stamp(ends),
			"ServerTime", stamp(now))
	}
	return nil
}
