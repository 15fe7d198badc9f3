package getobjecttest

import (
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/s3get/s3get/getobject/vectors"
)

// RunSequence sends the requests of s, which is a sequence of file, to target one after the
// other and compares the responses, as [Run] does. It ends with the first step whose response
// is another one: those behind it are about what it should have done. A [Mismatch] names the
// step behind the id of the sequence.
//
// The target has to hold the state of the fixture of file, which no other sequence has changed.
func RunSequence(ctx context.Context, target Target, file vectors.SequenceFile, s vectors.Sequence) error {
	seeded, err := readSeeds(file.Fixture)
	if err != nil {
		return fmt.Errorf("%s: fixture of %s: %w", s.ID, file.Name, err)
	}
	began := target.now() // what placeholders count from, in all steps
	captured := map[string]string{}
	for i, step := range s.Steps {
		id := s.ID + " step " + strconv.Itoa(i+1)
		step = step.Substitute(captured)
		if err := target.runStep(ctx, seeded, id, step, began, captured); err != nil {
			return err
		}
	}
	return nil
}

// now is the time by the clock of the target.
func (t Target) now() time.Time {
	if t.Now != nil {
		return t.Now()
	}
	return time.Now()
}

// runStep sends one step, and captures what it says of its response.
func (t Target) runStep(ctx context.Context, seeded *seeds, id string, step vectors.Step, began time.Time, captured map[string]string) error {
	m, err := t.compose(seeded, step, began)
	if err != nil {
		return fmt.Errorf("%s: %w", id, err)
	}
	a, err := t.exchange(ctx, step.Request.TLS, m)
	switch {
	case err != nil && step.Expect.Aborted && errors.Is(err, io.ErrUnexpectedEOF):
		return nil // before the head was sent
	case err != nil:
		return fmt.Errorf("%s: %w", id, err)
	}
	if t.IgnoreCase {
		a.names = nil
	}
	r := &report{vector: id}
	if err := r.step(seeded, step, a, began); err != nil {
		return fmt.Errorf("%s: %w", id, err)
	}
	root, _ := parseTree(a.Body)
	for name, from := range step.Capture {
		text, ok := a.Header.Get(from.Header), from.Header != ""
		if found := root.find(from.Element); !ok && len(found) == 1 {
			text = found[0].text
		}
		if text == "" {
			r.add("capture "+name, "nothing", from.Header+from.Element)
		}
		captured[name] = text
	}
	return errors.Join(r.list...)
}

// step compares the answer with what a step expects.
func (r *report) step(seeded *seeds, step vectors.Step, a *Answer, began time.Time) error {
	want := step.Expect
	for _, texts := range []map[string]string{want.Headers, want.Elements} {
		for name, text := range texts {
			expanded, err := vectors.Expand(text, began)
			if err != nil {
				return err
			}
			texts[name] = expanded
		}
	}
	v := vectors.Vector{ID: r.vector, Request: step.Request, Expect: want.Expect}
	r.status(v, a)
	r.headers(want.Expect, a.Header)
	r.spelling(want.Expect, a.names, seeded.directory(step.Request.Bucket))
	switch {
	case a.Status >= 300 && want.Error != nil:
		r.document(want.Expect, a.Body)
	case len(want.Error) > 0:
		r.add("error document", "none", want.Error["Code"])
	}
	r.tree(want, a.Body)
	if err := r.content(seeded, v, want, a, began); err != nil {
		return err
	}
	if len(r.list) > 0 {
		r.add("answer", fmt.Sprintf("%d %.2000q", a.Status, a.Body), "what is expected")
	}
	return nil
}

// content compares the body, and how it ends.
func (r *report) content(seeded *seeds, v vectors.Vector, want vectors.StepExpect, a *Answer, began time.Time) error {
	content, err := seeded.body(v)
	if want.Body != nil && err == nil {
		v.Expect.BodyRange = vectors.BodyRange{Kind: vectors.Whole}
		content, err = contentOf(want.Body, began)
	}
	if err != nil {
		return err
	}
	r.body(v.Expect.BodyRange, a.Body, content)
	rest := string(a.Body)
	for _, text := range want.Contains {
		_, after, found := strings.Cut(rest, text)
		if !found {
			r.add("body", fmt.Sprintf("%.2000q", rest), "to contain "+strconv.Quote(text))
		}
		rest = after
	}
	switch {
	case want.Aborted && a.bodyErr == nil:
		r.add("body", fmt.Sprintf("%d bytes, whole", len(a.Body)), "an aborted connection")
	case !want.Aborted && a.bodyErr != nil:
		r.add("body", fmt.Sprintf("%d bytes and %v", len(a.Body), a.bodyErr), "a whole body")
	case a.extra > 0:
		r.add("after the response", fmt.Sprintf("%d bytes", a.extra), "nothing")
	}
	return nil
}

// tree compares the elements of a document.
func (r *report) tree(want vectors.StepExpect, body []byte) {
	if len(want.Elements)+len(want.Count)+len(want.Children) == 0 {
		return
	}
	root, err := parseTree(body)
	if err != nil {
		r.add("document", err.Error(), "a document of S3")
		return
	}
	for _, path := range slices.Sorted(maps.Keys(want.Elements)) {
		p, err := vectors.ParsePattern(want.Elements[path])
		found := root.find(path)
		if err != nil || len(found) != 1 || !p.Match(found[0].text) {
			r.add(path, fmt.Sprintf("%q", textsOf(found)), strconv.Quote(want.Elements[path]))
		}
	}
	for _, path := range slices.Sorted(maps.Keys(want.Count)) {
		if n := len(root.find(path)); n != want.Count[path] {
			r.add("number of "+path, strconv.Itoa(n), strconv.Itoa(want.Count[path]))
		}
	}
	for _, path := range slices.Sorted(maps.Keys(want.Children)) {
		for _, parent := range root.find(path) {
			if names := parent.names(); !slices.Equal(names, want.Children[path]) {
				r.add("children of "+path, fmt.Sprint(names), fmt.Sprint(want.Children[path]))
			}
		}
		if len(root.find(path)) == 0 {
			r.add("children of "+path, "no such element", fmt.Sprint(want.Children[path]))
		}
	}
}
