package conditional_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/s3get/s3get/conditional"
	"pgregory.net/rapid"
)

var (
	// moment draws times near each other, with fractions, so that dates are
	// often equal and sometimes in the future.
	moment = rapid.Custom(func(t *rapid.T) time.Time {
		hours := rapid.IntRange(-2, 2).Draw(t, "hours")
		seconds := rapid.IntRange(-2, 2).Draw(t, "seconds")
		fraction := rapid.IntRange(0, 999999999).Draw(t, "fraction")
		return now.Truncate(time.Second).
			Add(time.Duration(hours)*time.Hour + time.Duration(seconds)*time.Second + time.Duration(fraction))
	})

	dateLine = rapid.OneOf(
		rapid.Map(moment, date),
		rapid.SampledFrom([]string{"", "never", "Fri, 01 Jan 2100 00:00:00 GMT", "Thu, 1 Jan 1970 00:00:00 GMT"}),
	)
	dateLines = rapid.OneOf(
		rapid.Map(dateLine, func(s string) []string { return []string{s} }),
		rapid.SliceOfN(dateLine, 0, 2),
	)

	// anyQuirks draws the RFC, S3, or some of the quirks of S3.
	anyQuirks = rapid.Map(rapid.IntRange(0, int(conditional.S3)), func(n int) conditional.Quirks { return conditional.Quirks(n) })

	// tagText draws valid entity tags, few enough that two often match.
	tagText = rapid.StringMatching(`(W/)?"[a-c,\\*]{0,2}"`)

	tagItem  = rapid.OneOf(tagText, rapid.StringMatching(`[a-c]{1,2}`), rapid.Just("*"))
	tagLines = rapid.SliceOfN(rapid.Map(rapid.SliceOfN(tagItem, 0, 3), func(items []string) string {
		return strings.Join(items, ", ")
	}), 0, 2)

	representation = rapid.Custom(func(t *rapid.T) conditional.Representation {
		return conditional.Representation{
			ETag:         tagText.Draw(t, "ETag"),
			LastModified: moment.Draw(t, "LastModified"),
		}
	})

	header = rapid.Custom(func(t *rapid.T) http.Header {
		return http.Header{
			"If-Match":            tagLines.Draw(t, "If-Match"),
			"If-None-Match":       tagLines.Draw(t, "If-None-Match"),
			"If-Modified-Since":   dateLines.Draw(t, "If-Modified-Since"),
			"If-Unmodified-Since": dateLines.Draw(t, "If-Unmodified-Since"),
			"If-Range":            tagLines.Draw(t, "If-Range"),
		}
	})
)

// checkIrrelevant checks that no value of field changes the outcome for
// requests that arrange has prepared.
func checkIrrelevant(t *testing.T, field string, lines *rapid.Generator[[]string], arrange func(*rapid.T, http.Header)) {
	t.Helper()
	rapid.Check(t, func(t *rapid.T) {
		h, rep := header.Draw(t, "header"), representation.Draw(t, "representation")
		arrange(t, h)
		delete(h, field)
		without := evaluate(h, rep)
		h[field] = lines.Draw(t, field)
		if with := evaluate(h, rep); with != without {
			t.Errorf("%v of %+v = %v, but without %s %v", h, rep, with, field, without)
		}
	})
}

// TestIfNoneMatchHidesDate checks the second "only without" pair: with
// If-None-Match, true or false or unreadable, If-Modified-Since is not looked
// at (RFC 9110 §13.1.3).
func TestIfNoneMatchHidesDate(t *testing.T) {
	checkIrrelevant(t, "If-Modified-Since", dateLines, func(t *rapid.T, h http.Header) {
		h["If-None-Match"] = append(h["If-None-Match"], tagItem.Draw(t, "one more"))
	})
}

// TestIfMatchHidesDate checks the first "only without" pair: with If-Match,
// If-Unmodified-Since is not looked at (RFC 9110 §13.1.4).
func TestIfMatchHidesDate(t *testing.T) {
	checkIrrelevant(t, "If-Unmodified-Since", dateLines, func(t *rapid.T, h http.Header) {
		h["If-Match"] = append(h["If-Match"], tagItem.Draw(t, "one more"))
	})
}

// TestFailedIfMatchDecides checks that nothing is looked at after an If-Match
// that is false (RFC 9110 §13.2.2).
func TestFailedIfMatchDecides(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		h, rep := header.Draw(t, "header"), representation.Draw(t, "representation")
		h["If-Match"] = []string{`"none of those drawn"`}
		if got := evaluate(h, rep); got != failsMatch {
			t.Errorf("%v of %+v = %v, want %v", h, rep, got, failsMatch)
		}
	})
}

// TestIfRangeDecidesNothing checks that If-Range is about the range alone
// (RFC 9110 §13.1.5).
func TestIfRangeDecidesNothing(t *testing.T) {
	checkIrrelevant(t, "If-Range", tagLines, func(*rapid.T, http.Header) {})
}

// TestTrueIsLikeAbsent checks that a true If-Match or If-Unmodified-Since is
// like none, because the request goes on to the next step (RFC 9110 §13.2.2).
func TestTrueIsLikeAbsent(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		h, rep := header.Draw(t, "header"), representation.Draw(t, "representation")
		delete(h, "If-Match")
		delete(h, "If-Unmodified-Since")
		without := evaluate(h, rep)
		h.Set("If-Unmodified-Since", date(rep.LastModified))
		if got := evaluate(h, rep); got != without {
			t.Errorf("%v of %+v = %v, want %v", h, rep, got, without)
		}
		h.Set("If-Match", "*")
		if got := evaluate(h, rep); got != without {
			t.Errorf("%v of %+v = %v, want %v", h, rep, got, without)
		}
	})
}

// TestEcho checks that a client that sends back what it was sent is told that
// nothing has changed.
func TestEcho(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rep := representation.Draw(t, "representation")
		rep.LastModified = rep.LastModified.Add(-3 * time.Hour) // not in the future
		tag, last := rep.ETag, date(rep.LastModified)
		failed := failsMatch
		if !strings.HasPrefix(tag, "W/") {
			failed = proceed
		}
		for _, tt := range []struct {
			h    http.Header
			want conditional.Outcome
		}{
			{http.Header{"If-Match": {tag}}, failed},
			{http.Header{"If-None-Match": {tag}}, notByTag},
			{http.Header{"If-Modified-Since": {last}}, notByDate},
			{http.Header{"If-Unmodified-Since": {last}}, proceed},
			{http.Header{"If-None-Match": {tag}, "If-Modified-Since": {last}}, notByTag},
		} {
			if got := evaluate(tt.h, rep); got != tt.want {
				t.Errorf("%v of %+v = %v, want %v", tt.h, rep, got, tt.want)
			}
		}
	})
}

// TestLinesAreOneList checks that it makes no difference whether a list comes
// in one field line or in several (RFC 9110 §5.3).
func TestLinesAreOneList(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rep := representation.Draw(t, "representation")
		items := rapid.SliceOfN(tagItem, 1, 4).Draw(t, "items")
		one := []string{strings.Join(items, rapid.SampledFrom([]string{",", ", ", " ,\t,"}).Draw(t, "comma"))}
		for _, name := range []string{"If-Match", "If-None-Match"} {
			got, want := evaluate(http.Header{name: items}, rep), evaluate(http.Header{name: one}, rep)
			if got != want {
				t.Errorf("%s: %q = %v, but %q = %v", name, items, got, one, want)
			}
		}
	})
}

// TestQuotesAreOptional checks QuirkUnquotedTag: leaving out the quotes of a
// strong tag changes nothing.
func TestQuotesAreOptional(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rep := representation.Draw(t, "representation")
		texts := rapid.SliceOfN(rapid.StringMatching(`[a-c]{1,2}`), 1, 3).Draw(t, "texts")
		bare, quoted := strings.Join(texts, ","), `"`+strings.Join(texts, `","`)+`"`
		for _, name := range []string{"If-Match", "If-None-Match"} {
			got, want := evaluate(http.Header{name: {bare}}, rep), evaluate(http.Header{name: {quoted}}, rep)
			if got != want {
				t.Errorf("%s: %s = %v, but %s = %v", name, bare, got, quoted, want)
			}
		}
	})
}

// TestDatesAreMonotonic checks that a later date never makes
// If-Unmodified-Since false, nor, up to now, If-Modified-Since true.
func TestDatesAreMonotonic(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rep := representation.Draw(t, "representation")
		early, late := moment.Draw(t, "early"), moment.Draw(t, "late")
		if early.After(late) {
			early, late = late, early
		}
		first := evaluate(http.Header{"If-Unmodified-Since": {date(early)}}, rep)
		second := evaluate(http.Header{"If-Unmodified-Since": {date(late)}}, rep)
		if first == proceed && second != proceed {
			t.Errorf("%v is unmodified since %v and modified since %v", rep.LastModified, early, late)
		}
		first = evaluate(http.Header{"If-Modified-Since": {date(early)}}, rep)
		second = evaluate(http.Header{"If-Modified-Since": {date(late)}}, rep)
		if !late.After(now) && first == notByDate && second != notByDate {
			t.Errorf("%v is unmodified since %v and modified since %v", rep.LastModified, early, late)
		}
	})
}
