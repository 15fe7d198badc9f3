package vectors

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// Expand replaces the placeholders of a header value: "{{now}}", "{{now+N}}" and
// "{{now-N}}" become the IMF-fixdate (RFC 9110 §5.6.7) N seconds from now, and those that begin
// with "iso" in its place the same time in the form of ISO 8601, such as
// "2026-01-02T03:04:05.000Z". Everything else stays as it is. It fails on braces that hold
// anything else, or are not closed.
func Expand(value string, now time.Time) (string, error) {
	var b strings.Builder
	for {
		before, rest, found := strings.Cut(value, "{{")
		b.WriteString(before)
		if !found {
			return b.String(), nil
		}
		inner, after, closed := strings.Cut(rest, "}}")
		layout := http.TimeFormat
		if sum, ok := strings.CutPrefix(inner, "iso"); ok {
			inner, layout = "now"+sum, "2006-01-02T15:04:05.000Z"
		}
		seconds, err := offset(inner)
		if !closed || err != nil {
			return "", fmt.Errorf("%q is no placeholder", "{{"+rest)
		}
		at := now.Add(time.Duration(seconds) * time.Second)
		b.WriteString(at.UTC().Format(layout))
		value = after
	}
}

// offset reads "now", "now+N" or "now-N".
func offset(s string) (int64, error) {
	number, found := strings.CutPrefix(s, "now")
	switch {
	case !found:
		return 0, strconv.ErrSyntax
	case number == "":
		return 0, nil
	case number[0] != '+' && number[0] != '-':
		return 0, strconv.ErrSyntax
	}
	return strconv.ParseInt(number, 10, 33) // some 136 years either way, far from overflow
}
