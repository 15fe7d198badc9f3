package conditional_test

import (
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/s3get/s3get/conditional"
	"pgregory.net/rapid"
)

// reference is a second evaluator, written down from the steps of RFC 9110
// §13.2.2 without a thought for speed. It shares no code with the first.
func reference(q conditional.Quirks, h http.Header, rep conditional.Representation, now time.Time) conditional.Outcome {
	bare := q.Has(conditional.QuirkUnquotedTag)
	// Step 1.
	if len(h["If-Match"]) != 0 && !refMatch(h["If-Match"], rep.ETag, false, bare) {
		return failsMatch
	}
	// Step 2.
	if len(h["If-Match"]) == 0 {
		if d, ok := refDate(q, h["If-Unmodified-Since"], rep); ok && d.Before(refModified(rep)) {
			return failsDate
		}
	}
	// Step 3.
	if len(h["If-None-Match"]) != 0 && refMatch(h["If-None-Match"], rep.ETag, true, bare) {
		return notByTag
	}
	// Step 4.
	if len(h["If-None-Match"]) == 0 {
		d, ok := refDate(q, h["If-Modified-Since"], rep)
		future := q.Has(conditional.QuirkFutureDate) && d.Sub(now) > 15*time.Minute
		if ok && !future && !refModified(rep).After(d) {
			return notByDate
		}
	}
	return proceed
}

var (
	refElement = regexp.MustCompile(`(?:"[^"]*"|[^,"])+`)
	refTag     = regexp.MustCompile(`^(W/)?"([^"]*)"$`)
	refBare    = regexp.MustCompile(`^[^"]+$`)
)

func refMatch(lines []string, current string, weak, bare bool) bool {
	var elements []string
	for _, e := range refElement.FindAllString(strings.Join(lines, ", "), -1) {
		if e = strings.Trim(e, " \t"); e != "" {
			elements = append(elements, e)
		}
	}
	if len(elements) == 1 && elements[0] == "*" {
		return true
	}
	want := refTag.FindStringSubmatch(current)
	for _, e := range elements {
		if bare && e != "*" && refBare.MatchString(e) {
			e = `"` + e + `"`
		}
		got := refTag.FindStringSubmatch(e)
		if want != nil && got != nil && got[2] == want[2] && (weak || got[1]+want[1] == "") {
			return true
		}
	}
	return false
}

func refDate(q conditional.Quirks, lines []string, rep conditional.Representation) (time.Time, bool) {
	if len(lines) != 1 || rep.LastModified.IsZero() {
		return time.Time{}, false
	}
	layouts := []string{
		"Mon, 02 Jan 2006 15:04:05 GMT", "Monday, 02-Jan-06 15:04:05 GMT", "Mon Jan _2 15:04:05 2006",
	}
	if q.Has(conditional.QuirkShortDay) {
		layouts = append(layouts, "Mon, 2 Jan 2006 15:04:05 GMT")
	}
	for _, layout := range layouts {
		if t, err := time.Parse(layout, lines[0]); err == nil {
			return t, true
		}
	}
	return time.Time{}, false
}

func refModified(rep conditional.Representation) time.Time {
	return rep.LastModified.Truncate(time.Second)
}

var (
	everyTag = [][]string{
		nil, {`*`}, {`"v1"`}, {`v1`}, {`W/"v1"`}, {`"v2"`}, {`"v2"`, `x, "v1"`}, {`*`, `"v2"`}, {``},
	}
	everyUnmodified = [][]string{nil, {before}, {same}, {after}, {"never"}, {before, before}}
	everyModified   = [][]string{
		nil, {before}, {same}, {date(now.Add(time.Minute))}, {date(now.Add(time.Hour))},
		{"Tue, 9 Aug 2022 03:04:05 GMT"}, {"Tuesday, 09-Aug-22 03:04:04 GMT"}, {""}, {same, same},
	}
	everyRepresentation = []conditional.Representation{
		{ETag: `"v1"`, LastModified: modified},
		{ETag: `W/"v1"`, LastModified: modified.Add(time.Second - 1)},
		{ETag: `"v1"`},
		{LastModified: modified},
		{},
	}
)

// TestEvaluateExhaustively compares Evaluate with the reference over the
// product of all states that each field and each validator can be in, under the
// RFC and under S3.
func TestEvaluateExhaustively(t *testing.T) {
	seen := make(map[conditional.Outcome]int)
	for _, rep := range everyRepresentation {
		for _, match := range everyTag {
			for _, none := range everyTag {
				compareDates(t, rep, http.Header{"If-Match": match, "If-None-Match": none}, seen)
			}
		}
	}
	for _, o := range []conditional.Outcome{proceed, failsMatch, failsDate, notByTag, notByDate} {
		if seen[o] < 100 {
			t.Errorf("the outcome %v came %d times, want 100 or more", o, seen[o])
		}
	}
	if len(seen) != 5 {
		t.Errorf("%d outcomes, want 5: %v", len(seen), seen)
	}
}

// compareDates compares for h with all dates, and counts the outcomes.
func compareDates(t *testing.T, rep conditional.Representation, h http.Header, seen map[conditional.Outcome]int) {
	for _, h["If-Unmodified-Since"] = range everyUnmodified {
		for _, h["If-Modified-Since"] = range everyModified {
			for _, q := range []conditional.Quirks{conditional.NoQuirks, conditional.S3} {
				got, want := conditional.Evaluate(q.Parse(h), rep, now), reference(q, h, rep, now)
				if got != want {
					t.Fatalf("%v: Evaluate(%q, %+v) = %v, want %v", q, h, rep, got, want)
				}
				seen[got]++
			}
		}
	}
}

// TestEvaluateAgainstReference does the same with drawn values and any set of
// quirks.
func TestEvaluateAgainstReference(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		h, rep := header.Draw(t, "header"), representation.Draw(t, "representation")
		q := anyQuirks.Draw(t, "quirks")
		if got, want := conditional.Evaluate(q.Parse(h), rep, now), reference(q, h, rep, now); got != want {
			t.Errorf("%v: Evaluate(%q, %+v) = %v, want %v", q, h, rep, got, want)
		}
	})
}

// FuzzEvaluate checks that no header, however damaged, breaks the structure of
// an outcome, and that Evaluate answers the same twice.
func FuzzEvaluate(f *testing.F) {
	f.Add(`"v1"`, before, `"v1"`, same, `"v1"`, `"v1"`)
	f.Add(`*`, same, `*`, "never", same, ``)
	f.Add(`W/"v1", v1, "`, "", `,`, after, `W/"v1"`, `W/"v1"`)
	f.Fuzz(func(t *testing.T, match, unmodified, none, since, rng, tag string) {
		h := http.Header{
			"If-Match": {match}, "If-Unmodified-Since": {unmodified},
			"If-None-Match": {none}, "If-Modified-Since": {since}, "If-Range": {rng},
		}
		rep := conditional.Representation{ETag: tag, LastModified: modified}
		got := evaluate(h, rep)
		switch got {
		case proceed, failsMatch, notByTag:
		default:
			t.Errorf("Evaluate(%q, %q) = %v, which other fields hide", h, tag, got)
		}
		if again := evaluate(h, rep); again != got {
			t.Errorf("Evaluate(%q, %q) = %v, then %v", h, tag, got, again)
		}
		// The RFC compares fewer texts than S3, so that it finds no match where S3
		// finds none; "*" matches alike.
		strict := conditional.Evaluate(conditional.Parse(h), rep, now)
		if got == failsMatch && strict != failsMatch {
			t.Errorf("Evaluate(%q, %q) = %v, and by the RFC %v", h, tag, got, strict)
		}
		applies := conditional.S3.Parse(h).RangeApplies(rep)
		delete(h, "If-Match")
		delete(h, "If-None-Match")
		switch got := evaluate(h, rep); got {
		case proceed, failsDate, notByDate:
		default:
			t.Errorf("Evaluate(%q, %q) = %v from absent fields", h, tag, got)
		}
		if applies && strings.Contains(rng, "W/") && !strings.HasPrefix(strings.Trim(rng, " \t"), `"`) {
			t.Errorf("If-Range: %q applies, but is weak", rng)
		}
	})
}
