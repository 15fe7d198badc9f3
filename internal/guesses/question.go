package guesses

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/s3get/s3get/getobject/vectors"
)

// A Question is a request with the answer that was chosen.
type Question struct {
	ID      string          `json:"-"` // that of its guess, with a number behind it where there are several
	Request vectors.Request // what is sent
	Expect  vectors.Expect  // what was chosen
}

// repeated is a placeholder for a character that stands many times.
var repeated = regexp.MustCompile(`\{\{(.)\*([0-9]{1,5})\}\}`)

// expand writes the characters of such placeholders.
func expand(s string) string {
	return repeated.ReplaceAllStringFunc(s, func(m string) string {
		parts := repeated.FindStringSubmatch(m)
		n, _ := strconv.Atoi(parts[2])
		return strings.Repeat(parts[1], n)
	})
}

// Vector returns the question as a vector with an id, which says neither who says so nor why.
func (q Question) Vector() vectors.Vector {
	r := q.Request
	r.Key = expand(r.Key)
	r.Query = slices.Clone(r.Query)
	for i := range r.Query {
		r.Query[i].Value = expand(r.Query[i].Value)
	}
	r.Headers = slices.Clone(r.Headers)
	for i := range r.Headers {
		r.Headers[i].Value = expand(r.Headers[i].Value)
	}
	return vectors.Vector{ID: q.ID, Request: r, Expect: q.Expect}
}

// String says what is sent, such as "GET /b/k, Range: Bytes=0-1".
func (q Question) String() string {
	r := q.Request
	var query []string
	for _, i := range r.Query {
		query = append(query, i.Name+"="+i.Value)
	}
	target := "/" + r.Bucket + "/" + r.Key
	if len(query) > 0 {
		target += "?" + strings.Join(query, "&")
	}
	parts := []string{r.Method + " " + target}
	for _, l := range r.Headers {
		parts = append(parts, l.Name+": "+l.Value)
	}
	if r.Host != "" {
		parts = append(parts, "Host: "+r.Host)
	}
	if how := signing(r); how != "" {
		parts = append(parts, how)
	}
	if !r.TLS {
		parts = append(parts, "over plain HTTP")
	}
	return repeated.ReplaceAllString(strings.Join(parts, ", "), "$1×$2")
}

// signing says how a request is signed, if it is not as usual.
func signing(r vectors.Request) string {
	how := ""
	switch {
	case r.Presigned:
		how = "presigned"
	case !r.Signed():
		return "not signed"
	}
	if s := r.Sign; s != nil {
		switch {
		case s.AccessKey != "":
			how = strings.TrimSpace(how + " signed by nobody known")
		case s.Age < 0:
			how += fmt.Sprintf(" %d seconds ahead", -s.Age)
		}
	}
	return how
}
