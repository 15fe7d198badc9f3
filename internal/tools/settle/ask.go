package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/s3get/s3get/getobject/getobjecttest"
	"github.com/s3get/s3get/getobject/vectors"
	"github.com/s3get/s3get/internal/guesses"
)

// An answer is what came back to one question.
type answer struct {
	guess *guesses.Guess
	asked vectors.Vector // with the version ids that were given
	got   *getobjecttest.Answer
	wrong string // the first difference from what was chosen, or ""
}

// ask sends all questions, and says of each guess whether it was right.
func (s *session) ask(ctx context.Context) error {
	right, wrong, open := 0, 0, 0
	for i := range s.asked {
		g := &s.asked[i]
		verdict, err := s.askGuess(ctx, g)
		if err != nil {
			return err
		}
		fmt.Fprintln(s.out, s.hide(g.ID+": "+verdict))
		switch {
		case strings.HasPrefix(verdict, "right"):
			right++
		case strings.HasPrefix(verdict, "wrong"):
			wrong++
		default:
			open++
		}
	}
	fmt.Fprintf(s.out, "%d guesses were right, %d wrong, and %d could not be asked.\n", right, wrong, open)
	return nil
}

// askGuess sends the questions of a guess and returns "right" with the statuses, "wrong: " with the
// first difference, or why it is open.
func (s *session) askGuess(ctx context.Context, g *guesses.Guess) (string, error) {
	var statuses []string
	different := ""
	for _, q := range g.Settle {
		v := q.Vector()
		v.Request.Query = slices.Clone(v.Request.Query)
		for i := range v.Request.Query {
			if id, ok := s.given[v.Request.Query[i].Value]; ok {
				v.Request.Query[i].Value = id
			}
		}
		if why := s.unaskable(&v.Request); why != "" {
			return "not asked, " + why, nil
		}
		got, err := s.exchange(ctx, vectors.Step{Request: s.addressed(v.Request)})
		switch {
		case ctx.Err() != nil:
			return "", ctx.Err()
		case err != nil:
			return "not asked, " + err.Error(), nil
		}
		a := answer{guess: g, asked: v, got: got, wrong: firstDifference(got.Check(s.file, v))}
		s.answers = append(s.answers, a)
		statuses = append(statuses, strconv.Itoa(got.Status))
		if a.wrong != "" && different == "" {
			different = "wrong: " + q.ID + ": " + a.wrong
		}
	}
	if different != "" {
		return different, nil
	}
	return "right (" + strings.Join(statuses, ", ") + ")", nil
}

// unaskable says why a request cannot be sent, or "", and sends it over what the server has where
// that does not matter.
func (s *session) unaskable(r *vectors.Request) string {
	isCORS := slices.ContainsFunc(r.Headers, func(l vectors.Line) bool { return l.Name == "Origin" })
	hasKey := slices.ContainsFunc(r.Headers, func(l vectors.Line) bool { return strings.Contains(l.Name, "-customer-key") })
	switch t := s.server.target; {
	case s.broken[r.Key] != "":
		return s.broken[r.Key]
	case isCORS && s.noRules:
		return "since the server takes no CORS rules"
	case !r.TLS && t.Addr == "":
		return "since it must not have TLS (-plain-endpoint)"
	case r.TLS && t.TLSAddr == "" && hasKey:
		return "since a customer's key needs TLS"
	case t.TLSAddr == "":
		r.TLS = false
	}
	return ""
}

// addressed returns a request of the fixture as it is sent, to the bucket that was made. Requests
// for other buckets are signed for the region of the server.
func (s *session) addressed(r vectors.Request) vectors.Request {
	if r.Bucket == s.state.Name {
		r.Bucket = s.bucket
		return r
	}
	if r.Signed() {
		by := vectors.Sign{}
		if r.Sign != nil {
			by = *r.Sign
		}
		by.Region = s.server.region
		r.Sign = &by
	}
	return r
}

// firstDifference returns the first of the differences in one line, or "".
func firstDifference(err error) string {
	if err == nil {
		return ""
	}
	if m := new(getobjecttest.Mismatch); errors.As(err, &m) {
		return m.What + " = " + m.Got + ", want " + m.Want
	}
	text, _, _ := strings.Cut(err.Error(), "\n")
	return text
}

// hide replaces what is the account's own in a text: its credentials, and the name of the bucket.
func (s *session) hide(text string) string {
	return strings.ReplaceAll(s.who.hide(text), s.bucket, s.state.Name)
}
