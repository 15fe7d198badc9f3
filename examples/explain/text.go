package main

import (
	"bytes"
	"fmt"
	"io"
	"maps"
	"net/http"
	"slices"
	"strings"
	"time"
)

// writeText writes the report for people.
func (r *report) writeText(w io.Writer) error {
	var b bytes.Buffer
	r.writeRequest(&b)
	r.writeSteps(&b)
	r.writeAsked(&b)
	r.writeRule(&b)
	r.writeResponse(&b)
	_, err := w.Write(b.Bytes())
	return err
}

// writeRequest writes what was asked, and what its text does not say.
func (r *report) writeRequest(b *bytes.Buffer) {
	if r.Vector != "" {
		fmt.Fprintf(b, "Vector %s\n%s\n\n", r.Vector, r.Why)
	}
	q := &r.Request
	fmt.Fprintf(b, "%s %s\n", q.Method, q.Target)
	if q.Host != localhost && r.Vector == "" {
		fmt.Fprintf(b, "Host: %s\n", q.Host)
	}
	for _, name := range slices.Sorted(maps.Keys(q.Header)) {
		for _, value := range q.Header[name] {
			fmt.Fprintf(b, "%s: %s\n", name, value)
		}
	}
	fmt.Fprintf(b, "(%s)\n\n", q.circumstances())
}

// circumstances says who asked, how and when.
func (q *asked) circumstances() string {
	who := "anonymously"
	switch {
	case q.As != "":
		who = "as " + q.As
	case len(q.Header["Authorization"]) > 0 || strings.Contains(q.Target, "X-Amz-Algorithm="):
		who = "by whoever signed"
	}
	how := "over plain HTTP"
	if q.TLS {
		how = "over TLS"
	}
	return who + ", " + how + ", at " + q.Time.Format(time.RFC3339)
}

// marks say what came of a step.
var marks = map[string]string{"passed": "✓", "decided": "●", "refused": "✗", "not reached": "·"}

// writeSteps writes one line for each step, and marks the one that decided.
func (r *report) writeSteps(b *bytes.Buffer) {
	phases, names := r.widths()
	phase := ""
	for _, s := range r.Steps {
		pointer, shown := "  ", s.Phase
		if s.Outcome != "passed" && s.Outcome != "not reached" && s.Rule == r.Rule {
			pointer = "▶ "
		}
		if s.Phase == phase {
			shown = ""
		}
		phase = s.Phase
		fmt.Fprintf(b, "%s%-*s  %s %-*s", pointer, phases, shown, marks[s.Outcome], names, s.Name)
		if s.Rule != "" {
			fmt.Fprintf(b, "  %s by %s", s.Outcome, s.Rule)
		}
		b.Truncate(len(bytes.TrimRight(b.Bytes(), " ")))
		b.WriteByte('\n')
	}
}

// writeAsked writes which statement of which policy allowed or denied, where policies decide.
func (r *report) writeAsked(b *bytes.Buffer) {
	for i, a := range r.Asked {
		if a.Decided == "" {
			continue
		}
		if i == 0 {
			b.WriteByte('\n')
		}
		fmt.Fprintf(b, "%s: %s", a.Verdict, a.Decided)
		if a.Rule != "" {
			fmt.Fprintf(b, " by %s", a.Rule)
		}
		b.WriteByte('\n')
	}
}

// widths returns how wide the columns of phases and of names of steps are.
func (r *report) widths() (phases, names int) {
	for _, s := range r.Steps {
		phases, names = max(phases, len(s.Phase)), max(names, len(s.Name))
	}
	return phases, names
}

// writeRule writes why.
func (r *report) writeRule(b *bytes.Buffer) {
	if r.Rule == "" {
		fmt.Fprintf(b, "\n%d, since no step refuses it\n", r.Status)
		return
	}
	fmt.Fprintf(b, "\n%d by %s, which is %s\n", r.Status, r.Rule, r.Kind)
	fmt.Fprintf(b, "    %s\n    %s\n", r.Sentence, r.citations())
	if r.NotRead {
		b.WriteString("    It is no GetObject or HeadObject: a handler leaves it to the next one, if there is one.\n")
	}
}

// writeResponse writes the head of the response, and what its body is.
func (r *report) writeResponse(b *bytes.Buffer) {
	fmt.Fprintf(b, "\nHTTP/1.1 %d %s\n", r.Status, http.StatusText(r.Status))
	for _, f := range r.Header {
		fmt.Fprintf(b, "%s: %s\n", f.Name, f.Value)
	}
	switch {
	case r.page && len(r.Error) > 0:
		fmt.Fprintf(b, "\n(a page that says: %s, %s)\n", r.Code, r.Message)
	case r.document != nil:
		fmt.Fprintf(b, "\n%s\n", r.document)
	case r.Body != nil && r.Body.Length > 0:
		fmt.Fprintf(b, "\n(bytes %d to %d of the object)\n", r.Body.Offset, r.Body.Offset+r.Body.Length-1)
	}
}
