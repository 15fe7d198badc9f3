package httpdate

import "strings"

// Names of three letters each, in the order of package time.
const (
	shortDays = "SunMonTueWedThuFriSat"
	months    = "JanFebMarAprMayJunJulAugSepOctNovDec"
)

// A cursor parses a timestamp from left to right. After the first mismatch it
// consumes nothing more, so that a form is one list of calls with one check at
// the end.
type cursor struct {
	rest   string
	failed bool
}

// done reports whether all of the form matched and nothing is left.
func (c *cursor) done() bool { return !c.failed && c.rest == "" }

func (c *cursor) literal(s string) {
	if c.failed || !strings.HasPrefix(c.rest, s) {
		c.failed = true
		return
	}
	c.rest = c.rest[len(s):]
}

// skip reads b if it is there, and reports whether it was.
func (c *cursor) skip(b byte) bool {
	if c.failed || c.rest == "" || c.rest[0] != b {
		return false
	}
	c.rest = c.rest[1:]
	return true
}

// number reads n decimal digits.
func (c *cursor) number(n int) int {
	if c.failed || len(c.rest) < n {
		c.failed = true
		return 0
	}
	value := 0
	for i := range n {
		digit := c.rest[i] - '0'
		if digit > 9 {
			c.failed = true
			return 0
		}
		value = value*10 + int(digit)
	}
	c.rest = c.rest[n:]
	return value
}

// name reads one of the names in table, which all have three letters, and
// returns its position, from 1.
func (c *cursor) name(table string) int {
	if c.failed || len(c.rest) < 3 {
		c.failed = true
		return 0
	}
	for i := 0; i < len(table); i += 3 {
		// Byte by byte, because a comparison of slices is a call.
		if c.rest[0] == table[i] && c.rest[1] == table[i+1] && c.rest[2] == table[i+2] {
			c.rest = c.rest[3:]
			return i/3 + 1
		}
	}
	c.failed = true
	return 0
}

// longDay reads the full name of a day.
func (c *cursor) longDay() {
	for _, day := range [...]string{
		"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday",
	} {
		if strings.HasPrefix(c.rest, day) {
			c.rest = c.rest[len(day):]
			return
		}
	}
	c.failed = true
}
