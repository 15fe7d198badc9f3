package policy

import (
	"net/netip"
	"strconv"
	"strings"
	"time"
)

// A value is what a request has for a key.
type value struct {
	form    valueForm
	word    string   // of single
	list    []string // of several
	integer int64
	time    time.Time
	ip      netip.Addr
}

type valueForm uint8

const (
	absent valueForm = iota
	single
	several
	integer
	instant
	address
)

func textOf(s string) value {
	if s == "" {
		return value{}
	}
	return value{form: single, word: s}
}

func listOf(list []string) value {
	if len(list) == 0 {
		return value{}
	}
	return value{form: several, list: list}
}

func flagOf(b bool) value {
	if b {
		return textOf("true")
	}
	return textOf("false")
}

func timeOf(t time.Time, form valueForm) value {
	if t.IsZero() {
		return value{}
	}
	return value{form: form, time: t, integer: t.Unix()}
}

// tagOf returns the value of a tag, which may be empty. The case of a key does not matter
// if fold says so.
func tagOf(tags map[string]string, name string, fold bool) value {
	if s, ok := tags[name]; ok {
		return value{form: single, word: s}
	}
	found, first := value{}, ""
	if fold {
		for n, s := range tags {
			if strings.EqualFold(n, name) && (found.form == absent || n < first) {
				found, first = value{form: single, word: s}, n
			}
		}
	}
	return found
}

// len returns the number of values.
func (v *value) len() int {
	switch v.form {
	case absent:
		return 0
	case several:
		return len(v.list)
	}
	return 1
}

// text returns value i as text.
func (v *value) text(i int) string {
	switch v.form {
	case several:
		return v.list[i]
	case integer:
		return strconv.FormatInt(v.integer, 10)
	case instant:
		return v.time.UTC().Format(time.RFC3339)
	case address:
		return v.ip.String()
	}
	return v.word
}

// blank reports whether there is nothing but empty text, which a quantifier takes for no
// values at all (IAM User Guide: Set operators for multivalued context keys).
func (v *value) blank() bool {
	switch v.form {
	case single:
		return v.word == ""
	case several:
		for _, s := range v.list {
			if s != "" {
				return false
			}
		}
		return true
	}
	return false
}
