package sigv4

import (
	"strconv"
	"strings"
	"time"
)

// maxLifetime is how long a presigned URL may live, in seconds.
const maxLifetime = 7 * 24 * 60 * 60

// readAlgorithm reads X-Amz-Algorithm, whose letter case counts.
func readAlgorithm(c *signedRequest) error {
	c.algorithm, _ = c.request.Query.Get(algorithmParam)
	if c.algorithm != symmetric && c.algorithm != asymmetric {
		return refuse(rulePresignedAlgorithm)
	}
	return nil
}

// readParams reads the parameters that have to be there. Of a parameter that stands
// twice the first counts.
func readParams(c *signedRequest) error {
	var names string
	for _, p := range [...]struct {
		name string
		into *string
	}{
		{"X-Amz-Credential", &c.credential},
		{"X-Amz-Date", &c.date},
		{"X-Amz-Expires", &c.expires},
		{"X-Amz-SignedHeaders", &names},
		{signatureParam, &c.signature},
	} {
		value, ok := c.request.Query.Get(p.name)
		if !ok {
			return refuse(rulePresignedParameters)
		}
		*p.into = value
	}
	c.names, c.payload = splitNames(names), unsignedPayload
	if hash := c.request.Header[payloadField]; len(hash) > 0 {
		c.payload = strings.Join(hash, ",") // taken as it is, whatever it says
	}
	return nil
}

// readParamDate reads X-Amz-Date, of which one form is known.
func readParamDate(c *signedRequest) error {
	at, ok := parseExact(dateLayout, c.date)
	if !ok {
		return refuse(rulePresignedDate)
	}
	c.at = at
	return nil
}

// readExpires reads the lifetime, in seconds: a sign, then digits.
func readExpires(c *signedRequest) error {
	seconds, err := strconv.ParseInt(c.expires, 10, 64)
	switch {
	case err != nil:
		return refuse(rulePresignedExpires)
	case seconds < 0:
		return refuse(rulePresignedNegative)
	case seconds > maxLifetime:
		return refuse(rulePresignedWeek)
	}
	c.ends = c.at.Add(time.Duration(seconds) * time.Second)
	return nil
}

// checkStarted refuses a URL that was dated further ahead than a clock may be.
func checkStarted(c *signedRequest) error {
	if c.at.Sub(c.request.Time) <= maxSkew {
		return nil
	}
	return refuse(rulePresignedEarly,
		"X-Amz-Date", strconv.FormatInt(c.at.UnixMilli(), 10),
		"Expires", stamp(c.ends),
		"ServerTime", stamp(c.request.Time))
}

// checkExpired refuses a URL whose time is over. There is no allowance for clocks.
func checkExpired(c *signedRequest) error {
	if !c.request.Time.After(c.ends) {
		return nil
	}
	return refuse(rulePresignedExpired,
		"X-Amz-Expires", c.expires,
		"Expires", stamp(c.ends),
		"ServerTime", stamp(c.request.Time))
}

// checkParamDay compares the date of the scope with that of X-Amz-Date.
func checkParamDay(c *signedRequest) error {
	day := c.date[:len(dayLayout)]
	if c.scope.date == day {
		return nil
	}
	return explain(rulePresignedDay, `Invalid credential date "`+c.scope.date+
		`". This date is not the same as X-Amz-Date: "`+day+`".`)
}
