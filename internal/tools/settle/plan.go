package main

import (
	"bufio"
	"crypto/rand"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/s3get/s3get/getobject/vectors"
	"github.com/s3get/s3get/internal/guesses"
)

// A plan is what will be done.
type plan struct {
	server  server
	bucket  string // a name that nobody has
	fixture json.RawMessage
	state   *bucket
	asked   []guesses.Guess
	objects []*object // those that the requests are about
}

// newPlan selects guesses, all that requests settle if none is named.
func newPlan(t *guesses.Table, only []string, where server) (*plan, error) {
	state, err := readState(t.Fixture)
	if err != nil {
		return nil, err
	}
	p := &plan{server: where, bucket: newName(), fixture: t.Fixture, state: state}
	for _, g := range t.Guesses {
		if len(g.Settle) > 0 && (len(only) == 0 || slices.Contains(only, g.ID)) {
			p.asked = append(p.asked, g)
		}
	}
	for _, id := range only {
		i := slices.IndexFunc(t.Guesses, func(g guesses.Guess) bool { return g.ID == id })
		switch {
		case i < 0:
			return nil, fmt.Errorf("there is no guess %q", id)
		case len(t.Guesses[i].Settle) == 0:
			return nil, fmt.Errorf("%s is settled otherwise: %s\n%s", id, t.Guesses[i].How(), t.Guesses[i].Command)
		}
	}
	for i := range state.Objects {
		if o := &state.Objects[i]; slices.ContainsFunc(p.requests(), func(q guesses.Question) bool { return q.Request.Key == o.Key }) {
			p.objects = append(p.objects, o)
		}
	}
	return p, nil
}

// newName returns a name of a bucket with 64 random bits.
func newName() string {
	b := make([]byte, 8)
	rand.Read(b)
	return "s3get-settle-" + hex.EncodeToString(b)
}

// requests returns all that will be asked.
func (p *plan) requests() (list []guesses.Question) {
	for _, g := range p.asked {
		list = append(list, g.Settle...)
	}
	return list
}

// List prices of S3 in us-east-1, in USD for each request. What is stored for a minute, 25 bytes,
// costs less than any of them, also with the 90 days that an archived object is charged for.
const (
	priceWrite   = 0.005 / 1000
	priceRead    = 0.0004 / 1000
	priceArchive = 0.03 / 1000
)

// count returns how many requests of each kind will be sent at least. Waiting for the bucket takes a
// few more.
func (p *plan) count() (writes, archived, reads int) {
	writes = 4 // the bucket, its versions, its rules, and the list of what is in it
	for _, o := range p.objects {
		for _, v := range o.all() {
			if v.StorageClass != "" {
				archived++
			} else {
				writes++
			}
		}
	}
	return writes + 1, archived, len(p.requests()) + 1 // to empty it lists it once more
}

// print says what will be done and what it costs, and lists the requests if that is asked for.
func (p *plan) print(w io.Writer, each bool) {
	writes, archived, reads := p.count()
	cost := float64(writes)*priceWrite + float64(archived)*priceArchive + float64(reads)*priceRead
	removals := len(p.objects) + 2
	fmt.Fprintf(w, "At %s, in %s:\n", p.server.name, p.server.region)
	fmt.Fprintf(w, "  make the bucket %s, with versions and CORS rules\n", p.bucket)
	fmt.Fprintf(w, "  put %d objects into it, %d of them in an archive, none longer than 10 bytes\n", len(p.objects), archived)
	fmt.Fprintf(w, "  send %d requests that read from it, which settle %d guesses\n", len(p.requests()), len(p.asked))
	fmt.Fprintf(w, "  remove the objects and the bucket\n")
	fmt.Fprintf(w, "About %d requests, which cost $%.4f at list prices. Nothing else is touched.\n", writes+archived+reads+removals, cost)
	if !each {
		return
	}
	for _, g := range p.asked {
		fmt.Fprintf(w, "\n%s: %s\n", g.ID, g.Chose)
		for _, q := range g.Settle {
			fmt.Fprintf(w, "  %v\n    expected: %s\n", q, expected(q.Expect))
		}
	}
}

// expected says what is expected of an answer.
func expected(e vectors.Expect) string {
	text := fmt.Sprint(e.Status)
	if code := e.Error["Code"]; code != "" {
		text += " " + code
	}
	return text
}

// confirmed asks, and reports whether the answer is yes.
func confirmed(r io.Reader, w io.Writer) bool {
	fmt.Fprint(w, "Go on? [y/N] ")
	line, _ := bufio.NewReader(r).ReadString('\n')
	line = strings.ToLower(strings.TrimSpace(line))
	return line == "y" || line == "yes"
}
