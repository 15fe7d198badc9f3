package policy

import (
	"encoding/base64"
	"net/netip"
	"strconv"
	"strings"
	"time"
)

// An operand is a value of a condition, read as its operator needs it.
type operand struct {
	text    pattern // of strings and Booleans
	arn     []pattern
	number  float64
	time    time.Time
	network netip.Prefix
	bytes   string
	flag    bool
}

// parseOperand reads a value of a policy. It says what is wrong with it, if anything is.
func parseOperand(c class, s string, variables bool) (o operand, reason string) {
	ok := true
	switch c {
	case classString, classLike:
		o.text, reason = compile(s, language{c == classLike, variables})
	case classBool:
		if o.text, reason = compile(s, language{variables: variables}); reason == "" && !o.text.variables {
			_, ok = parseFlag(s)
			reason = unless(ok, "neither true nor false")
		}
	case classNull:
		o.flag, ok = parseFlag(s)
		reason = unless(ok, "neither true nor false")
	case classNumeric:
		o.number, ok = parseNumber(s)
		reason = unless(ok, "no number")
	case classDate:
		o.time, ok = parseTime(s)
		reason = unless(ok, "no date")
	case classBinary:
		bytes, err := base64.StdEncoding.Strict().DecodeString(s)
		o.bytes, reason = string(bytes), unless(err == nil, "no Base64")
	case classIP:
		o.network, ok = parseNetwork(s)
		reason = unless(ok, "neither an address nor a range of addresses")
	case classARN:
		o.arn, reason = compileARN(s, variables)
	}
	return o, reason
}

func unless(ok bool, reason string) string {
	if ok {
		return ""
	}
	return reason
}

// match reports whether value i of v is what the operand says. It is not resolved if a
// variable has no value.
func (o *operand) match(op operator, r *Request, v *value, i int) (ok, resolved bool) {
	switch op.class {
	case classNumeric:
		n, ok := v.number(i)
		return ok && op.order&orderOf(n < o.number, n > o.number, n == o.number) != 0, true
	case classDate:
		t, ok := v.instant(i)
		return ok && op.order&orderOf(t.Before(o.time), t.After(o.time), t.Equal(o.time)) != 0, true
	case classIP:
		ip, ok := v.address(i)
		return ok && o.network.Contains(ip), true
	case classBinary:
		return v.text(i) == o.bytes, true
	case classARN:
		return matchARN(o.arn, r, v.text(i))
	}
	if op.fold || op.class == classBool {
		return o.text.matchFold(r, v.text(i))
	}
	return o.text.match(r, v.text(i))
}

func orderOf(isLess, isGreater, isEqual bool) order {
	switch {
	case isLess:
		return less
	case isGreater:
		return greater
	case isEqual:
		return equal
	}
	return 0
}

func parseFlag(s string) (flag, ok bool) {
	flag = strings.EqualFold(s, "true")
	return flag, flag || strings.EqualFold(s, "false")
}

// parseNumber reads an integer or a decimal.
func parseNumber(s string) (float64, bool) {
	digits := strings.TrimLeft(s, "+-")
	if len(s)-len(digits) > 1 || strings.Trim(digits, "0123456789.") != "" {
		return 0, false
	}
	n, err := strconv.ParseFloat(s, 64)
	return n, err == nil
}

// dates lists the forms of ISO 8601 that the W3C's note has, but for the year alone.
var dates = [...]string{
	"2006-01", "2006-01-02", "2006-01-02T15:04Z07:00", "2006-01-02T15:04:05Z07:00",
}

// parseTime reads a date, or the seconds since 1970. Four digits are a year.
func parseTime(s string) (time.Time, bool) {
	if n, ok := parseNumber(s); ok && len(s) != len("2006") {
		seconds := int64(n)
		if n < -1e11 || n > 1e11 {
			return time.Time{}, false
		}
		return time.Unix(seconds, int64((n-float64(seconds))*1e9)), true
	}
	if t, err := time.Parse("2006", s); err == nil {
		return t, true
	}
	for _, layout := range dates {
		if t, err := time.Parse(layout, s); err == nil {
			return t, true
		}
	}
	return time.Time{}, false
}

// mappedBits is how many bits come before an IPv4 address that is written as one of IPv6.
const mappedBits = 96

// parseNetwork reads an address, or a range in CIDR notation. An address is a range of
// itself, and an IPv4 address within one of IPv6 is the IPv4 address, as it is in a request.
func parseNetwork(s string) (netip.Prefix, bool) {
	p, err := netip.ParsePrefix(s)
	if err != nil {
		ip, err := netip.ParseAddr(s)
		if err != nil || ip.Zone() != "" {
			return netip.Prefix{}, false
		}
		p = netip.PrefixFrom(ip, ip.BitLen())
	}
	if p.Addr().Is4In6() && p.Bits() >= mappedBits {
		p = netip.PrefixFrom(p.Addr().Unmap(), p.Bits()-mappedBits)
	}
	return p.Masked(), true
}

// number returns value i as a number.
func (v *value) number(i int) (float64, bool) {
	switch v.form {
	case integer:
		return float64(v.integer), true
	case single, several:
		return parseNumber(v.text(i))
	}
	return 0, false
}

// instant returns value i as a time.
func (v *value) instant(i int) (time.Time, bool) {
	switch v.form {
	case instant:
		return v.time, true
	case integer:
		return time.Unix(v.integer, 0), true
	case single, several:
		return parseTime(v.text(i))
	}
	return time.Time{}, false
}

// address returns value i as an address.
func (v *value) address(i int) (netip.Addr, bool) {
	switch v.form {
	case address:
		return v.ip, true
	case single, several:
		ip, err := netip.ParseAddr(v.text(i))
		return ip.Unmap().WithZone(""), err == nil
	}
	return netip.Addr{}, false
}
