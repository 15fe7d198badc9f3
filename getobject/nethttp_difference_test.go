package getobject_test

import (
	"net/http"
	"regexp"
	"strings"
	"time"

	"github.com/s3get/s3get/conditional"
	"github.com/s3get/s3get/getobject/rule"
	"github.com/s3get/s3get/internal/httpdate"
)

// A difference is a way in which S3 and package net/http answer differently. Its name is
// that of a [*rule.Rule] or a [conditional.Quirks] where S3 leaves the RFC, and begins
// with "net/http: " where package net/http does.
//
// ask turns a question into one to which net/http answers what S3 answers to the first,
// and hear does so to the answer. They report whether there was anything to do.
type difference struct {
	name, why string

	ask  func(*question) bool
	hear func(*question, *answer) bool
}

var differences = []difference{
	// Lines, first of all: a quote that is opened in one may be closed in the next.
	{name: "net/http: second line", why: "it belongs to the list, RFC 9110 §5.3, and is not read", ask: joinLines},

	// Lists of entity tags.
	{name: conditional.QuirkUnquotedTag.String(), why: "an entity tag may lack its quotes", ask: quoteTags},
	{name: "net/http: star in a list", why: "* is the whole field or nothing, RFC 9110 §13.1.1", ask: dropStars},
	{name: "net/http: malformed element", why: "it hides the elements behind it", ask: dropBroken},
	{name: "net/http: list without commas", why: `"a""b" are no two entity tags`, ask: dropRunning},

	{name: "net/http: empty field", why: "it is there, and taken for absent", ask: fillEmpty},

	// Dates.
	{name: conditional.QuirkShortDay.String(), why: "a day may have one digit", ask: padDays},
	{name: "net/http: years of two digits", why: "they are those of 1969 to 2068 and not those near now, RFC 9110 §5.6.7", ask: completeYears},
	{name: "net/http: leap second", why: "it is no date, and is one by RFC 9110 §5.6.7", ask: leap},
	{name: "net/http: loose dates", why: "letter case, fractions, short hours and other zones are read", ask: dropLoose},
	{name: conditional.QuirkFutureDate.String(), why: "what is modified in the future is not asked", ask: dropFuture},

	// Ranges.
	{name: "net/http: tail of If-Range", why: "what stands behind the entity tag is not read", ask: refuseTails},
	{name: "net/http: unit in capitals", why: "units have no letter case, RFC 9110 §14.1", ask: lowerUnit},
	{name: "net/http: signs and blanks in ranges", why: "positions are digits, RFC 9110 §14.1.2", ask: dropWhere(isLooseRange)},
	{name: rule.RangeIgnored.ID, why: "a range of another unit is a 200 and no 416", ask: dropWhere(isOtherUnit)},
	{name: rule.RangeIgnored.ID, why: "a malformed range is a 200 and no 416", ask: dropWhere(isMalformed)},
	{name: rule.RangeIgnored.ID, why: "several ranges are a 200 and no multipart/byteranges", ask: dropWhere(isSeveral)},
	{name: "net/http: positions of 64 bits", why: "they are malformed, and only lie far away", ask: saturate},
	{name: "net/http: suffix without bytes", why: "it is not satisfiable, RFC 9110 §14.1.2, and answered 206", ask: refuseSuffix},
	{name: "net/http: range of nothing", why: "an empty object has no first byte, RFC 9110 §14.1.2, and is answered 200", ask: refuseEmpty("0123456789")},
	{name: rule.RangeUnsatisfiable.ID, why: "an empty object has no last bytes either", ask: refuseEmpty("-")},

	// Answers.
	{name: "net/http: 304 without Last-Modified", why: "it is sent beside an entity tag too", hear: dateNotModified},
	{name: rule.RangeUnsatisfiable.ID, why: "a 416 has no Content-Range", hear: hideSize},
	{name: "net/http: errors in plain text", why: "S3 has documents, and errors no validators", hear: document},
}

// never is an If-Range that no object has, and unsatisfied a Range that net/http answers
// 416, whatever the object.
const (
	never       = `"never"`
	unsatisfied = "bytes=?"
)

var lists = []string{"If-Match", "If-None-Match"}

// editTags replaces the elements of the lists; "" removes one. A list that loses its last
// element stays a list.
func editTags(q *question, edit func(element string, alone bool) string) bool {
	changed := false
	for _, name := range lists {
		all := 0
		for _, line := range q.header[name] {
			all += len(split(line))
		}
		for i, line := range q.header[name] {
			var kept []string
			for _, e := range split(line) {
				to := edit(e, all == 1)
				changed = changed || to != e
				if to != "" {
					kept = append(kept, to)
				}
			}
			if line != "" {
				q.header[name][i] = "," + strings.Join(kept, ",")
			}
		}
	}
	return changed
}

// split cuts a list at the commas outside of quotes.
func split(line string) (elements []string) {
	quoted := false
	for _, e := range strings.FieldsFunc(line, func(c rune) bool {
		quoted = quoted != (c == '"')
		return c == ',' && !quoted
	}) {
		if e = strings.Trim(e, " \t"); e != "" {
			elements = append(elements, e)
		}
	}
	return elements
}

var (
	entityTag  = regexp.MustCompile(`^(W/)?"[!#-~\x80-\x{10FFFF}]*"$`)
	runningTag = regexp.MustCompile(`^(W/)?"[!#-~\x80-\x{10FFFF}]*".`)
)

func quoteTags(q *question) bool {
	return editTags(q, func(e string, _ bool) string {
		if e == "*" || strings.Contains(e, `"`) {
			return e
		}
		return `"` + e + `"`
	})
}

func dropStars(q *question) bool {
	return editTags(q, func(e string, alone bool) string {
		if e == "*" && !alone {
			return ""
		}
		return e
	})
}

func dropBroken(q *question) bool {
	return editTags(q, func(e string, _ bool) string {
		if e == "*" || entityTag.MatchString(e) || runningTag.MatchString(e) {
			return e
		}
		return ""
	})
}

func dropRunning(q *question) bool {
	return editTags(q, func(e string, _ bool) string {
		if runningTag.MatchString(e) && !entityTag.MatchString(e) {
			return ""
		}
		return e
	})
}

func fillEmpty(q *question) bool {
	changed := false
	for name, full := range map[string]string{"If-Match": ",", "If-None-Match": ",", "If-Range": never} {
		if lines := q.header[name]; len(lines) == 1 && lines[0] == "" {
			lines[0], changed = full, true
		}
	}
	return changed
}

// joinLines makes one line of several. Several dates are none.
func joinLines(q *question) bool {
	changed := false
	for name, lines := range q.header {
		if len(lines) < 2 {
			continue
		}
		changed = true
		q.header[name] = []string{strings.Join(lines, ",")}
		switch name {
		case "If-Modified-Since", "If-Unmodified-Since":
			delete(q.header, name)
		case "If-Range":
			q.header[name] = []string{never}
		}
	}
	return changed
}

// editDates replaces the values of the fields that may be dates. "" is no date.
func editDates(q *question, edit func(value string, now time.Time) string) bool {
	changed := false
	for _, name := range []string{"If-Modified-Since", "If-Unmodified-Since", "If-Range"} {
		now, none := clock, ""
		if name == "If-Range" {
			now, none = q.modified, never
		}
		for i, line := range q.header[name] {
			to := edit(line, now)
			if to == line {
				continue
			}
			if changed = true; to == "" {
				to = none
			}
			q.header[name][i] = to
		}
	}
	return changed
}

var (
	shortDay = regexp.MustCompile(`^([A-Z][a-z]{2}, )(\d .* GMT)$`)
	httpDate = regexp.MustCompile(`^([SMTWF][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT` +
		`|[SMTWF][a-z]+day, \d{2}-[A-Z][a-z]{2}-\d{2} \d{2}:\d{2}:\d{2} GMT` +
		`|[SMTWF][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d{2}:\d{2}:\d{2} \d{4})$`)
)

func padDays(q *question) bool {
	return editDates(q, func(value string, _ time.Time) string {
		return shortDay.ReplaceAllString(value, "${1}0$2")
	})
}

func completeYears(q *question) bool {
	return editDates(q, func(value string, now time.Time) string {
		t, err := time.Parse("Monday, 02-Jan-06 15:04:05 GMT", value)
		later := t.AddDate(100, 0, 0)
		if err != nil || later.After(now.AddDate(50, 0, 0)) {
			return value
		}
		return httpdate.Format(later)
	})
}

func leap(q *question) bool {
	return editDates(q, func(value string, _ time.Time) string {
		t, err := http.ParseTime(strings.Replace(value, "23:59:60", "23:59:59", 1))
		if err != nil || !strings.Contains(value, "23:59:60") {
			return value
		}
		return httpdate.Format(t.Add(time.Second))
	})
}

func dropLoose(q *question) bool {
	return editDates(q, func(value string, _ time.Time) string {
		if _, err := http.ParseTime(value); err == nil && !httpDate.MatchString(value) {
			return ""
		}
		return value
	})
}

func dropFuture(q *question) bool {
	t, err := http.ParseTime(q.header.Get("If-Modified-Since"))
	if err != nil || !t.After(clock.Add(conditional.FutureSkew)) {
		return false
	}
	q.header.Del("If-Modified-Since")
	return true
}

func dateNotModified(q *question, a *answer) bool {
	if a.Status != http.StatusNotModified {
		return false
	}
	a.LastModified = httpdate.Format(q.modified)
	return true
}

func hideSize(_ *question, a *answer) bool {
	hidden := a.Status == http.StatusRequestedRangeNotSatisfiable && a.ContentRange != ""
	if hidden {
		a.ContentRange = ""
	}
	return hidden
}

// document replaces what is sent with an error.
func document(q *question, a *answer) bool {
	if a.Status < 400 {
		return false
	}
	*a = answer{Status: a.Status, ContentRange: a.ContentRange}
	if q.method == http.MethodGet {
		a.Body = anyDocument
	}
	return true
}
