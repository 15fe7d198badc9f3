package getobject_test

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// byteRanges is the grammar of RFC 9110 §14.1.1 and §14.1.2 for bytes, and looseRanges
// what package net/http reads.
var (
	byteRanges  = rangesOf(`\d+-\d*|-\d+`, ``)
	looseRanges = rangesOf(`\+?\d+[\t ]*-[\t ]*(\+?\d+)?|-[\t ]*\+?\d+`, `[\t ]*`)

	unit     = regexp.MustCompile("^[A-Za-z0-9!#$%&'*+.^_`|~-]+=")
	oneRange = regexp.MustCompile(`(\d*)-(\d*)`)
	noBytes  = regexp.MustCompile(`^bytes=[\t ,]*-0+[\t ,]*$`)
	far      = regexp.MustCompile(`\d{19,}`)
)

func rangesOf(spec, before string) *regexp.Regexp {
	const comma = `[\t ]*,[\t ]*`
	return regexp.MustCompile(`^bytes=` + before + `(` + comma + `)*((` + spec + `)(` + comma + `(` + spec + `)?)*)?[\t ]*$`)
}

func lowerUnit(q *question) bool {
	value := q.header.Get("Range")
	name, set, ok := strings.Cut(value, "=")
	if !ok || name == "bytes" || !strings.EqualFold(name, "bytes") {
		return false
	}
	q.header.Set("Range", "bytes="+set)
	return true
}

// dropWhere drops a Range of a kind.
func dropWhere(is func(value string) bool) func(*question) bool {
	return func(q *question) bool {
		value := q.header.Get("Range")
		if value == "" || !is(value) {
			return false
		}
		q.header.Del("Range")
		return true
	}
}

func isLooseRange(value string) bool {
	return looseRanges.MatchString(value) && !byteRanges.MatchString(value)
}

func isOtherUnit(value string) bool {
	return unit.MatchString(value) && !strings.HasPrefix(value, "bytes=")
}

func isMalformed(value string) bool {
	if isLooseRange(value) || isOtherUnit(value) {
		return false
	}
	backwards := false
	for _, m := range oneRange.FindAllStringSubmatch(value, -1) {
		backwards = backwards || m[1] != "" && m[2] != "" && fmt.Sprintf("%40s", m[1]) > fmt.Sprintf("%40s", m[2])
	}
	return backwards || !byteRanges.MatchString(value)
}

func isSeveral(value string) bool {
	return byteRanges.MatchString(value) && !isMalformed(value) && len(oneRange.FindAllString(value, -1)) > 1
}

// saturate replaces positions that do not fit 63 bits.
func saturate(q *question) bool {
	value := q.header.Get("Range")
	to := far.ReplaceAllStringFunc(value, func(digits string) string {
		n, _ := strconv.ParseInt(digits, 10, 64)
		return strconv.FormatInt(n, 10)
	})
	if to == value || !byteRanges.MatchString(value) {
		return false
	}
	q.header.Set("Range", to)
	return true
}

func refuseSuffix(q *question) bool {
	if !noBytes.MatchString(q.header.Get("Range")) {
		return false
	}
	q.header.Set("Range", unsatisfied)
	return true
}

// refuseEmpty refuses ranges of the empty object that begin with one of the bytes.
func refuseEmpty(begin string) func(*question) bool {
	return func(q *question) bool {
		set := strings.TrimLeft(strings.TrimPrefix(q.header.Get("Range"), "bytes="), "\t ,")
		if q.content != "" || set == "" || !strings.Contains(begin, set[:1]) {
			return false
		}
		q.header.Set("Range", unsatisfied)
		return true
	}
}

func refuseTails(q *question) bool {
	value := q.header.Get("If-Range")
	if !runningTag.MatchString(value) || entityTag.MatchString(value) {
		return false
	}
	q.header.Set("If-Range", never)
	return true
}
